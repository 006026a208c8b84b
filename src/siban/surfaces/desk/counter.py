"""An intake as the page draws it: five stages, fields, papers, five answers. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from siban.domain.cases.queries.counter import Intake, preselected
from siban.domain.cases.queries.page import Paper
from siban.domain.cases.rules import CAPACITY_NAMES, MANNER_NAMES, Answer, Capacity, Choice, DocumentState, Manner
from siban.domain.catalog.types import MaterialKind, Mode
from siban.domain.people.rules import Pledge
from siban.domain.work.wording import day_words
from siban.surfaces.desk.asked import FieldRow, OptionRow, QuestionRow, field_rows, question_rows
from siban.surfaces.ui.templatetags.words import days, moment

WHO, ITEM, SCENARIO, PAPERS, ANSWER = "who", "item", "scenario", "papers", "answer"
"""The five stages of an intake."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the five stages; `url` leads back to it, empty where there is nothing to go back to yet."""

    key: str
    label: str
    text: str
    state: str


def stage_of(intake: Intake, wanted: str) -> str:
    """Where the intake stands, or the stage that was asked for, if one can go there already."""
    reached = SCENARIO if intake.unanswered or intake.matter.problems else PAPERS
    if wanted == PAPERS:
        return reached
    return wanted if wanted in (WHO, SCENARIO) else reached


def stages(intake: Intake, now: str) -> tuple[Stage, ...]:
    """The line of stages, each with what is known of it."""
    here = [paper for paper in intake.papers if paper.document.state == DocumentState.RECEIVED]
    open_questions = len(intake.unanswered)
    scenario = "" if open_questions else _("，").join(told(intake)[:3])
    total = len(intake.papers)
    papers = _("%(total)d 样收了 %(here)d 样") % {"total": total, "here": len(here)}
    rows = (
        (WHO, _("谁来办"), _who(intake)),
        (ITEM, _("办什么"), str(intake.matter.version.name)),
        (SCENARIO, _("什么情形"), scenario or _("还没选")),
        (PAPERS, _("收材料"), papers),
        (ANSWER, _("答复"), _("还没答复")),
    )
    order = [key for key, _label, _text in rows]
    at = order.index(now)
    return tuple(
        Stage(key, label, text, "now" if key == now else "done" if order.index(key) < at or key == ITEM else "later")
        for key, label, text in rows
    )


def _who(intake: Intake) -> str:
    case, name = intake.case, intake.matter.applicant.name
    if case.capacity == Capacity.SELF:
        return _("%(name)s，本人来") % {"name": name}
    someone = intake.matter.representative
    return _("%(other)s替%(name)s，%(as)s") % {
        "other": someone.name if someone else "",
        "name": name,
        "as": CAPACITY_NAMES[case.capacity],
    }


def told(intake: Intake) -> list[str]:
    """The answers that were given, as words."""
    given = intake.case.scenario
    return [
        str(option.text)
        for question in intake.questions
        for option in question.options
        if option.key == given.get(question.key)
    ]


# What is asked


def questions(intake: Intake, typed: Mapping[str, str]) -> tuple[QuestionRow, ...]:
    """The scenario questions with a digit at each answer, the likely answers chosen."""
    return question_rows(intake.questions, {**preselected(intake.matter), **typed})


def fields(
    intake: Intake, typed: Mapping[str, str], problems: Mapping[str, str], editing: Collection[str]
) -> tuple[FieldRow, ...]:
    """The form: what the platform filled in, and what is still to be typed."""
    wrong = problems or {one.field: one.sentence for one in intake.matter.problems if one.code != "required"}
    return field_rows(intake.matter.fields, intake.matter.form, typed, wrong, editing)


# Papers


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the list: ticked, missing, shared; `here` marks the row that the keys work on."""

    key: str
    name: str
    note: str
    ticked: bool
    shared: bool
    is_form: bool
    is_mandate: bool
    state: str
    icon: str
    pages: tuple[UUID, ...]
    reasons: tuple[OptionRow, ...]
    manners: tuple[OptionRow, ...]
    here: bool
    promised: bool
    """To follow on a signed promise (容缺); `until` is the day, or the one that would be proposed."""
    declared: bool
    may_promise: bool
    may_declare: bool
    until: str
    latest: str
    why_no_word: str
    """Why her word is not taken, where she did not keep it before."""


def paper_rows(intake: Intake, row: str = "") -> tuple[PaperRow, ...]:
    """The list of papers; the current row is the one asked for, else the first that is still missing."""
    here = row if row in {paper.document.material for paper in intake.papers} else next_missing(intake.papers)
    return tuple(_paper(paper, intake, paper.document.material == here) for paper in intake.papers)


def next_missing(papers: Collection[Paper], after: str = "") -> str:
    """The first paper that is missing, from `after` on; "" where none is."""
    keys = [paper.document.material for paper in papers]
    start = keys.index(after) + 1 if after in keys else 0
    rows = list(papers)
    ordered = rows[start:] + rows[:start]
    return next((one.document.material for one in ordered if one.document.state == DocumentState.MISSING), "")


def _paper(paper: Paper, intake: Intake, here: bool) -> PaperRow:
    document = paper.document
    material = next(one for one in intake.matter.version.materials if one.key == document.material)
    ticked, is_form = document.state == DocumentState.RECEIVED, document is _form_of(intake)
    shared = document.manner == Manner.SHARED
    manner = document.manner or usual_manner(material.kind)
    state, icon = (_("缺"), "empty") if not ticked else (str(MANNER_NAMES[manner]), "check")
    promised, declared = document.state == DocumentState.PROMISED, document.state == DocumentState.DECLARED
    if promised and document.promised_until:
        state, icon = _("容缺，最迟%(day)s") % {"day": day_words(document.promised_until, intake.matter.on)}, "clock"
    elif declared:
        state, icon = _("承诺代替"), "pencil"
    if ticked and is_form:
        state, icon = (_("已签"), "fingerprint") if paper.pages else (_("没拍"), "camera")
    elif shared:
        icon = "fetch"
    return PaperRow(
        key=document.material,
        name=str(paper.name),
        note=_note(paper, intake, is_form, shared),
        ticked=ticked,
        shared=shared,
        is_form=is_form,
        is_mandate=document.material == "mandate",
        state=state,
        icon=icon,
        pages=paper.pages,
        reasons=tuple(OptionRow(key, str(text), "", key == document.reason) for key, text in paper.reasons),
        manners=()
        if shared or is_form
        else tuple(
            OptionRow(one.value, str(MANNER_NAMES[one]), "", one == manner)
            for one in (Manner.SEEN, Manner.KEPT, Manner.COPY)
        ),
        here=here,
        promised=promised,
        declared=declared,
        may_promise=paper.tolerable and not ticked and intake.allowed.may_promise,
        may_declare=paper.declarable and not ticked and intake.allowed.may_declare,
        until=(document.promised_until or intake.allowed.latest).isoformat(),
        latest=intake.allowed.latest.isoformat(),
        why_no_word=_why_no_word(paper, intake) if not ticked else "",
    )


def _why_no_word(paper: Paper, intake: Intake) -> str:
    """The sentence for who did not keep her word before; empty where it is taken, or where the paper allows none."""
    for kind, on in intake.allowed.broken:
        day = day_words(on, intake.matter.on)
        if kind is Pledge.TOLERANCE and paper.tolerable:
            return _("%(day)s承诺补的没有补来，不能再容缺") % {"day": day}
        if kind is Pledge.DECLARATION and paper.declarable:
            return _("%(day)s承诺不实，不能再承诺代替") % {"day": day}
    return ""


def _form_of(intake: Intake) -> object:
    return intake.form.document if intake.form else None


def _note(paper: Paper, intake: Intake, is_form: bool, shared: bool) -> str:
    pages = ngettext("拍了 %(count)d 张", "拍了 %(count)d 张", len(paper.pages)) % {"count": len(paper.pages)}
    if is_form:
        if intake.altered:
            return _("印过以后又改了，要重新打印、重新签")
        if paper.pages:
            return _("系统填好，已签字，%(pages)s") % {"pages": pages}
        return _("打出来请本人签名，再拍下来") if intake.printed is None else _("印好了，签完拍下来")
    if shared:
        return _("%(time)s 取得，不用带") % {"time": moment(paper.document.supplied_at)}
    return pages if paper.pages else str(paper.note)


def usual_manner(kind: MaterialKind) -> Manner:
    """How a paper of a kind is usually taken."""
    return {MaterialKind.FORM: Manner.KEPT, MaterialKind.COPY: Manner.COPY}.get(kind, Manner.SEEN)


# Answers


@dataclass(frozen=True, slots=True)
class AnswerRow:
    answer: Answer
    press: str
    name: str
    note: str
    open: bool
    chosen: bool


ANSWER_NAMES: Mapping[Answer, str | Promise] = {
    Answer.NO_APPROVAL: gettext_lazy("不用办"),
    Answer.NOT_COMPETENT: gettext_lazy("不归这里"),
    Answer.MEND: gettext_lazy("当场改"),
    Answer.CORRECT: gettext_lazy("一次告知"),
    Answer.ACCEPT: gettext_lazy("受理"),
}


def answer_rows(intake: Intake, chosen: str = "") -> tuple[AnswerRow, ...]:
    """The five answers with a digit each; what cannot be chosen stays and says why."""
    return tuple(_answer(intake, choice, str(number), chosen) for number, choice in enumerate(intake.choices, start=1))


def _answer(intake: Intake, choice: Choice, press: str, chosen: str) -> AnswerRow:
    name = str(ANSWER_NAMES[choice.answer])
    if choice.answer is Answer.ACCEPT and not intake.answers_here:
        name = _("报受理")
    if choice.answer is Answer.ACCEPT and intake.instant:
        name = _("当场办")
    # What is wrong in the form can always be mended while it is a draft.
    mend = choice.answer is Answer.MEND and intake.case.state == "draft"
    wanted = chosen or (intake.proposed.value if intake.proposed else "")
    is_open = choice.open or mend
    return AnswerRow(
        choice.answer, press, name, _why(intake, choice, is_open), is_open, is_open and choice.answer.value == wanted
    )


def _why(intake: Intake, choice: Choice, is_open: bool) -> str:
    if not is_open:
        return choice.why
    to = str(intake.to.short_label)
    here = {
        Answer.NO_APPROVAL: _("没有要批的，当场说清"),
        Answer.NOT_COMPETENT: str(intake.elsewhere.name) if intake.elsewhere else _("写明该找哪个单位"),
        Answer.MEND: _("填错的现在改，改完回到材料"),
        Answer.CORRECT: _("打印告知书，差的一次说全"),
        Answer.ACCEPT: _("打印受理通知书"),
    }
    if intake.instant:
        here[Answer.ACCEPT] = _("办好签收，结果当面交")
    if intake.answers_here:
        return here[choice.answer]
    return {
        **here,
        Answer.CORRECT: _("给收件凭证，%(to)s一次告知") % {"to": to},
        Answer.ACCEPT: _("给收件凭证，%(to)s受理") % {"to": to},
    }[choice.answer]


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above the stages: in whose name, what it costs, how often she has to come."""

    promised: str
    power: str
    authority: str
    fee: str
    visits: str


def head(intake: Intake) -> Head:
    """The head lines of an intake."""
    version, matter = intake.matter.version, intake.matter
    limit = matter.limits
    authority = str(matter.authority.label)
    power = {
        Mode.OWN: _("以%(authority)s名义受理"),
        Mode.ENTRUSTED: _("受%(authority)s委托，以它的名义受理"),
        Mode.RECEIVES: _("这里代收，转%(to)s受理"),
    }[matter.mode or Mode.RECEIVES]
    return Head(
        promised=_("承诺 %(days)s") % {"days": days(limit.promised, limit.unit.value)}
        if limit.promised
        else _("当场办"),
        power=power % {"authority": authority, "to": intake.to.short_label},
        authority=authority,
        fee=_("不收费") if version.fee.free else _("收费"),
        visits=_("不用再跑，结果送到手里")
        if version.visits == 0
        else ngettext("还要跑 %(count)d 趟", "还要跑 %(count)d 趟", version.visits) % {"count": version.visits},
    )

"""An intake as the page draws it: five stages, head, five answers. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from siban.domain.cases.queries.counter import Intake
from siban.domain.cases.rules import CAPACITY_NAMES, Answer, Capacity, Choice, DocumentState
from siban.domain.catalog.types import Mode
from siban.surfaces.ui.templatetags.words import days

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
    return in_line(rows, now)


def in_line(rows: tuple[tuple[str, str, str], ...], now: str) -> tuple[Stage, ...]:
    """The stages with their keys, labels and texts; those before `now` are done."""
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

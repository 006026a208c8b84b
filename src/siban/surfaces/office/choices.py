"""What can be done with a case now, each choice with what it will do. The table decides; this says it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siban.domain.cases.queries.draft import competent_place, opinion, promise
from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.rules import FAULT_NAMES, Action, Advice, Answer, answers
from siban.domain.cases.services import limits, second, steps
from siban.domain.catalog.types import Stage, Step
from siban.domain.work.wording import day_words


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `why` says why it cannot be chosen; `text` what its field begins with."""

    key: str
    action: Action
    label: str
    will: str
    send: str
    why: str = ""
    ask: str = ""
    """What its field is called; none where it has none."""
    text: str = ""
    needed: bool = False


LABELS: dict[str, str | Promise] = {
    "advise-grant": gettext_lazy("拟准予"),
    "advise-deny": gettext_lazy("拟不予"),
    "grant": gettext_lazy("准予"),
    "deny": gettext_lazy("不予"),
    "accept": gettext_lazy("受理"),
    "correct": gettext_lazy("一次告知"),
    "decline": gettext_lazy("不予受理"),
    "return": gettext_lazy("退回重核"),
    "hold": gettext_lazy("停表"),
    "resume": gettext_lazy("恢复计时"),
    "ask-extension": gettext_lazy("报请延期"),
    "extend": gettext_lazy("批准延期"),
    "refuse-extension": gettext_lazy("不批延期"),
    "sign-second": gettext_lazy("签第二次告知"),
    "refuse-second": gettext_lazy("不签"),
    "declaration-true": gettext_lazy("承诺属实"),
    "declaration-false": gettext_lazy("承诺不实"),
    "answer-urge": gettext_lazy("回话"),
    "terminate": gettext_lazy("终止办理"),
}
"""Every choice that a form may send."""

ACTIONS = {
    "advise-grant": Action.REVIEW,
    "advise-deny": Action.REVIEW,
    "grant": Action.GRANT,
    "deny": Action.DENY,
    "accept": Action.ACCEPT,
    "correct": Action.CORRECT,
    "decline": Action.DECLINE,
    "return": Action.RETURN,
    "hold": Action.HOLD,
    "resume": Action.RESUME,
    "ask-extension": Action.ASK_EXTENSION,
    "extend": Action.EXTEND,
    "refuse-extension": Action.REFUSE_EXTENSION,
    "sign-second": Action.SIGN_SECOND,
    "refuse-second": Action.REFUSE_SECOND,
    "declaration-true": Action.CHECK_DECLARATION,
    "declaration-false": Action.CHECK_DECLARATION,
    "answer-urge": Action.ANSWER_URGE,
    "terminate": Action.TERMINATE,
}


BESIDE = (
    *("extend", "refuse-extension", "answer-urge"),
    *("sign-second", "refuse-second", "declaration-true", "declaration-false"),
)
"""What is done beside the step: an extension approved, an urge answered."""


def choices(page: CasePage, *, in_hand: bool = True) -> tuple[Choice, ...]:
    """The choices in the order of their digits; only those whose action the table and her post allow.

    `in_hand`: whether the open step is hers; who approves an extension needs no step.
    """
    keys = [key for key in ACTIONS if in_hand or key in BESIDE]
    found = [_choice(key, page) for key in keys if ACTIONS[key] in page.actions]
    return tuple(choice for choice in found if choice is not None)


def _choice(key: str, page: CasePage) -> Choice | None:
    action, label = ACTIONS[key], str(LABELS[key])
    match key:
        case "advise-grant" | "advise-deny":
            return _advice(page, key, label)
        case "grant":
            will = _("出准予决定书，%(where)s") % {"where": _delivery(page)}
            return Choice(key, action, label, will, _("准予"), ask=_("意见"), text=page.opinion)
        case "deny":
            will = _("出不予决定书，写明理由和怎么复议、起诉")
            reasons = opinion(page.matter, Advice.DENY) or (page.opinion if page.advice == Advice.DENY else "")
            return Choice(key, action, label, will, _("不予"), ask=_("理由，一行一条"), text=reasons, needed=True)
        case "accept" | "correct" | "decline":
            return _answer(page, key, label)
        case "return":
            will = _("退回%(place)s，期限照走，退回了本人看得到") % {"place": _before(page)}
            return Choice(key, action, label, will, _("退回"), ask=_("为什么退回、要核什么"), needed=True)
        case "answer-urge":
            will = _("有人在催，回一句，窗口和本人都看得到；接着往下办也算回了")
            return Choice(key, action, label, will, _("回话"), ask=_("现在办到哪了，大约哪天有结果"), needed=True)
        case "hold" | "resume" | "ask-extension" | "extend" | "refuse-extension":
            return _limit(page, key, label)
        case "sign-second" | "refuse-second":
            return _second(page, key, label)
        case "declaration-true":
            will = _("核查过了，和承诺的一样，这件照旧")
            return Choice(key, action, label, will, _("记下"), ask=_("怎么查的、查到什么"), needed=True)
        case "declaration-false":
            will = _("记进失信记录，以后不能再承诺；没决定的就此终止，准予了的报负责人撤销")
            return Choice(key, action, label, will, _("记下"), ask=_("怎么查的、查到什么"), needed=True)
    will = _("事情没有了才终止，出终止办理通知书")
    return Choice(key, action, label, will, _("终止"), ask=_("为什么终止"), needed=True)


def _advice(page: CasePage, key: str, label: str) -> Choice:
    following = _following(page)
    to = str(steps.office_of(page.matter, following).short_label) if following else ""
    if key == "advise-grant":
        will = _("送%(place)s决定岗决定") % {"place": to}
        text = opinion(page.matter, Advice.GRANT)
    else:
        will = _("要写清理由，才送得出去")
        text = opinion(page.matter, Advice.DENY)
    return Choice(key, Action.REVIEW, label, will, _("送决定"), ask=_("意见"), text=text, needed=True)


def _second(page: CasePage, key: str, label: str) -> Choice:
    """What waits for the head's signature: the papers, what is wrong with them, and why the acceptor asks."""
    if key == "refuse-second":
        return Choice(key, Action.REFUSE_SECOND, label, _("不再告知，按现有材料答复"), _("不签"))
    waiting = second.asked(page.case)
    if waiting is None:
        return Choice(key, Action.SIGN_SECOND, label, "", _("签"))
    names = {paper.document.material: str(paper.name) for paper in page.papers}
    listed = _("、").join(
        _("%(paper)s（%(fault)s）") % {"paper": names.get(one, one), "fault": FAULT_NAMES[fault]}
        for one, fault in waiting.faults
    )
    will = _("%(papers)s。理由：%(reason)s。签了出告知书，印上您的姓名，算在本单位的数里") % {
        "papers": listed,
        "reason": waiting.reason.rstrip("。."),
    }
    return Choice(key, Action.SIGN_SECOND, label, will, _("签"))


def _answer(page: CasePage, key: str, label: str) -> Choice:
    missing = sum(paper.document.state == "missing" for paper in page.papers)
    matter = page.matter
    open_now = {
        choice.answer: choice
        for choice in answers(
            competent=matter.competent,
            missing=missing,
            mendable=len(matter.problems),
            told_before=page.case.corrections > 0,
        )
    }
    if key == "accept":
        due = promise(matter)
        if due.limit == 0 or due.date is None:
            will = _("出受理通知书，当天办结")
        else:
            will = _("出受理通知书，承诺 %(days)d 天，最迟%(day)s") % {
                "days": due.limit,
                "day": day_words(due.date, matter.on),
            }
        return Choice(key, Action.ACCEPT, label, will, _("受理"), why=open_now[Answer.ACCEPT].why)
    if key == "correct":
        will = _("没打钩的全写进一张告知书，%(days)d 天内补来") % {"days": matter.version.regime.correction_days}
        why = _("已经一次告知过；补来的有假的、过期的，到窗口页面报负责人签") if page.case.corrections else ""
        return Choice(key, Action.CORRECT, label, will, _("发告知书"), why=why)
    elsewhere = competent_place(matter)
    place = elsewhere.name if elsewhere else ""
    will = _("出不予受理通知书，写明该找%(place)s") % {"place": place} if place else _("出不予受理通知书，写明理由")
    return Choice(key, Action.DECLINE, label, will, _("不予受理"), ask=_("理由"))


def _limit(page: CasePage, key: str, label: str) -> Choice:
    """Time that does not count, and more of it."""
    action, rule = ACTIONS[key], page.extension
    if key == "hold":
        will = _("出特别程序告知书，写明大约要多久；等同事、等领导不算")
        return Choice(key, action, label, will, _("停表"), ask=_("要做什么，写给申请人看"))
    if key == "resume":
        held = page.promised.held if page.promised else None
        ground = next((str(one.text) for one in page.matter.version.regime.hold_grounds if one.key == held), "")
        will = _("%(ground)s做完了，今天是不算的最后一天，明天接着数") % {"ground": ground}
        return Choice(key, action, label, will, _("恢复计时"))
    if key == "ask-extension":
        days, who = (rule.days, limits.approver_name(*limits.approver(rule, page.matter))) if rule else (0, "")
        will = (
            _("几家一起办的，最多延 %(days)d 天，由%(who)s批；批下来以前期限照走")
            if page.joint
            else _("最多延 %(days)d 天，由%(who)s批；批下来以前期限照走")
        ) % {"days": days, "who": who}
        return Choice(key, action, label, will, _("报上去"), ask=_("理由，要告诉申请人"), needed=True)
    days, _reason = limits.asked(page.case) or (0, "")
    if key == "extend":
        will = _("延 %(days)d 天，出延长期限告知书，把理由告诉申请人") % {"days": days}
        return Choice(key, action, label, will, _("批准延期"))
    return Choice(key, action, label, _("期限不变，请经办人按原来的日子办完"), _("不批"))


def _following(page: CasePage) -> Step | None:
    return steps.after(page.matter, page.step.key) if page.step else None


def _before(page: CasePage) -> str:
    """The unit to which a step would be returned."""
    if page.step is None:
        return ""
    earlier: list[Step] = []
    for one in page.matter.steps:
        if one.key == page.step.key:
            break
        if one.stage.value == page.step.stage:
            earlier.append(one)
    return str(steps.office_of(page.matter, earlier[-1]).short_label) if earlier else ""


def _delivery(page: CasePage) -> str:
    step = next((one for one in page.matter.steps if one.stage is Stage.DELIVERING), None)
    if step is None:
        return _("就办完了")
    place = steps.office_of(page.matter, step).short_label
    days = page.matter.version.regime.delivery_days
    return _("转%(place)s，%(days)d 个工作日内送到") % {"place": place, "days": days}

"""A case after it was taken in, as its window sees it: where it is, by when, and what is to be done here now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.rules import OUTCOME_NAMES, STATE_NAMES, Action, DocumentState, Outcome, State, StepState
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import SORTS
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.work.queries import ClockView
from siban.domain.work.rules import Due, Kind
from siban.domain.work.wording import explain, last_day
from siban.kernel.clock import today
from siban.surfaces.ui import cells

RUNNING = {
    State.RECEIVED: Kind.ANSWER,
    State.CORRECTING: Kind.CORRECTION,
    State.ACCEPTED: Kind.PROMISED,
    State.HANDLING: Kind.PROMISED,
    State.CONCLUDED: Kind.DELIVERY,
    State.DELIVERING: Kind.DELIVERY,
}
"""Which limit a case in a state is about."""


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day of a limit as the calendar draws it."""

    date: date
    counted: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit with its bar, its last day in words, and why that day."""

    bar: cells.Bar
    words: str
    last: date | None
    tone: str
    explained: tuple[str, ...]
    days: tuple[CountedDay, ...]


def limit(view: ClockView | None) -> Limit | None:
    """The limit as it is drawn; None where none runs."""
    if view is None or view.stopped_on is not None or view.due.date is None:
        return None
    late = view.left is not None and view.left < 0
    tone = cells.Tone.BAD if late else cells.Tone.WAIT if view.level else cells.Tone.WELL
    return of_due(view.due, tone, view.extended)


def of_due(due: Due, tone: cells.Tone = cells.Tone.WELL, extended: int = 0) -> Limit:
    """A due date as it is drawn."""
    return Limit(
        bar=cells.bar(due.limit, due.used(today()), tone),
        words=last_day(due),
        last=due.date,
        tone=tone.value,
        explained=explain(due, extended),
        days=tuple(CountedDay(one.day, one.number is not None) for one in due.days[1:]),
    )


@dataclass(frozen=True, slots=True)
class Issued:
    """A notice in the list of those that can be printed."""

    id: UUID
    name: str | Promise
    number: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class Later:
    """The middle of the page."""

    headline: str
    state: str | Promise
    tone: str
    limit: Limit | None
    issued: tuple[Issued, ...]
    receipt: Issued | None
    can_claim: bool
    can_answer: bool
    can_supply: bool
    can_deliver: bool
    to_bring: tuple[tuple[str, str, date], ...]
    """What was promised and can be taken in here: key, name, last day."""
    to_fault: tuple[tuple[str, str], ...]
    """What was supplied after a notice and may be false or expired: key and name."""
    can_withdraw: bool
    can_post: bool
    can_follow_up: bool
    can_choose_screen: bool
    can_urge: bool
    can_answer_urge: bool
    urged: int
    visits: str


def later(shown: CasePage) -> Later:
    """What the page says of a case in this state, and which acts it offers."""
    case, actions = shown.case, shown.actions
    clocks = {view.kind: view for view in shown.clocks if view.stopped_on is None}
    kind = RUNNING.get(State(case.state))
    running = limit(clocks.get(kind)) if kind else None
    issued = tuple(Issued(one.pk, SORTS[NoticeKind(one.kind)].name, one.number or "", one) for one in shown.notices)
    kinds = (NoticeKind.DELIVERY, NoticeKind.ACCEPTANCE, NoticeKind.CORRECTION, NoticeKind.DECLINE, NoticeKind.RECEIPT)
    result = NoticeKind.DENY if case.outcome == Outcome.DENIED else NoticeKind.GRANT
    wanted = {
        State.DELIVERED: NoticeKind.DELIVERY,
        State.ACCEPTED: NoticeKind.ACCEPTANCE,
        State.HANDLING: NoticeKind.ACCEPTANCE,
        State.CORRECTING: NoticeKind.CORRECTION,
        State.DECLINED: NoticeKind.DECLINE,
        State.CLOSED: NoticeKind.TERMINATION,
        State.CONCLUDED: result,
        State.DELIVERING: result,
        State.RECEIVED: NoticeKind.RECEIPT,
    }.get(State(case.state))
    order = ([wanted] if wanted else []) + list(kinds)
    receipt = next((one for kind in order for one in issued if one.notice.kind == kind), None)
    return Later(
        headline=_headline(shown, running),
        state=OUTCOME_NAMES[case.outcome] if case.outcome else STATE_NAMES[case.state],
        tone=_tone(shown),
        limit=running,
        issued=issued,
        receipt=receipt,
        can_claim=Action.CLAIM in actions,
        can_answer=Action.ACCEPT in actions,
        can_supply=Action.SUPPLY in actions,
        can_deliver=Action.DELIVER in actions,
        to_bring=_to_bring(shown) if Action.FULFIL in actions else (),
        to_fault=_to_fault(shown) if Action.ASK_SECOND in actions else (),
        can_withdraw=Action.WITHDRAW in actions,
        can_post=Action.POST in actions,
        can_follow_up=Action.FOLLOW_UP in actions,
        can_choose_screen=Action.CHOOSE_SCREEN in actions,
        can_urge=Action.URGE in actions and shown.step is not None,
        can_answer_urge=Action.ANSWER_URGE in actions,
        urged=shown.urged,
        visits=_("跑了 %(all)d 趟，要求跑的 %(asked)d 趟") % {"all": len(shown.visits), "asked": shown.visits_asked},
    )


def _to_bring(shown: CasePage) -> tuple[tuple[str, str, date], ...]:
    return tuple(
        (paper.document.material, str(paper.name), paper.document.promised_until)
        for paper in shown.papers
        if paper.document.state == DocumentState.PROMISED and paper.document.promised_until
    )


def _to_fault(shown: CasePage) -> tuple[tuple[str, str], ...]:
    return tuple(
        (paper.document.material, str(paper.name))
        for paper in shown.papers
        if paper.document.told and paper.document.state == DocumentState.RECEIVED
    )


def _headline(shown: CasePage, running: Limit | None) -> str:
    case = shown.case
    place, by = str(case.holder.short_label), running.words if running else ""
    waits = shown.step is not None and shown.step.state == StepState.DISPATCHED
    match State(case.state):
        case State.RECEIVED if waits:
            return _("等%(place)s签收，%(by)s答复") % {"place": place, "by": by}
        case State.RECEIVED:
            return _("%(place)s在核对材料，%(by)s答复") % {"place": place, "by": by}
        case State.CORRECTING:
            return _("等群众补材料，%(by)s补来") % {"by": by}
        case State.ACCEPTED | State.HANDLING:
            return _("%(place)s在办，%(by)s有结果") % {"place": place, "by": by}
        case State.CONCLUDED if waits:
            return _("结果下来了，等%(place)s签收") % {"place": place}
        case State.CONCLUDED | State.DELIVERING:
            return _("结果在%(place)s，%(by)s送到本人手里") % {"place": place, "by": by}
        case State.DECLINED:
            return _("没有受理，该找谁写在通知书上")
        case State.CLOSED if case.received_at is None:
            return _("说清楚了，这件没有收")
        case State.CLOSED:
            return _("这件撤回了，没有再往下办")
    return _("办完了，结果已经送到本人手里")


def _tone(shown: CasePage) -> str:
    if shown.case.outcome == Outcome.DENIED or shown.case.state == State.DECLINED:
        return "bad"
    if shown.case.state == State.CORRECTING:
        return "wait"
    return "good" if shown.case.outcome == Outcome.GRANTED else "now"

"""What a granted benefit pays, month by month, and what may be done with it. Pure.

A month is written as its first day. What is right for a month is decided by the month alone, never by the day on which
somebody looks: amounts, pauses and the end all begin with a first of the month.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siban.domain.catalog.types import Band
from siban.kernel.actors import Role
from siban.kernel.acts import NEW, Transition


class State(StrEnum):
    """How an entitlement stands."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    STOPPED = "stopped"


STATE_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        State.RUNNING: pgettext_lazy("benefit", "在发"),
        State.SUSPENDED: pgettext_lazy("benefit", "暂停"),
        State.STOPPED: pgettext_lazy("benefit", "停发"),
    }
)


class Action(StrEnum):
    OPEN = "open"
    CHECK = "check"
    OVERDUE = "overdue"
    SUSPEND = "suspend"
    RESUME = "resume"
    STOP = "stop"
    CORRECT = "correct"
    CHANGE_ACCOUNT = "change-account"
    CALL_CHECK = "call-check"
    PROPOSE_STOP = "propose-stop"


PLATFORM = frozenset({Role.SYSTEM})
KEEPING = frozenset({Role.REVIEWER, Role.DECIDER, Role.HEAD})
"""Who keeps the entitlements of an office."""
ENDING = frozenset({Role.DECIDER, Role.HEAD})
"""Who may end one: whoever may grant one."""

TRANSITIONS: Mapping[tuple[str, str], Transition] = MappingProxyType(
    {
        (NEW, "open"): Transition(State.RUNNING, PLATFORM),
        ("running", "check"): Transition(None, KEEPING | PLATFORM),
        ("suspended", "check"): Transition(None, KEEPING | PLATFORM),
        ("running", "overdue"): Transition(None, PLATFORM),
        ("running", "suspend"): Transition(State.SUSPENDED, KEEPING | PLATFORM),
        ("suspended", "resume"): Transition(State.RUNNING, KEEPING | PLATFORM),
        ("running", "stop"): Transition(State.STOPPED, ENDING | PLATFORM),
        ("suspended", "stop"): Transition(State.STOPPED, ENDING | PLATFORM),
        ("running", "call-check"): Transition(None, KEEPING),
        ("suspended", "propose-stop"): Transition(None, PLATFORM),
        ("running", "correct"): Transition(None, KEEPING),
        ("suspended", "correct"): Transition(None, KEEPING),
        ("running", "change-account"): Transition(None, KEEPING),
        ("suspended", "change-account"): Transition(None, KEEPING),
    }
)
"""(state, action) → what follows and who may, by post at the office that granted it."""


class Ground(StrEnum):
    """Why payment pauses."""

    UNCHECKED = "unchecked"
    UNREACHABLE = "unreachable"
    ACCOUNT = "account"
    DOUBT = "doubt"
    IMPRISONED = "imprisoned"


GROUND_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        Ground.UNCHECKED: _("到期没有认证"),
        Ground.UNREACHABLE: _("联系不上本人"),
        Ground.ACCOUNT: _("卡用不了，发不进去"),
        Ground.DOUBT: _("情况有疑，正在核实"),
        Ground.IMPRISONED: _("正在服刑"),
    }
)
PAID_LATER: frozenset[str] = frozenset({Ground.UNCHECKED, Ground.UNREACHABLE, Ground.ACCOUNT, Ground.DOUBT})
"""Pauses whose months are made up once their ground is gone. Months in prison are not owed at all."""


class End(StrEnum):
    """Why a benefit ends."""

    DEATH = "death"
    MOVED = "moved"
    RENOUNCED = "renounced"
    TWICE = "twice"
    REVOKED = "revoked"
    BROKEN = "broken"
    LONG = "long"
    AGED = "aged"


END_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        End.DEATH: _("老人去世"),
        End.MOVED: _("户口迁出"),
        End.RENOUNCED: _("本人不要了"),
        End.TWICE: _("在别处也领着"),
        End.REVOKED: _("原决定撤销了"),
        End.BROKEN: _("承诺没有做到，原决定作废"),
        End.LONG: _("暂停太久，一直没有来办"),
        End.AGED: _("孩子到了年龄，期满"),
    }
)
FOLLOWS: frozenset[str] = frozenset({End.REVOKED, End.BROKEN, End.AGED})
"""Ends that follow from the decision's own, or from an age; nobody chooses them for a benefit."""
LAST_MONTH_PAID: frozenset[str] = frozenset({End.DEATH, End.MOVED, End.RENOUNCED, End.AGED})
"""Ends after which the month in which it happened is still paid in full."""


class LineKind(StrEnum):
    """What a line of a pay list is."""

    MONTH = "month"
    ARREARS = "arrears"
    CORRECTION = "correction"


LINE_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        LineKind.MONTH: pgettext_lazy("pay", "当月"),
        LineKind.ARREARS: pgettext_lazy("pay", "补发"),
        LineKind.CORRECTION: pgettext_lazy("pay", "更正"),
    }
)


class ListState(StrEnum):
    MADE = "made"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


LIST_STATE_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        ListState.MADE: _("等第二人核对"),
        ListState.CONFIRMED: _("核对过了"),
        ListState.REFUSED: _("退回重做"),
    }
)


class ListAction(StrEnum):
    MAKE_PAY_LIST = "make-pay-list"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    EXPORT = "export"


REASSESSED = "done"
REASSESS_TRANSITIONS: Mapping[tuple[str, str], Transition] = MappingProxyType(
    {(NEW, "reassess"): Transition(REASSESSED, ENDING)}
)
"""A raised standard is applied to all open entitlements in one act, by who may grant one."""

LIST_TRANSITIONS: Mapping[tuple[str, str], Transition] = MappingProxyType(
    {
        (NEW, "make-pay-list"): Transition(ListState.MADE, frozenset({Role.REVIEWER})),
        ("made", "confirm"): Transition(ListState.CONFIRMED, KEEPING),
        ("made", "refuse"): Transition(ListState.REFUSED, KEEPING),
        ("confirmed", "export"): Transition(None, KEEPING),
    }
)
"""The pay list of a month; the second person is another one than who made it, whatever her post."""


def month_of(day: date) -> date:
    """The month in which a day lies."""
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    """The month `count` months later, earlier where it is negative."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def months(first: date, last: date) -> Iterator[date]:
    """Every month from `first` to `last`, both included; none where last is earlier."""
    month = month_of(first)
    while month <= last:
        yield month
        month = add_months(month, 1)


def next_check(done_on: date, check_months: int) -> date:
    """The day by which the next proof of life is due; a day that the month does not have is its last one."""
    month = add_months(month_of(done_on), check_months)
    return month.replace(day=min(done_on.day, monthrange(month.year, month.month)[1]))


def age_in(birth: date, month: date) -> int:
    """The age that she has or reaches in this month: a birthday counts for its whole month."""
    return month.year - birth.year - (month.month < birth.month)


def amount(bands: Sequence[Band], birth: date, month: date) -> int | None:
    """What a month pays at the age of that month, in fen; None where her age is in no band."""
    age = age_in(birth, month)
    for band in bands:
        if band.from_age <= age and (band.to_age is None or age <= band.to_age):
            return band.monthly
    return None


@dataclass(frozen=True, slots=True)
class Pause:
    """Months that are not paid: from one month until before another (None: it goes on)."""

    from_month: date
    to_month: date | None
    paid_later: bool

    def withholds(self, month: date) -> bool:
        """Whether this month may not be paid now; once a pause is over, what is owed later is owed."""
        if month < self.from_month:
            return False
        if self.to_month is None:
            return True
        return month < self.to_month and not self.paid_later


def payable(first: date, upto: date, stopped_from: date | None, pauses: Collection[Pause]) -> tuple[date, ...]:
    """The months that may be paid by now: from the first, none paused, none from the stop on."""
    return tuple(
        month
        for month in months(first, upto)
        if (stopped_from is None or month < stopped_from) and not any(pause.withholds(month) for pause in pauses)
    )


@dataclass(frozen=True, slots=True)
class Owed:
    """A line that is owed: for which month, how much."""

    month: date
    fen: int
    kind: LineKind


def owed(
    listed: Collection[date],
    due: Iterable[date],
    upto: date,
    amount_of: Callable[[date], int | None],
) -> tuple[Owed, ...]:
    """What of the payable months is on no list yet; earlier months are arrears. No month comes twice."""
    lines = []
    for month in due:
        fen = None if month in listed else amount_of(month)
        if fen:
            lines.append(Owed(month, fen, LineKind.MONTH if month == upto else LineKind.ARREARS))
    return tuple(lines)


def settled(total: int, corrections: Sequence[int]) -> tuple[int, ...]:
    """Which corrections go onto this list, by index: more is paid at once, less only as far as something is paid.

    A bank cannot pay less than nothing, so a deduction that does not fit waits for the next month.
    """
    taken, rest = [], total
    for index, fen in sorted(enumerate(corrections), key=lambda pair: (pair[1] < 0, pair[0])):
        if rest + fen >= 0:
            taken.append(index)
            rest += fen
    return tuple(sorted(taken))


def paused_from(on: date, listed: Collection[date]) -> date:
    """The first month that a pause of this day withholds: its own, or the next where that one is on a list."""
    month = month_of(on)
    while month in listed:
        month = add_months(month, 1)
    return month


def resumed_from(on: date, *, list_made: bool, paid_later: bool) -> date:
    """The first month paid again: this one while its list is still to be made, else the next.

    Where the months of the pause are not made up, the month of the act is one of them.
    """
    return add_months(month_of(on), int(list_made or not paid_later))


def stopped_from(end: str, on: date) -> date:
    """The first month that is no longer paid. The month of a death or a move is still paid, one drawn twice is not."""
    return add_months(month_of(on), int(end in LAST_MONTH_PAID))


@dataclass(frozen=True, slots=True)
class Rate:
    """A sum that holds from a month on."""

    from_month: date
    fen: int


def rate_in(granted: int, rates: Iterable[Rate], month: date) -> int:
    """What is paid in a month: the sum of the decision, or the latest one that a new standard brought by then."""
    known = [rate for rate in rates if rate.from_month <= month]
    return max(known, key=lambda rate: rate.from_month).fen if known else granted


def ends_before(stopped_from: date | None, until: date | None) -> date | None:
    """The first month that is not paid: by a stop, or by the age that ends it, whichever comes first."""
    return min((month for month in (stopped_from, until) if month), default=None)


def actions_in(state: str) -> tuple[str, ...]:
    """What the table allows in a state, in the order of the table."""
    return tuple(action for (at, action) in TRANSITIONS if at == state)

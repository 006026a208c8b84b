"""How limits are counted, when their warnings come, and who is told. The only place that counts.

Sources: Administrative Licensing Law (行政许可法) articles 42, 45 and 82; Civil Code (民法典) articles 201 and 203;
levels of warning are the district's practice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siban.kernel.actors import Role
from siban.kernel.calendar import ONE_DAY, Calendar, DayKind
from siban.kernel.text import Text

LocalDay = date
"""The type, where a field named `date` hides it."""


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING = "working"  # 工作日
    CALENDAR = "calendar"  # 自然日


class Reason(StrEnum):
    """Why a day counts or does not."""

    START = "start"  # the day of the act itself
    WORKING = "working"
    MAKE_UP = "make-up"
    CALENDAR = "calendar"  # counts, since the limit is in calendar days
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    HELD = "held"
    ROLLED = "rolled"  # the limit would have ended on a rest day


COUNTING = frozenset({Reason.WORKING, Reason.MAKE_UP, Reason.CALENDAR})


@dataclass(frozen=True, slots=True)
class Span:
    """A pause of a limit, `(from, to]`: the first day still counts, the last does not. Open while `to_date` is None."""

    from_date: date
    to_date: date | None
    ground: str = ""

    def __post_init__(self) -> None:
        if self.to_date is not None and self.to_date < self.from_date:
            raise ValueError("a pause cannot end before it begins")

    def holds(self, day: date) -> bool:
        """Whether the day lies in the pause."""
        return self.from_date < day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True, slots=True)
class Counted:
    """One day of a limit: its number where it counts, else None, and why."""

    day: date
    number: int | None
    reason: Reason
    name: Text | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit (None while a pause is open) and every day from the start on that led to it."""

    start: date
    limit: int
    unit: Unit
    date: date | None
    provisional: bool
    days: tuple[Counted, ...]
    kept: bool = False
    """The date is the one that was told, though the calendar has since been put right and would count another."""

    def used(self, today: LocalDay) -> int:
        """Days of the limit that have been counted up to and with `today`; never more than the limit."""
        return sum(1 for counted in self.days if counted.number is not None and counted.day <= today)

    def day_of(self, number: int) -> LocalDay:
        """The day that bears `number`; raises ValueError where the count never reached it."""
        for counted in self.days:
            if counted.number == number:
                return counted.day
        raise ValueError(number)


def due(start: date, days: int, unit: Unit, holds: Sequence[Span], calendar: Calendar) -> Due:
    """Last day of a limit of `days` and how it was counted (ALL 42, 45, 82; Civil Code 201, 203).

    `start`, the day of the act, never counts; 0 days is the start itself. Pauses that overlap count once. An open pause
    gives no date: the days then run to the day from which it holds. A limit in calendar days that would end on a rest
    day ends on the next working day, whatever pauses there are. The date is provisional when it lies in a year whose
    notice is not out. Raises ValueError where `days` is negative.
    """
    if days < 0:
        raise ValueError("a limit has no negative days")
    counted = [Counted(start, None, Reason.START)]
    stop = min((hold.from_date for hold in holds if hold.to_date is None), default=None)
    day, number = start, 0
    while number < days and (stop is None or day < stop):
        day += ONE_DAY
        entry = _count(day, number + 1, unit, holds, calendar)
        counted.append(entry)
        number = entry.number or number
    if stop is not None:
        return Due(start, days, unit, None, False, tuple(counted))
    if unit is Unit.CALENDAR and days:
        end = calendar.next_working(day)
        while day < end:
            day += ONE_DAY
            counted.append(Counted(day, None, Reason.ROLLED, calendar.reason(day).name))
    provisional = days > 0 and not calendar.is_published(day.year)
    return Due(start, days, unit, day, provisional, tuple(counted))


def _count(day: date, number: int, unit: Unit, holds: Sequence[Span], calendar: Calendar) -> Counted:
    """The entry of one day after the start; `number` is the one it bears if it counts."""
    kind = calendar.reason(day)
    rest = unit is Unit.WORKING and kind.kind in (DayKind.WEEKEND, DayKind.HOLIDAY)
    for hold in holds:
        if hold.holds(day) and not rest:
            return Counted(day, None, Reason.HELD, ground=hold.ground)
    if rest:
        return Counted(day, None, Reason(kind.kind), kind.name)
    if unit is Unit.CALENDAR:
        return Counted(day, number, Reason.CALENDAR)
    return Counted(day, number, Reason(kind.kind), kind.name)


def pauses(counted: Due) -> tuple[Span, ...]:
    """The ended pauses of a limit as its own count shows them: enough to count a longer one of the same start."""
    return tuple(Span(one.day - ONE_DAY, one.day, one.ground) for one in counted.days if one.reason is Reason.HELD)


def before_extension(counted: Due, extended: int) -> date | None:
    """The last day that a limit had before it was lengthened by `extended`; None where it was not, or is paused."""
    if not extended or counted.date is None:
        return None
    numbered = [one.day for one in counted.days if one.number is not None and one.number <= counted.limit - extended]
    return numbered[-1] if numbered else counted.start


def shift(day: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `day` (before it where n is negative); `day` itself where n is 0."""
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


def working_days_between(a: date, b: date, calendar: Calendar) -> int:
    """Working days in `(a, b]`; negative where b lies before a."""
    if b < a:
        return -working_days_between(b, a, calendar)
    return sum(calendar.is_working(date.fromordinal(day)) for day in range(a.toordinal() + 1, b.toordinal() + 1))


class Kind(StrEnum):
    """What a clock measures."""

    ANSWER = "answer"  # 答复：one of the five answers to an application (ALL 32)
    CORRECTION = "correction"  # 补正：the applicant's own time to supply what is missing
    PROMISED = "promised"  # 承诺时限
    STATUTORY = "statutory"  # 法定时限
    STEP = "step"  # 环节时限
    DELIVERY = "delivery"  # 送达 (ALL 44)
    TOLERANCE = "tolerance"  # 容缺补交：the applicant's own promise
    REPLY = "reply"  # 回复：to a complaint, a bad rating, an order from outside
    URGE = "urge"  # 催办
    PUBLICATION = "publication"  # 公示期：the public's own time to object
    TERM = "term"  # 待遇期限：until a long pause or an age ends a benefit
    CHECK = "check"  # 年度认证：the holder's own time to show that a benefit is still hers
    FETCH = "fetch"  # 领取：the applicant's own time to fetch what lies ready and of which she was told


class Level(StrEnum):
    """How late it is. A light shines for yellow, red and violation."""

    REMINDER = "reminder"  # 提醒
    YELLOW = "yellow"  # 黄牌
    RED = "red"  # 红牌
    VIOLATION = "violation"  # 违法超期
    LAPSED = "lapsed"  # 到期：the applicant's own time is over, nobody in the office is late


OFFICE_LEVELS = (Level.REMINDER, Level.YELLOW, Level.RED)
APPLICANT_LEVELS = (Level.REMINDER, Level.LAPSED)
LEVELS: Mapping[Kind, tuple[Level, ...]] = MappingProxyType(
    {
        Kind.ANSWER: OFFICE_LEVELS,
        Kind.CORRECTION: APPLICANT_LEVELS,
        Kind.PROMISED: OFFICE_LEVELS,
        Kind.STATUTORY: (Level.VIOLATION,),
        Kind.STEP: OFFICE_LEVELS,
        Kind.DELIVERY: OFFICE_LEVELS,
        Kind.TOLERANCE: APPLICANT_LEVELS,
        Kind.REPLY: OFFICE_LEVELS,
        Kind.URGE: OFFICE_LEVELS,
        Kind.PUBLICATION: (Level.LAPSED,),
        Kind.TERM: (Level.LAPSED,),
        Kind.CHECK: APPLICANT_LEVELS,
        Kind.FETCH: APPLICANT_LEVELS,
    }
)
"""The levels that a clock of each kind goes through. Warnings go by the promised limit, violations by the statutory."""

LIGHTS = (Level.YELLOW, Level.RED, Level.VIOLATION)
OVER = frozenset({Level.RED, Level.VIOLATION, Level.LAPSED})
KIND_NAMES: Mapping[Kind, str | Promise] = MappingProxyType(
    {
        Kind.ANSWER: _("答复时限"),
        Kind.CORRECTION: _("补正时限"),
        Kind.PROMISED: _("承诺时限"),
        Kind.STATUTORY: _("法定时限"),
        Kind.STEP: _("环节时限"),
        Kind.DELIVERY: _("送达时限"),
        Kind.TOLERANCE: _("容缺补交时限"),
        Kind.REPLY: _("回复时限"),
        Kind.URGE: _("催办时限"),
        Kind.PUBLICATION: _("公示期"),
        Kind.TERM: _("待遇期限"),
        Kind.CHECK: _("认证期限"),
        Kind.FETCH: _("领取期限"),
    }
)
LEVEL_NAMES: Mapping[Level, str | Promise] = MappingProxyType(
    {
        Level.REMINDER: _("提醒"),
        Level.YELLOW: _("黄牌"),
        Level.RED: _("红牌"),
        Level.VIOLATION: _("违法超期"),
        Level.LAPSED: pgettext_lazy("level", "到期"),
    }
)

YELLOW_SHARE = 5
"""Yellow when a fifth of the limit (20 %) is left, or one day, whichever is more."""


@dataclass(frozen=True, slots=True)
class LevelDate:
    """The day in whose first minute a level comes."""

    level: Level
    on: date


def level_dates(kind: Kind, counted: Due, calendar: Calendar) -> tuple[LevelDate, ...]:
    """When each level of a clock comes, earliest first; nothing while a pause is open.

    Reminder: the day that completes half of the limit; that of a yearly check two months before its end. Yellow: the
    day after which one working day or a fifth of the limit is left, whichever is more. Red, violation, lapsed: the day
    after the due date. A reminder that would not come before the yellow card is left out, and none comes before the
    first day that counts.
    """
    if counted.date is None:
        return ()
    when: dict[Level, date] = dict.fromkeys(OVER, counted.date + ONE_DAY)
    if counted.limit:
        spare = max(1, ceil(counted.limit / YELLOW_SHARE))
        yellow = counted.day_of(max(1, counted.limit - spare))
        if counted.unit is Unit.CALENDAR:
            # A weekend before the end is no time in which an office can still act.
            yellow = max(min(yellow, shift(counted.date, -1, calendar)), counted.day_of(1))
        when[Level.YELLOW] = yellow
        when[Level.REMINDER] = counted.day_of(_reminded(kind, counted.limit))
        if Level.YELLOW in LEVELS[kind] and when[Level.REMINDER] >= when[Level.YELLOW]:
            del when[Level.REMINDER]
    return tuple(LevelDate(level, when[level]) for level in LEVELS[kind] if level in when)


CHECK_NOTICE = 60
"""Days before its end at which the holder of a benefit is reminded of the yearly check: half a year is too early."""


def _reminded(kind: Kind, limit: int) -> int:
    """The number of the day on which the reminder comes."""
    half = ceil(limit / 2)
    return max(half, limit - CHECK_NOTICE) if kind is Kind.CHECK else half


def level(kind: Kind, counted: Due, today: date, calendar: Calendar) -> Level | None:
    """The level that a running clock has reached today; None before the first."""
    reached = [entry.level for entry in level_dates(kind, counted, calendar) if entry.on <= today]
    return reached[-1] if reached else None


def rank(kind: Kind, level: Level | None) -> int:
    """The place of a level on the way of its kind; 0 before the first."""
    return 0 if level is None else LEVELS[kind].index(level) + 1


def next_level(kind: Kind, dates: Sequence[LevelDate], reached: Level | None) -> LevelDate | None:
    """The first of `dates` above the level that has been reached."""
    return next((entry for entry in dates if rank(kind, entry.level) > rank(kind, reached)), None)


def left(counted: Due, today: date, calendar: Calendar) -> int | None:
    """Days of the limit left after today, negative by the days that it is over; None while a pause is open.

    Over is told in the limit's own unit: working days after the due date, or calendar days.
    """
    if counted.date is None:
        return None
    if today <= counted.date:
        return counted.limit - counted.used(today)
    if counted.unit is Unit.CALENDAR:
        return (counted.date - today).days
    return -working_days_between(counted.date, today, calendar)


APPLICANTS_OWN = frozenset({Kind.CORRECTION, Kind.TOLERANCE, Kind.CHECK, Kind.TERM, Kind.PUBLICATION, Kind.FETCH})


def fair_date(kind: Kind, told: date, counted: date, today: date) -> date:
    """The date on which a running limit ends after the calendar was put right.

    `told` is the date until now, `counted` what the new calendar gives. The applicant's own time is never shortened; a
    limit of the office that was not late until now is not made late by a shorter count.
    """
    if kind in APPLICANTS_OWN:
        return max(told, counted)
    return max(counted, min(told, today))


POST = "post"
LADDER: tuple[str, ...] = (POST, Role.HEAD.value, Role.LEADER.value, Role.SUPERVISOR.value)
"""The holder's own line: the post, the head of the office, the leader in charge, the district's service bureau."""

TOLD: Mapping[Level, int] = MappingProxyType(
    {Level.REMINDER: 1, Level.YELLOW: 2, Level.RED: 3, Level.VIOLATION: 4, Level.LAPSED: 1}
)
"""How much of the ladder hears of a level at once. A township's leader hears of every red card of the township: she
answers for the reform there."""

STEP_UP_DAYS = 2
"""Working days after which a card that nobody took note of goes one step further up (practice)."""


def told(level: Level) -> tuple[str, ...]:
    """Who hears of a level at once, from the post upwards."""
    return LADDER[: TOLD[level]]


def climbs(level: Level, told: tuple[str, ...]) -> bool:
    """Whether somebody further up hears of a level if those told do nothing: of cards only."""
    return level in LIGHTS and len(told) < len(LADDER)


def one_further(told: tuple[str, ...]) -> tuple[str, ...]:
    """Those told, and the next one up."""
    return LADDER[: len(told) + 1]


class Outlook(StrEnum):
    """Whether a limit that ends soon will be kept, as far as the work itself shows."""

    ON_TIME = "on-time"  # 赶得上
    WATCH = "watch"  # 要盯
    LATE = "late"  # 会超期


def outlook(step: Level | None, *, claimed: bool) -> Outlook:
    """From the level of the step that it is in, and whether anybody has claimed the work."""
    if step in OVER:
        return Outlook.LATE
    return Outlook.WATCH if step is Level.YELLOW or not claimed else Outlook.ON_TIME

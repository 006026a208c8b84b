"""When a site is open, from its weekly hours and the calendar of working days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from siban.kernel.calendar import Calendar, DayKind

HORIZON = 30
"""Days looked ahead for the next opening: longer than any statutory holiday."""


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """An interval of the week in local time, half open: at `closes` it is closed."""

    weekday: int
    opens: time
    closes: time


class Closed(StrEnum):
    """Why a site is not open."""

    BEFORE = "before"  # 还没开门
    BREAK = "break"  # 中午休息
    OVER = "over"  # 下班了
    REST = "rest"  # 今天休息


@dataclass(frozen=True, slots=True)
class Opening:
    """Open or not at an instant; `until` is when that changes, local; None where no hours are known."""

    open: bool
    until: datetime | None
    why: Closed | None = None


def on(day: date, hours: Sequence[Hours], calendar: Calendar) -> tuple[Hours, ...]:
    """The hours that hold on `day`, in order.

    A working weekend day (make-up, 调休上班) goes by Monday's hours; hours on Saturday and Sunday (公休日预约) hold on
    ordinary weekends and not within a statutory holiday.
    """
    kind = calendar.reason(day).kind
    if kind is DayKind.HOLIDAY:
        return ()
    weekday = 1 if kind is DayKind.MAKE_UP else day.isoweekday()
    return tuple(sorted(each for each in hours if each.weekday == weekday))


def opening(at: datetime, hours: Sequence[Hours], calendar: Calendar) -> Opening:
    """Whether a site with these hours is open at `at` (local, aware), until when, and why not."""
    today = on(at.date(), hours, calendar)
    for each in today:
        if each.opens <= at.time() < each.closes:
            return Opening(True, datetime.combine(at.date(), each.closes, at.tzinfo))
    following = next((start for start in _starts(at, hours, calendar) if start > at), None)
    return Opening(False, following, _why(at.time(), today))


def _why(clock: time, today: Sequence[Hours]) -> Closed:
    if not today:
        return Closed.REST
    if clock < today[0].opens:
        return Closed.BEFORE
    if clock >= today[-1].closes:
        return Closed.OVER
    return Closed.BREAK


def _starts(at: datetime, hours: Sequence[Hours], calendar: Calendar) -> Iterator[datetime]:
    for ahead in range(HORIZON):
        day = at.date() + timedelta(days=ahead)
        for each in on(day, hours, calendar):
            yield datetime.combine(day, each.opens, at.tzinfo)


@dataclass(frozen=True, slots=True)
class Days:
    """Days in a row, ISO numbers, that keep the same hours: 周一至周五."""

    first: int
    last: int
    intervals: tuple[tuple[time, time], ...]


def weekly(hours: Sequence[Hours]) -> tuple[Days, ...]:
    """Hours as a door plate writes them: days in a row with the same hours are one line."""
    found: list[Days] = []
    for weekday in range(1, 8):
        intervals = tuple((each.opens, each.closes) for each in sorted(hours) if each.weekday == weekday)
        if not intervals:
            continue
        if found and found[-1].last == weekday - 1 and found[-1].intervals == intervals:
            found[-1] = Days(found[-1].first, weekday, intervals)
        else:
            found.append(Days(weekday, weekday, intervals))
    return tuple(found)

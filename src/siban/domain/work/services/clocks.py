"""Starting, stopping, pausing and extending limits inside an open act; its lock on the stream keeps the sweep away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from siban.domain.work import queries, rules
from siban.domain.work.errors import AlreadyExtended, AlreadyHeld, NotHeld, NothingRuns
from siban.domain.work.models import Clock, Hold, Task
from siban.domain.work.rules import Kind, Level, Span, Unit
from siban.kernel.acts import Change
from siban.kernel.calendar import Calendar

PAUSED = (Kind.PROMISED, Kind.STATUTORY, Kind.STEP)
"""What a pause stops: the office's own limits on the matter itself."""
SCHEDULE = ("due", "provisional", "kept", "level", "next_at", "next_level")


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit to start: how many days of what unit; `key` tells limits of one kind apart."""

    kind: Kind
    days: int
    unit: Unit = Unit.WORKING
    key: str = ""


def start(
    change: Change[Any],
    *,
    kind: Kind,
    days: int,
    office: UUID,
    region: str,
    unit: Unit = Unit.WORKING,
    since: date | None = None,
    key: str = "",
) -> Clock:
    """Start one limit of `days` after `since` (default: the day of the act), held by `office` in `region`."""
    (clock,) = start_many(change, [Limit(kind, days, unit, key)], office=office, region=region, since=since)
    return clock


def start_many(
    change: Change[Any], limits: Sequence[Limit], *, office: UUID, region: str, since: date | None = None
) -> list[Clock]:
    """Start several limits at once, in one INSERT; returns them in the order given."""
    calendar = queries.calendar()
    clocks = []
    for limit in limits:
        clock = Clock(
            stream_id=change.stream_id,
            subject_kind=change.stream.kind,
            kind=limit.kind,
            key=limit.key,
            unit=limit.unit,
            limit=limit.days,
            starts_on=since or change.date,
            region=region,
            office_id=office,
        )
        schedule(clock, (), calendar, change.date)
        clocks.append(clock)
    return Clock.objects.bulk_create(clocks)


def stop(change: Change[Any], *kinds: Kind, on: date | None = None, key: str | None = None) -> int:
    """Stop running clocks of `kinds` (all of the subject where none is named) on a day; returns how many."""
    day = on or change.date
    return _running(change, kinds, key).update(stopped_on=day, next_at=None, next_level=None)


def stop_in_time(change: Change[Any], kind: Kind) -> bool:
    """Stop a running clock whose last day is not over; whether there was one."""
    rows = _running(change, (kind,)).filter(due__gte=change.date)
    return bool(rows.update(stopped_on=change.date, next_at=None, next_level=None))


def hold(
    change: Change[Any],
    *,
    ground: str,
    since: date | None = None,
    expected_until: date | None = None,
    kinds: Iterable[Kind] = PAUSED,
) -> int:
    """Pause running limits on a ground that the law knows (ALL 45); `since` still counts. Returns how many.

    A limit that was over by then stays over: a pause does not undo lateness. Raises NothingRuns, AlreadyHeld.
    """
    day = since or change.date
    clocks = list(_running(change, kinds))
    if any(clock.due is None for clock in clocks):
        raise AlreadyHeld
    paused = [clock for clock in clocks if clock.due is not None and clock.due > day]
    if not paused:
        raise NothingRuns
    Hold.objects.bulk_create(
        Hold(clock=clock, from_date=day, ground=ground, expected_until=expected_until) for clock in paused
    )
    ids = [clock.pk for clock in paused]
    Clock.objects.filter(pk__in=ids).update(due=None, provisional=False, kept=False, next_at=None, next_level=None)
    Task.objects.filter(clock__in=ids, closed_at=None).update(due=None)
    return len(ids)


def resume(change: Change[Any], *, on: date | None = None) -> int:
    """End open pauses and count anew; `on` is the last day that does not count. Returns how many. Raises NotHeld."""
    day = on or change.date
    clocks = [clock for clock in _running(change) if clock.due is None]
    if not clocks:
        raise NotHeld
    Hold.objects.filter(clock__in=clocks, to_date=None).update(to_date=day)
    reschedule(clocks, change.date)
    return len(clocks)


def extend(
    change: Change[Any], *, days: int, kinds: Iterable[Kind] = (Kind.PROMISED, Kind.STATUTORY), times: int = 1
) -> int:
    """Lengthen running limits by `days`, at most `times` each (ALL 42: once). Returns how many.

    A limit that is over stays over: more time does not undo lateness. Raises NothingRuns, AlreadyExtended.
    """
    clocks = list(_running(change, kinds))
    if any(clock.extensions >= times for clock in clocks):
        raise AlreadyExtended
    clocks = [clock for clock in clocks if clock.due is None or clock.due >= change.date]
    if not clocks:
        raise NothingRuns
    for clock in clocks:
        clock.limit += days
        clock.extended += days
        clock.extensions += 1
    reschedule(clocks, change.date, "limit", "extended", "extensions")
    return len(clocks)


def relimit(change: Change[Any], *, days: int, kind: Kind) -> int:
    """Give running limits of a kind another length, as when others come to handle it jointly (ALL 42(2)); it is no
    extension. Returns how many."""
    clocks = list(_running(change, (kind,)))
    for clock in clocks:
        clock.limit = days
    if clocks:
        reschedule(clocks, change.date, "limit")
    return len(clocks)


def hand_on(change: Change[Any], *, office: UUID, region: str, kinds: Iterable[Kind] = ()) -> int:
    """Let another office hold the running limits, so that their lights shine there. Returns how many."""
    return _running(change, kinds).update(office_id=office, region=region)


def _running(change: Change[Any], kinds: Iterable[Kind] = (), key: str | None = None) -> QuerySet[Clock]:
    wanted = Q(stream_id=change.stream_id, stopped_on=None)
    if kinds := tuple(kinds):
        wanted &= Q(kind__in=kinds)
    if key is not None:
        wanted &= Q(key=key)
    return Clock.objects.filter(wanted)


def reschedule(clocks: Sequence[Clock], today: date, *columns: str) -> None:
    """Count clocks anew with their pauses, and save them and the due dates of their open tasks. Four statements."""
    calendar = queries.calendar()
    spans = spans_of(clocks)
    for clock in clocks:
        schedule(clock, spans[clock.pk], calendar, today)
    save(clocks, *columns)


def save(clocks: Sequence[Clock], *columns: str) -> None:
    """Save what `schedule` set, and let open tasks follow."""
    Clock.objects.bulk_update(clocks, [*SCHEDULE, *columns])
    follow = Subquery(Clock.objects.filter(pk=OuterRef("clock_id")).values("due"))
    Task.objects.filter(clock__in=[clock.pk for clock in clocks], closed_at=None).update(due=follow)


def spans_of(clocks: Iterable[Clock]) -> dict[UUID, tuple[Span, ...]]:
    """The pauses of clocks as values. One query."""
    spans: defaultdict[UUID, tuple[Span, ...]] = defaultdict(tuple)
    for row in Hold.objects.filter(clock__in=clocks).order_by("from_date"):
        spans[row.clock_id] += (Span(row.from_date, row.to_date, row.ground),)
    return spans


def schedule(clock: Clock, spans: Sequence[Span], calendar: Calendar, today: date) -> None:
    """Set due date, level and the coming warning, on the instance alone.

    A level that was raised and still holds for the new date stays raised; one that the date has put off comes again.
    """
    counted = rules.due(clock.starts_on, clock.limit, Unit(clock.unit), spans, calendar)
    clock.due, clock.provisional, clock.kept = counted.date, counted.provisional, False
    _warn_by(clock, counted, calendar, today)


def keep(clock: Clock, spans: Sequence[Span], calendar: Calendar, today: date, told: date) -> None:
    """Like `schedule`, but the limit ends on the date that was told, since a later calendar may not shorten it."""
    counted = queries.kept_on(rules.due(clock.starts_on, clock.limit, Unit(clock.unit), spans, calendar), told)
    clock.due, clock.provisional, clock.kept = told, counted.provisional, True
    _warn_by(clock, counted, calendar, today)


def _warn_by(clock: Clock, counted: rules.Due, calendar: Calendar, today: date) -> None:
    kind = Kind(clock.kind)
    if counted.date is None:
        clock.next_at = clock.next_level = None
        return
    dates = rules.level_dates(kind, counted, calendar)
    reached = rules.level(kind, counted, today, calendar)
    raised = Level(clock.level) if clock.level else None
    clock.level = min(raised, reached, key=lambda level: rules.rank(kind, level))
    come_next(clock, rules.next_level(kind, dates, clock.level))


def come_next(clock: Clock, coming: rules.LevelDate | None) -> None:
    """Set the warning that comes next, at the first minute of its local day."""
    clock.next_level = coming.level if coming else None
    clock.next_at = queries.first_minute(coming.on) if coming else None

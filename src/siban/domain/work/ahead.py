"""What ends in the days ahead, and whether it looks like being kept: what leaders look at before it is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, QuerySet, Value, When

from siban.domain.work import rules
from siban.domain.work.models import Clock, Task
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Kind, Level, Outlook
from siban.kernel.clock import today

ENDS = (Kind.PROMISED, Kind.ANSWER, Kind.REPLY)
"""The limits that a resident was given; what the console looks ahead for."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """One limit that ends soon, who holds it, and whether it looks like being kept."""

    clock: UUID
    stream: UUID
    kind: Kind
    office: UUID
    region: str
    due: date
    limit: int
    outlook: Outlook


def due_soon(region: str = "", days: int = 3, on: date | None = None) -> tuple[Ahead, ...]:
    """Limits that end today or within so many working days, earliest first. One statement."""
    day = on or today()
    return _ahead(region, day, rules.shift(day, days, calendar()))


def tomorrow(region: str = "", on: date | None = None) -> dict[UUID, tuple[Ahead, ...]]:
    """Limits that end on the next working day, by who holds them, those that will be late first. One statement."""
    day = on or today()
    order = list(Outlook)
    offices: defaultdict[UUID, tuple[Ahead, ...]] = defaultdict(tuple)
    for ahead in _ahead(region, day + timedelta(days=1), rules.shift(day, 1, calendar())):
        offices[ahead.office] += (ahead,)
    for office, rows in offices.items():
        offices[office] = tuple(sorted(rows, key=lambda ahead: -order.index(ahead.outlook)))
    return dict(sorted(offices.items(), key=lambda entry: -sum(a.outlook is Outlook.LATE for a in entry[1])))


@dataclass(frozen=True, slots=True)
class DueDay:
    """How many limits end on one day, by what is to be expected of them."""

    day: date
    on_time: int
    watch: int
    late: int


def due_by_day(
    region: str = "", days: int = 10, on: date | None = None, *, offices: Collection[UUID] = ()
) -> tuple[DueDay, ...]:
    """The next working days and what ends on each; a limit that ends on a rest day stands under it. One statement.

    `offices`: only what these hold.
    """
    day, working = on or today(), calendar()
    last = rules.shift(day, days, working)
    numbers: dict[date, dict[str, int]] = {rules.shift(day, n, working): {} for n in range(1, days + 1)}
    rows = ending(region, day + timedelta(days=1), last, offices=offices)
    for row in rows.values("due", "outlook").annotate(n=Count("pk")):
        numbers.setdefault(row["due"], {})[row["outlook"]] = row["n"]
    return tuple(
        DueDay(when, *(found.get(outlook, 0) for outlook in Outlook)) for when, found in sorted(numbers.items())
    )


def _ahead(region: str, first: date, last: date) -> tuple[Ahead, ...]:
    return tuple(
        Ahead(
            row.pk, row.stream_id, Kind(row.kind), row.office_id, row.region, row.due, row.limit, Outlook(row.outlook)
        )
        for row in ending(region, first, last).order_by("due", "pk")
    )


def ending(region: str, first: date, last: date, *, offices: Collection[UUID] = ()) -> QuerySet[Any]:
    """Running limits that end within `[first, last]`, with `outlook` as `rules.outlook` has it, in SQL."""
    steps = Clock.objects.filter(stream=OuterRef("stream"), kind=Kind.STEP, stopped_on=None)
    waiting = Task.objects.filter(stream=OuterRef("stream"), closed_at=None, claimed_by=None)
    outlook = Case(
        When(Exists(steps.filter(level=Level.RED)), then=Value(Outlook.LATE)),
        When(Exists(steps.filter(level=Level.YELLOW)), then=Value(Outlook.WATCH)),
        When(Exists(waiting), then=Value(Outlook.WATCH)),
        default=Value(Outlook.ON_TIME),
        output_field=CharField(),
    )
    rows = Clock.objects.filter(kind__in=ENDS, region__startswith=region, due__range=(first, last), stopped_on=None)
    return (rows.filter(office__in=offices) if offices else rows).annotate(outlook=outlook)

"""Reads of tasks, clocks and warnings. Names of offices and subjects are put beside them by whoever shows them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from datetime import time as midnight
from functools import lru_cache
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from siban.domain.work import rules
from siban.domain.work.models import CalendarChange, Clock, Hold, Task, Warning
from siban.domain.work.rules import Due, Kind, Level, Span, Unit
from siban.kernel.calendar import Calendar, Correction, shipped
from siban.kernel.clock import SHANGHAI, today
from siban.kernel.text import Text

CALENDAR_SECONDS = 30
"""How long a process goes by the calendar that it read."""

PAGE = 50


def calendar() -> Calendar:
    """The calendar in force: what ships, and what the district entered, at most half a minute old."""
    return _calendar_of(int(time.monotonic() // CALENDAR_SECONDS))


@lru_cache(maxsize=1)
def _calendar_of(period: int) -> Calendar:
    corrections, published = [], []
    for entered in CalendarChange.objects.order_by("entered_at"):
        published += [entered.year] if entered.year else []
        corrections += [
            Correction(
                date.fromisoformat(row["day"]),
                row["working"],
                Text.of(row["name"]) if row["name"] else None,
                entered.basis,
            )
            for row in entered.days
        ]
    return shipped().corrected(corrections, published)


def forget_calendar() -> None:
    """Read the calendar anew at the next question, in this process."""
    _calendar_of.cache_clear()


def counted(clock: Clock, spans: Sequence[Span], calendar: Calendar) -> Due:
    """How a clock's date comes about; where an older date was kept, that is the date."""
    found = rules.due(clock.starts_on, clock.limit, Unit(clock.unit), spans, calendar)
    return kept_on(found, clock.due) if clock.kept and clock.due else found


def kept_on(counted: Due, told: date) -> Due:
    """The same count, ending on the date that was told."""
    return replace(counted, date=told, kept=True)


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock as pages show it. `left` is negative by the days that it is over; None while it is paused."""

    id: UUID
    stream: UUID
    kind: Kind
    key: str
    due: Due
    level: Level | None
    left: int | None
    held: str | None
    """The ground of the open pause."""
    expected_until: date | None
    stopped_on: date | None
    office: UUID
    region: str
    extended: int = 0
    """Days of the limit that extensions added."""

    @property
    def late(self) -> bool:
        """Whether it ran over: for a stopped clock, whether it was stopped too late."""
        return self.stopped_on > self.due.date if self.stopped_on and self.due.date else self.level in rules.OVER


def clocks_for(stream: UUID, on: date | None = None) -> list[ClockView]:
    """All clocks of a subject, running first, then by when they started. One statement."""
    return clocks_for_many([stream], on)[stream]


def clocks_for_many(streams: Collection[UUID], on: date | None = None) -> dict[UUID, list[ClockView]]:
    """Like `clocks_for`, for a page of subjects. One statement, however many."""
    views: defaultdict[UUID, list[ClockView]] = defaultdict(list)
    rows = _with_holds().filter(stream__in=streams)
    day, days = on or today(), calendar()
    for clock in rows.order_by(F("stopped_on").desc(nulls_first=True), "starts_on", "pk"):
        views[clock.stream_id].append(_view(clock, day, days))
    return views


def _with_holds() -> QuerySet[Clock]:
    """Clocks that bring their pauses along, first to last."""
    columns = {name: F(name) for name in ("from_date", "to_date", "ground", "expected_until")}
    holds = Hold.objects.filter(clock=OuterRef("pk")).order_by("from_date")
    return Clock.objects.annotate(paused=ArraySubquery(holds.values(row=JSONObject(**columns))))


def _holds(clock: Clock) -> list[Hold]:
    """The pauses that came along, oldest first."""
    return [
        Hold(
            clock=clock,
            from_date=date.fromisoformat(row["from_date"]),
            to_date=_day(row["to_date"]),
            ground=row["ground"],
            expected_until=_day(row["expected_until"]),
        )
        for row in clock.paused  # type: ignore[attr-defined]
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _spans(holds: Iterable[Hold]) -> tuple[Span, ...]:
    return tuple(Span(hold.from_date, hold.to_date, hold.ground) for hold in holds)


def _view(clock: Clock, day: date, days: Calendar) -> ClockView:
    holds = _holds(clock)
    due = counted(clock, _spans(holds), days)
    kind, end = Kind(clock.kind), clock.stopped_on or day
    open_hold = next((hold for hold in holds if hold.to_date is None), None)
    return ClockView(
        id=clock.pk,
        stream=clock.stream_id,
        kind=kind,
        key=clock.key,
        due=due,
        level=None if due.date is None else rules.level(kind, due, end, days),
        left=rules.left(due, end, days),
        held=open_hold.ground if open_hold else None,
        expected_until=open_hold.expected_until if open_hold else None,
        stopped_on=clock.stopped_on,
        office=clock.office_id,
        region=clock.region,
        extended=clock.extended,
    )


def explain(clock: UUID) -> Due:
    """How one clock's date comes about. One statement. Raises Clock.DoesNotExist."""
    row = _with_holds().get(pk=clock)
    return counted(row, _spans(_holds(row)), calendar())


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an inbox; `next` is what to ask the following one with, None at the end."""

    tasks: tuple[Task, ...]
    next: tuple[date | None, UUID] | None


def inbox(
    offices: Collection[UUID],
    *,
    roles: Collection[str] = (),
    posts: Collection[UUID] = (),
    claimed_by: UUID | None = None,
    unclaimed: bool = False,
    due_by: date | None = None,
    kinds: Collection[str] = (),
    after: tuple[date | None, UUID] | None = None,
    size: int = PAGE,
) -> Page:
    """Open tasks of these offices by what is due first, paused ones last. One statement, by index.

    `posts` are those acted for now: tasks that belong to another post stay out where it is given.
    """
    rows = _open(offices, roles, posts, claimed_by, unclaimed, due_by, kinds)
    if after is not None:
        due, id = after
        later = Q(due=due, pk__gt=id) | Q(due__gt=due) | Q(due=None) if due else Q(due=None, pk__gt=id)
        rows = rows.filter(later)
    found = list(rows.order_by(F("due").asc(nulls_last=True), "pk")[: size + 1])
    shown = tuple(found[:size])
    return Page(shown, (shown[-1].due, shown[-1].pk) if len(found) > size else None)


@dataclass(frozen=True, slots=True)
class InboxCounts:
    open: int
    mine: int
    unclaimed: int
    held: int
    over: int
    today: int
    tomorrow: int
    """Due on the next working day."""


def inbox_counts(
    offices: Collection[UUID],
    *,
    user: UUID | None,
    roles: Collection[str] = (),
    posts: Collection[UUID] = (),
    on: date | None = None,
) -> InboxCounts:
    """What the rail beside the inbox says. One statement."""
    day = on or today()
    return InboxCounts(
        **_open(offices, roles, posts).aggregate(
            open=Count("pk"),
            mine=Count("pk", filter=Q(claimed_by=user) if user else Q(pk=None)),
            unclaimed=Count("pk", filter=Q(claimed_by=None)),
            held=Count("pk", filter=Q(clock__isnull=False, due=None)),
            over=Count("pk", filter=Q(due__lt=day)),
            today=Count("pk", filter=Q(due=day)),
            tomorrow=Count("pk", filter=Q(due=rules.shift(day, 1, calendar()))),
        )
    )


def _open(
    offices: Collection[UUID],
    roles: Collection[str] = (),
    posts: Collection[UUID] = (),
    claimed_by: UUID | None = None,
    unclaimed: bool = False,
    due_by: date | None = None,
    kinds: Collection[str] = (),
) -> QuerySet[Task]:
    rows = Task.objects.filter(office__in=offices, closed_at=None)
    if roles:
        rows = rows.filter(role__in=roles)
    if posts:
        rows = rows.filter(Q(post=None) | Q(post__in=posts))
    if claimed_by:
        rows = rows.filter(claimed_by=claimed_by)
    if unclaimed:
        rows = rows.filter(claimed_by=None)
    if due_by:
        rows = rows.filter(due__lte=due_by)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows


@dataclass(frozen=True, slots=True)
class Light:
    """Subjects with a card now, at one office. A subject that has two cards of a colour counts once."""

    region: str
    office: UUID
    yellow: int
    red: int
    violation: int


def lights(region: str = "") -> tuple[Light, ...]:
    """Cards below a region prefix, by region and office, the worst first. One statement, by index.

    What is paused shows no light.
    """
    shining = Clock.objects.filter(
        stopped_on=None, due__isnull=False, level__in=[level.value for level in rules.LIGHTS], region__startswith=region
    )
    rows = shining.values_list("region", "office").annotate(
        yellow=Count("stream", distinct=True, filter=Q(level=Level.YELLOW)),
        red=Count("stream", distinct=True, filter=Q(level=Level.RED)),
        violation=Count("stream", distinct=True, filter=Q(level=Level.VIOLATION)),
    )
    return tuple(Light(*row) for row in rows.order_by("-violation", "-red", "-yellow", "region", "office"))


def warnings(
    region: str = "",
    *,
    levels: Iterable[Level] = rules.LIGHTS,
    office: UUID | None = None,
    acknowledged: bool | None = None,
    since: date | None = None,
    size: int = PAGE,
) -> list[Warning]:
    """Warnings below a region prefix, the newest first, each with its clock and who took note. One statement."""
    rows = Warning.objects.filter(region__startswith=region, level__in=list(levels))
    if office:
        rows = rows.filter(office=office)
    if acknowledged is not None:
        rows = rows.filter(acknowledged_at__isnull=not acknowledged)
    if since:
        rows = rows.filter(raised_at__gte=first_minute(since))
    return list(rows.select_related("clock", "acknowledged_by").order_by("-raised_at", "-pk")[:size])


def warnings_for_many(streams: Collection[UUID]) -> dict[UUID, list[Warning]]:
    """Warnings of a page of subjects, the newest first. One statement."""
    found: defaultdict[UUID, list[Warning]] = defaultdict(list)
    rows = Warning.objects.filter(clock__stream__in=streams).select_related("clock", "acknowledged_by")
    for warning in rows.order_by("-raised_at", "-pk"):
        found[warning.clock.stream_id].append(warning)
    return found


def first_minute(day: date) -> datetime:
    """The instant at which a local day begins."""
    return datetime.combine(day, midnight(), SHANGHAI)

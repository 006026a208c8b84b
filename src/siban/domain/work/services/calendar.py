"""The district puts the calendar right; running limits are counted anew, harming nobody who relied on the old date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from siban.domain.work import queries, rules
from siban.domain.work.events import CalendarApplied, CalendarEntered, DueChanged
from siban.domain.work.models import CalendarChange, Clock
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks
from siban.kernel import acts
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import NEW, Subject, Transition
from siban.kernel.calendar import Calendar, Correction
from siban.kernel.clock import local_date, now
from siban.kernel.models import Stream
from siban.kernel.refusals import NotAllowed

ENTER = "enter"
KEEPERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
SETTLE = 2 * timedelta(seconds=queries.CALENDAR_SECONDS)
"""By then every process reads the new calendar, so that no limit is started with the old one after the recount."""
BATCH = 200


def _may(actor: Actor, subject: Any, action: str, transition: Transition) -> None:
    if not any(actor.has(role) for role in transition.roles):
        raise NotAllowed


SUBJECT = Subject("calendar", CalendarChange, {(NEW, ENTER): Transition("entered", KEEPERS)}, _may)


def enter(
    days: Sequence[Correction], *, basis: str, by: Actor, year: int | None = None, request: UUID | None = None
) -> CalendarChange:
    """Enter what a document says of working days; `year` where it is that year's notice and `days` has all of it.

    The sweep counts running limits anew a minute later. Raises NotAllowed.
    """
    rows = [
        {"day": row.day.isoformat(), "working": row.working, "name": row.name.data() if row.name else None}
        for row in days
    ]
    new = CalendarChange(basis=basis, year=year, days=rows)
    with acts.begin(SUBJECT, new, ENTER, by=by, request=request) as change:
        new.entered_at = change.at
        change.record(
            CalendarEntered(
                basis=basis,
                year=year,
                rest=tuple(row.day for row in days if not row.working),
                working=tuple(row.day for row in days if row.working),
            )
        )
    queries.forget_calendar()
    return new


@dataclass(frozen=True, slots=True)
class Effect:
    """What a document would do to the limits that run now."""

    counted: int
    """Limits that it touches."""
    later: int
    earlier: int
    final: int
    """Limits whose provisional date becomes final."""


def preview(days: Sequence[Correction], *, year: int | None = None, at: datetime | None = None) -> Effect:
    """What entering these days would do; nothing is changed. Two statements."""
    calendar = queries.calendar().corrected(days, [year] if year else [])
    today = local_date(at or now())
    rows = list(_touched([row.day for row in days], year))
    spans = clocks.spans_of(rows)
    later = earlier = final = 0
    for clock in rows:
        before = clock.due
        assert before is not None
        found = rules.due(clock.starts_on, clock.limit, Unit(clock.unit), spans[clock.pk], calendar)
        assert found.date is not None
        after = rules.fair_date(Kind(clock.kind), before, found.date, today)
        later += after > before
        earlier += after < before
        final += clock.provisional and not found.provisional
    return Effect(len(rows), later, earlier, final)


def _touched(days: Sequence[date], year: int | None) -> QuerySet[Clock]:
    """Running limits that a document on these days may move."""
    touched = Q(due__gte=min(days), starts_on__lt=max(days)) if days else Q(pk=None)
    if year:
        touched |= Q(provisional=True)
    return Clock.objects.filter(touched, stopped_on=None, due__isnull=False)


def apply_entered(at: datetime) -> int:
    """Count running limits anew for documents that have settled; returns how many ended on another day."""
    changed = 0
    for entered in CalendarChange.objects.filter(applied_at=None, entered_at__lte=at - SETTLE).order_by("entered_at"):
        moved = recompute(entered, at)
        with transaction.atomic():
            if CalendarChange.objects.filter(pk=entered.pk, applied_at=None).update(applied_at=at):
                acts.note(entered.pk, [CalendarApplied(moved)], at=at)
        changed += moved
    return changed


def recompute(entered: CalendarChange, at: datetime) -> int:
    """Count anew every running limit that the document touches; returns how many now end on another day.

    The applicant's own time is never shortened, and no limit that was kept until now becomes late by it.
    """
    calendar, today = queries.calendar(), local_date(at)
    days = [date.fromisoformat(row["day"]) for row in entered.days]
    streams = _touched(days, entered.year).values_list("stream_id", flat=True)
    ids = sorted(set(streams))
    changed = 0
    for first in range(0, len(ids), BATCH):
        with transaction.atomic():
            for stream in Stream.objects.select_for_update().filter(pk__in=ids[first : first + BATCH]).order_by("pk"):
                moved = _recount(stream, calendar, today)
                if moved:
                    acts.append(stream, list(moved), by=Actor.system(), at=max(at, stream.last_at or at), is_act=False)
                    changed += len(moved)
    return changed


def _recount(stream: Stream, calendar: Calendar, today: date) -> list[DueChanged]:
    """Count a locked subject's limits anew; what became of those that moved."""
    rows = list(Clock.objects.filter(stream=stream, stopped_on=None, due__isnull=False))
    spans = clocks.spans_of(rows)
    moved = []
    for clock in rows:
        before = clock.due
        assert before is not None
        counted = rules.due(clock.starts_on, clock.limit, Unit(clock.unit), spans[clock.pk], calendar)
        assert counted.date is not None
        after = rules.fair_date(Kind(clock.kind), before, counted.date, today)
        if after == counted.date:
            clocks.schedule(clock, spans[clock.pk], calendar, today)
        else:
            clocks.keep(clock, spans[clock.pk], calendar, today, after)
        if after != before:
            moved.append(DueChanged(clock.pk, clock.kind, before, after, clock.provisional))
    clocks.save(rows)
    return moved

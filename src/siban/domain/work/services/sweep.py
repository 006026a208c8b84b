"""The sweep: raises the warnings that are due, tells the next one up, applies what was entered of the calendar.

Two may run at once, in two processes: each takes the subjects that the other has not locked.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from siban.domain.work import queries, rules
from siban.domain.work.events import Warned, WarningPassedUp
from siban.domain.work.models import Clock, Warning
from siban.domain.work.rules import Kind, Level
from siban.domain.work.services import calendar as calendar_services
from siban.domain.work.services import clocks
from siban.kernel.actors import Actor
from siban.kernel.acts import append
from siban.kernel.calendar import Calendar
from siban.kernel.clock import local_date, now
from siban.kernel.models import Stream

BATCH = 100
"""Subjects in one transaction: bulk work must commit within a second, since the feed waits for it."""


def run(at: datetime | None = None) -> int:
    """Do all that is due at `at` (default: now); how many warnings were raised. Costs what is due, not what exists."""
    moment = at or now()
    calendar_services.apply_entered(moment)
    raised = 0
    while done := _raise_batch(moment):
        raised += done
    while _tell_batch(moment):
        pass
    return raised


def _locked(streams: QuerySet[Any, Any]) -> dict[UUID, Stream]:
    """Lock a batch of subjects first, in id order, as every act does; what another holds waits for the next run."""
    rows = Stream.objects.filter(pk__in=streams).order_by("pk").select_for_update(skip_locked=True)[:BATCH]
    return {stream.pk: stream for stream in rows}


def _raise_batch(at: datetime) -> int:
    due = Clock.objects.filter(stopped_on=None, next_at__lte=at)
    with transaction.atomic():
        streams = _locked(due.values("stream"))
        rows = list(due.filter(stream__in=streams).order_by("stream", "next_at", "kind"))
        spans = clocks.spans_of(rows)
        calendar, warnings = queries.calendar(), []
        said: dict[UUID, list[object]] = {}
        for clock in rows:
            counted = queries.counted(clock, spans[clock.pk], calendar)
            for warning in _levels(clock, counted, calendar, at):
                warnings.append(warning)
                said.setdefault(clock.stream_id, []).append(
                    Warned(
                        clock.pk,
                        clock.kind,
                        clock.key,
                        warning.level,
                        warning.due,
                        clock.office_id,
                        tuple(warning.told),
                    )
                )
        Warning.objects.bulk_create(warnings)
        Clock.objects.bulk_update(rows, ["level", "next_at", "next_level"])
        for id, values in said.items():
            _record(streams[id], values, at)
    return len(warnings)


def _levels(clock: Clock, counted: rules.Due, calendar: Calendar, at: datetime) -> list[Warning]:
    """The warnings of every level that a clock has reached by `at`, in order; sets what comes next on the instance."""
    kind, today, warnings = Kind(clock.kind), local_date(at), []
    dates = rules.level_dates(kind, counted, calendar)
    coming = rules.next_level(kind, dates, Level(clock.level) if clock.level else None)
    while coming is not None and coming.on <= today:
        assert counted.date is not None
        told = rules.told(coming.level)
        warnings.append(
            Warning(
                clock=clock,
                level=coming.level,
                due=counted.date,
                raised_at=at,
                told=list(told),
                tell_at=_tell_next(coming.level, told, at, calendar),
                region=clock.region,
                office_id=clock.office_id,
            )
        )
        clock.level = coming.level
        coming = rules.next_level(kind, dates, coming.level)
    clocks.come_next(clock, coming)
    return warnings


def _tell_next(level: Level, told: tuple[str, ...], at: datetime, calendar: Calendar) -> datetime | None:
    """When the next one up hears of it; None where nobody further up does."""
    if not rules.climbs(level, told):
        return None
    return queries.first_minute(rules.shift(local_date(at), rules.STEP_UP_DAYS, calendar))


def _tell_batch(at: datetime) -> int:
    """Tell the next one up of warnings that nobody took note of; warnings of clocks that have stopped fall silent."""
    waiting = Warning.objects.filter(tell_at__lte=at)
    with transaction.atomic():
        streams = _locked(waiting.values("clock__stream"))
        rows = list(waiting.filter(clock__stream__in=streams).select_related("clock").order_by("raised_at", "pk"))
        calendar = queries.calendar()
        said: dict[UUID, list[object]] = {}
        for warning in rows:
            if warning.clock.stopped_on is not None or warning.clock.due != warning.due:
                warning.tell_at = None
                continue
            told = rules.one_further(tuple(warning.told))
            warning.told, warning.tell_at = list(told), _tell_next(Level(warning.level), told, at, calendar)
            said.setdefault(warning.clock.stream_id, []).append(WarningPassedUp(warning.pk, warning.level, told))
        Warning.objects.bulk_update(rows, ["told", "tell_at"])
        for id, values in said.items():
            _record(streams[id], values, at)
    return len(rows)


def _record(stream: Stream, values: list[object], at: datetime) -> None:
    moment = max(at, stream.last_at) if stream.last_at else at
    append(stream, values, by=Actor.system(), at=moment, is_act=False)

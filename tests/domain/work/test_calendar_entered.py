"""The district enters a document on working days; running limits follow without harm."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from siban.domain.work import queries
from siban.domain.work.models import CalendarChange, Clock
from siban.domain.work.rules import Kind
from siban.domain.work.services import calendar, clocks, sweep
from siban.domain.work.services.clocks import Limit
from siban.kernel.calendar import Correction
from siban.kernel.clock import SHANGHAI, now
from siban.kernel.events import history
from siban.kernel.refusals import NotAllowed
from siban.kernel.text import Text

ACCEPTED = date(2026, 12, 24)


def start(world: Any, opened: Any, *limits: Limit, on: date = ACCEPTED) -> Any:
    with opened(on) as change:
        clocks.start_many(change, limits, office=world.town.pk, region=world.town.region_id)
    return change.stream_id


def enter(world: Any, *days: Correction, year: int | None = None) -> CalendarChange:
    return calendar.enter(days, basis="区政办通知", by=world.bureau_of_service, year=year)


def recompute(entered: CalendarChange, on: date) -> int:
    return calendar.recompute(entered, datetime.combine(on, time(8), SHANGHAI))


def test_the_notice_of_a_year_makes_its_dates_final_and_says_so(world: Any, opened: Any) -> None:
    case = start(world, opened, Limit(Kind.PROMISED, 10))
    assert Clock.objects.get(stream=case).provisional
    entered = enter(world, Correction(date(2027, 1, 4), False, Text("元旦", "New Year's Day")), year=2027)
    assert recompute(entered, date(2026, 12, 25)) == 1
    clock = Clock.objects.get(stream=case)
    assert (clock.due, clock.provisional) == (date(2027, 1, 11), False)
    told = history(case)[-1].payload
    assert (told.before, told.after) == (date(2027, 1, 8), date(2027, 1, 11))


def test_the_applicants_time_is_never_shortened(world: Any, opened: Any) -> None:
    case = start(world, opened, Limit(Kind.CORRECTION, 10), Limit(Kind.PROMISED, 10))
    entered = enter(world, Correction(date(2027, 1, 2), True, Text("元旦")), year=2027)
    assert recompute(entered, date(2026, 12, 25)) == 1
    dues = {clock.kind: (clock.due, clock.kept) for clock in Clock.objects.filter(stream=case)}
    assert dues == {"correction": (date(2027, 1, 8), True), "promised": (date(2027, 1, 7), False)}
    kept = Clock.objects.get(stream=case, kind=Kind.CORRECTION)
    assert queries.explain(kept.pk).kept
    assert queries.explain(kept.pk).date == kept.due


def test_nothing_becomes_late_by_a_shorter_count(world: Any, opened: Any) -> None:
    case = start(world, opened, Limit(Kind.PROMISED, 10))
    entered = enter(world, Correction(date(2027, 1, 2), True), Correction(date(2027, 1, 3), True), year=2027)
    recompute(entered, date(2027, 1, 7))
    clock = Clock.objects.get(stream=case)
    assert (clock.due, clock.kept) == (date(2027, 1, 7), True)
    assert clock.next_at is not None


def test_what_has_stopped_and_what_it_does_not_touch_stays(world: Any, opened: Any) -> None:
    early = start(world, opened, Limit(Kind.PROMISED, 3), on=date(2026, 3, 2))
    done = start(world, opened, Limit(Kind.PROMISED, 10))
    with opened(date(2026, 12, 28), stream=done) as change:
        clocks.stop(change)
    entered = enter(world, Correction(date(2026, 12, 29), False))
    assert recompute(entered, date(2026, 12, 28)) == 0
    assert Clock.objects.get(stream=early).due == date(2026, 3, 5)


def test_the_sweep_applies_it_once_every_process_reads_it(world: Any, opened: Any) -> None:
    case = start(world, opened, Limit(Kind.PROMISED, 10))
    entered = enter(world, Correction(date(2026, 12, 29), False))
    sweep.run(now())
    assert CalendarChange.objects.get(pk=entered.pk).applied_at is None
    for _ in range(2):
        sweep.run(entered.entered_at + calendar.SETTLE + timedelta(seconds=1))
    assert Clock.objects.get(stream=case).due == date(2027, 1, 11)
    assert [event.act for event in history(entered.pk)] == ["calendar.entered", "calendar.applied"]


def test_only_who_keeps_the_calendar_enters(world: Any) -> None:
    with pytest.raises(NotAllowed):
        calendar.enter([Correction(date(2026, 12, 29), False)], basis="", by=world.a)

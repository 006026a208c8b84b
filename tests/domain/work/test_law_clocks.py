"""Clocks under acts, against a count that knows nothing of them (ALL 42, 45, 82)."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from siban.domain.work import queries
from siban.domain.work.errors import NothingRuns
from siban.domain.work.models import Clock
from siban.domain.work.queries import explain
from siban.domain.work.rules import Kind, Span, Unit, left
from siban.domain.work.services import clocks
from siban.domain.work.services.clocks import Limit
from siban.kernel.calendar import Calendar, Correction
from tests.domain.work.test_due import by_hand

FIRST = date(2025, 12, 1)


def any_calendar(chance: Random) -> Calendar:
    """Half a year in which any day may be a rest day or a working day."""
    days = (FIRST + timedelta(days=n) for n in range(180))
    return Calendar.of(Correction(day, chance.random() < 0.7) for day in days)


@pytest.mark.parametrize("seed", range(12))
def test_acts_on_a_clock_agree_with_a_count_by_hand_over_any_calendar(
    world: Any, opened: Any, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Started, paused, let run again and lengthened in any order: the date is that of a count over a list of days."""
    chance = Random(seed)
    calendar = any_calendar(chance)
    monkeypatch.setattr(queries, "calendar", lambda: calendar)
    start, unit = FIRST + timedelta(days=chance.randrange(20)), chance.choice(list(Unit))
    days, added = chance.randrange(8, 25), chance.randrange(1, 11)
    limits = [Limit(Kind.PROMISED, days, unit), Limit(Kind.STATUTORY, days + 5, unit)]
    with opened(start) as change:
        clocks.start_many(change, limits, office=world.town.pk, region=world.town.region_id)
    case, day, spans = change.stream_id, start, []
    longer_at = chance.randrange(3)
    for turn in range(3):
        day += timedelta(days=chance.randrange(3))
        if turn == longer_at:
            with opened(day, stream=case) as change:
                clocks.extend(change, days=added)
        with opened(day, stream=case) as change:
            clocks.hold(change, ground="hearing")
        assert not Clock.objects.filter(stream=case).exclude(due=None).exists(), "time that does not count has no end"
        again = day + timedelta(days=chance.randrange(9))
        with opened(again, stream=case) as change:
            clocks.resume(change)
        spans.append(Span(day, again, "hearing"))
        day = again
    for clock in Clock.objects.filter(stream=case):
        limit = days + (5 if clock.kind == Kind.STATUTORY else 0) + added
        assert clock.due == by_hand(start, limit, unit, spans, calendar)
        told = explain(clock.pk)
        assert told.date == clock.due and clock.limit == limit
        assert left(told, start, calendar) == limit, "on the first day all of it is left"


def test_all_42_a_limit_that_is_over_is_not_lengthened(world: Any, opened: Any) -> None:
    """The other one, which still runs, is; where both are over, neither."""
    start = date(2026, 3, 2)
    with opened(start) as change:
        clocks.start_many(
            change,
            [Limit(Kind.PROMISED, 2), Limit(Kind.STATUTORY, 20)],
            office=world.town.pk,
            region=world.town.region_id,
        )
    case = change.stream_id
    with opened(date(2026, 3, 10), stream=case) as change:
        assert clocks.extend(change, days=5) == 1
    dues = dict(Clock.objects.filter(stream=case).values_list("kind", "due"))
    assert dues == {"promised": date(2026, 3, 4), "statutory": date(2026, 4, 7)}
    with opened(date(2026, 3, 2)) as change:
        clocks.start_many(change, [Limit(Kind.PROMISED, 2)], office=world.town.pk, region=world.town.region_id)
    with pytest.raises(NothingRuns), opened(date(2026, 3, 10), stream=change.stream_id) as late:
        clocks.extend(late, days=5, kinds=(Kind.PROMISED,))

"""The sweep raises every level once and in order, climbs the ladder, and costs what is due."""

from __future__ import annotations

import threading
from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from siban.domain.work import queries
from siban.domain.work.events import Warned
from siban.domain.work.models import Clock, Warning
from siban.domain.work.rules import Kind, Level
from siban.domain.work.services import clocks, sweep, warnings
from siban.domain.work.services.clocks import Limit
from siban.kernel.clock import SHANGHAI
from siban.kernel.events import history
from siban.kernel.models import Stream
from siban.kernel.refusals import NotAllowed

ACCEPTED = date(2026, 3, 2)
"""Ten working days from here: reminder 9 March, yellow 12, due 16, red 17; twenty end on 30 March."""


def morning(day: date) -> datetime:
    return datetime.combine(day, time(0, 1), SHANGHAI)


def start(opened: Any, office: Any, *limits: Limit, on: date = ACCEPTED) -> Any:
    with opened(on) as change:
        clocks.start_many(change, limits, office=office.pk, region=office.region_id)
    return change.stream_id


def raised(stream: Any) -> list[str]:
    rows = Warning.objects.filter(clock__stream=stream).order_by("raised_at", "pk")
    return [warning.level for warning in rows]


@pytest.fixture
def case(world: Any, opened: Any) -> Any:
    return start(opened, world.town, Limit(Kind.PROMISED, 10), Limit(Kind.STATUTORY, 20))


def test_each_level_comes_on_its_day_and_once(case: Any) -> None:
    assert sweep.run(morning(date(2026, 3, 6))) == 0
    assert sweep.run(morning(date(2026, 3, 9))) == 1
    assert sweep.run(morning(date(2026, 3, 9))) == 0
    assert sweep.run(morning(date(2026, 3, 12))) == 1
    assert sweep.run(morning(date(2026, 3, 17))) == 1
    assert sweep.run(morning(date(2026, 3, 31))) == 1
    assert raised(case) == ["reminder", "yellow", "red", "violation"]
    assert sweep.run(morning(date(2026, 12, 31))) == 0
    assert not Clock.objects.filter(next_at__isnull=False).exists()


def test_missed_levels_are_caught_up_in_order_and_stand_in_the_log(case: Any) -> None:
    assert sweep.run(morning(date(2026, 4, 1))) == 4
    said = [event.payload for event in history(case) if isinstance(event.payload, Warned)]
    assert [warned.level for warned in said if warned.kind == Kind.PROMISED] == ["reminder", "yellow", "red"]
    assert [warned.level for warned in said if warned.kind == Kind.STATUTORY] == ["violation"]
    assert Stream.objects.get(pk=case).last_act == 0  # a warning makes nobody's page stale


def test_the_applicants_own_time_lapses_without_a_card(world: Any, opened: Any) -> None:
    case = start(opened, world.town, Limit(Kind.CORRECTION, 5))
    sweep.run(morning(date(2026, 3, 31)))
    assert raised(case) == [Level.REMINDER, Level.LAPSED]
    assert queries.lights() == ()


def test_a_pause_and_what_it_puts_off(opened: Any, case: Any) -> None:
    sweep.run(morning(date(2026, 3, 12)))
    with opened(date(2026, 3, 12), stream=case) as change:
        clocks.hold(change, ground="hearing")
    assert sweep.run(morning(date(2026, 5, 20))) == 0
    with opened(date(2026, 5, 20), stream=case) as change:
        clocks.resume(change)
    # Two of the ten days are left as before: the yellow card stands and is not raised again.
    assert sweep.run(morning(date(2026, 5, 21))) == 0
    assert sweep.run(morning(date(2026, 5, 23))) == 1
    assert raised(case) == ["reminder", "yellow", "red"]


def test_an_extension_brings_reminder_and_yellow_card_again_for_the_new_date(opened: Any, case: Any) -> None:
    sweep.run(morning(date(2026, 3, 12)))
    with opened(date(2026, 3, 12), stream=case) as change:
        clocks.extend(change, days=10, kinds=[Kind.PROMISED])
    assert queries.lights() == ()
    assert sweep.run(morning(date(2026, 3, 16))) == 1
    assert sweep.run(morning(date(2026, 3, 24))) == 1
    assert raised(case) == ["reminder", "yellow"] * 2


def test_a_card_nobody_noted_climbs_until_somebody_does(world: Any, case: Any) -> None:
    sweep.run(morning(date(2026, 3, 12)))
    yellow = Warning.objects.get(clock__stream=case, level=Level.YELLOW)
    assert yellow.told == ["post", "head"]
    sweep.run(morning(date(2026, 3, 16)))
    yellow.refresh_from_db()
    assert yellow.told == ["post", "head", "leader"]
    with pytest.raises(NotAllowed):
        warnings.acknowledge(yellow.pk, by=world.stranger)
    warnings.acknowledge(yellow.pk, by=world.head)
    warnings.acknowledge(yellow.pk, by=world.bureau_of_service)
    sweep.run(morning(date(2026, 6, 1)))
    yellow.refresh_from_db()
    assert (yellow.acknowledged_by_id, len(yellow.told)) == (world.head.user, 3)
    assert [event.act for event in history(case)].count("work.warning_acknowledged") == 1


def test_warnings_of_what_is_done_fall_silent(opened: Any, case: Any) -> None:
    sweep.run(morning(date(2026, 3, 12)))
    with opened(date(2026, 3, 13), stream=case) as change:
        clocks.stop(change)
    sweep.run(morning(date(2026, 6, 1)))
    assert raised(case) == ["reminder", "yellow"]
    assert Warning.objects.get(level=Level.YELLOW).told == ["post", "head"]
    assert not Warning.objects.filter(tell_at__isnull=False).exists()


def test_the_sweep_costs_what_is_due(world: Any, opened: Any) -> None:
    for _ in range(30):
        start(opened, world.town, Limit(Kind.PROMISED, 10), on=date(2026, 8, 3))
    queries.calendar()
    with CaptureQueriesContext(connection) as idle:
        sweep.run(morning(date(2026, 3, 9)))
    start(opened, world.town, Limit(Kind.PROMISED, 10))
    with CaptureQueriesContext(connection) as one:
        assert sweep.run(morning(date(2026, 3, 9))) == 1
    assert len(one) - len(idle) <= 12
    for _ in range(5):
        start(opened, world.town, Limit(Kind.PROMISED, 10))
    with CaptureQueriesContext(connection) as five:
        assert sweep.run(morning(date(2026, 3, 9))) == 5
    assert len(five) - len(one) <= 4 * 2  # two for each subject's own log


def test_more_than_a_batch_is_done_in_one_run(world: Any, opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "BATCH", 2)
    for _ in range(5):
        start(opened, world.town, Limit(Kind.PROMISED, 10))
    assert sweep.run(morning(date(2026, 3, 9))) == 5


def test_two_sweeps_at_once_raise_once(committed: None, build: Any, opened: Any) -> None:
    world = build()
    for _ in range(20):
        start(opened, world.town, Limit(Kind.PROMISED, 10), Limit(Kind.STATUTORY, 20))
    together, counts = threading.Barrier(2), []

    def work() -> None:
        try:
            together.wait()
            counts.append(sweep.run(morning(date(2026, 4, 1))))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while sweep.run(morning(date(2026, 4, 1))):
        pass
    assert Warning.objects.count() == 80
    assert not Clock.objects.filter(next_at__isnull=False).exists()


def test_what_an_act_holds_waits_for_the_next_run(committed: None, build: Any, opened: Any) -> None:
    world = build()
    busy = start(opened, world.town, Limit(Kind.PROMISED, 10))
    free = start(opened, world.town, Limit(Kind.PROMISED, 10))
    counts: list[int] = []

    def work() -> None:
        try:
            counts.append(sweep.run(morning(date(2026, 3, 9))))
        finally:
            connection.close()

    with transaction.atomic():
        Stream.objects.select_for_update().get(pk=busy)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert (counts, raised(free), raised(busy)) == ([1], ["reminder"], [])
    assert sweep.run(morning(date(2026, 3, 9))) == 1

"""What the console sees: lights by place, what ends tomorrow and how it looks, the ten days ahead."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from siban.domain.work import ahead, queries
from siban.domain.work.models import Warning
from siban.domain.work.rules import Kind, Level, Outlook
from siban.domain.work.services import clocks, sweep, tasks
from siban.domain.work.services.clocks import Limit
from siban.kernel.actors import Role
from siban.kernel.clock import SHANGHAI

ACCEPTED = date(2026, 3, 2)


@pytest.fixture
def begin(opened: Any) -> Any:
    def made(office: Any, *limits: Limit, claimed_by: Any = None) -> Any:
        with opened(ACCEPTED, claimed_by) as change:
            clocks.start_many(change, limits, office=office.pk, region=office.region_id)
            if claimed_by:
                task = tasks.open(change, kind="accept", office=office.pk, region=office.region_id, role=Role.ACCEPTOR)
                tasks.claim(change, task.pk)
            else:
                tasks.open(change, kind="accept", office=office.pk, region=office.region_id, role=Role.ACCEPTOR)
        return change.stream_id

    return made


def sweep_on(day: date) -> None:
    sweep.run(datetime.combine(day, time(8), SHANGHAI))


def test_lights_roll_up_by_place_in_one_statement(world: Any, begin: Any, django_assert_num_queries: Any) -> None:
    begin(world.town, Limit(Kind.PROMISED, 5), Limit(Kind.STEP, 5), Limit(Kind.STATUTORY, 20))
    begin(world.town, Limit(Kind.PROMISED, 10))
    begin(world.bureau, Limit(Kind.PROMISED, 5), Limit(Kind.STATUTORY, 6))
    begin(world.other_town, Limit(Kind.PROMISED, 20))
    sweep_on(date(2026, 3, 13))
    with django_assert_num_queries(1):
        lights = queries.lights("9901")
    assert [(light.office, light.yellow, light.red, light.violation) for light in lights] == [
        (world.bureau.pk, 0, 1, 1),
        (world.town.pk, 1, 1, 0),
    ]
    assert [light.office for light in queries.lights(world.town.region_id[:9])] == [world.town.pk]


def test_a_paused_limit_shows_no_light(world: Any, begin: Any, opened: Any) -> None:
    case = begin(world.town, Limit(Kind.PROMISED, 10))
    sweep_on(date(2026, 3, 12))
    assert queries.lights()[0].yellow == 1
    with opened(date(2026, 3, 12), stream=case) as change:
        clocks.hold(change, ground="hearing")
    assert queries.lights() == ()


def test_tomorrow_is_grouped_by_who_holds_it(world: Any, begin: Any, django_assert_num_queries: Any) -> None:
    begin(world.town, Limit(Kind.PROMISED, 5), claimed_by=world.a)
    late = begin(world.town, Limit(Kind.PROMISED, 5), Limit(Kind.STEP, 2), claimed_by=world.a)
    begin(world.other_town, Limit(Kind.PROMISED, 5))
    begin(world.other_town, Limit(Kind.PROMISED, 8))
    friday = date(2026, 3, 6)
    sweep_on(friday)
    queries.calendar()
    with django_assert_num_queries(1):
        found = ahead.tomorrow("99", on=friday)
    assert list(found) == [world.town.pk, world.other_town.pk]
    assert [ahead.outlook for ahead in found[world.town.pk]] == [Outlook.LATE, Outlook.ON_TIME]
    assert found[world.town.pk][0].stream == late
    assert [ahead.outlook for ahead in found[world.other_town.pk]] == [Outlook.WATCH]
    assert len(ahead.due_soon("99", days=4, on=friday)) == 4


def test_the_ten_days_ahead(world: Any, begin: Any, django_assert_num_queries: Any) -> None:
    begin(world.town, Limit(Kind.PROMISED, 5), claimed_by=world.a)
    begin(world.town, Limit(Kind.PROMISED, 5), Limit(Kind.STEP, 2), claimed_by=world.a)
    begin(world.other_town, Limit(Kind.PROMISED, 7))
    sweep_on(date(2026, 3, 6))
    queries.calendar()
    with django_assert_num_queries(1):
        days = ahead.due_by_day("99", on=date(2026, 3, 6))
    assert len(days) == 10
    assert days[0] == ahead.DueDay(date(2026, 3, 9), on_time=1, watch=0, late=1)
    assert days[2] == ahead.DueDay(date(2026, 3, 11), on_time=0, watch=1, late=0)


def test_warnings_are_listed_newest_first(world: Any, begin: Any, django_assert_num_queries: Any) -> None:
    case = begin(world.town, Limit(Kind.PROMISED, 10))
    for day in (12, 17):
        sweep_on(date(2026, 3, day))
    with django_assert_num_queries(1):
        found = queries.warnings(world.town.region_id[:6], acknowledged=False, since=date(2026, 3, 12))
        assert [(warning.level, warning.clock.stream_id) for warning in found] == [
            (Level.RED, case),
            (Level.YELLOW, case),
        ]
    assert queries.warnings(office=world.bureau.pk) == []
    assert len(queries.warnings_for_many([case])[case]) == Warning.objects.count()

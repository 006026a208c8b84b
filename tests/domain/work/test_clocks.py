"""Clocks start, pause, resume, are extended and stop; their tasks' dates follow."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from siban.domain.work import queries
from siban.domain.work.errors import AlreadyExtended, AlreadyHeld, NotHeld, NothingRuns
from siban.domain.work.models import Clock, Task
from siban.domain.work.rules import Kind, Level, Unit
from siban.domain.work.services import clocks, tasks
from siban.domain.work.services.clocks import Limit
from siban.kernel.actors import Role

ACCEPTED = date(2026, 3, 2)
LIMITS = (Limit(Kind.PROMISED, 10), Limit(Kind.STATUTORY, 20))


def dues(stream: Any) -> dict[str, date | None]:
    return {clock.kind: clock.due for clock in Clock.objects.filter(stream=stream)}


@pytest.fixture
def accepted(world: Any, opened: Any) -> Any:
    with opened(ACCEPTED) as change:
        clocks.start_many(change, LIMITS, office=world.town.pk, region=world.town.region_id)
    return change.stream_id


def test_several_limits_start_in_one_statement(world: Any, opened: Any, django_assert_num_queries: Any) -> None:
    queries.calendar()
    with opened(ACCEPTED) as change, django_assert_num_queries(1):
        made = clocks.start_many(change, LIMITS, office=world.town.pk, region=world.town.region_id)
    assert [clock.due for clock in made] == [date(2026, 3, 16), date(2026, 3, 30)]
    assert [clock.next_level for clock in made] == [Level.REMINDER, Level.VIOLATION]


def test_a_limit_may_begin_before_the_act(world: Any, opened: Any) -> None:
    with opened(ACCEPTED) as change:
        clock = clocks.start(
            change,
            kind=Kind.ANSWER,
            days=5,
            unit=Unit.WORKING,
            since=date(2026, 2, 27),
            office=world.town.pk,
            region=world.town.region_id,
        )
    assert (clock.starts_on, clock.due) == (date(2026, 2, 27), date(2026, 3, 5))  # 28 February is made up


def test_a_pause_takes_the_date_away_and_resuming_counts_it_out(world: Any, opened: Any, accepted: Any) -> None:
    with opened(ACCEPTED, stream=accepted) as change:
        promised = Clock.objects.get(stream=accepted, kind=Kind.PROMISED)
        task = tasks.open(
            change,
            kind="review",
            office=world.town.pk,
            region=world.town.region_id,
            role=Role.REVIEWER,
            clock=promised,
        )
    with opened(date(2026, 3, 4), stream=accepted) as change:
        assert clocks.hold(change, ground="hearing", expected_until=date(2026, 3, 20)) == 2
    assert dues(accepted) == {"promised": None, "statutory": None}
    assert Task.objects.get(pk=task.pk).due is None
    (view, _statutory) = queries.clocks_for(accepted, on=date(2026, 3, 10))
    assert (view.held, view.left, view.due.used(date(2026, 3, 10))) == ("hearing", None, 2)
    with opened(date(2026, 3, 13), stream=accepted) as change:
        assert clocks.resume(change) == 2
    assert dues(accepted) == {"promised": date(2026, 3, 25), "statutory": date(2026, 4, 9)}
    assert Task.objects.get(pk=task.pk).due == date(2026, 3, 25)


def test_a_second_pause_is_refused_while_one_is_open_and_none_is_resumed_that_is_not(
    opened: Any, accepted: Any
) -> None:
    with opened(date(2026, 3, 3), stream=accepted) as change:
        with pytest.raises(NotHeld):
            clocks.resume(change)
        clocks.hold(change, ground="hearing")
        with pytest.raises(AlreadyHeld):
            clocks.hold(change, ground="testing")


def test_a_pause_does_not_undo_lateness(opened: Any, accepted: Any) -> None:
    with opened(date(2026, 3, 18), stream=accepted) as change:
        assert clocks.hold(change, ground="appraisal") == 1
    assert dues(accepted) == {"promised": date(2026, 3, 16), "statutory": None}


def test_an_extension_is_given_once(opened: Any, accepted: Any) -> None:
    with opened(date(2026, 3, 10), stream=accepted) as change:
        clocks.extend(change, days=10)
        assert dues(accepted) == {"promised": date(2026, 3, 30), "statutory": date(2026, 4, 14)}
        with pytest.raises(AlreadyExtended):
            clocks.extend(change, days=5)


def test_what_is_stopped_warns_no_more_and_says_whether_it_was_late(opened: Any, accepted: Any) -> None:
    with opened(date(2026, 3, 17), stream=accepted) as change:
        assert clocks.stop(change, Kind.PROMISED) == 1
    views = {view.kind: view for view in queries.clocks_for(accepted, on=date(2026, 4, 20))}
    assert views[Kind.PROMISED].late
    assert views[Kind.PROMISED].left == -1
    assert views[Kind.STATUTORY].level is Level.VIOLATION
    assert Clock.objects.get(stream=accepted, kind=Kind.PROMISED).next_at is None
    with opened(date(2026, 3, 18), stream=accepted) as change:
        assert clocks.stop(change) == 1
        with pytest.raises(NothingRuns):
            clocks.hold(change, ground="hearing")


def test_one_clock_of_a_kind_runs_for_a_subject_and_steps_side_by_side_have_keys(
    world: Any, opened: Any, accepted: Any
) -> None:
    place = {"office": world.town.pk, "region": world.town.region_id}
    with opened(ACCEPTED, stream=accepted) as change:
        clocks.start_many(change, [Limit(Kind.STEP, 3, key="survey"), Limit(Kind.STEP, 4, key="review")], **place)
        with pytest.raises(IntegrityError), transaction.atomic():
            clocks.start(change, kind=Kind.STEP, days=1, key="survey", **place)
        assert clocks.stop(change, Kind.STEP, key="survey") == 1


def test_lights_follow_who_holds_it(world: Any, opened: Any, accepted: Any) -> None:
    with opened(date(2026, 3, 3), stream=accepted) as change:
        clocks.hand_on(change, office=world.bureau.pk, region=world.bureau.region_id)
    assert {clock.office_id for clock in Clock.objects.filter(stream=accepted)} == {world.bureau.pk}


def test_a_page_of_subjects_costs_one_statement(opened: Any, accepted: Any, django_assert_num_queries: Any) -> None:
    queries.calendar()
    with django_assert_num_queries(1):
        assert len(queries.clocks_for_many([accepted])[accepted]) == 2
    promised = Clock.objects.get(stream=accepted, kind=Kind.PROMISED)
    with django_assert_num_queries(1):
        assert queries.explain(promised.pk).date == promised.due

"""Tasks belong to posts: who may claim, go on in another's place, close, hand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from siban.domain.work import queries
from siban.domain.work.errors import AlreadyClaimed, AlreadyClosed, NoSuchTask, NotYours
from siban.domain.work.services import tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.ids import new_id

DAY = date(2026, 3, 2)


def open_one(change: Any, office: Any, due: date | None = None, **fields: Any) -> Any:
    given = {"kind": "accept", "role": Role.ACCEPTOR, **fields}
    return tasks.open(change, office=office.pk, region=office.region_id, due=due, **given)


def test_the_holder_claims_and_her_stand_in_goes_on(world: Any, opened: Any) -> None:
    with opened(DAY, world.a) as change:
        task = open_one(change, world.town)
        assert tasks.claim(change, task.pk).claimed_for_id == world.a.posts[0].id
    with opened(DAY, world.b, change.stream_id) as change:
        assert tasks.claim(change, task.pk).claimed_by_id == world.b.user
        tasks.close(change, task.pk)
        task.refresh_from_db()
        assert task.closed_at == change.at


def test_a_colleague_of_another_post_cannot_take_what_is_claimed(world: Any, opened: Any) -> None:
    with opened(DAY, world.a) as change:
        task = open_one(change, world.town)
        tasks.claim(change, task.pk)
    with opened(DAY, world.stranger, change.stream_id) as change:
        with pytest.raises(AlreadyClaimed):
            tasks.claim(change, task.pk)
        with pytest.raises(NotYours):
            tasks.close(change, task.pk)


def test_who_has_neither_post_nor_grant_is_refused(world: Any, opened: Any) -> None:
    with opened(DAY, world.head) as change:
        task = open_one(change, world.town)
        with pytest.raises(NotYours):
            tasks.claim(change, task.pk)
        bound = open_one(change, world.town, kind="visit", post=world.a.posts[0].id)
    with opened(DAY, world.stranger, change.stream_id) as change:
        with pytest.raises(NotYours):
            tasks.claim(change, bound.pk)


def test_a_closed_task_and_one_of_another_subject_are_not_claimed(world: Any, opened: Any) -> None:
    with opened(DAY, world.a) as change:
        task = open_one(change, world.town)
        tasks.close(change, task.pk)
        with pytest.raises(AlreadyClosed):
            tasks.claim(change, task.pk)
    with opened(DAY, world.a) as change:
        with pytest.raises(NoSuchTask):
            tasks.claim(change, task.pk)


def test_what_is_handed_on_must_be_claimed_there(world: Any, opened: Any) -> None:
    with opened(DAY, world.a) as change:
        task = tasks.hand_on(
            change,
            open_one(change, world.town).pk,
            office=world.bureau.pk,
            region=world.bureau.region_id,
            role=Role.REVIEWER,
        )
    assert (task.office_id, task.claimed_by_id, task.role) == (world.bureau.pk, None, Role.REVIEWER)


def test_all_falls_when_the_matter_ends(world: Any, opened: Any) -> None:
    with opened(DAY, Actor.system()) as change:
        open_one(change, world.town)
        open_one(change, world.bureau, kind="review")
        assert tasks.close_kind(change, "accept") == 1
        assert tasks.drop(change) == 1


def test_the_inbox_reads_what_is_due_first_page_by_page(
    world: Any, opened: Any, django_assert_num_queries: Any
) -> None:
    dues = [DAY + timedelta(days=n) for n in (5, 1, 3)] + [None, DAY + timedelta(days=1)]
    for due in dues:
        with opened(DAY) as change:
            open_one(change, world.town, due)
            open_one(change, world.other_town, due)
    read: list[date | None] = []
    after = None
    for size in (2, 2, 2):
        with django_assert_num_queries(1):
            page = queries.inbox([world.town.pk], after=after, size=size)
        read += [task.due for task in page.tasks]
        after = page.next
    assert after is None
    assert read == [*sorted(due for due in dues if due), None]


def test_the_inbox_leaves_out_other_roles_and_other_posts(world: Any, opened: Any) -> None:
    with opened(DAY, world.a) as change:
        accept = open_one(change, world.town)
        open_one(change, world.town, kind="review", role=Role.REVIEWER)
        visit = open_one(change, world.town, kind="visit", post=world.a.posts[0].id)
        tasks.claim(change, accept.pk)
    found = queries.inbox([world.town.pk], roles=[Role.ACCEPTOR], posts=[new_id()])
    assert [task.pk for task in found.tasks] == [accept.pk]
    mine = queries.inbox([world.town.pk], claimed_by=world.a.user)
    assert [task.pk for task in mine.tasks] == [accept.pk]
    assert visit.pk in {task.pk for task in queries.inbox([world.town.pk], posts=[world.a.posts[0].id]).tasks}


def test_the_rail_counts_in_one_statement(world: Any, opened: Any, django_assert_num_queries: Any) -> None:
    friday = date(2026, 3, 6)
    for due in (date(2026, 3, 5), friday, date(2026, 3, 9), date(2026, 3, 20)):
        with opened(DAY, world.a) as change:
            task = open_one(change, world.town, due)
    with opened(DAY, replace(world.a), change.stream_id) as change:
        tasks.claim(change, task.pk)
    queries.calendar()
    with django_assert_num_queries(1):
        counts = queries.inbox_counts([world.town.pk], user=world.a.user, on=friday)
    assert (counts.open, counts.mine, counts.unclaimed, counts.over) == (4, 1, 3, 1)
    assert (counts.today, counts.tomorrow, counts.held) == (1, 1, 0)

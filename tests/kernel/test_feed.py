"""The feed's one order: complete, and true to each stream, whatever order transactions commit in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.db import connection, connections, transaction

from siban.kernel import feed
from siban.kernel.acts import note
from siban.kernel.events import known_payloads
from siban.kernel.ids import new_id
from siban.kernel.models import Event, Feed, Stream
from tests.domain.cases.conftest import sequenced


def stream() -> Stream:
    return Stream.objects.create(kind="test")


def value() -> object:
    """Any payload that says little."""
    return known_payloads()["case.archived", 1](state="closed")


def order() -> list[tuple[object, int]]:
    """The tests' own events in the order of the feed; the reference data's stand before them."""
    own = Feed.objects.filter(event__stream__kind="test")
    return list(own.order_by("position").values_list("event__stream", "event__number"))


@pytest.fixture(autouse=True)
def nothing_left(committed):
    sequenced()


def test_act_that_wrote_before_it_locked_does_not_overtake(committed):
    """It has the lower transaction id and the higher number in the stream."""
    one, other = stream(), stream()
    wrote, noted = Signal(), Signal()

    def early() -> None:
        with transaction.atomic():
            note(other.pk, [value()])
            wrote.set()
            assert noted.wait(10)
            note(one.pk, [value()])
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(early)
        assert wrote.wait(10)
        with transaction.atomic():
            note(one.pk, [value()])
        feed.sequence()
        assert (one.pk, 1) not in order(), "an older transaction may still commit"
        noted.set()
        running.result()
    sequenced()
    mine = [number for pk, number in order() if pk == one.pk]
    assert mine == [1, 2]


def test_rolled_back_event_leaves_no_hole_in_the_feed(committed):
    one = stream()
    for torn in (False, True, False):
        try:
            with transaction.atomic():
                note(one.pk, [value()])
                if torn:
                    raise InterruptedError
        except InterruptedError:
            pass
    sequenced()
    assert [number for _pk, number in order()] == [1, 2]
    positions = list(Feed.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


def test_restored_database_sequences_what_is_left_whatever_its_xid(committed):
    """Transaction ids do not survive a restore into a fresh cluster."""
    one = stream()
    with transaction.atomic():
        note(one.pk, [value(), value()])
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE kernel_event SET xid = 9000000000000 WHERE stream_id = %s", [one.pk])
        cursor.execute("ALTER TABLE kernel_event ENABLE TRIGGER USER")
    assert feed.sequence() == 0
    assert feed.sequence_all() == 2
    assert order() == [(one.pk, 1), (one.pk, 2)]


def test_only_one_sequencer_works_at_a_time(committed):
    one = stream()
    with transaction.atomic():
        note(one.pk, [value()])
    held, release = Signal(), Signal()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [feed.SEQUENCER])
            held.set()
            assert release.wait(10)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(hold)
        assert held.wait(10)
        assert feed.sequence() == 0
        release.set()
        running.result()
    sequenced()
    assert order() == [(one.pk, 1)]


def test_unknown_stream_is_not_made_up(committed):
    before = Event.objects.count()
    with pytest.raises(Stream.DoesNotExist), transaction.atomic():
        note(new_id(), [value()])
    assert Event.objects.count() == before

"""A list of people, registered many at a time, is what a window would have written one after the other."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siban.domain.people import errors, importing, numbers, queries, sealing, services
from siban.domain.people.identity import Sex
from siban.domain.people.models import Person, PersonToken
from siban.domain.people.rules import Identity, identify
from siban.kernel.actors import Actor
from siban.kernel.audit import verify
from siban.kernel.clock import now, today
from siban.kernel.events import decode
from siban.kernel.models import DataKey, Event, Stream
from siban.kernel.refusals import NotAllowed
from tests.domain.people.conftest import DANGZHAI, someone

NAMES = ("王桂珍", "单雄信", "买买提·艾山江", "欧阳修文", "𠮷田花", "长孙无忌")


@st.composite
def identities(draw: st.DrawFn) -> Identity:
    born = draw(st.dates(date(1930, 1, 1), date(2020, 1, 1)))
    return identify(
        name=draw(st.sampled_from(NAMES)),
        kind="citizen",
        number=numbers.make("622201", born, draw(st.sampled_from(Sex)), draw(st.integers(0, 499))),
        on=today(),
        phone=draw(st.sampled_from(("", "13909362716", "0936-8212345"))),
        phone_owner=draw(st.sampled_from(("", "儿子刘建军"))),
        address=draw(st.sampled_from(("", "党寨镇党寨村三社"))),
        household_region=draw(st.sampled_from(("", DANGZHAI))),
        residence_region=draw(st.sampled_from(("", DANGZHAI))),
    )


def written(person: Person) -> dict[str, object]:
    """All that stands in the tables of a person, without what is drawn anew for each."""
    event = Event.objects.get(stream=person.pk)
    return {
        "identity": sealing.unseal(person),
        "clear": (person.state, person.kind, person.household_region, person.residence_region, person.is_demonstration),
        "tokens": {(row.kind, bytes(row.token), row.next_token) for row in person.tokens.all()},
        "key": (len(person.key.wrapped), person.key.erased_at),
        "stream": (person.stream.kind, person.stream.last_number, person.stream.last_act, person.stream.last_at),
        "end": bytes(person.stream.last_hash) == bytes(event.hash),
        "event": (event.number, event.act, event.version, event.actor, event.post, event.site, event.occurred_at),
        "payload": decode(event.act, event.version, event.payload).kind,
        "of": decode(event.act, event.version, event.payload).person == person.pk,
    }


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(identities(), min_size=1, max_size=6, unique_by=lambda one: one.number))
def test_imported_is_what_registering_one_by_one_would_have_written(db: None, clerk: Actor, people) -> None:
    at = now()
    found = []
    for write in (
        lambda: importing.register_all(people, by=clerk, at=at),
        lambda: [services.register(one, by=clerk, at=at) for one in people],
    ):
        with transaction.atomic():
            write()
            rows = Person.objects.select_related("key", "stream").order_by("pk")
            found.append({sealing.unseal(row).number: written(row) for row in rows})
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert len(found[0]) == len(people)


def test_who_is_on_record_stays_as_she_is_and_is_counted(wang: Person, clerk: Actor) -> None:
    again, fresh = someone("王桂珍", 14, phone="13800000000"), someone("马建国", 15)
    assert importing.register_all([again, fresh, fresh], by=clerk) == importing.Registered(opened=1, there=2)
    assert queries.identity(queries.get(wang.pk)).phone == "13909362716"
    assert importing.register_all([again, fresh], by=clerk) == importing.Registered(opened=0, there=2)
    assert Person.objects.count() == 2


def test_imported_people_are_found_and_their_chains_are_whole(db: None, clerk: Actor) -> None:
    importing.register_all([someone("马建国", serial) for serial in range(20)], by=clerk)
    assert queries.by_number(clerk, someone("马建国", 7).number.value) is not None
    assert verify().broken is None


def test_a_batch_is_written_whole_or_not_at_all(wang: Person, clerk: Actor) -> None:
    before = [model.objects.count() for model in (Person, PersonToken, DataKey, Stream, Event)]
    with pytest.raises(errors.NameDiffers):
        importing.register_all([someone("马建国", 15), someone("王桂枝", 14)], by=clerk)
    with pytest.raises(errors.NameDiffers):
        importing.register_all([someone("马建国", 15), someone("马建设", 15)], by=clerk)
    assert [model.objects.count() for model in (Person, PersonToken, DataKey, Stream, Event)] == before


def test_a_batch_takes_few_statements_however_many_people(
    db: None, clerk: Actor, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(9):  # two of the savepoint, two that read, five tables
        importing.register_all([someone("马建国", serial) for serial in range(100)], by=clerk)
    with pytest.raises(ValueError, match="200"):
        importing.register_all([someone("马建国", serial) for serial in range(201)], by=clerk)


def test_only_who_may_register_one_may_register_many(db: None) -> None:
    with pytest.raises(NotAllowed):
        importing.register_all([someone("马建国", 15)], by=Actor.resident())
    assert not Person.objects.exists()


def test_two_lists_and_a_window_at_once_open_one_record_each(committed: None, clerk: Actor) -> None:
    people = [someone("马建国", serial) for serial in range(30)]
    ready = threading.Barrier(3)

    def go(write) -> None:
        ready.wait(10)
        try:
            write()
        finally:
            connection.close()

    writes = (
        lambda: importing.register_all(people, by=clerk),
        lambda: importing.register_all(people[::-1], by=clerk),
        lambda: services.register(people[10], by=clerk),
    )
    with ThreadPoolExecutor(3) as pool:
        for running in [pool.submit(go, write) for write in writes]:
            running.result()
    assert Person.objects.count() == Event.objects.filter(act="person.registered").count() == 30

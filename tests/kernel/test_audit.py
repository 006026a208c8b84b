"""The record cannot be bent unseen: not by the application at all, not by the owner without breaking the chain."""

from __future__ import annotations

import pytest
from django.db import InternalError, ProgrammingError, connection, connections, transaction
from django.db.utils import DatabaseError

from siban.kernel.actors import Actor
from siban.kernel.audit import verify
from siban.kernel.ids import new_id
from siban.kernel.looks import look
from siban.kernel.models import Event, Look
from tests.domain.cases.conftest import Work

STATEMENTS = [
    "UPDATE kernel_event SET act = 'x'",
    "DELETE FROM kernel_event",
    "TRUNCATE kernel_event CASCADE",
    "UPDATE kernel_look SET purpose = 'x'",
    "DELETE FROM kernel_look",
]

TAMPERED = {
    "act": "'case.denied'",
    "payload": "'\\x7b7d'::bytea",
    "actor": "gen_random_uuid()",
    "post": "gen_random_uuid()",
    "site": "gen_random_uuid()",
    "request": "gen_random_uuid()",
    "version": "version + 1",
    "number": "number + 1000",
    "occurred_at": "occurred_at - interval '1 day'",
    "recorded_at": "recorded_at - interval '1 day'",
    "hash": "'\\x00'::bytea",
}


def as_owner(*statements: str) -> None:
    """What only the owner of the database can do: lift the triggers and write past them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_event DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("ALTER TABLE kernel_event ENABLE TRIGGER USER")


@pytest.fixture
def record(committed) -> list[Event]:
    case = Work().received()
    return list(Event.objects.filter(stream=case.pk).order_by("number"))


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.django_db
def test_application_may_only_add(statement):
    with pytest.raises((ProgrammingError, InternalError, DatabaseError)), transaction.atomic():
        connection.cursor().execute(statement)


def test_whole_record_verifies(record):
    proof = verify()
    assert proof.broken is None and proof.events >= len(record)


@pytest.mark.parametrize("column", sorted(TAMPERED))
def test_tampered_column_is_found_at_its_link(record, column):
    """F3: whichever column the owner alters, the chain names the place."""
    middle = record[len(record) // 2]
    as_owner(f"UPDATE kernel_event SET {column} = {TAMPERED[column]} WHERE id = {middle.pk}")
    broken = verify().broken
    assert broken is not None and broken.chain == str(middle.stream_id) and broken.number == middle.number


def test_removed_and_cut_events_are_found(record):
    as_owner(
        f"DELETE FROM kernel_feed WHERE event_id = {record[-1].pk}",
        f"DELETE FROM kernel_event WHERE id = {record[-1].pk}",
    )
    broken = verify().broken
    assert broken is not None and broken.fault == "head"


def test_tampered_look_is_found(committed):
    actor = Actor.system()
    for _ in range(3):
        look(actor, new_id(), "核对", ("number",))
    second = Look.objects.order_by("number")[1]
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_look DISABLE TRIGGER USER")
        cursor.execute("UPDATE kernel_look SET purpose = '别的' WHERE id = %s", [second.pk])
        cursor.execute("ALTER TABLE kernel_look ENABLE TRIGGER USER")
    broken = verify().broken
    assert broken is not None and broken.number == 2 and broken.fault == "altered"

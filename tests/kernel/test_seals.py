"""Seals hold against the owner of the database: each column, and the whole record written anew with new hashes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper

from siban.kernel import audit, merkle, seals
from siban.kernel.actors import Actor
from siban.kernel.acts import note
from siban.kernel.audit import Fault
from siban.kernel.clock import now
from siban.kernel.crypto import sm3
from siban.kernel.events import digest, known_payloads
from siban.kernel.ids import new_id
from siban.kernel.looks import look, look_digest
from siban.kernel.models import Event, Feed, Look, Seal, Stream
from tests.domain.cases.conftest import sequenced

TABLES = ("kernel_event", "kernel_feed", "kernel_look", "kernel_seal", "kernel_stream")


@contextmanager
def owner() -> Iterator[CursorWrapper]:
    """What only the owner of the database can do: lift every trigger and write past it."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def as_owner(*statements: str, **values: object) -> None:
    with owner() as cursor:
        for statement in statements:
            cursor.execute(statement, values)


def happened(times: int) -> Stream:
    stream = Stream.objects.create(kind="test")
    for _ in range(times):
        with transaction.atomic():
            note(stream.pk, [known_payloads()["case.archived", 1](state="closed")])
    sequenced()
    return stream


@pytest.fixture
def sealed(committed, monkeypatch) -> list[Seal]:
    """Three seals over several streams; yesterday's looks lie under the first."""
    with monkeypatch.context() as yesterday:
        yesterday.setattr("siban.kernel.looks.now", lambda: now() - timedelta(days=1))
        for _ in range(3):
            look(Actor.system(), new_id(), "核对", ("number",))
    made = []
    for events in (4, 3, 5):
        happened(events)
        made.append(seals.make())
    return made


def broken(**given: object) -> audit.Broken:
    found = audit.verify(**given).broken
    assert found is not None
    return found


def chain_again() -> None:
    """What the owner of the database can compute: every hash of events and looks anew, and the ends of the streams."""
    with owner() as cursor:
        for stream in Stream.objects.filter(kind="test"):
            before = b""
            for event in Event.objects.filter(stream=stream).order_by("number"):
                before = digest(event, before)
                cursor.execute("UPDATE kernel_event SET hash = %s WHERE id = %s", [before, event.pk])
            cursor.execute("UPDATE kernel_stream SET last_hash = %s WHERE id = %s", [before, stream.pk])
        before = b""
        for row in Look.objects.order_by("number"):
            before = look_digest(row, before)
            cursor.execute("UPDATE kernel_look SET hash = %s WHERE id = %s", [before, row.pk])


def test_a_whole_record_is_found_whole_and_the_seals_are_counted(sealed):
    carried = seals.read_carried(seals.exported(sealed))
    proof = audit.verify(carried)
    assert proof.broken is None and (proof.seals, proof.carried) == (3, 3)
    assert [seal.first for seal in sealed] == [1, sealed[0].last + 1, sealed[1].last + 1]
    assert sealed[-1].last == Feed.objects.count()


@pytest.mark.parametrize("table", ["kernel_feed", "kernel_seal"])
@pytest.mark.parametrize("what", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_may_only_add(sealed, table, what):
    column = "position" if table == "kernel_feed" else "number"
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(what.format(table, column, column))


SEAL_COLUMNS = {
    "number": ("number + 10", Fault.SEAL_MISSING),
    "made_at": ("made_at + interval '1 second'", Fault.SEAL_SIGNATURE),
    "first": ("first + 1", Fault.SEAL_SIGNATURE),
    "last": ("last - 1", Fault.SEAL_SIGNATURE),
    "root": ("sha256(root)", Fault.SEAL_SIGNATURE),
    "looks_until": ("looks_until - 1", Fault.SEAL_SIGNATURE),
    "looks_root": ("sha256(looks_root)", Fault.SEAL_SIGNATURE),
    "before": ("sha256(before)", Fault.SEAL_SIGNATURE),
    "key": ("sha256(key)", Fault.SEAL_KEY),
    "signature": ("signature || signature", Fault.SEAL_SIGNATURE),
}


def test_every_column_of_a_seal_is_tried():
    assert set(SEAL_COLUMNS) == {field.column for field in Seal._meta.concrete_fields}


@pytest.mark.parametrize("column", SEAL_COLUMNS)
def test_an_altered_column_of_a_seal_is_found_at_its_seal(sealed, column):
    value, fault = SEAL_COLUMNS[column]
    as_owner(f"UPDATE kernel_seal SET {column} = {value} WHERE number = 2")
    found = broken()
    assert (found.number, found.fault) == (2, fault)


def test_a_seal_taken_out_is_missed(sealed):
    as_owner("DELETE FROM kernel_seal WHERE number = 2")
    assert (broken().number, broken().fault) == (2, Fault.SEAL_MISSING)


EVENT_COLUMNS = {
    "act": "'case.denied'",
    "version": "version + 1",
    "payload": "convert_to('{\"state\":\"declined\"}', 'UTF8')",
    "actor": "gen_random_uuid()",
    "post": "gen_random_uuid()",
    "site": "gen_random_uuid()",
    "request": "gen_random_uuid()",
    "occurred_at": "occurred_at - interval '1 day'",
    "recorded_at": "recorded_at - interval '1 day'",
}


def test_every_column_of_an_event_is_tried():
    """`xid` says only when the feed may place it; number, stream and hash are what the chain itself is made of."""
    columns = {field.column for field in Event._meta.concrete_fields}
    assert set(EVENT_COLUMNS) | {"id", "stream_id", "number", "hash", "xid"} == columns


@pytest.mark.parametrize("column", EVENT_COLUMNS)
def test_a_past_rewritten_with_new_hashes_breaks_the_seal_over_it(sealed, column):
    """The owner alters one column and computes every chain anew: the chains are whole, the seal is not."""
    under = Feed.objects.get(position=sealed[1].first + 1)
    as_owner(f"UPDATE kernel_event SET {column} = {EVENT_COLUMNS[column]} WHERE id = {under.event_id}")
    assert broken().fault == Fault.ALTERED
    chain_again()
    found = broken()
    assert (found.number, found.fault) == (2, Fault.SEAL_EVENTS)
    assert (found.first, found.last) == (sealed[1].first, sealed[1].last)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_feed SET position = position + 1000 WHERE position = %(at)s",
        "DELETE FROM kernel_feed WHERE position = %(at)s",
        "UPDATE kernel_feed a SET event_id = b.event_id FROM kernel_feed b WHERE a.position + b.position = %(at)s * 2"
        " + 1 AND a.position IN (%(at)s, %(at)s + 1)",
    ],
    ids=["moved", "removed", "swapped"],
)
def test_an_altered_order_breaks_the_seal_over_it(sealed, statement):
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_feed DROP CONSTRAINT kernel_feed_event_id_key")
    try:
        as_owner(statement, at=sealed[1].first)
        found = broken()
        assert (found.number, found.fault) == (2, Fault.SEAL_EVENTS)
    finally:
        as_owner("DELETE FROM kernel_seal", "DELETE FROM kernel_feed")
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE kernel_feed ADD CONSTRAINT kernel_feed_event_id_key UNIQUE (event_id)")


def test_looks_rewritten_with_new_hashes_break_the_seal_over_their_day(sealed):
    as_owner("UPDATE kernel_look SET purpose = '别的' WHERE number = 2")
    chain_again()
    assert (broken().number, broken().fault) == (1, Fault.SEAL_LOOKS)


def rewritten() -> None:
    """Who keeps database and seal key alike: another past, every chain and every seal made anew."""
    as_owner("UPDATE kernel_event SET actor = gen_random_uuid() WHERE id = (SELECT max(event_id) FROM kernel_feed)")
    chain_again()
    ends = list(Seal.objects.order_by("number"))
    as_owner("DELETE FROM kernel_seal")
    key, before = seals.signing_key(), b""
    for seal in ends:
        seal.root = merkle.root(seals.leaves(seal.first, seal.last))
        seal.before = before
        seal.signature = key.sign(seals.statement(seal))
        before = seals.seal_hash(seal)
        seal.save(force_insert=True)


def test_a_database_written_anew_is_told_by_the_seals_that_were_carried_out(sealed):
    file = seals.exported(sealed)
    paper = seals.line(sealed[-1])
    rewritten()
    assert audit.verify().broken is None, "by itself it looks whole"
    assert broken(carried=seals.read_carried(file)).number == 3
    found = broken(carried=seals.read_carried(paper))
    assert (found.number, found.fault) == (3, Fault.CARRIED)


def test_seals_cut_off_at_the_end_are_told_by_those_carried_out(sealed):
    paper = seals.line(sealed[-1])
    as_owner("DELETE FROM kernel_seal WHERE number = 3")
    assert audit.verify().broken is None
    assert broken(carried=seals.read_carried(paper)).fault == Fault.CARRIED_MISSING


def test_a_key_that_is_not_the_trusted_one_is_told(sealed):
    other = sm3(b"another")
    assert broken(keys=[other]).fault == Fault.SEAL_KEY
    assert audit.verify(keys=[seals.public_key(), other]).broken is None


def test_carried_seals_that_were_altered_on_their_way_are_not_believed(sealed):
    file = json.loads(seals.exported(sealed))
    for change in ({"hash": "00" * 32}, {"signature": "00" * 64}, {"statement": "[]"}):
        bent = {**file, "seals": [{**file["seals"][0], **change}]}
        with pytest.raises(seals.NotSeals):
            seals.read_carried(json.dumps(bent))
    for nothing in ("", "{}", "siban-seal", "siban-seal 1 2026-01-01 3 abcd", "无关的话"):
        with pytest.raises(seals.NotSeals):
            seals.read_carried(nothing)


def test_one_event_is_proved_without_the_database_and_a_bent_proof_proves_nothing(sealed):
    event = Feed.objects.get(position=sealed[1].first + 1).event
    proof = seals.proof_of(event)
    shown = seals.proven(proof)
    assert shown is not None and (shown.stream, shown.number) == (str(event.stream_id), event.number)
    assert shown.seal == seals.read_carried(seals.line(sealed[1]))[0] and shown.key == seals.public_key()
    bent = json.loads(proof)
    bent["entry"] = bent["entry"].replace(f",{event.number},", f",{event.number + 1},")
    assert seals.proven(json.dumps(bent)) is None
    bent = json.loads(proof)
    bent["seal"]["signature"] = "00" * 64
    assert seals.proven(json.dumps(bent)) is None
    assert seals.proven("[]") is None and seals.proven("{}") is None


def test_an_event_that_no_seal_covers_yet_cannot_be_proved(sealed):
    stream = happened(1)
    with pytest.raises(seals.NotSealed):
        seals.proof_of(Event.objects.get(stream=stream))


def test_the_night_makes_one_seal_a_day(committed, monkeypatch):
    happened(2)
    first = seals.make_when_due()
    assert first is not None and seals.make_when_due() is None
    monkeypatch.setattr("siban.kernel.seals.now", lambda: now() + timedelta(days=1))
    second = seals.make_when_due()
    assert second is not None and second.number == 2 and second.last == first.last, "also where nothing happened"
    assert second.looks_until == first.looks_until + timedelta(days=1)
    assert audit.verify().broken is None

"""Another master key, while windows go on working: tokens first into their second column, then data keys.

Each step can be broken off and is taken up again where it stopped; which step that is, the key file says.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction

from siban.domain.people import sealing
from siban.domain.people.models import HouseholdMember, Person, PersonToken
from siban.domain.people.rules import tokens
from siban.kernel import keys
from siban.kernel.crypto import Turn, keyring

BATCH = 200

Progress = Callable[[str, int], None]


def _quiet(step: str, done: int) -> None:
    """Says nothing."""


def rotate(progress: Progress = _quiet) -> None:
    """Change the master key, or finish a change that was begun. `progress` hears of each batch: step, and how many.

    Raises keys.NotYet where something that began long ago does not end, or another change is at work; called again it
    goes on.
    """
    with keys.alone():
        _rotate(progress)


def _rotate(progress: Progress) -> None:
    if keyring.masters.turn is Turn.STEADY:
        _clear(progress)
        keys.prepare()
    if keyring.masters.turn is Turn.PREPARING:
        keys.wait_for_others()
        _fill_people(progress)
        _fill_households(progress)
        keys.turn()
    keys.wait_for_others()
    _carry(progress)
    after: UUID | None = None
    done = 0
    while after := keys.rewrap(after):
        done += keys.BATCH
        progress("keys", done)
    keys.finish()


def _clear(progress: Progress) -> None:
    """Empty the second columns of what the last change left there."""
    _in_batches("clear", "people_persontoken", "next_token = NULL", "next_token IS NOT NULL", progress)
    _in_batches("clear", "people_householdmember", "next_token = NULL", "next_token IS NOT NULL", progress)


def _fill_people(progress: Progress) -> None:
    """Write each person's tokens under the next key beside the present ones."""
    last: UUID | None = None
    done = 0
    while True:
        people = Person.objects.filter(key__wrapped__isnull=False).order_by("pk")
        ids = list((people.filter(pk__gt=last) if last else people).values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        with transaction.atomic():
            # The same lock as of who changes her tokens, so that neither overtakes the other.
            locked = Person.objects.select_related("key").select_for_update(of=("self",)).filter(pk__in=ids)
            _fill(list(locked.order_by("pk")))
        last, done = ids[-1], done + len(ids)
        progress("people", done)


def _fill(people: list[Person]) -> None:
    rows: dict[UUID, list[PersonToken]] = {}
    for row in PersonToken.objects.filter(person__in=people):
        rows.setdefault(row.person_id, []).append(row)
    changed: list[PersonToken] = []
    for person in people:
        if person.key.wrapped is None:
            continue
        identity = sealing.unseal(person)
        wanted = {(kind.value, sealing.token(kind, value)): (kind, value) for kind, value in tokens(identity)}
        held = rows.get(person.pk, [])
        if {(row.kind, bytes(row.token)) for row in held} != set(wanted):
            # From another key or an older rule, as after an old backup: nobody finds her by these.
            PersonToken.objects.filter(person=person).delete()
            PersonToken.objects.bulk_create(sealing.token_rows(person, identity))
            continue
        for row in held:
            row.next_token = sealing.next_token(*wanted[row.kind, bytes(row.token)])
            changed.append(row)
    PersonToken.objects.bulk_update(changed, ["next_token"], batch_size=2000)


def _fill_households(progress: Progress) -> None:
    done = 0
    last: UUID | None = None
    while True:
        heads = HouseholdMember.objects.order_by("head").values_list("head", flat=True).distinct()
        ids = list((heads.filter(head__gt=last) if last else heads)[:BATCH])
        if not ids:
            return
        with transaction.atomic():
            locked = Person.objects.select_related("key").select_for_update(of=("self",)).filter(pk__in=ids)
            known = {person.pk: person for person in locked.order_by("pk")}
            rows = list(HouseholdMember.objects.select_related("person__key").filter(head__in=ids))
            for row in rows:
                head = known[row.head_id]
                member = sealing.member(head, row) if head.key.wrapped is not None else None
                for column, value in sealing.number_tokens(member.number if member else None).items():
                    setattr(row, column, value)
            HouseholdMember.objects.bulk_update(rows, ["number_token", "next_token"], batch_size=2000)
        last, done = ids[-1], done + len(rows)
        progress("households", done)


def _carry(progress: Progress) -> None:
    """Let the second columns take the place of the first."""
    for table, column in (("people_persontoken", "token"), ("people_householdmember", "number_token")):
        where = f"next_token IS NOT NULL AND next_token <> {column}"
        _in_batches("tokens", table, f"{column} = next_token", where, progress)


def _in_batches(step: str, table: str, values: str, where: str, progress: Progress) -> None:
    """One short transaction after another, so that no window waits."""
    statement = f"UPDATE {table} SET {values} WHERE id IN (SELECT id FROM {table} WHERE {where} LIMIT %s FOR UPDATE)"  # noqa: S608  no word of it comes from outside
    done = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [BATCH * 10])
            moved = cursor.rowcount
        if not moved:
            return
        done += moved
        progress(step, done)

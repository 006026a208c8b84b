"""Every look at personal data is on record before the value is shown, and the person can see it (PIPL 44–45, 55)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from siban.kernel.actors import Actor
from siban.kernel.clock import local_date, now
from siban.kernel.crypto import sm3
from siban.kernel.models import Look


def look_digest(look: Look, before: bytes) -> bytes:
    """The hash of one look, chained to the one before it of the same actor and day."""
    row = [
        str(look.actor) if look.actor else None,
        look.day.isoformat(),
        look.number,
        str(look.person),
        look.purpose,
        look.what,
        look.at.astimezone(UTC).isoformat(timespec="microseconds"),
    ]
    return sm3(bytes(before) + json.dumps(row, separators=(",", ":"), ensure_ascii=False).encode())


def look(actor: Actor, person: UUID, purpose: str, what: Iterable[str], *, at: datetime | None = None) -> None:
    """Record that `actor` is about to see `what` of `person`, in a short transaction of its own.

    Called outside any act: a look stays on record whatever becomes of what it was for. `at` is when it really happened,
    for work that is entered afterwards.
    """
    look_at_many(actor, [person], purpose, what, at=at)


AGAIN = timedelta(minutes=10)
"""A page that is drawn again so soon after is the same look."""


def opened(actor: Actor, people: Iterable[UUID], purpose: str, what: str) -> None:
    """Record that a page about these people is opened, before it is drawn: once in ten minutes, never her own."""
    wanted = {person for person in people if person != actor.person}
    if not wanted:
        return
    before = Look.objects.filter(actor=actor.user, person__in=wanted, purpose=purpose, what=what, at__gt=now() - AGAIN)
    if missing := wanted - set(before.values_list("person", flat=True)):
        look_at_many(actor, sorted(missing), purpose, (what,))


def look_at_many(
    actor: Actor, people: Iterable[UUID], purpose: str, what: Iterable[str], *, at: datetime | None = None
) -> None:
    """`look` at each of several people, as for a list that is about to be opened. Three statements, however many."""
    moment = at or now()
    said = ",".join(what)[:200]
    with transaction.atomic():
        with connection.cursor() as cursor:
            # One chain an actor and day: the lock keeps two tabs of one clerk from taking the same number.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"look:{actor.user}"])
        day = local_date(moment)
        last = Look.objects.filter(actor=actor.user, day=day).order_by("-number").first()
        start, before = (last.number, bytes(last.hash)) if last else (0, b"")
        rows = []
        for number, person in enumerate(people, start + 1):
            row = Look(actor=actor.user, day=day, number=number, person=person, purpose=purpose, what=said, at=moment)
            row.hash = before = look_digest(row, before)
            rows.append(row)
        Look.objects.bulk_create(rows)

"""A list of people, registered many at a time: what `services.register` does for one, in a handful of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from siban.domain.people import errors, events, rules, sealing, services
from siban.domain.people.models import Person, PersonToken
from siban.domain.people.rules import TRANSITIONS, Action, Identity, TokenKind
from siban.kernel.actors import Actor
from siban.kernel.acts import NEW
from siban.kernel.bulk import copy, open_streams
from siban.kernel.clock import now
from siban.kernel.crypto import keyring
from siban.kernel.ids import new_id
from siban.kernel.models import DataKey, Installation
from siban.kernel.refusals import NotAllowed

BATCH = 200
"""People in one transaction: it must commit well within a second, since the feed waits for it."""

TRIES = 4
"""How often a batch gives way to somebody who opens one of its people at the same moment, before it gives up."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of a batch: how many records were opened, how many people were on record and left as they are."""

    opened: int
    there: int


def may(actor: Actor) -> bool:
    """Whether this actor may register people."""
    return any(actor.has(role) for role in TRANSITIONS[NEW, Action.REGISTER].roles)


def register_all(identities: Sequence[Identity], *, by: Actor, at: datetime | None = None) -> Registered:
    """Open the records of a batch in one transaction, with keys, tokens, streams and events as `register` gives them.

    Whoever is on record stays as she is, so the same list may come again. All or nothing.
    Raises NotAllowed, NameDiffers; ValueError for more than BATCH.
    """
    if not may(by):
        raise NotAllowed()
    if len(identities) > BATCH:
        raise ValueError(f"at most {BATCH} people at a time")
    for _ in range(TRIES):
        try:
            return _register(identities, by=by, at=at or now())
        except IntegrityError:
            # A window, or another list, opened one of them a moment ago: now she is found.
            continue
    return _register(identities, by=by, at=at or now())


def differing(identities: Sequence[Identity]) -> tuple[tuple[int, ...], int]:
    """The places of those whose number is on record under another name, and how many are on record. Two statements
    at most, writes nothing.
    """
    there = _on_record(identities)
    known = [place for place, identity in enumerate(identities) if identity.number in there]
    return tuple(place for place in known if _differs(there[identities[place].number], identities[place])), len(known)


@transaction.atomic
def _register(identities: Sequence[Identity], *, by: Actor, at: datetime) -> Registered:
    names: dict[rules.IdNumber, Identity | Person] = dict(_on_record(identities))
    fresh: list[Identity] = []
    for identity in identities:
        known = names.get(identity.number)
        if known is None:
            names[identity.number] = identity
            fresh.append(identity)
        elif _differs(known, identity):
            raise errors.NameDiffers()
    if fresh:
        # In one order, so that two lists at once wait for each other and do not lock each other out.
        _open(sorted(fresh, key=lambda identity: identity.number.value), by=by, at=at)
    return Registered(len(fresh), len(identities) - len(fresh))


def _differs(known: Identity | Person, identity: Identity) -> bool:
    name = known.name if isinstance(known, Identity) else sealing.unseal(known).name
    return name.casefold() != identity.name.casefold()


def _on_record(identities: Sequence[Identity]) -> Mapping[rules.IdNumber, Person]:
    """Who of them is on record, by number."""
    numbers = {
        token: identity.number
        for identity in identities
        for token in sealing.all_tokens(TokenKind.NUMBER, rules.number_key(identity.number))
    }
    rows = PersonToken.objects.select_related("person__key").filter(kind=TokenKind.NUMBER, token__in=list(numbers))
    return {numbers[bytes(row.token)]: row.person for row in rows}


def _open(identities: Sequence[Identity], *, by: Actor, at: datetime) -> None:
    is_demonstration = Installation.objects.filter(is_demonstration=True).exists()
    keys: list[tuple[UUID, bytes]] = []
    people: list[Person] = []
    for _ in identities:
        wrapped = keyring.wrap_new()
        key = DataKey(wrapped=wrapped)
        keys.append((key.pk, wrapped))
        person = Person(stream_id=new_id(), state=rules.OPEN, key=key, is_demonstration=is_demonstration)
        people.append(person)
    for person, identity in zip(people, identities, strict=True):
        sealing.seal(person, identity)
    copy(DataKey, ("id", "wrapped"), keys)
    first = (
        (person.pk, events.Registered(person.pk, identity.number.kind))
        for person, identity in zip(people, identities, strict=True)
    )
    open_streams(services.PERSON.kind, first, by=by, at=at)
    columns = [field.attname for field in Person._meta.concrete_fields]
    copy(Person, columns, ([getattr(person, column) for column in columns] for person in people))
    copy(
        PersonToken,
        ("person_id", "kind", "token", "next_token"),
        (
            (person.pk, kind, sealing.token(kind, value), sealing.next_token(kind, value))
            for person, identity in zip(people, identities, strict=True)
            for kind, value in rules.tokens(identity)
        ),
    )

"""What acts on people write to the log: who and which fields, never their contents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.kernel.events import payload


@payload("person.registered")
@dataclass(frozen=True, slots=True)
class Registered:
    """A record was opened; `kind` is that of her document."""

    person: UUID
    kind: str


@payload("person.contact-changed")
@dataclass(frozen=True, slots=True)
class ContactChanged:
    person: UUID
    fields: tuple[str, ...]


@payload("person.corrected")
@dataclass(frozen=True, slots=True)
class Corrected:
    person: UUID
    fields: tuple[str, ...]
    reason: str


@payload("person.mandate-given")
@dataclass(frozen=True, slots=True)
class MandateGiven:
    mandate: UUID
    principal: UUID
    representative: UUID
    item_key: str
    scope: tuple[str, ...]
    until: date


@payload("person.mandate-revoked")
@dataclass(frozen=True, slots=True)
class MandateRevoked:
    mandate: UUID
    principal: UUID


@payload("person.erased")
@dataclass(frozen=True, slots=True)
class Erased:
    """Her key is destroyed; `ground` is that of the law."""

    person: UUID
    ground: str


@payload("person.related")
@dataclass(frozen=True, slots=True)
class Related:
    person: UUID
    other: UUID
    kind: str
    lives_together: bool


@payload("person.household-kept")
@dataclass(frozen=True, slots=True)
class HouseholdKept:
    """The household of a person was told; how many there are, never who or what they earn."""

    person: UUID
    members: int


@payload("person.promise-broken")
@dataclass(frozen=True, slots=True)
class PromiseBroken:
    """A word that was not kept: a paper not brought, or a declaration that was false."""

    person: UUID
    kind: str
    item: str

"""Reads of people, each scoped to who asks. What is shown unmasked is recorded as a look first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from siban.domain.people import errors, finding, names, sealing
from siban.domain.people.households import Member
from siban.domain.people.identity import Kind, Sex, parse
from siban.domain.people.models import BrokenPromise, HouseholdMember, Mandate, Person, PersonToken, Relation
from siban.domain.people.rules import (
    CASE_WORKERS,
    FIELD_NAMES,
    Field,
    Identity,
    MandateScope,
    Need,
    Pledge,
    Priority,
    RelationKind,
    TokenKind,
)
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.crypto import Turn, keyring
from siban.kernel.looks import look
from siban.kernel.models import File, Look, User
from siban.kernel.refusals import NotAllowed

MOST_HITS = 50
"""A search that finds more people than this is too wide to be about one of them."""

LONGEST_PURPOSE = 60


@dataclass(frozen=True, slots=True)
class Card:
    """A person as she is shown beside the work: numbers masked."""

    person: UUID
    name: str
    sex: Sex | None
    age: int | None
    priority: Priority | None
    needs: tuple[Need, ...]
    kind: Kind
    masked_number: str
    masked_phone: str
    phone_owner: str
    address: str
    household_region: str
    residence_region: str

    @classmethod
    def of(cls, person: UUID, identity: Identity, on: date) -> Card:
        return cls(
            person=person,
            name=identity.name,
            sex=identity.sex,
            age=identity.age(on),
            priority=identity.priority(on),
            needs=identity.needs,
            kind=identity.number.kind,
            masked_number=identity.masked_number,
            masked_phone=identity.masked_phone,
            phone_owner=identity.phone_owner,
            address=identity.address,
            household_region=identity.household_region,
            residence_region=identity.residence_region,
        )


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, sorted by pinyin; `more` says that not all of it is here."""

    people: tuple[Card, ...] = ()
    more: bool = False


def get(person_id: UUID) -> Person:
    """A person by identifier, for code that was let to her by a case. Raises PersonNotFound."""
    person = Person.objects.select_related("key").filter(pk=person_id).first()
    if person is None:
        raise errors.PersonNotFound()
    return person


def by_number(actor: Actor, number: str, kind: Kind = Kind.CITIZEN) -> Person | None:
    """Who bears this number, wherever she lives: she stands at the window with it. None where she is not on record.

    Raises NotAllowed, BadNumber.
    """
    _require_case_worker(actor)
    return finding.with_numbers([parse(kind, number, today())]).first()


def search(actor: Actor, words: str) -> Hits:
    """People by number, phone, name, part of a name (two characters or more), full pinyin or initials.

    A number finds its bearer anywhere; everything else finds people whose household or home is where the actor works.
    At most 50, one statement. Raises NotAllowed, SearchTooShort, BadNumber for what can only be a mistyped citizen ID.
    """
    _require_case_worker(actor)
    found = finding.matching(actor, words.strip())
    if found is None:
        return Hits()
    people = list(found.order_by("pk")[: MOST_HITS + 1])
    known = [(person.id, sealing.unseal(person)) for person in people[:MOST_HITS]]
    known.sort(key=lambda pair: (names.pinyin(pair[1].name), pair[1].name))
    on = today()
    return Hits(
        tuple(Card.of(person, identity, on) for person, identity in known),
        len(people) > MOST_HITS,
    )


def card(actor: Actor, person: Person) -> Card:
    """The person beside the work, numbers masked. Raises NotAllowed, PersonErased."""
    _require_reader(actor, person)
    return Card.of(person.id, sealing.unseal(person), today())


def reveal(actor: Actor, person: Person, purpose: str, what: Field) -> str:
    """One thing in full, after the look is on record; the person sees who, when and what for. Not inside an act.

    Raises NotAllowed, PurposeMissing, PersonErased.
    """
    identity = look_at(actor, person, purpose, what)
    shown = {
        Field.NUMBER: identity.number.value,
        Field.PHONE: identity.phone,
        Field.ADDRESS: identity.address,
        Field.BIRTH: identity.birth.isoformat() if identity.birth else "",
    }
    return shown[what]


def look_at(actor: Actor, person: Person, purpose: str, what: Field = Field.ALL) -> Identity:
    """All that is known of her, for a page that shows `what` of it; the look is on record first. Not inside an act.

    Looking at oneself is no look. Raises NotAllowed, PurposeMissing, PersonErased.
    """
    record_look(actor, person, purpose, (what,))
    return sealing.unseal(person)


def record_look(actor: Actor, person: Person, purpose: str, what: Iterable[str], *, at: datetime | None = None) -> None:
    """Put a look on record before its value is fetched; `at`: when it was, for work entered afterwards.

    Raises NotAllowed, PurposeMissing.
    """
    _require_reader(actor, person)
    purpose = " ".join(purpose.split())
    if not purpose or len(purpose) > LONGEST_PURPOSE:
        raise errors.PurposeMissing(field="purpose")
    if actor.person != person.id:
        look(actor, person.id, purpose, tuple(what), at=at)


def identity(person: Person) -> Identity:
    """All that is known of her, for rules and documents inside an act, whose own event says what it was used for.

    Nothing of it is shown on a page from here: pages use `card`, `reveal` and `look_at`. Raises PersonErased.
    """
    return sealing.unseal(person)


def identities(people: Iterable[Person | UUID]) -> dict[UUID, Identity]:
    """The same for many, in one statement at most; for names in lists scoped already. The erased are left out."""
    rows: dict[UUID, Person] = {}
    wanted: set[UUID] = set()
    for person in people:
        if isinstance(person, Person) and Person.key.is_cached(person):
            rows[person.id] = person
        else:
            wanted.add(person.id if isinstance(person, Person) else person)
    if wanted:
        rows |= {person.id: person for person in Person.objects.select_related("key").filter(pk__in=wanted)}
    return {key: sealing.unseal(person) for key, person in rows.items() if person.key.wrapped is not None}


def is_own(actor: Actor, person: Person | UUID) -> bool:
    """Whether she is the actor herself or lives in one household with her: nobody acts in her own case (回避).

    In one household are those related who live together, and all whose numbers stand in one household as it was told.
    No statement where the actor has no person record, at most two otherwise.
    """
    other = person.id if isinstance(person, Person) else person
    if actor.person is None:
        return False
    if actor.person == other:
        return True
    together = Relation.objects.filter(
        Q(person=other, other=actor.person) | Q(person=actor.person, other=other), lives_together=True
    )
    return together.exists() or _in_one_household(actor.person, other)


def _in_one_household(one: UUID, other: UUID) -> bool:
    """Whether one stands in the household of the other, or both in that of a third.

    While tokens are carried over to another key both tables hold the new ones in their second columns.
    """
    turning = keyring.masters.turn is Turn.TURNING
    column, number = ("next_token", "next_token") if turning else ("token", "number_token")
    tokens = PersonToken.objects.filter(kind=TokenKind.NUMBER)
    first, second = (tokens.filter(person=person).values(column) for person in (one, other))
    return HouseholdMember.objects.filter(
        Q(**{"head": other, f"{number}__in": first})
        | Q(**{"head": one, f"{number}__in": second})
        | Q(**{f"{number}__in": first, f"head__household__{number}__in": second})
    ).exists()


def household(actor: Actor, person: Person) -> tuple[Member, ...]:
    """Who lives in one household with her, as she told it last, to be asked no second time; empty where she never did.

    For a form inside an act; one statement, two where her key is not loaded. Members whose own record was erased are
    left out. Raises NotAllowed, PersonErased.
    """
    _require_reader(actor, person)
    rows = HouseholdMember.objects.select_related("person__key").filter(head=person.pk).order_by("position")
    found = (sealing.member(person, row) for row in rows)
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class Relative:
    """Another person and what she is to the one in front."""

    person: UUID
    name: str
    kind: RelationKind
    lives_together: bool


def relatives(actor: Actor, person: Person) -> tuple[Relative, ...]:
    """Family and guardians noted for her, one statement. Raises NotAllowed."""
    _require_reader(actor, person)
    rows = list(Relation.objects.select_related("other__key").filter(person=person.pk).order_by("pk"))
    known = identities(row.other for row in rows)
    return tuple(
        Relative(
            row.other_id,
            known[row.other_id].name,
            RelationKind(row.kind),
            row.lives_together,
        )
        for row in rows
        if row.other_id in known
    )


def mandates(actor: Actor, person: Person, on: date) -> tuple[Mandate, ...]:
    """Mandates she has given that are in force on a day, with the representative loaded. Raises NotAllowed."""
    _require_reader(actor, person)
    return tuple(
        _in_force(on).select_related("representative__key").filter(principal=person.pk).order_by("until", "pk")
    )


def mandates_held(actor: Actor, person: Person, on: date) -> tuple[Mandate, ...]:
    """Mandates under which she acts for others on a day, with the principal loaded. Raises NotAllowed."""
    _require_reader(actor, person)
    return tuple(
        _in_force(on).select_related("principal__key").filter(representative=person.pk).order_by("until", "pk")
    )


def mandate_for(
    principal: UUID,
    representative: UUID,
    item_key: str,
    on: date,
    scope: MandateScope = MandateScope.APPLY,
) -> Mandate | None:
    """The mandate that lets one act for the other in this item on a day; the one for this item before a general one."""
    return (
        _in_force(on)
        .filter(
            principal=principal,
            representative=representative,
            scope__contains=[scope.value],
        )
        .filter(item_key__in=[item_key, ""])
        .order_by("-item_key", "-until")
        .first()
    )


def broken_promises(person: Person | UUID) -> dict[Pledge, BrokenPromise]:
    """The last word of each kind that she did not keep; none where she kept them all. One statement."""
    rows = BrokenPromise.objects.filter(person=person).order_by("on")
    return {Pledge(row.kind): row for row in rows}


def guardian_proof(person: Person, other: Person) -> File | None:
    """The paper by which the other one was shown to be her guardian; None where none is on record."""
    found = Relation.objects.filter(person=person, other=other, kind=RelationKind.GUARDIAN.value, proof__isnull=False)
    relation = found.select_related("proof__key").first()
    return relation.proof if relation else None


def _in_force(on: date) -> QuerySet[Mandate]:
    return Mandate.objects.filter(since__lte=on, until__gte=on, revoked_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Seen:
    """One look at a person's data, as she reads it."""

    at: datetime
    who: str
    purpose: str
    what: str


def looks(actor: Actor, person: Person, most: int = 200) -> tuple[Seen, ...]:
    """Who looked at her data, latest first (PIPL 44, 45); two statements. Raises NotAllowed."""
    _require_reader(actor, person)
    rows = list(Look.objects.filter(person=person.id).order_by("-at", "-pk")[:most])
    who = {user.id: user.name for user in User.objects.filter(pk__in={row.actor for row in rows if row.actor})}
    return tuple(
        Seen(
            row.at,
            who.get(row.actor, _("平台")) if row.actor else _("平台"),
            row.purpose,
            _what(row.what),
        )
        for row in rows
    )


def _what(stored: str) -> str:
    """The names of what was seen; what other subjects looked at carries its own words."""
    parts = stored.split(",")
    return "、".join(str(FIELD_NAMES[Field(part)]) if part in list(Field) else part for part in parts)


def _require_case_worker(actor: Actor) -> None:
    if not any(grant.role in CASE_WORKERS for grant in actor.grants):
        raise NotAllowed()


def _require_reader(actor: Actor, person: Person) -> None:
    """Who meets people in her work, or the person herself."""
    if actor.person != person.id:
        _require_case_worker(actor)

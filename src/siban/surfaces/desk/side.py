"""The person in front: what is shown of her beside the work, numbers masked, each look at the registers on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from siban.domain.benefits.queries.short import Short, of_person
from siban.domain.cases.queries.also import may_also
from siban.domain.cases.queries.today import Earlier, earlier
from siban.domain.catalog.types import Entry
from siban.domain.people import queries as people
from siban.domain.people.identity import KIND_NAMES, SEX_NAMES
from siban.domain.people.models import Person
from siban.domain.people.queries import Card, Relative
from siban.domain.people.rules import NEED_NAMES, PRIORITY_NAMES, RELATION_NAMES
from siban.domain.places import queries as places
from siban.domain.registers import queries as registers
from siban.domain.registers.rules import Known
from siban.kernel.actors import Actor
from siban.kernel.clock import now, today


@dataclass(frozen=True, slots=True)
class Mandated:
    """A mandate in force: with whom, and until when; `person` is the other one."""

    person: UUID
    name: str
    until: object
    item: str


@dataclass(frozen=True, slots=True)
class Side:
    """What the right column shows."""

    card: Card
    about: str
    kind: str | Promise
    priority: str | Promise
    needs: tuple[str | Promise, ...]
    household: str
    known: tuple[Known, ...]
    asked_at: datetime | None
    drawn: tuple[Short, ...]
    """What she draws already, from what this district pays."""
    drew: tuple[Short, ...]
    """What she drew before, since when and why no more."""
    relatives: tuple[tuple[Relative, str], ...]
    given: tuple[Mandated, ...]
    held: tuple[Mandated, ...]
    earlier: tuple[Earlier, ...]
    earlier_count: int
    also: tuple[Entry, ...]


def side(actor: Actor, person: Person, *, tier: str, item: str = "", purpose: str = "") -> Side:
    """The person in front. With a purpose the registers are asked what the state knows of her, which is on record."""
    card = people.card(actor, person)
    on = today()
    identity = people.identity(person)
    cases, count = earlier(actor, person.pk)
    drawn, drew = of_person(actor, person)
    return Side(
        card=card,
        about=about(card),
        kind=KIND_NAMES[card.kind],
        priority=PRIORITY_NAMES[card.priority] if card.priority else "",
        needs=tuple(NEED_NAMES[need] for need in card.needs),
        household=str(places.region_path(card.household_region)) if card.household_region else "",
        known=registers.known(actor, person, purpose) if purpose else (),
        asked_at=now() if purpose else None,
        drawn=drawn,
        drew=drew,
        relatives=tuple((one, str(RELATION_NAMES[one.kind])) for one in people.relatives(actor, person)),
        given=_mandates(people.mandates(actor, person, on), "representative"),
        held=_mandates(people.mandates_held(actor, person, on), "principal"),
        earlier=cases,
        earlier_count=count,
        also=may_also(person, identity, tier, item),
    )


def about(card: Card) -> str:
    """女，81岁."""
    parts = [str(SEX_NAMES[card.sex])] if card.sex else []
    if card.age is not None:
        parts.append(_("%(age)d岁") % {"age": card.age})
    return _("，").join(parts)


def _mandates(rows: tuple[people.Mandate, ...], other: str) -> tuple[Mandated, ...]:
    known = people.identities(getattr(row, other) for row in rows)
    return tuple(
        Mandated(getattr(row, f"{other}_id"), known[getattr(row, f"{other}_id")].name, row.until, row.item_key)
        for row in rows
        if getattr(row, f"{other}_id") in known
    )

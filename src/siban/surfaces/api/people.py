"""People at the window: put on record, found, shown masked; in full only for a purpose, which she can read."""

from __future__ import annotations

from ninja import Router

from siban.domain.exchange.rules import Scope
from siban.domain.notices.rules import masked_name
from siban.domain.people import queries as people
from siban.domain.people.models import Person
from siban.domain.people.rules import Field, identify
from siban.domain.people.services import register
from siban.kernel.clock import today
from siban.surfaces.api.frame import Call, operation
from siban.surfaces.api.shapes.people import Look, PeopleOut, PersonIn, PersonOut, SeenOut, Words
from siban.surfaces.api.shapes.values import Id

router = Router(tags=["people"])


def _shown(request: Call, person: Person) -> PersonOut:
    card = people.card(request.auth.actor, person)
    return PersonOut.of(card, masked_name(card.name))


@operation(router, "POST", "", Scope.PEOPLE_WRITE, PersonOut, operation_id="registerPerson", writes=True)
def put_on_record(request: Call, body: PersonIn) -> PersonOut:
    """Put somebody on record by her document. Sent again, it finds the same record."""
    said = body.dict(exclude={"needs"})
    identity = identify(on=today(), needs=body.needs, **said)
    return _shown(request, register(identity, by=request.auth.actor))


@operation(router, "POST", "/search", Scope.PEOPLE_READ, PeopleOut, operation_id="searchPeople")
def search(request: Call, body: Words) -> PeopleOut:
    """By number or telephone anywhere; by name, part of it, or pinyin where the client works."""
    hits = people.search(request.auth.actor, body.words)
    return PeopleOut(items=[PersonOut.of(card, masked_name(card.name)) for card in hits.people], more=hits.more)


@operation(router, "GET", "/{person}", Scope.PEOPLE_READ, PersonOut, operation_id="getPerson")
def person(request: Call, person: Id) -> PersonOut:
    """Somebody on record, masked."""
    return _shown(request, people.get(person))


@operation(router, "POST", "/{person}/look", Scope.PEOPLE_READ, SeenOut, operation_id="lookAtPerson")
def look(request: Call, person: Id, body: Look) -> SeenOut:
    """What is asked for, in full, once the look and its purpose are on record."""
    found = people.get(person)
    identity = people.look_at(request.auth.actor, found, body.purpose, body.what)
    full = {
        "name": identity.name,
        "number": identity.number.value,
        "phone": identity.phone,
        "address": identity.address,
        "birth": identity.birth.isoformat() if identity.birth else None,
    }
    shown = full if body.what is Field.ALL else {body.what.value: full[body.what.value]}
    return SeenOut(person=found.pk, **shown)

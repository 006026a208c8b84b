"""Erasing a person (PIPL 47): her key and all she is found by are destroyed, for good; the log stays whole.

What the law keeps, it keeps: as long as a case is open, a benefit runs or an archive must be held, erasure is refused
(个人信息保护法 第四十七条第二款; 档案法). Later subjects say so through `keeper`.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise

from siban.domain.people import errors, events
from siban.domain.people.models import HouseholdMember, Person, PersonToken
from siban.domain.people.rules import Action, Erasure
from siban.domain.people.services import PERSON
from siban.kernel import keys
from siban.kernel.actors import Actor
from siban.kernel.acts import act
from siban.kernel.models import DataKey

Keeper = Callable[[UUID], Promise | str | None]
"""Why this person's data is still needed, in words; None where it is not."""

_KEEPERS: list[Keeper] = []


def keeper(why: Keeper) -> Keeper:
    """Ask this function before anybody is erased."""
    _KEEPERS.append(why)
    return why


def erase(person_id: UUID, ground: Erasure, *, by: Actor) -> Person:
    """Destroy the wrapped key, the tokens and the household of a person. Files, forms and notices of hers can never be
    opened again; events, numbers and hashes stay.

    Records person.erased. Raises NotAllowed, PersonNotFound, OutOfTurn (done before), StillNeeded.
    """
    with act(PERSON, person_id, Action.ERASE, by=by) as change:
        for why in _KEEPERS:
            if reason := why(person_id):
                raise errors.StillNeeded(reason=str(reason))
        person = change.subject
        _forget(person)
        keys.erase(DataKey.objects.select_for_update().filter(pk=person.key_id))
        change.record(events.Erased(person.id, ground))
    return person


def _forget(person: Person) -> None:
    numbers = [bytes(row.token) for row in PersonToken.objects.filter(person=person)]
    PersonToken.objects.filter(person=person).delete()
    HouseholdMember.objects.filter(head=person).delete()
    HouseholdMember.objects.filter(person=person).update(number_token=None, next_token=None)
    HouseholdMember.objects.filter(number_token__in=numbers).update(number_token=None, next_token=None)


def apply_list() -> int:
    """Erase again who was erased after the backup that was restored; how many. Before the site opens."""
    back = keys.brought_back()
    with transaction.atomic():
        for person in Person.objects.filter(key__in=back):
            _forget(person)
        keys.erase(back)
    return len(back)

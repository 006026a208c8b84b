"""Declaring relatives, so that nobody handles the case of one of hers (回避)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from siban.domain.places.models import Office
from siban.domain.staff import rules
from siban.domain.staff.errors import OwnRelative
from siban.domain.staff.models import PersonLink
from siban.kernel.actors import Actor
from siban.kernel.clock import now
from siban.kernel.models import User
from siban.kernel.refusals import NotAllowed


def declare_relative(user_id: UUID, person: UUID, relation: PersonLink.Relation, *, by: Actor) -> PersonLink:
    """Declare a relative, so that a case of theirs is handled by another (回避). Said again, the later word stands.

    She does it herself, or who oversees her office does it for her. Raises NotAllowed, OwnRelative.
    """
    user = _declaring(user_id, by)
    if user.person == person:
        raise OwnRelative
    link, _ = PersonLink.objects.update_or_create(
        user=user,
        person=person,
        defaults={"relation": relation.value, "declared_by": by.user, "ended_at": None, "ended_by": None},
    )
    return link


def withdraw_relative(user_id: UUID, person: UUID, *, by: Actor) -> bool:
    """End a declaration that was a mistake or holds no more; whether there was one. It stays on record.

    She does not end her own. Raises NotAllowed.
    """
    if by.user == user_id:
        raise NotAllowed
    standing = PersonLink.objects.filter(user=_declaring(user_id, by), person=person, ended_at=None)
    return bool(standing.update(ended_at=now(), ended_by=by.user))


def _declaring(user_id: UUID, by: Actor) -> User:
    """The member of staff whose relatives are declared. Raises NotAllowed."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotAllowed
    if by.user == user_id:
        return user
    offices = Office.objects.filter(Q(posts__holder=user) | Q(posts__stand_in=user))
    if not any(by.may_be(rules.KEEPS_ABSENCES, office=one.pk, region=one.region_id) for one in offices):
        raise NotAllowed
    return user

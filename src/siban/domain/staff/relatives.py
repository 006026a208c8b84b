"""Whom staff have declared as relatives, so that nobody handles the case of one of hers (回避)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from siban.domain.staff import rules
from siban.domain.staff.models import PersonLink, Post
from siban.kernel.actors import Actor, Role


@dataclass(frozen=True, slots=True)
class Declared:
    """A member of staff who has declared somebody as her relative."""

    person: UUID
    user: UUID
    name: str
    relation: str
    offices: frozenset[UUID]


def declared_by(people: Iterable[UUID]) -> tuple[Declared, ...]:
    """Who among staff has declared these people as relatives (回避), and where she works. One or two statements."""
    links = list(
        PersonLink.objects.filter(person__in=list(people), ended_at=None).select_related("user").order_by("pk")
    )
    if not links:
        return ()
    works: dict[UUID, set[UUID]] = {}
    users = [link.user_id for link in links]
    for holder, office in Post.objects.filter(holder__in=users).values_list("holder", "office"):
        works.setdefault(holder, set()).add(office)
    return tuple(
        Declared(
            link.person,
            link.user_id,
            link.user.name,
            str(link.get_relation_display()),
            frozenset(works.get(link.user_id, ())),
        )
        for link in links
    )


ABOVE = (Role.HEAD, Role.LEADER)
"""Who takes a step in place of the posts whose colleague's relative it is about, the nearest first."""


def level_above(people: Iterable[UUID], office: UUID) -> Role | None:
    """One level up (回避): whose post at the office takes the step of a case about somebody whom one of the office's
    people has declared as a relative. None where nobody there has.

    It is the head; where she is the relative herself, the leader in charge. One statement, two where somebody has.
    """
    works = Post.objects.filter(holder=OuterRef("user"), office=office)
    declared = PersonLink.objects.filter(Exists(works), person__in=list(people), ended_at=None)
    users = set(declared.values_list("user", flat=True))
    if not users:
        return None
    posts = Post.objects.filter(office=office, role__in=[role.value for role in ABOVE]).exclude(holder__in=users)
    free = set(posts.values_list("role", flat=True))
    return next((role for role in ABOVE if role.value in free), None)


def relatives(user_id: UUID) -> frozenset[UUID]:
    """Person records of the relatives she has declared."""
    return frozenset(PersonLink.objects.filter(user=user_id, ended_at=None).values_list("person", flat=True))


def own_declarations(user_id: UUID) -> tuple[PersonLink, ...]:
    """What she has declared herself, latest first."""
    return tuple(PersonLink.objects.filter(user=user_id, ended_at=None).order_by("-declared_at"))


def declared_at_offices_of(actor: Actor) -> tuple[PersonLink, ...]:
    """What the people of the offices that this actor oversees have declared, by name. One statement at most."""
    grants = [grant for grant in actor.grants if grant.role in rules.KEEPS_ABSENCES]
    if not grants:
        return ()
    reach = Q(pk__in=[])
    for grant in grants:
        here = Q(office__region__code__startswith=grant.region)
        reach |= here & Q(office=grant.office) if grant.office else here
    works = Exists(Post.objects.filter(reach, Q(holder=OuterRef("user")) | Q(stand_in=OuterRef("user"))))
    found = PersonLink.objects.filter(works, ended_at=None).exclude(user=actor.user).select_related("user")
    return tuple(found.order_by("user__name", "pk"))

"""Whom staff have declared as relatives, so that nobody handles the case of one of hers (回避)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from siban.domain.staff.models import PersonLink, Post


@dataclass(frozen=True, slots=True)
class Declared:
    """A member of staff who has declared somebody as her relative."""

    user: UUID
    name: str
    relation: str
    offices: frozenset[UUID]


def declared_by(people: Iterable[UUID]) -> tuple[Declared, ...]:
    """Who among staff has declared these people as relatives (回避), and where she works. One or two statements."""
    links = list(PersonLink.objects.filter(person__in=list(people)).select_related("user").order_by("pk"))
    if not links:
        return ()
    works: dict[UUID, set[UUID]] = {}
    users = [link.user_id for link in links]
    for holder, office in Post.objects.filter(holder__in=users).values_list("holder", "office"):
        works.setdefault(holder, set()).add(office)
    return tuple(
        Declared(link.user_id, link.user.name, str(link.get_relation_display()), frozenset(works.get(link.user_id, ())))
        for link in links
    )


def relatives(user_id: UUID) -> frozenset[UUID]:
    """Person records of the relatives she has declared."""
    return frozenset(PersonLink.objects.filter(user=user_id).values_list("person", flat=True))

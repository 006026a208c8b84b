"""Whom a warning about an office's work climbs to, by name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from siban.domain.places import queries as places
from siban.domain.places.models import Office
from siban.domain.places.rules import regions
from siban.domain.staff.models import Post
from siban.domain.staff.queries import acting, posts_at
from siban.kernel.actors import Role
from siban.kernel.clock import now


def lines(office_ids: Collection[UUID], at: datetime | None = None) -> dict[UUID, dict[Role, tuple[str, ...]]]:
    """Names of each office's line: its head, the leaders in charge, who supervises. One statement for all."""
    known = places.offices(office_ids)
    above = {regions.township(office.region_id) for office in known.values()}
    wanted = (
        Q(office__in=known, role__in=(Role.HEAD, Role.LEADER))
        | Q(role=Role.LEADER, office__tier="township", office__region__in=above)
        | Q(role=Role.SUPERVISOR)
    )
    posts = list(posts_at(at or now()).filter(wanted).order_by("office__key", "id"))
    found: dict[UUID, dict[Role, tuple[str, ...]]] = {}
    for id, office in known.items():
        names: dict[Role, tuple[str, ...]] = {}
        for role in (Role.HEAD, Role.LEADER, Role.SUPERVISOR):
            who = [
                person.name
                for post in posts
                if post.role == role and _of(post, office, role) and (person := acting(post)) is not None
            ]
            names[role] = tuple(dict.fromkeys(who))
        found[id] = names
    return found


def _of(post: Post, office: Office, role: Role) -> bool:
    """Whether the post is of the office, or, above a head, of a place that it lies in."""
    if post.office_id == office.pk:
        return True
    return role is not Role.HEAD and post.office.region_id in regions.path(office.region_id)

"""The hands through which cases go: who acts for a post at a moment, with her absences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from uuid import UUID

from siban.domain.places.models import Site
from siban.domain.places.rules import regions
from siban.domain.staff.models import Absence, Post
from siban.domain.staff.queries import actor_for
from siban.domain.staff.services import away
from siban.kernel.actors import Actor, Role
from siban.kernel.models import User
from siban.surfaces.cli.demonstration.days import Days


class Hands:
    """Staff of the demonstration. Whom somebody acts for changes with the absences alone, so she is kept as long."""

    def __init__(self) -> None:
        self._away: list[Absence] = []
        self._actors: dict[tuple[UUID, frozenset[UUID]], Actor] = {}

    @cached_property
    def _posts(self) -> dict[UUID, list[Post]]:
        found: defaultdict[UUID, list[Post]] = defaultdict(list)
        rows = Post.objects.select_related("holder", "stand_in", "office", "window")
        for post in sorted(rows, key=lambda post: (post.window.number if post.window else 0, post.holder.username)):
            found[post.office_id].append(post)
        return dict(found)

    def named(self, name: str, at: datetime) -> Actor:
        """Somebody of the story, by her name."""
        return self._actor(User.objects.get(name=name, is_demonstration=True), at)

    def at(self, office: UUID, roles: Iterable[str], at: datetime, pick: int = 0) -> Actor:
        """Who does the work of a post with one of these roles at this office: its holder, or B while she is away."""
        wanted = tuple(roles)
        posts = [post for post in self._posts[office] if post.role in wanted]
        return self._acting(posts[pick % len(posts)], at)

    def of(self, post: UUID, at: datetime) -> Actor:
        """Who does the work of this post: its holder, or B while she is away."""
        return self._acting(self._by_id[post], at)

    def present(self, user: User, at: datetime) -> User:
        """Who signs in for her work at that moment: herself, or B while she is away from all of her posts."""
        own = [post for posts in self._posts.values() for post in posts if post.holder_id == user.pk]
        here = [post for post in own if not self._is_away(post, at)]
        return own[0].stand_in if own and not here else user

    def _is_away(self, post: Post, at: datetime) -> bool:
        return any(one.post_id == post.pk and one.starts_at <= at < one.ends_at for one in self._away)

    def _acting(self, post: Post, at: datetime) -> Actor:
        return self._actor(post.stand_in if self._is_away(post, at) else post.holder, at)

    @cached_property
    def _by_id(self) -> dict[UUID, Post]:
        return {post.pk: post for posts in self._posts.values() for post in posts}

    def _actor(self, user: User, at: datetime) -> Actor:
        key = user.pk, frozenset(one.pk for one in self._away if one.starts_at <= at < one.ends_at)
        if key not in self._actors:
            self._actors[key] = actor_for(user, at)
        return self._actors[key]

    def send_away(self, days: Days) -> None:
        """A few absences of the past months and of today, each with its B and its notice at the door."""
        plan = [
            ("周文静", -58, -54, Absence.Kind.LEAVE),
            ("何建明", -43, -41, Absence.Kind.TRAINING),
            ("马占林", -31, -29, Absence.Kind.LEAVE),
            ("赵国栋", -22, -22, Absence.Kind.MEETING),
            ("王海峰", -2, 3, Absence.Kind.LEAVE),
            ("李玉梅", -1, 2, Absence.Kind.TRAINING),
            ("马建国", -1, 1, Absence.Kind.LEAVE),
            ("张学军", 0, 2, Absence.Kind.TRAINING),
        ]
        posts = Post.objects.select_related("holder", "office").filter(holder__is_demonstration=True)
        for name, first, last, kind in plan:
            starts, ends = days.at(first, "08:30"), days.at(last, "18:00")
            for post in posts.filter(holder__name=name):
                centre = Site.objects.filter(region=regions.township(post.office.region_id)).first()
                row = away(
                    post.pk,
                    kind=kind,
                    starts_at=starts,
                    ends_at=ends,
                    elsewhere=centre.pk if centre and post.role == Role.AGENT else None,
                    by=actor_for(post.holder, starts),
                )
                self._away.append(row)

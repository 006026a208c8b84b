"""Reads of people at work: who someone may act as now, who acts for a post, who is away and where to go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from siban.domain.places import queries as places
from siban.domain.places.models import Window
from siban.domain.places.queries import SiteNow
from siban.domain.places.rules import regions
from siban.domain.staff import rules, story
from siban.domain.staff.models import Absence, GrantRow, Post
from siban.domain.staff.rules import Acts
from siban.kernel.actors import Actor, Grant, PostRef, Role
from siban.kernel.calendar import Calendar
from siban.kernel.clock import now
from siban.kernel.models import User
from siban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class AwayNotice:
    """离岗告示: who is away, until when, the kind of reason only, and where to go meanwhile."""

    post: UUID
    site: UUID
    window: int | None
    holder: str
    stand_in: str
    kind: Absence.Kind
    starts_at: datetime
    back_at: datetime
    go_to_window: int | None
    """Window of the stand-in at the same site."""
    go_to_site: UUID | None
    """Site to go to, where it is another."""
    go_to: Text
    """Name of that site; empty where the stand-in is at this one."""
    note: str
    served: bool
    """Whether the stand-in acts at this same site, so that it need not close."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A post of a site and who acts for it now; `person` is empty where nobody does."""

    post: UUID
    office: UUID
    window: int | None
    name: Text
    role: Role
    person: str
    stands_in: bool


@dataclass(frozen=True, slots=True)
class SiteState:
    """A site with its opening hours and, where nobody is there to open it, the notice that says so."""

    site: SiteNow
    away: AwayNotice | None

    @property
    def open(self) -> bool:
        return self.site.opening.open and self.away is None

    @property
    def until(self) -> datetime | None:
        """When that changes: closing, opening, or the return of who is away."""
        return self.away.back_at if self.away and self.site.opening.open else self.site.opening.until


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the demonstration, as its sign-in page offers it."""

    username: str
    name: str
    role: str
    place: Text
    post: Text


# Who someone is at work


_WHO = """
SELECT p.id, p.name, p.role, p.holder_id,
       EXISTS (SELECT FROM staff_absence a WHERE a.post_id = p.id AND a.starts_at <= %s AND a.ends_at > %s),
       p.office_id, o.key, o.site_id, o.region_id, o.tier, h.kind = 'government'
  FROM staff_post p JOIN places_office o ON o.id = p.office_id JOIN places_authority h ON h.key = o.authority_id
 WHERE p.holder_id = %s OR p.stand_in_id = %s
UNION ALL
SELECT NULL, '', g.role, NULL, false, g.office_id, '', NULL, g.region, '', false
  FROM staff_grantrow g WHERE g.user_id = %s
UNION ALL
SELECT NULL, '', '', NULL, false, l.person, '', NULL, '', '', false FROM staff_personlink l
 WHERE l.user_id = %s AND l.ended_at IS NULL
"""
"""Posts, then grants, which have no id here, then declared relatives, who have no role and stand as the office.
Written by hand since every request of staff asks it: to build this from models took as long as a tenth of an accept."""


def actor_for(user: User, at: datetime | None = None, *, device: str = "") -> Actor:
    """All that acts and lists need to know of who signed in: one statement.

    Posts are those she acts for at this moment, her own first. Her office and site are those of her own post, also
    while she is away from it; without one, those of the post she stands in for.
    """
    moment = at or now()
    with connection.cursor() as cursor:
        cursor.execute(_WHO, [moment, moment, *[user.pk] * 4])
        found = [_Found(*row) for row in cursor.fetchall()]
    posts = sorted((one for one in found if one.id is not None), key=lambda post: (post.office_key, post.name, post.id))
    mine = [post for post in posts if post.holder == user.pk]
    others = [post for post in posts if post.holder != user.pk]
    here = not any(post.is_away for post in mine)
    acting = [post for post in mine if not post.is_away] + [post for post in others if post.is_away and here]
    granted = [Grant(Role(one.role), one.region, one.office) for one in found if one.id is None and one.role]
    own = next(iter(mine or others), None)
    return Actor(
        user=user.pk,
        name=user.name,
        person=user.person,
        grants=tuple(dict.fromkeys([*granted, *(_grant(post) for post in acting)])),
        posts=tuple(
            PostRef(post.id, post.office, Role(post.role), post.name, stands_in=post.holder != user.pk)
            for post in acting
        ),
        office=own.office if own else None,
        site=own.site if own else None,
        region=own.region if own else "",
        device=device,
        offices=frozenset(post.office for post in acting),
        relatives=frozenset(one.office for one in found if one.id is None and not one.role),
    )


class _Found(NamedTuple):
    """A row of `_WHO`."""

    id: Any
    name: str
    role: str
    holder: UUID | None
    is_away: bool
    office: Any
    office_key: str
    site: UUID | None
    region: str
    tier: str
    governs: bool


def _grant(post: _Found) -> Grant:
    return rules.grant(Role(post.role), office=post.office, region=post.region, tier=post.tier, governs=post.governs)


def any_comprehensive(post_ids: Iterable[UUID]) -> bool:
    """Whether one of these posts sits at a comprehensive window (综合受理). One statement."""
    return Post.objects.filter(pk__in=list(post_ids), window__kind=Window.Kind.COMPREHENSIVE).exists()


def names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of many members of staff in one statement."""
    return dict(User.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def demonstration_accounts() -> tuple[Account, ...]:
    """The accounts that the demonstration's sign-in page offers, in the order of the story."""
    listed = story.listed()
    posts: dict[str, list[Post]] = defaultdict(list)
    rows = Post.objects.filter(holder__is_demonstration=True, holder__name__in=listed)
    for post in rows.select_related("holder", "office").order_by("office__key", "id"):
        posts[post.holder.name].append(post)
    found = []
    for name, office in listed.items():
        if not posts[name]:
            continue
        post = next((post for post in posts[name] if post.office.key == office), posts[name][0])
        role, label = str(post.get_role_display()), Text(post.name, post.name_en)
        found.append(Account(post.holder.username, name, role, post.office.label, label))
    return tuple(found)


# Who acts for a post


def _away(moment: datetime) -> Exists:
    return Exists(Absence.objects.filter(post=OuterRef("pk"), starts_at__lte=moment, ends_at__gt=moment))


def posts_at(moment: datetime) -> QuerySet[Post]:
    """Posts that know who acts for them at the moment."""
    stand_in = Absence.objects.filter(post__holder=OuterRef("stand_in"), starts_at__lte=moment, ends_at__gt=moment)
    return Post.objects.select_related("holder", "stand_in", "office", "window").annotate(
        is_away=_away(moment), is_stand_in_away=Exists(stand_in)
    )


def acting(post: Post) -> User | None:
    who = rules.acts(holder_away=post.is_away, stand_in_away=post.is_stand_in_away)  # type: ignore[attr-defined]
    return {Acts.HOLDER: post.holder, Acts.STAND_IN: post.stand_in, Acts.NOBODY: None}[who]


def acting_for(post_id: UUID, at: datetime | None = None) -> User | None:
    """Who acts for the post: A, or B while A is away; None where both are. Raises Post.DoesNotExist."""
    return acting(posts_at(at or now()).get(pk=post_id))


def acting_for_many(post_ids: Iterable[UUID], at: datetime | None = None) -> dict[UUID, User | None]:
    """`acting_for` of many posts in one statement."""
    return {post.pk: acting(post) for post in posts_at(at or now()).filter(pk__in=set(post_ids))}


def holders(office_id: UUID, roles: Collection[Role], at: datetime | None = None) -> tuple[User, ...]:
    """Who acts now for the posts of these roles at an office: whom a warning about its work is told."""
    return _people(Q(office=office_id, role__in=roles), at or now())


def leaders(office_id: UUID, at: datetime | None = None) -> tuple[User, ...]:
    """The leaders in charge of an office: its own, and above a village those of its township (E1)."""
    office = places.office(office_id)
    above = Q(office__region__in=regions.path(office.region_id), office__tier="township")
    return _people(Q(role=Role.LEADER) & (Q(office=office_id) | above), at or now())


def supervisors(region_code: str, at: datetime | None = None) -> tuple[User, ...]:
    """Who supervises a region: the government services bureau of its district."""
    granted = GrantRow.objects.filter(
        role=Role.SUPERVISOR, region__in=[regions.prefix(code) for code in regions.path(region_code)]
    )
    posted = _people(Q(role=Role.SUPERVISOR, office__region__in=regions.path(region_code)), at or now())
    return tuple(dict.fromkeys([*posted, *(grant.user for grant in granted.select_related("user"))]))


def _people(condition: Q, moment: datetime) -> tuple[User, ...]:
    rows = posts_at(moment).filter(condition).order_by("office__key", "id")
    return tuple(dict.fromkeys(user for post in rows if (user := acting(post)) is not None))


def on_duty(site_id: UUID, at: datetime | None = None) -> tuple[OnDuty, ...]:
    """The windows of a site and who sits there now, by number."""
    found = []
    for post in posts_at(at or now()).filter(window__site=site_id).order_by("window__number", "id"):
        person = acting(post)
        found.append(
            OnDuty(
                post=post.pk,
                office=post.office_id,
                window=post.window.number if post.window else None,
                name=Text(post.name, post.name_en),
                role=Role(post.role),
                person=person.name if person else "",
                stands_in=person is not None and person.pk != post.holder_id,
            )
        )
    return tuple(found)


# Who is away


@dataclass(frozen=True, slots=True)
class Pair:
    """A post with its A and B as both see it; `away` while A is."""

    post: UUID
    name: Text
    holder: str
    stand_in: str
    mine: bool
    away: Absence | None


def pairs(user_id: UUID, at: datetime | None = None) -> tuple[Pair, ...]:
    """The posts of which she is A or B, her own first. One statement, another where somebody is away."""
    moment = at or now()
    rows = list(
        Post.objects.filter(Q(holder=user_id) | Q(stand_in=user_id))
        .select_related("holder", "stand_in")
        .annotate(is_away=_away(moment))
        .order_by("office__key", "name", "id")
    )
    gone = [row.pk for row in rows if row.is_away]
    absences = Absence.objects.filter(post__in=gone, starts_at__lte=moment, ends_at__gt=moment) if gone else ()
    away = {absence.post_id: absence for absence in absences}
    found = [
        Pair(
            post=row.pk,
            name=Text(row.name, row.name_en),
            holder=row.holder.name,
            stand_in=row.stand_in.name,
            mine=row.holder_id == user_id,
            away=away.get(row.pk),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda pair: not pair.mine))


def away_notices(site_id: UUID, at: datetime | None = None) -> tuple[AwayNotice, ...]:
    """The away notices that hang at a site's windows now, by window."""
    return _notices(Q(post__window__site=site_id), at or now())


def _notices(condition: Q, moment: datetime) -> tuple[AwayNotice, ...]:
    rows = list(
        Absence.objects.filter(condition, starts_at__lte=moment, ends_at__gt=moment)
        .select_related("post__holder", "post__stand_in", "post__window", "post__office__site", "elsewhere")
        .order_by("post__window__number", "post")
    )
    if not rows:
        return ()
    seats: dict[UUID, list[Post]] = defaultdict(list)
    own = (
        posts_at(moment)
        .filter(holder__in={row.post.stand_in_id for row in rows})
        .select_related("office__site", "window")
    )
    for post in own.order_by("window__number", "id"):
        seats[post.holder_id].append(post)
    return tuple(_notice(row, seats[row.post.stand_in_id]) for row in rows)


def _notice(absence: Absence, seats: list[Post]) -> AwayNotice:
    """`seats` are the stand-in's own posts. Who has none sits where the post is."""
    post = absence.post
    home = post.office.site
    stand_in_away = any(seat.is_away for seat in seats)  # type: ignore[attr-defined]
    here = [seat for seat in seats if seat.office.site_id == home.pk]
    served = (bool(here) or not seats) and not stand_in_away
    elsewhere = absence.elsewhere
    if elsewhere is None and not served and not stand_in_away and seats:
        elsewhere = seats[0].office.site
    return AwayNotice(
        post=post.pk,
        site=home.pk,
        window=post.window.number if post.window else None,
        holder=post.holder.name,
        stand_in=post.stand_in.name,
        kind=Absence.Kind(absence.kind),
        starts_at=absence.starts_at,
        back_at=absence.ends_at,
        go_to_window=next((seat.window.number for seat in here if seat.window), None) if served else None,
        go_to_site=elsewhere.pk if elsewhere else None,
        go_to=elsewhere.label if elsewhere else Text(""),
        note=absence.note,
        served=served,
    )


def sites_now(prefix: str, at: datetime | None = None, calendar: Calendar | None = None) -> tuple[SiteState, ...]:
    """Sites within a region prefix: open, closed, or closed because whoever sits there is away. Five statements."""
    return _states(places.sites_now(prefix, at, calendar), at or now())


def nearest(region_code: str, at: datetime | None = None, calendar: Calendar | None = None) -> tuple[SiteState, ...]:
    """Where someone who lives in the region can go: her point, her centre, the hall, and whether they are open."""
    return _states(places.nearest(region_code, at, calendar), at or now())


def _states(sites: tuple[SiteNow, ...], moment: datetime) -> tuple[SiteState, ...]:
    notices: dict[UUID, list[AwayNotice]] = defaultdict(list)
    for notice in _notices(Q(post__window__site__in=[site.id for site in sites]), moment):
        notices[notice.site].append(notice)
    seated: dict[UUID, set[UUID]] = defaultdict(set)
    if notices:
        posts = Post.objects.filter(window__site__in=notices).values_list("window__site", "pk")
        for site, post in posts:
            seated[site].add(post)
    return tuple(SiteState(site, _closed(notices.get(site.id, []), seated[site.id])) for site in sites)


def _closed(notices: list[AwayNotice], posts: set[UUID]) -> AwayNotice | None:
    """The notice of who is back first, where no window of the site has anybody."""
    if not notices or any(notice.served for notice in notices) or posts - {notice.post for notice in notices}:
        return None
    return min(notices, key=lambda notice: notice.back_at)

"""Absence and return of a post's holder, and the demonstration's staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

import yaml
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from siban.domain.places.errors import NotForDemonstration
from siban.domain.places.models import Authority, Office, Window
from siban.domain.places.rules import regions
from siban.domain.staff import demonstration, events, story
from siban.domain.staff.demonstration import Names, OfficePlan
from siban.domain.staff.errors import AwayAlready, BackBeforeNow, NotAway
from siban.domain.staff.models import Absence, Post
from siban.domain.staff.subject import POST, Action
from siban.kernel.actors import Actor
from siban.kernel.acts import act
from siban.kernel.clock import now
from siban.kernel.models import Stream, User

FOLDER = settings.DATA / "places"
PASSWORD = "siban-demo-2026"  # noqa: S105
"""Of every account of the demonstration; shown on its sign-in page."""

NAMESPACE = UUID("b7a1f9c2-5a0e-5d0b-9c55-620702000001")


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in the database after a load."""

    users: int
    posts: int


def away(
    post_id: UUID,
    *,
    kind: Absence.Kind,
    ends_at: datetime,
    by: Actor,
    elsewhere: UUID | None = None,
    note: str = "",
    starts_at: datetime | None = None,
    request: UUID | None = None,
) -> Absence:
    """Put up an away notice (离岗告示): from `starts_at`, or now, the stand-in acts for the post until `ends_at`.

    The holder does it herself, her stand-in or the office's head may do it for her. `elsewhere` is the site to go to.
    Raises NoPost, NotAllowed, BackBeforeNow, AwayAlready.
    """
    with act(POST, post_id, Action.LEAVE, by=by, request=request) as change:
        post = change.subject
        start = starts_at or now()
        if ends_at <= start:
            raise BackBeforeNow
        absence = Absence(
            post=post, starts_at=start, ends_at=ends_at, kind=kind, elsewhere_id=elsewhere, note=note.strip()
        )
        try:
            with transaction.atomic():
                absence.save()
        except IntegrityError as clash:
            if "absence_one_at_a_time" in str(clash):
                raise AwayAlready from None
            raise
        change.record(events.Left(absence.pk, post.office_id, kind, start, ends_at, elsewhere))
    return absence


def back(post_id: UUID, *, by: Actor, request: UUID | None = None) -> Absence:
    """Take the away notice down: the holder acts again from now on. Raises NoPost, NotAllowed, NotAway."""
    with act(POST, post_id, Action.RETURN, by=by, request=request) as change:
        moment = now()
        absence = change.subject.absences.filter(starts_at__lt=moment, ends_at__gt=moment).first()
        if absence is None:
            raise NotAway
        absence.ends_at = moment
        absence.save(update_fields=["ends_at"])
        change.record(events.Returned(absence.pk, change.subject.office_id))
    return absence


@transaction.atomic
def add_posts(posts: Sequence[Post]) -> None:
    """Set up posts; each has its history from that day, in a stream that bears its id. What is there stays as it is."""
    Stream.objects.bulk_create([Stream(id=post.pk, kind=POST.kind) for post in posts], ignore_conflicts=True)
    for post in posts:
        post.stream_id = post.pk
    Post.objects.bulk_create(posts, ignore_conflicts=True)


@transaction.atomic
def load_staff() -> Counts:
    """Load the demonstration's staff at the places of load_ganzhou. Safe to repeat; what is there stays as it is.

    Raises NotForDemonstration where real people work in the database.
    """
    if User.objects.filter(is_demonstration=False).exists():
        raise NotForDemonstration
    offices = {office.key: office for office in Office.objects.select_related("region", "authority")}
    windows = _windows(offices)
    with open(FOLDER / "staff-names.yaml", encoding="utf-8") as file:
        names = Names(**{kind: words.split() for kind, words in yaml.safe_load(file).items()})
    made = demonstration.plan(_office_plans(offices, windows), names, story.names())
    # One hash for all: making a thousand would take minutes, and the password is public anyway.
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        [
            User(
                id=uuid5(NAMESPACE, user.username),
                username=user.username,
                name=user.name,
                password=password,
                is_demonstration=True,
            )
            for user in made.users.values()
        ],
        ignore_conflicts=True,
    )
    ids = {post.key: uuid5(NAMESPACE, f"post {post.key}") for post in made.posts}
    add_posts(
        [
            Post(
                id=ids[post.key],
                office=offices[post.office],
                window=windows[post.office][post.window] if post.window else None,
                name=post.name,
                name_en=post.name_en,
                role=post.role,
                holder_id=uuid5(NAMESPACE, post.holder),
                stand_in_id=uuid5(NAMESPACE, post.stand_in),
            )
            for post in made.posts
        ]
    )
    return Counts(User.objects.count(), Post.objects.count())


def _windows(offices: dict[str, Office]) -> dict[str, dict[int, Window]]:
    """Windows of each office by number: a bureau's its own, of a hall, centre or point those of the site."""
    runs = {office.site_id: key for key, office in offices.items() if key == "hall" or office.tier != "district"}
    keys = {office.pk: key for key, office in offices.items()}
    found: dict[str, dict[int, Window]] = {key: {} for key in offices}
    for window in Window.objects.order_by("site", "number"):
        found[keys[window.office_id] if window.office_id else runs[window.site_id]][window.number] = window
    return found


def _office_plans(offices: dict[str, Office], windows: dict[str, dict[int, Window]]) -> list[OfficePlan]:
    ordered = sorted(offices.values(), key=lambda office: (office.region_id, office.key))
    return [
        OfficePlan(
            key=office.key,
            authority=office.authority_id,
            tier=office.tier,
            parent=f"centre-{regions.prefix(regions.township(office.region_id))}" if office.tier == "village" else "",
            windows=tuple((window.number, window.name, window.name_en) for window in windows[office.key].values()),
            governs=office.authority.kind == Authority.Kind.GOVERNMENT,
        )
        for office in ordered
    ]

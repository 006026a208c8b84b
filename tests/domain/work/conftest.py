"""Two offices of a made-up district, people at posts, and an open act on a subject that has nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from siban.domain.places.models import Authority, Office, Region, Site
from siban.domain.staff.models import Post
from siban.domain.work import queries
from siban.kernel.actors import Actor, Grant, PostRef, Role
from siban.kernel.acts import Change
from siban.kernel.clock import SHANGHAI
from siban.kernel.ids import new_id
from siban.kernel.models import Stream, User

DISTRICT, TOWN, OTHER_TOWN = "990101000000", "990101001000", "990101002000"


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a local day."""
    return datetime.combine(day, time(hour), SHANGHAI)


@pytest.fixture(autouse=True)
def own_calendar() -> Iterator[None]:
    """What one test entered of the calendar is no other's."""
    queries.forget_calendar()
    yield
    queries.forget_calendar()


def make_office(region: Region, kind: str) -> Office:
    key = f"office-{region.code}"
    words = {"name": key, "short_name": key, "name_en": key, "short_name_en": key}
    authority = Authority.objects.create(key=key, kind="bureau", region=region, **words)
    site = Site.objects.create(kind=kind, region=region, name=key, name_en=key)
    tier = "district" if kind == "hall" else "township"
    return Office.objects.create(key=key, authority=authority, site=site, region=region, tier=tier, **words)


@dataclass(frozen=True)
class World:
    """The places and people of these tests."""

    bureau: Office
    town: Office
    other_town: Office
    a: Actor
    b: Actor
    stranger: Actor
    head: Actor
    bureau_of_service: Actor


@pytest.fixture
def build() -> Callable[[], World]:
    """Make the world where the test's database is ready; committed tests call it themselves."""

    def made() -> World:
        parent: Region | None = None
        regions = {}
        for code, level in (
            ("990000000000", "province"),
            ("990100000000", "city"),
            (DISTRICT, "district"),
            (TOWN, "township"),
            (OTHER_TOWN, "township"),
        ):
            row = Region(code=code, name=code, short_name=code, name_en=code, level=level, sort_key=code)
            row.parent = regions.get(DISTRICT) if level == "township" else parent
            row.save(force_insert=True)
            regions[code] = parent = row
        bureau, town, other = (
            make_office(regions[DISTRICT], "hall"),
            make_office(regions[TOWN], "centre"),
            make_office(regions[OTHER_TOWN], "centre"),
        )
        users = [User.objects.create(username=f"work-{n}", name=f"人{n}") for n in range(5)]
        post = Post.objects.create(
            office=town,
            name="受理岗",
            name_en="Acceptance",
            role=Role.ACCEPTOR,
            holder=users[0],
            stand_in=users[1],
            stream=Stream.objects.create(kind="post"),
        )

        def at_post(user: User, stands_in: bool) -> Actor:
            ref = PostRef(post.pk, town.pk, Role.ACCEPTOR, post.name, stands_in)
            return Actor(user.pk, user.name, grants=(Grant(Role.ACCEPTOR, TOWN[:9], town.pk),), posts=(ref,))

        return World(
            bureau,
            town,
            other,
            a=at_post(users[0], False),
            b=at_post(users[1], True),
            stranger=Actor(users[2].pk, users[2].name, grants=(Grant(Role.ACCEPTOR, TOWN[:9], town.pk),)),
            head=Actor(users[3].pk, users[3].name, grants=(Grant(Role.HEAD, TOWN[:9], town.pk),)),
            bureau_of_service=Actor(users[4].pk, users[4].name, grants=(Grant(Role.SUPERVISOR, "9901"),)),
        )

    return made


@pytest.fixture
def world(db: None, build: Callable[[], World]) -> World:
    return build()


Open = Callable[..., AbstractContextManager[Change[Any]]]


@pytest.fixture
def opened() -> Open:
    """Open an act on a subject (a new one where none is named) on a day, as `act` does without a subject's table."""

    @contextmanager
    def made(day: date, by: Actor | None = None, stream: UUID | None = None) -> Iterator[Change[Any]]:
        with transaction.atomic():
            if stream is None:
                stream = Stream.objects.create(id=new_id(), kind="case").pk
            locked = Stream.objects.select_for_update().get(pk=stream)
            yield Change(locked, locked, action="test", by=by or Actor.system(), at=at(day), request=None)

    return made

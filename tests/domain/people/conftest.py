"""A clerk of Dangzhai, and Wang Guizhen who stands before her; both made up."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from siban.domain.people import numbers, services
from siban.domain.people.identity import Sex
from siban.domain.people.models import Person
from siban.domain.people.rules import Identity, identify
from siban.kernel.actors import Actor, Grant, Role
from siban.kernel.clock import today

DANGZHAI = "620702107203"
JIANTAN = "620702108205"


def someone(
    name: str, serial: int = 1, *, region: str = DANGZHAI, born: date = date(1945, 6, 1), **told: object
) -> Identity:
    """A made-up person as typed at a window."""
    number = numbers.make("622201", born, Sex.FEMALE, serial)
    return identify(
        name=name, kind="citizen", number=number, on=today(), household_region=region, residence_region=region, **told
    )


def clerk_at(region: str) -> Actor:
    """Someone at a window with a post whose region that is, as staff.queries.actor_for makes her."""
    office = uuid4()
    return Actor(
        user=uuid4(), name="李秀兰", grants=(Grant(Role.CLERK, "620702", office),), office=office, region=region
    )


@pytest.fixture
def clerk() -> Actor:
    return clerk_at(DANGZHAI)


@pytest.fixture
def wang(db: None, clerk: Actor) -> Person:
    identity = someone(
        "王桂珍", 14, phone="139 0936 2716", phone_owner="儿子刘建军", address="党寨镇党寨村三社", needs=["hearing"]
    )
    return services.register(identity, by=clerk)

"""Cases on their way, and whoever works on them signed in."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.test import Client

from siban.domain.people.models import Person
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.models import User
from tests.domain.cases.conftest import VILLAGE, Staff, Work


class Clean(Work):
    """Cases in which every machine check passes: at eighty nobody draws the allowance yet."""

    def person(self, name: str = "王桂珍", born: date | None = None, region: str = VILLAGE) -> Person:
        return super().person(name, born or date(today().year - 80, 1, 1), region)


@pytest.fixture
def work() -> Work:
    return Clean()


@pytest.fixture
def staff(work: Work) -> Staff:
    return work.staff


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def seen_on(html: str) -> int:
    """The number of the last event that a page shows."""
    found = re.search(r'name="seen" value="(\d+)"', html)
    assert found is not None
    return int(found[1])


def act(client: Client, case_id: UUID, seen: int, **form: object):
    """Send the panel of a case page."""
    data = {"seen": seen, "request": uuid4(), **form}
    return client.post(f"/office/cases/{case_id}/act", data)

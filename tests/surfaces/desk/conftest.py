"""Clerks who are signed in, and cases brought to any point of their life."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from siban.domain.cases.models import Case
from siban.kernel.models import User
from tests.domain.cases.conftest import Staff, Work

HTMX = {"HX-Request": "true"}


@pytest.fixture
def staff() -> Staff:
    return Staff()


@pytest.fixture
def work() -> Work:
    return Work()


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user))
    return client


@pytest.fixture
def desk(work) -> Client:
    """The agent of the village at her window."""
    return signed_in(work.staff.agent)


@pytest.fixture
def centre(work) -> Client:
    """A clerk of the township's centre."""
    return signed_in(work.staff.clerk)


def stamp(case: Case | None = None, **fields: object) -> dict[str, object]:
    """What every form of the desk carries."""
    seen = {} if case is None else {"seen": Case.objects.select_related("stream").get(pk=case.pk).stream.last_number}
    return {"request": str(uuid4()), **seen, **fields}

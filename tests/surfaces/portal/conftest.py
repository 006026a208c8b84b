"""A resident at the portal, and cases that she can look up."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

from siban.domain.cases.models import Case
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import Kind
from siban.domain.people.queries import identity
from tests.domain.cases.conftest import Work

VILLAGE = "620702107203"


@dataclass(frozen=True)
class Slip:
    """What a resident holds in her hand: the receipt, and the last four of her document."""

    case: Case
    number: str
    tail: str
    code: str


def slip(case: Case) -> Slip:
    receipt = Notice.objects.get(stream=case.pk, kind=Kind.RECEIPT)
    row = Case.objects.select_related("applicant__key").get(pk=case.pk)
    return Slip(row, row.number, identity(row.applicant).number.value[-4:], receipt.code)


def look_up(client: Client, paper: Slip) -> None:
    """Prove herself by number and tail."""
    answer = client.post("/track", {"number": paper.number, "tail": paper.tail})
    assert answer.status_code == 302


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def received(db: None, work: Work) -> Slip:
    cache.clear()
    return slip(work.received())


@pytest.fixture
def delivered(db: None, work: Work) -> Slip:
    cache.clear()
    return slip(work.delivered())


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]

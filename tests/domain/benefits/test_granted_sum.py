"""What does not go by age pays the sum of its decision (低保 fills up to the standard)."""

from __future__ import annotations

from datetime import date

import pytest

from siban.domain.benefits.amounts import amount_of
from siban.domain.benefits.services.opening import open_for
from siban.domain.cases.matter import Matter
from siban.domain.cases.services import intake
from siban.kernel.clock import now, today

pytestmark = pytest.mark.django_db

HERSELF = {"relation": "self", "health": "chronic", "work": "unable", "income": "185.5"}
RICH = {**HERSELF, "income": "9000"}


def received(work, told):
    """A case of the subsistence allowance for one person, taken in."""
    case = work.draft(item="subsistence-allowance")
    (first,) = Matter(case, today()).form["household"]
    intake.fill(case.pk, by=work.staff.agent, form={"household": [{**first, **told}]})
    work.filled(case, work.staff.agent)
    return intake.receive(case.pk, by=work.staff.agent)


def test_the_sum_of_the_decision_holds_in_every_month(work):
    case = received(work, HERSELF)
    one = open_for(case, office=work.staff.acceptor.office, at=now())
    assert one.granted_fen == 76500 - 18550
    monthly = amount_of(one, date(1945, 3, 8))
    assert monthly(one.first_month) == monthly(date(2040, 1, 1)) == 57950


def test_nothing_opens_where_nothing_is_to_be_paid(work):
    case = received(work, RICH)
    assert open_for(case, office=work.staff.acceptor.office, at=now()) is None

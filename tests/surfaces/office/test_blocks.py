"""The case page shows a household as a table with its sums, and the income per head against the standard."""

from __future__ import annotations

import pytest

from siban.domain.cases.matter import Matter
from siban.domain.cases.services import intake
from siban.kernel.clock import today
from siban.kernel.models import User
from tests.browser import DESK, PHONE, OpenPage, accessibility_findings, overflow
from tests.surfaces.office.conftest import signed_in

pytestmark = pytest.mark.django_db

SON = {"name": "刘建军", "relation": "child", "health": "well", "work": "farming", "income": "600"}
HERSELF = {"relation": "self", "health": "chronic", "work": "unable", "income": "185.5"}


def received(work):
    """A case with a household of two at the township's desk, and who has it there."""
    agent = work.staff.agent
    case = work.draft(item="subsistence-allowance")
    (first,) = Matter(case, today()).form["household"]
    intake.fill(case.pk, by=agent, form={"household": [{**first, **HERSELF}, SON]})
    work.filled(case, agent)
    return work.claimed(intake.receive(case.pk, by=agent), work.staff.acceptor)


def test_the_household_and_what_it_comes_to(work):
    case = received(work)
    page = signed_in(work.staff.acceptor).get(f"/office/cases/{case.pk}").content.decode()
    assert "<td>刘建军</td><td></td><td>子女</td>" in page
    assert "合计2行" in page and "<td>785.50 元</td>" in page
    assert "一家人平均每月收入低于低保标准：算下来392.75 元，标准765 元" in page and "算下来符合" in page


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_page_at_both_widths(open_page: OpenPage, work, size):
    case = received(work)
    acceptor = User.objects.get(pk=work.staff.acceptor.user)
    page = open_page(f"/office/cases/{case.pk}", size, user=acceptor)
    assert page.locator(".told table").first.is_visible()
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0

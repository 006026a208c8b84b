"""A household typed in a real browser: rows by the keyboard, both widths, both languages, nothing out of reach."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import expect

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.rules import Capacity, Channel
from siban.domain.cases.services.intake import open_case
from siban.kernel.clock import today
from siban.kernel.models import User
from tests.browser import DESK, PHONE, OpenPage, accessibility_findings, overflow
from tests.domain.cases.conftest import Work

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def shot(page, name: str) -> None:
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}.png", full_page=True)


@pytest.fixture
def begun(work: Work):
    agent = work.staff.agent
    case = open_case("subsistence-allowance", work.person(), by=agent, capacity=Capacity.SELF, channel=Channel.WINDOW)
    return work.answered(case, agent), User.objects.get(pk=agent.user)


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_rows_by_the_keyboard_and_the_page_at_both_widths(open_page: OpenPage, begun, size, language):
    case, agent = begun
    page = open_page(f"/desk/cases/{case.pk}?stage=scenario&lang={language}", size, user=agent)
    page.locator("#b-household-0-relation").select_option("self")
    page.locator("#b-household-0-health").select_option("chronic")
    page.locator("#b-household-0-work").select_option("unable")
    income = page.locator("#b-household-0-income")
    income.fill("185.5")
    income.press("Enter")
    fresh = page.locator("#b-household-1-name")
    expect(fresh).to_be_focused()
    fresh.fill("刘建军")
    page.locator("#b-household-1-relation").select_option("child")
    page.locator("#b-household-1-health").select_option("well")
    page.locator("#b-household-1-work").select_option("farming")
    page.locator("#b-household-1-income").fill("600")
    page.locator("#b-household-1-name").focus()
    expect(page.locator("#sums")).to_contain_text("785.50")
    shot(page, f"blocks-{language}-{size['width']}")
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0
    if size == DESK:
        assert page.evaluate("document.scrollingElement.scrollHeight - innerHeight") <= 0, (
            "the frame stays, its panes roll"
        )
    page.locator("#b-household-1-income").press("Enter")
    empty = page.locator("#b-household-2-name")
    expect(empty).to_be_focused()
    empty.press("Enter")
    expect(page.locator("#papers")).to_be_attached()
    kept = Matter(Case.objects.get(pk=case.pk), today()).form["household"]
    assert [row["name"] for row in kept] == ["王桂珍", "刘建军"]

"""The console in a real browser, at both widths: nothing sticks out, nothing inline, keys work, axe finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import ViewportSize, expect

from siban.domain.cases.models import Case
from siban.domain.cases.rules import Fault
from siban.domain.cases.services import second
from siban.domain.staff.queries import actor_for
from siban.domain.work.queries import calendar
from siban.domain.work.rules import shift
from siban.domain.work.services import orders
from siban.kernel.clock import today
from tests.browser import DESK, PHONE, accessibility_findings, overflow
from tests.domain.cases.conftest import Work
from tests.domain.cases.test_one_disclosure import head, supplied
from tests.surfaces.console.conftest import user

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_holds_at_both_widths(
    open_page: Any, story: list[Case], counted: None, size: ViewportSize, language: str
) -> None:
    page = open_page(f"/console/?lang={language}", size, user=user("韩立新"))
    site = page.url.split("/console")[0]
    paths = ["/console/", "/console/?place=620702107000", "/console/cases?light=red"]
    paths += ["/console/warnings", "/console/windows", f"/console/cases/{story[1].pk}"]
    chief, office = actor_for(user("韩立新")), story[1].holder
    order = orders.give(office.pk, "两天内办完并回报", shift(today(), 2, calendar()), by=chief, about=story[1].pk)
    paths += ["/console/orders", f"/console/orders/{order.pk}", f"/console/orders/new?case={story[1].pk}"]
    paths += ["/console/calendar", "/console/told-again"]
    told, keys = supplied(work := Work())
    second.ask_second(told.pk, by=work.staff.acceptor, faults={keys[0]: Fault.FALSE}, reason="公章对不上")
    second.sign_second(told.pk, by=head())
    for path in paths:
        page.goto(site + path)
        assert overflow(page) <= 0, path
        assert accessibility_findings(page) == [], path


def test_an_empty_console_holds(open_page: Any) -> None:
    page = open_page("/console/", PHONE, user=user("王生荣"))
    assert overflow(page) <= 0
    assert accessibility_findings(page) == []


def test_the_tree_is_walked_opened_and_followed_by_keys(open_page: Any, story: list[Case]) -> None:
    page = open_page("/console/", DESK, user=user("韩立新"))
    township = page.locator("#at-620702107000")
    inside = page.locator("[data-of='620702107000']").first
    expect(inside).to_be_hidden()
    for _step in range(12):
        page.keyboard.press("ArrowDown")
        if "here" in (township.get_attribute("class") or ""):
            break
    page.keyboard.press("ArrowRight")
    expect(inside).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(inside).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**place=620702107000")
    page.keyboard.press("2")
    page.wait_for_url("**/console/warnings**")


def test_how_it_is_counted_is_told(open_page: Any) -> None:
    page = open_page("/console/", DESK, user=user("韩立新"))
    page.get_by_role("button", name="怎么算的").click()
    expect(page.locator("#how")).to_be_visible()
    assert accessibility_findings(page) == []

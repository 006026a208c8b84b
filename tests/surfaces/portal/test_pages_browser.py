"""The resident's pages in a real browser: both widths and languages, by keyboard, without JavaScript, light."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PHONE, OpenPage, accessibility_findings, overflow
from tests.domain.cases.conftest import Work
from tests.surfaces.portal.conftest import VILLAGE, Slip, look_up, slip

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
ANSWERED = "/guide/old-age-allowance?who=family&age=from-80&household=here&first=first&lives=home"
PATHS = [
    "/",
    "/find?q=老人补贴",
    "/find?q=护照",
    "/find?q=asdfqwerzxcv",
    "/find",
    "/items",
    "/items/life/elder",
    "/guide/old-age-allowance",
    ANSWERED,
    "/guide/household-business",
    "/guide/subsistence-allowance",
    "/guide/extreme-poverty-support",
    "/guide/old-age-allowance/share",
    "/track",
    "/verify",
    "/sites",
    f"/sites/{VILLAGE}",
    "/sites/620702107000",
    "/sites/620702000000",
    "/place",
    "/place?township=620702107000",
    "/rate/thanks",
    "/demo/messages",
]
LIGHT = 120_000
"""Bytes of a first page over the wire."""


def fits(page: Page) -> None:
    assert accessibility_findings(page) == [], page.url
    assert overflow(page) <= 0, page.url
    assert page.evaluate('document.querySelectorAll(\'[href="#"], [href=""]\').length') == 0, page.url


@SIZES
@pytest.mark.parametrize("look", ["zh-hans", "en", "elder"])
def test_every_page_fits_and_reads(open_page: OpenPage, live_server: Any, size: dict[str, int], look: str) -> None:
    page = open_page("/track", size)
    kept = {"siban_elder": "1"} if look == "elder" else {"siban_language": look}
    for name, value in (kept | {"siban_place": VILLAGE}).items():
        page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    for path in PATHS:
        page.goto(live_server.url + path)
        fits(page)


@SIZES
def test_a_case_fits_at_every_point_of_its_life(
    open_page: OpenPage, live_server: Any, work: Work, size: dict[str, int]
) -> None:
    cache.clear()
    page = open_page("/track", size)
    for reached in (work.received(), work.accepted(), work.granted(), work.delivered()):
        page.goto(f"{live_server.url}/t/{slip(reached).code}")
        fits(page)
    page.goto(f"{live_server.url}/rate")
    fits(page)
    page.goto(f"{live_server.url}/?lang=en")
    page.goto(f"{live_server.url}/track/case")
    fits(page)


@pytest.fixture
def plain(chromium: Browser, live_server: Any) -> Iterator[Page]:
    """A phone whose browser runs no JavaScript."""
    with chromium.new_context(viewport=PHONE, base_url=live_server.url, java_script_enabled=False) as context:
        yield context.new_page()


def test_search_guide_and_tracking_work_without_javascript(plain: Page, work: Work) -> None:
    cache.clear()
    paper: Slip = slip(work.received())
    plain.goto("/")
    expect(plain.get_by_label("说话输入")).to_be_hidden()
    plain.fill("#q", "老人补贴")
    plain.get_by_role("button", name="找一找").click()
    plain.get_by_role("link", name="高龄津贴申领").click()
    for answer in ("儿女、家里人替老人办", "80到89岁", "在甘州区", "头一回领", "就在户口地"):
        plain.get_by_label(answer).check()
    plain.get_by_role("button", name="看我要带什么").click()
    expect(plain.get_by_role("heading", name="准备六样")).to_be_visible()
    expect(plain.get_by_text("委托书", exact=True)).to_be_visible()
    plain.goto("/")
    plain.fill("#number", paper.number)
    plain.fill("#tail", paper.tail)
    plain.get_by_role("button", name="查进度").click()
    assert plain.url.endswith("/track/case")
    expect(plain.get_by_role("heading", level=1)).to_contain_text("在核对材料")
    assert paper.number not in plain.url


def test_changing_an_answer_asks_that_one_again(plain: Page) -> None:
    plain.goto(ANSWERED)
    plain.get_by_role("link", name=re.compile("改.*谁来办")).click()
    expect(plain.get_by_role("group", name="谁来办")).to_be_visible()
    plain.get_by_label("老人自己办").check()
    plain.get_by_role("button", name="看我要带什么").click()
    expect(plain.get_by_text("委托书", exact=True)).to_have_count(0)


def test_the_village_is_chosen_in_two_taps(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("link", name="选您的村").click()
    plain.get_by_role("link", name="党寨镇").click()
    plain.get_by_role("button", name="党寨村", exact=True).click()
    expect(plain.get_by_role("link", name="党寨镇党寨村便民服务点")).to_be_visible()


def test_keyboard_alone_goes_from_the_first_page_to_a_guide(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("laorenbutie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find?q=*")
    expect(page.get_by_role("link", name="高龄津贴申领")).to_be_visible()


def test_a_rating_is_given_by_keyboard(open_page: OpenPage, live_server: Any, work: Work) -> None:
    cache.clear()
    client = Client()
    look_up(client, slip(work.delivered()))
    page = open_page("/verify")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/rate")
    page.locator("[name=level]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="交上去").press("Enter")
    expect(page.get_by_role("heading", name="收到了，谢谢您")).to_be_visible()


@pytest.mark.parametrize("path", ["/", ANSWERED, "/guide/old-age-allowance", "/sites"])
def test_a_first_visit_is_light(open_page: OpenPage, live_server: Any, path: str) -> None:
    page = open_page("/verify")
    fresh = page.context.browser.new_context(viewport=PHONE)  # type: ignore[union-attr]
    visit = fresh.new_page()
    weights: list[int] = []
    visit.on("response", lambda response: weights.append(len(response.body())))
    visit.goto(live_server.url + path, wait_until="networkidle")
    fresh.close()
    assert 0 < sum(weights) <= LIGHT


def test_paper_shows_what_to_bring_and_no_live_states(open_page: OpenPage) -> None:
    page = open_page(ANSWERED)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="准备六样")).to_be_visible()
    expect(page.locator(".places .state").first).to_be_hidden()
    expect(page.get_by_role("button", name="打印这一页")).to_be_hidden()
    expect(page.locator(".dock")).to_be_hidden()

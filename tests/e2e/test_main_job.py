"""The main job in a real browser, by clicks and keys: village → township → district → village, and her son's phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from siban.domain.cases.models import Case, HandOver
from siban.domain.cases.rules import State
from siban.domain.people.queries import identity
from siban.domain.staff.services import PASSWORD
from siban.domain.voice.models import Rating
from siban.kernel import audit
from siban.kernel.models import User
from siban.kernel.numbers import grouped
from siban.surfaces.ui import second_factor
from tests.browser import DESK, without_printer
from tests.domain.cases.conftest import Work, picture
from tests.e2e.conftest import context

SignIn = Callable[[str], Page]


@pytest.fixture
def sign_in(chromium: Browser, server: str) -> Iterator[SignIn]:
    """Sign in by the page, as staff do, each with a browser of her own."""
    contexts: list[BrowserContext] = []

    def signed(name: str) -> Page:
        opened = context(chromium, DESK, server, touch=False)
        contexts.append(opened)
        without_printer(opened)
        page = opened.new_page()
        page.goto("/accounts/login/")
        page.fill("[name=login]", User.objects.get(name=name, is_demonstration=True).username)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/(desk|office|console|accounts/code)/"))
        return page

    yield signed
    for opened in contexts:
        opened.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.wait_for_load_state("load")
        expect(page.locator(".htmx-request")).to_have_count(0)
        page.keyboard.press(key)


def photograph(page: Page, path: str) -> None:
    page.wait_for_load_state("load")
    expect(page.locator(".htmx-request")).to_have_count(0)
    with page.expect_file_chooser() as camera:
        page.keyboard.press("p")
    camera.value.set_files(path)


def taken_in(page: Page, number: str, photo: str) -> None:
    """The village clerk's part: number, item, scenario, papers, signature, receipt."""
    page.keyboard.type(number)
    press(page, "Enter")
    expect(page.get_by_label("办什么")).to_be_focused()
    page.keyboard.type("老人补贴")
    press(page, "Enter")
    expect(page.locator(".stages [aria-current=step] small")).to_have_text("什么情形")
    press(page, "Enter", "d")
    expect(page.get_by_text("印好了，签完拍下来")).to_be_visible()
    photograph(page, photo)
    expect(page.get_by_text("系统填好，已签字，拍了 1 张")).to_be_visible()
    press(page, "s")
    expect(page.get_by_text("5 样收了 5 样")).to_be_visible()
    press(page, "5", "Enter")
    expect(page.get_by_text(re.compile("等党寨镇中心签收"))).to_be_visible()


def passed_on(page: Page, button: str) -> None:
    """The part of each office: claim, read, choose the first, send."""
    press(page, "s")
    expect(page.get_by_text("签收了 1 件。")).to_be_visible()
    press(page, "Enter")
    page.wait_for_url("**/cases/**")
    page.keyboard.press("1")
    expect(page.get_by_role("button", name=button)).to_be_visible()
    press(page, "Enter")
    page.wait_for_url("**/office/")


def handed_over(page: Page) -> None:
    """The agent signs for the result, and she signs on the screen at home."""
    page.goto("/desk/")
    page.locator("[data-row]", has_text="王桂珍").locator("[data-open]").click()
    page.wait_for_url("**/desk/cases/**")
    press(page, "s")
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=8)
    page.mouse.up()
    expect(page.locator("[name=signature]")).to_have_value(re.compile("signature.png"))
    page.get_by_role("button", name="签好了，送到").click()
    expect(page.get_by_text("办完了，结果已经送到本人手里")).to_be_visible()


def followed(phone: Page, case: Case, tail: str) -> None:
    """Her son in Lanzhou looks it up by number and the last four of her ID."""
    phone.goto("/track")
    phone.get_by_label("办件编号").fill(grouped(case.number))
    phone.get_by_label("证件后四位").fill(tail)
    phone.get_by_role("button", name="查进度").click()


def test_main_job_by_clicks_and_keys(sign_in: SignIn, phone: Page, tmp_path: Path) -> None:
    """A3, A6, F3: one real case from the village to the district and back, each hand-over timed and signed."""
    photo = tmp_path / "paper.jpg"
    photo.write_bytes(picture())
    person = Work().person("王桂珍", date(1945, 4, 16))
    number = identity(person).number.value

    taken_in(sign_in("李秀兰"), number, str(photo))
    case = Case.objects.get(applicant=person)
    followed(phone, case, number[-4:])
    expect(phone.get_by_role("heading", level=1)).to_contain_text("在核对材料")

    passed_on(sign_in("马占林"), "受理")
    passed_on(sign_in("周文静"), "送决定")
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("正在审")
    passed_on(sign_in("何建明"), "准予")
    handed_over(sign_in("李秀兰"))

    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("办完了")
    assert number not in phone.content() and number not in phone.url
    phone.get_by_role("link", name=re.compile("评")).first.click()
    phone.get_by_text("非常满意").first.click()
    phone.get_by_role("button", name=re.compile("评|交|好")).first.click()
    expect(phone.get_by_text(re.compile("谢谢"))).to_be_visible()

    case.refresh_from_db()
    assert case.state == State.DELIVERED and Rating.objects.filter(case=case).exists()
    assert HandOver.objects.filter(case=case).count() == 2
    assert [visit.asked for visit in case.visits.all()] == [False], "one trip by choice, none asked"
    assert audit.verify().broken is None


def test_supervisor_sees_what_lies_where(sign_in: SignIn) -> None:
    """F6: every number opens the cases behind it."""
    Work().accepted()
    leader = User.objects.get(name="韩立新")
    second_factor.enrol(leader, second_factor.demonstration_secret())
    page = sign_in("韩立新")
    page.get_by_label("动态码").fill(second_factor.present_code(leader))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("明天")
    page.get_by_role("link", name="1", exact=True).first.click()
    expect(page.get_by_text("高龄津贴申领").first).to_be_visible()
    assert "王桂珍" not in page.content(), "names are masked for who oversees"

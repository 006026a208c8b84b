"""The components and the sign-in in a real browser: readable by everyone, at both widths, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from siban.kernel.models import User
from tests.browser import DESK, PHONE, OpenPage, accessibility_findings, overflow
from tests.surfaces.ui.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

PAGES = ["/ui/components", "/ui/components?look=elder", "/ui/components?look=work", "/accounts/login/"]
WORK = "/ui/components?look=work"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_no_findings_and_no_sideways_scroll(open_page: OpenPage, demonstration, path: str, size):
    page = open_page(path, size)
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_english_fits_too(open_page: OpenPage, demonstration, size):
    page = open_page("/accounts/login/?lang=en", size)
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0


def test_a_page_that_is_not_there_says_so(open_page: OpenPage, demonstration):
    page = open_page("/nowhere", PHONE, allow=("404",))
    expect(page.get_by_role("heading")).to_have_text("没有这一页。")
    assert accessibility_findings(page) == []


def test_the_menu_of_a_phone_opens_without_the_page_moving_sideways(open_page: OpenPage, demonstration):
    page = open_page("/ui/components", PHONE)
    page.get_by_text("菜单").click()
    expect(page.locator(".menu").get_by_text("English")).to_be_visible()
    assert overflow(page) <= 0
    page.keyboard.press("Escape")
    expect(page.locator(".menu").get_by_text("English")).to_be_hidden()


def test_rows_are_walked_ticked_and_keys_listed_by_keyboard_alone(open_page: OpenPage, demonstration):
    page = open_page(WORK)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#row-wait")).to_have_class("here")
    page.keyboard.press("Space")
    expect(page.locator("#row-wait [data-tick]")).to_be_checked()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("转办")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_digit_answers_and_what_cannot_be_pressed_says_why(open_page: OpenPage, demonstration):
    page = open_page(WORK)
    page.keyboard.press("3")
    expect(page.get_by_label("过期")).to_be_checked()
    page.keyboard.press("t")
    expect(page.get_by_role("status").filter(has_text="不在共享目录里")).to_be_visible()


def test_no_key_is_caught_while_someone_types(open_page: OpenPage, demonstration):
    page = open_page(WORK)
    field = page.get_by_label("意见")
    field.fill("")
    field.press_sequentially("t3?")
    expect(field).to_have_value("t3?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_label("过期")).not_to_be_checked()


def test_what_was_typed_comes_back_except_personal_numbers(open_page: OpenPage, demonstration):
    page = open_page("/ui/components")
    page.get_by_label("家里的情况").fill("老伴住院了")
    page.get_by_label("手机号").fill("13800000000")
    page.get_by_label("证件号码").fill("622201194406182241")
    page.get_by_text("请村里的人代办").click()
    page.reload()
    expect(page.get_by_label("家里的情况")).to_have_value("老伴住院了")
    expect(page.get_by_label("手机号")).to_have_value("")
    expect(page.get_by_label("请村里的人代办")).to_be_checked()
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    assert "13800000000" not in kept
    assert "622201194406182241" not in kept


def test_sign_in_clears_what_others_typed_on_this_machine(open_page: OpenPage, demonstration):
    page = open_page("/ui/components")
    page.get_by_label("家里的情况").fill("老伴住院了")
    page.goto(page.url.replace("/ui/components", "/accounts/login/"))
    assert "老伴" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_a_lost_line_says_since_when_the_page_is_old(open_page: OpenPage, demonstration):
    page = open_page(WORK, allow=("net::ERR_FAILED", "503"))
    answers = iter(["<p>第一次</p>", "<p>第二次</p>"])
    page.route("**/fragment", lambda route: _answer(route, answers))
    page.evaluate(
        """() => {
          const box = document.createElement('div');
          box.innerHTML = '<div id="part" data-live="/fragment" data-every="0.3"></div>';
          document.getElementById('work').prepend(box);
          box.dispatchEvent(new CustomEvent('htmx:load', { bubbles: true }));
        }"""
    )
    expect(page.locator("#part")).to_have_text("第二次")
    expect(page.locator("[data-live-state]")).to_contain_text("断线了")


def _answer(route, answers) -> None:
    text = next(answers, None)
    if text is None:
        route.abort()
    else:
        route.fulfill(body=text, content_type="text/html; charset=utf-8")


def test_signing_in_and_out_by_keyboard(open_page: OpenPage, demonstration, clerk: User):
    page = open_page("/accounts/login/")
    page.get_by_label("账号").fill("li.xiulan")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("您现在没有在岗的岗位。").wait_for()
    page.goto(page.url.replace("/accounts/home/", "/ui/components?look=work"))
    page.locator("summary").get_by_text("李秀兰").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/accounts/login/")

"""低保, 临时救助 and 食品小作坊 taken in at the desk by keyboard: digits, rows, papers, receipt."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.rules import State
from siban.domain.catalog import search
from siban.domain.people.queries import identity
from siban.kernel.clock import today
from siban.kernel.models import User
from tests.browser import OpenPage
from tests.surfaces.desk.test_pages_browser import Keys, here, photo

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
__all__ = ["photo"]

DAY = today().isoformat()
NEXT = (today() + timedelta(days=200)).isoformat()


def say(page: Page, values: dict[str, str]) -> None:
    """Type into each field; `↓` takes the next option of a list; a day is set as its picker does."""
    for id, value in values.items():
        field = page.locator(f"#{id}")
        if field.get_attribute("type") == "date":
            field.fill(value)
            continue
        field.focus()
        if value.startswith("↓"):
            for _ in value:
                page.keyboard.press("ArrowDown")
        else:
            page.keyboard.type(value)


RELIEF = {
    "f-housing": "↓",
    "f-homes": "1",
    "f-vehicles": "0",
    "f-savings": "3000",
    "f-hardship": "常年吃药，只有几亩地",
    "b-household-0-relation": "↓",
    "b-household-0-health": "↓↓",
    "b-household-0-work": "↓",
    "b-household-0-income": "185.5",
}
URGENT = {
    "f-event_on": DAY,
    "f-event": "孩子得急病住院",
    "f-spent": "8000",
    "f-amount": "3000",
    "f-manner": "↓↓",
    "b-household-0-relation": "↓",
    "b-household-0-income": "600",
}
WORKSHOP = {
    "f-business_name": "甘州区桂珍馍馍坊",
    "f-business_address": "党寨镇党寨村三社12号",
    "f-area": "40",
    "f-workers": "1",
    "f-products": "馍馍、花卷",
    "f-water": "↓",
    "b-workers_list-0-certificate_until": NEXT,
}


@pytest.mark.parametrize(
    ("item", "words", "digits", "values", "kept"),
    [
        ("subsistence-allowance", "低保", "69", RELIEF, "household"),
        ("temporary-relief", "临时救助", "8=", URGENT, "household"),
        ("small-food-workshop", "食品小作坊", "7", WORKSHOP, "workers_list"),
    ],
)
def test_taken_in_by_keyboard(open_page: OpenPage, work, photo, item, words, digits, values, kept):
    """民发〔2021〕57号, 社会救助暂行办法, 甘肃省食品小作坊条例: plain words, digits, rows, one receipt."""
    person = work.person("王桂珍")
    by = work.staff.clerk if item == "small-food-workshop" else work.staff.agent
    search.find(words)
    page = open_page("/desk/", user=User.objects.get(pk=by.user))
    keys = Keys(page)
    keys.type(identity(person).number.value)
    keys.press("Enter")
    expect(page.get_by_label("办什么")).to_be_focused()
    keys.type(words)
    keys.press("Enter")
    here(page, "什么情形")
    page.keyboard.press("Escape")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    for digit in digits:
        keys.press(digit)
        expect(page.locator(f"[data-key='{digit}']").first).to_be_checked()
    say(page, values)
    page.locator("body").evaluate("() => document.activeElement.blur()")
    keys.press("Enter")
    if item == "small-food-workshop":
        # Her answers brought fields of their own; they are shown before it goes on.
        expect(page.get_by_role("button", name="没错，往下走")).to_be_focused()
        keys.press("Enter")
    here(page, "收材料")
    keys.press("d")
    expect(page.get_by_text("印好了，签完拍下来")).to_be_visible()
    with page.expect_file_chooser() as camera:
        keys.press("p")
    camera.value.set_files(photo)
    expect(page.get_by_text("系统填好，已签字，拍了 1 张")).to_be_visible()
    keys.press("s")
    expect(page.get_by_text(re.compile(r"(\d+) 样收了 \1 样"))).to_be_visible()
    keys.press("5")
    keys.press("Enter")
    expect(page.locator(".stages")).to_have_count(0)
    case = Case.objects.select_related("applicant__key").get(applicant=person)
    assert case.state in (State.RECEIVED, State.ACCEPTED) and case.item == item
    assert len(Matter(case, today()).form[kept]) == 1

"""Taking down an objection by keys alone, from the clerk's own page to the receipt; both widths, both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from siban.domain.cases.models import Objection, Proceeding
from siban.domain.cases.services import publications
from siban.kernel.models import User
from tests.browser import DESK, PHONE, accessibility_findings, overflow, without_printer
from tests.domain.cases.items import with_steps

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def agent(work) -> User:
    with_steps("old-age-allowance", publication=7)
    case = work.claimed(work.accepted(), work.staff.reviewer)
    publications.publish(case.pk, by=work.staff.reviewer)
    return User.objects.get(pk=work.staff.elsewhere.user)


def test_by_keys_alone_from_today_to_the_receipt(agent, open_page):
    page = open_page("/desk/", user=agent)
    without_printer(page.context)
    page.keyboard.press("Tab")
    page.locator("body").press("o")
    page.wait_for_url("**/desk/objections")
    page.keyboard.press("1")
    expect(page.locator("textarea[name=words]")).to_be_focused()
    page.keyboard.type("她家去年买了车")
    page.keyboard.press("Tab")
    page.keyboard.type("李四")
    page.keyboard.press("Tab")
    page.keyboard.type("13900000001")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/objections/taken/**")
    expect(page.get_by_role("heading", name="异议 1 记下了")).to_be_visible()
    assert Objection.objects.get().call_by is not None
    page.keyboard.press("Escape")
    page.wait_for_url("**/desk/objections")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_of_objections(agent, open_page, size, language):
    row = Proceeding.objects.get(kind="publication")
    page = open_page(f"/desk/objections?lang={language}", size, user=agent)
    assert accessibility_findings(page) == [] and overflow(page) <= 0
    page.goto(page.url.replace(f"objections?lang={language}", f"objections/{row.pk}"))
    assert accessibility_findings(page) == [] and overflow(page) <= 0
    page.locator("textarea[name=words]").fill("她家去年买了车")
    page.locator("input[name=telephone]").fill("13900000001")
    page.locator("form button.btn-primary").click()
    page.wait_for_url("**/desk/objections/taken/**")
    assert accessibility_findings(page) == [] and overflow(page) <= 0

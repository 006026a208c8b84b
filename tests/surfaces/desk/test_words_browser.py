"""Promises and declarations in a real browser: the keys, both widths, both languages, nothing out of reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from siban.domain.cases.models import Document
from siban.kernel.models import User
from tests.browser import DESK, PHONE, OpenPage, accessibility_findings, overflow, without_printer
from tests.domain.cases.conftest import Work
from tests.domain.cases.test_pledges import accepted, signed
from tests.domain.cases.test_pledges import promising as awaiting

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def promising(work: Work):
    """An intake whose photo is missing, and the clerk who has it in hand."""
    case = work.draft(by=work.staff.clerk)
    work.filled(case, work.staff.clerk, without=("photo",))
    return case, User.objects.get(pk=work.staff.clerk.user)


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_promise_by_the_keyboard_and_its_page_at_both_widths(open_page: OpenPage, promising, size, language):
    case, clerk = promising
    page = open_page(f"/desk/cases/{case.pk}?stage=papers&lang={language}", size, user=clerk)
    without_printer(page.context)
    row = page.locator("#row-photo")
    row.focus()
    page.keyboard.press("r")
    expect(row.locator("input[type=date]")).to_be_visible()
    assert Document.objects.get(case=case, material="photo").state == "promised"
    page.keyboard.press("w")
    expect(page.locator("#word-tolerance input[type=file]")).to_be_attached()
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize(("size", "language"), [(DESK, "zh-hans"), (PHONE, "en")])
def test_a_promised_paper_is_taken_at_another_site_by_the_keyboard(open_page: OpenPage, work: Work, size, language):
    case = accepted(work, signed(work, awaiting(work)))
    clerk = User.objects.get(pk=work.staff.elsewhere.user)
    page = open_page(f"/desk/cases/{case.pk}/bring?lang={language}", size, user=clerk)
    without_printer(page.context)
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0
    page.locator("#row-photo").focus()
    page.keyboard.press("Space")
    page.keyboard.press("b")
    expect(page.locator("#pledge-tolerance")).to_be_visible()
    assert Document.objects.get(case=case, material="photo").state == "received"
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0

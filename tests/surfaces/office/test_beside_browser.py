"""Acts beside the papers in a real browser: both widths, both languages, by keys, for everyone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from siban.domain.cases.models import Proceeding
from siban.domain.cases.services import publications
from tests.browser import DESK, PHONE, accessibility_findings, overflow
from tests.domain.cases.items import with_steps
from tests.surfaces.office.conftest import user_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_forms_beside_the_papers(work, staff, open_page, size, language):
    with_steps("old-age-allowance", survey=True)
    case = work.claimed(work.accepted(), staff.reviewer)
    for key in ("survey", "consult", "name-interest", "call-hearing", "hand-off"):
        path = f"/office/cases/{case.pk}/beside/{key}?lang={language}"
        page = open_page(path, size, user=user_of(staff.reviewer))
        expect(page.locator("form.beside-form")).to_be_visible()
        assert accessibility_findings(page) == [] and overflow(page) <= 0


def test_escape_goes_back_and_enter_sends(work, staff, open_page):
    case = work.claimed(work.accepted(), staff.reviewer)
    page = open_page(f"/office/cases/{case.pk}/beside/hand-off", user=user_of(staff.reviewer))
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/office/cases/{case.pk}")
    page.goto(f"{page.url}/beside/hand-off")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/office/cases/{case.pk}")
    expect(page.get_by_text("办好了：出交接单。")).to_be_visible()
    assert accessibility_findings(page) == [] and overflow(page) <= 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_publication_on_the_portal(work, staff, open_page, size):
    with_steps("old-age-allowance", publication=7)
    case = work.claimed(work.accepted(), staff.reviewer)
    publications.publish(case.pk, by=staff.reviewer)
    row = Proceeding.objects.get(case=case)
    for path in ("/publications", f"/publications/{row.pk}", "/publications/objected"):
        page = open_page(path, size)
        assert accessibility_findings(page) == [] and overflow(page) <= 0

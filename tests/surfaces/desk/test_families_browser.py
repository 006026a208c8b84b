"""The pages of a 一件事 as a browser shows them: both widths, both languages, no finding of axe; by keys alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from siban.domain.cases.models_families import Family
from siban.domain.cases.rules_families import FamilyState
from siban.domain.catalog import search
from siban.domain.notices.models import Notice
from siban.domain.people.queries import identity
from siban.kernel.models import User
from tests.browser import DESK, PHONE, accessibility_findings, overflow
from tests.domain.cases.relief import begun
from tests.domain.cases.test_themes import drafted, signed
from tests.surfaces.desk.test_pages_browser import Keys, here, photo

__all__ = ["photo"]

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.mark.parametrize(("size", "language"), [(DESK, "zh-hans"), (PHONE, "en")], ids=["desk", "phone"])
def test_a_theme_fits_and_is_accessible(open_page, work, size, language):
    user = User.objects.get(pk=work.staff.agent.user)
    family = drafted(work, "newborn")
    new = f"{reverse('desk:theme', args=['newborn'])}?person={family.applicant_id}"
    whole = reverse("desk:family", args=[family.pk])
    rows = f"{reverse('desk:family', args=[begun(work).pk])}?stage=scenario"
    for address in (new, f"{whole}?stage=scenario", f"{whole}?stage=who", whole, rows):
        page = open_page(f"{address}{'&' if '?' in address else '?'}lang={language}", size, user=user)
        assert accessibility_findings(page) == []
        assert overflow(page) <= 0
    signed(family, work.staff.agent)
    page = open_page(f"{whole}?lang={language}", size, user=user)
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0
    expect(page.locator("[form=print-form]")).to_be_visible()
    page.locator("[data-tick]").first.uncheck(force=True)
    expect(page.locator(".tick.miss")).to_have_count(1)


def test_from_her_words_to_one_receipt_by_keys_alone(open_page, work, photo):
    """F9, F4: the number, "生孩子", two answers, the form printed and signed, all papers, one receipt; no reload."""
    person = work.person("张玉梅", date(1990, 5, 1))
    number = identity(person).number.value
    search.find_themes("生孩子")
    page = open_page("/desk/", user=User.objects.get(pk=work.staff.agent.user))
    keys = Keys(page)
    keys.type(number)
    keys.press("Enter")
    expect(page.get_by_label("办什么")).to_be_focused()
    keys.type("生孩子")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("新生儿出生一件事")
    for key in ("1", "3", "Enter"):
        keys.press(key)
    here(page, "什么情形")
    family = Family.objects.get(applicant=person)
    keys.type("刘小禾")
    expect(page.get_by_label("孩子的姓名")).to_have_value("刘小禾")
    page.get_by_label("孩子哪天生的").fill("2026-09-01")
    keys.press("Enter")
    here(page, "收材料")
    loads = keys.loads
    page.locator("h1").click()
    keys.press("d")
    expect(page.get_by_text("印好了，签完拍下来")).to_be_visible()
    with page.expect_file_chooser() as camera:
        keys.press("p")
    camera.value.set_files(photo)
    expect(page.get_by_text("系统填好，已签字，拍了 1 张")).to_be_visible()
    keys.press("s")
    expect(page.locator(".tick.miss")).to_have_count(0)
    keys.press("Enter")
    expect(page.locator(".where")).to_contain_text("党寨镇中心在办")
    family.refresh_from_db()
    assert family.state == FamilyState.RUNNING
    receipt = Notice.objects.get(stream=family.pk, kind="receipt")
    page.wait_for_function("document.querySelector('iframe')?.src || true")
    assert keys.printed[0] != keys.printed[-1] and keys.printed[-1].endswith(f"/desk/notices/{receipt.pk}.pdf")
    assert keys.loads == loads, "printing and receiving leave the page where it is"
    assert number not in page.content()

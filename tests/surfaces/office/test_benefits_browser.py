"""Benefits in a real browser: by keys alone, at both widths, in both languages, for everyone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from siban.domain.benefits.models import PayList
from siban.domain.benefits.rules import Ground, State
from siban.domain.benefits.services import keeping, pay_lists
from siban.domain.cases.models import Case
from siban.domain.cases.services import publications
from siban.kernel.clock import now, today
from tests.browser import DESK, PHONE, accessibility_findings, overflow
from tests.domain.benefits.conftest import ITEM, fresh, opened
from tests.domain.benefits.test_subsistence import OFFICE, applied, surveyed
from tests.domain.cases.conftest import holder
from tests.surfaces.office.conftest import user_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_a_month_is_made_and_confirmed_by_keys(work, staff, open_page):
    """M opens the lists, Enter makes this month's, another one's Enter confirms it."""
    opened(work.granted())
    maker = open_page("/office/benefits/", user=user_of(staff.reviewer))
    maker.keyboard.press("m")
    maker.wait_for_url("**/benefits/lists/")
    maker.keyboard.press("Enter")
    expect(maker.get_by_text("名单做好了，等另一位同事核对。")).to_be_visible()
    made = PayList.objects.get()
    checker = open_page(f"/office/benefits/lists/{made.pk}", user=user_of(staff.decider))
    checker.keyboard.press("Enter")
    expect(checker.get_by_text("核对过了，可以导出给银行。")).to_be_visible()
    with checker.expect_download() as coming:
        checker.keyboard.press("e")
    assert coming.value.suggested_filename.endswith(".csv")


def test_suspended_by_keys_with_a_reason(work, staff, open_page):
    one = opened(work.granted())
    page = open_page("/office/benefits/", user=user_of(staff.reviewer))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/benefits/{one.pk}")
    page.keyboard.press("2")
    expect(page.locator("#suspend_reasons")).to_be_visible()
    page.locator("#suspend_reasons").fill("电话打不通，村里也没见着。")
    page.get_by_role("button", name="暂停，出告知书").click()
    expect(page.get_by_text("暂停发放，告知书已经出了。")).to_be_visible()
    assert fresh(one).state == State.SUSPENDED


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_are_for_everyone(work, staff, open_page, size, language):
    """No finding of axe, nothing to scroll sideways, nothing that the policy forbids."""
    one = opened(work.granted())
    made = pay_lists.make(one.office_id, ITEM, today(), by=staff.reviewer)
    keeping.suspend(one.pk, by=staff.reviewer, ground=Ground.DOUBT, reasons=("正在核实",))
    user = user_of(staff.decider)
    for path in ("benefits/", f"benefits/{one.pk}", "benefits/lists/", f"benefits/lists/{made.pk}"):
        page = open_page(f"/office/{path}?lang={language}", size, user=user)
        for option in page.locator(".option").all()[:1]:
            option.click()
        assert accessibility_findings(page) == [], path
        assert overflow(page) <= 0, path


def test_subsistence_is_confirmed_by_keys_after_survey_and_publication(work, staff, open_page):
    """民发〔2021〕57号: S, Enter, 1, Enter at the township confirm it, which opens the allowance."""
    case = surveyed(work, applied(work))
    reviewer, decider = holder(OFFICE, "reviewer"), holder(OFFICE, "decider")
    work.claimed(case, reviewer)
    publications.publish(case.pk, by=reviewer, posted_at=("党寨村公示栏",))
    with pytest.MonkeyPatch.context() as patch:
        later = now() + timedelta(days=12)
        patch.setattr("siban.kernel.acts.now", lambda: later)
        publications.end(case.pk, by=reviewer)
        page = open_page("/office/", user=user_of(decider))
        page.keyboard.press("s")
        expect(page.get_by_text("签收了 1 件。")).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/cases/**")
        page.keyboard.press("1")
        expect(page.get_by_role("button", name="准予")).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/office/")
        one = opened(Case.objects.get(pk=case.pk))
    assert (one.granted_fen, one.state) == (32950, State.RUNNING)

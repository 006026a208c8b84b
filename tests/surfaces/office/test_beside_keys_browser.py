"""Publication, hearing, opinions and more time by the keyboard alone, on the pages where the hand is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from siban.domain.cases.models import Consultation, Interest, Objection, Proceeding
from siban.domain.cases.services import consultations
from siban.domain.places.queries import office_by_key
from siban.domain.staff.models import Post
from siban.domain.work.models import Clock
from siban.kernel.clock import today
from tests.browser import accessibility_findings, overflow
from tests.domain.cases.conftest import holder, picture
from tests.domain.cases.items import with_steps
from tests.surfaces.office.conftest import user_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
MOST_TABS = 40


def begin(page: Page, key: str, act: str) -> None:
    """From the case page to the form of an act, by its key; the first field has the focus."""
    page.keyboard.press(key)
    page.wait_for_url(f"**/beside/{act}")
    expect(page.locator("form.beside-form :focus")).to_have_count(1 if act != "take-consultation" else 0)


def send(page: Page, key: str = "Control+Enter") -> None:
    """Send the form, and be back on the case page."""
    page.keyboard.press(key)
    expect(page.get_by_text("办好了")).to_be_visible()


def write(page: Page, *texts: str) -> None:
    """Texts into one field after the other."""
    for number, text in enumerate(texts):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(text)


def tab_to(page: Page, selector: str) -> None:
    for _press in range(MOST_TABS):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def test_a_publication_from_posting_to_the_call_back(work, staff, open_page):
    with_steps("old-age-allowance", publication=7, again=5)
    case = work.claimed(work.accepted(), staff.reviewer)
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.reviewer))
    begin(page, "Shift+G", "publish")
    write(page, "党寨村公示栏")
    send(page)
    begin(page, "Shift+Y", "object")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    write(page, "她家去年买了车", "李四", "13900000001")
    send(page)
    begin(page, "Shift+H", "answer-objection")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    write(page, "车是女婿的，孙子没有登", "家里按3人算。")
    send(page)
    assert Objection.objects.get().changes
    begin(page, "Shift+C", "call-back")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    send(page)
    expect(page.get_by_text("回过话了")).to_be_visible()
    assert Objection.objects.get().called_at is not None
    assert accessibility_findings(page) == [] and overflow(page) <= 0


def test_a_hearing_from_who_is_affected_to_its_minutes(work, staff, open_page):
    case = work.claimed(work.reviewed(), staff.decider)
    head = Post.objects.get(office__key="civil-affairs-elderly", role="head")
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.decider))
    begin(page, "Shift+L", "name-interest")
    write(page, "李四", "两家共用一个户头", "13900000001")
    send(page)
    begin(page, "Shift+R", "answer-interest")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    send(page)
    assert Interest.objects.get().wish == "asked"
    begin(page, "Shift+T", "call-hearing")
    # A field of date and time is typed by its parts, in an order that is the browser's own.
    page.locator("input[name=begins]").fill(f"{today() + timedelta(days=9):%Y-%m-%d}T09:30")
    tab_to(page, "select[name=presider]")
    for _post in range(Post.objects.filter(office=head.office).count()):
        if page.locator("select[name=presider]").input_value() != str(head.pk):
            page.keyboard.press("ArrowDown")
    send(page)
    assert Proceeding.objects.get(case=case).closed_at is None
    begin(page, "Shift+T", "close-hearing")
    tab_to(page, "textarea[name=minutes]")
    write(page, "双方都说了，同意打到本人卡上。")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("input[name=pictures]").set_input_files(
        {"name": "minutes.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    send(page)
    assert Proceeding.objects.get(case=case).result == "confirmed"
    assert accessibility_findings(page) == [] and overflow(page) <= 0


def test_an_opinion_is_asked_and_given(work, staff, open_page):
    case = work.claimed(work.reviewed(), staff.decider)
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.decider))
    begin(page, "Shift+Z", "consult")
    write(page, "有没有重复领")
    tab_to(page, f"input[value='{office_by_key('disabled-federation').pk}']")
    page.keyboard.press("Space")
    send(page)
    theirs = open_page("/office/", user=user_of(holder("disabled-federation", "reviewer")))
    expect(theirs.get_by_text("要答复意见")).to_be_visible()
    theirs.keyboard.press("Enter")
    theirs.wait_for_url(f"**/office/cases/{case.pk}")
    begin(theirs, "Shift+S", "take-consultation")
    send(theirs, "Enter")
    begin(theirs, "Shift+O", "opine")
    theirs.keyboard.press("Space")
    theirs.keyboard.press("Tab")
    write(theirs, "没有重复领取")
    send(theirs)
    assert Consultation.objects.get(case=case).answered_at is not None


def test_all_42_the_leader_of_the_government_grants_more_time_for_joint_handling(work, staff, open_page):
    case = work.claimed(work.reviewed(), staff.decider)
    asked = {office_by_key("disabled-federation").pk: 3}
    consultations.consult(case.pk, by=staff.decider, offices=asked, question="有没有重复领")
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.decider))
    page.keyboard.press(page.locator("#choice-ask-extension").get_attribute("data-key") or "")
    tab_to(page, "#days")
    page.keyboard.type("15")
    tab_to(page, "#text-ask-extension")
    page.keyboard.type("几家还在核")
    tab_to(page, "#act button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("等区政府负责人批")).to_be_visible()
    hers = open_page("/office/", user=user_of(holder("ganzhou", "leader")))
    hers.keyboard.press("Enter")
    hers.wait_for_url(f"**/office/cases/{case.pk}")
    hers.keyboard.press("1")
    expect(hers.locator("#choice-extend")).to_be_checked()
    hers.keyboard.press("Enter")
    hers.wait_for_url("**/office/")
    assert Clock.objects.get(stream=case.pk, kind="statutory").limit == 60
    assert accessibility_findings(hers) == [] and overflow(hers) <= 0

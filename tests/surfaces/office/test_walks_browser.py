"""By the keyboard alone: search, an order, an urge, an extension, a leader's warnings, benefits, archive, leaving the
desk. Each page is for everyone, at the width where it is hardest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from siban.domain.places.models import Office
from siban.domain.staff.models import Absence, Post
from siban.domain.staff.queries import actor_for
from siban.domain.staff.services import away
from siban.domain.work.models import Clock, Order, Warning
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Kind, shift
from siban.domain.work.services import orders
from siban.kernel.clock import now, today
from siban.kernel.models import User
from tests.browser import DESK, PHONE, accessibility_findings, overflow
from tests.domain.cases.conftest import holder
from tests.surfaces.office.conftest import user_of
from tests.surfaces.office.test_pages_browser import LEAVING

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
BUREAU = "civil-affairs-elderly"


def holds(page: Page, *, small: bool = True) -> None:
    """Nothing that axe finds, and no sideways scroll, also on a phone in English."""
    assert accessibility_findings(page) == [], page.url
    assert overflow(page) <= 0, page.url
    if small:
        page.set_viewport_size(PHONE)
        assert overflow(page) <= 0, page.url
        page.set_viewport_size(DESK)


def test_a_case_is_found_and_opened_by_keys(work, staff, open_page):
    for _each in range(2):
        work.accepted()
    page = open_page("/office/", user=user_of(staff.reviewer), allow=LEAVING)
    page.keyboard.press("/")
    page.keyboard.type("wgz")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="找到 2 件")).to_be_visible()
    assert "wgz" not in page.url
    holds(page)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/**")


def test_a_head_answers_an_order_from_her_inbox_by_keys(work, staff, open_page):
    """督办 before who heads the office: U opens it, a report, Enter."""
    case = work.accepted()
    chief = actor_for(User.objects.get(name="韩立新"))
    bureau = Office.objects.get(key=BUREAU)
    order = orders.give(bureau.pk, "两天内办完并回报", shift(today(), 2, calendar()), by=chief, about=case.pk)
    page = open_page("/office/", user=user_of(holder(BUREAU, "head")), allow=LEAVING)
    holds(page)
    page.keyboard.press("u")
    page.wait_for_url(f"**/office/orders/{order.pk}")
    expect(page.get_by_text("两天内办完并回报")).to_be_visible()
    holds(page)
    page.locator("textarea").focus()
    page.keyboard.type("今天已经送决定了")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_text("回报了。")).to_be_visible()
    assert Order.objects.get(pk=order.pk).state != "open"


def test_an_urge_from_the_window_is_answered_by_keys_and_an_extension_asked_and_granted(work, staff, open_page):
    """催办 and 延期: C at the window; at the bureau the digit of the answer, a sentence, Enter; then more days."""
    case = work.claimed(work.accepted(), staff.reviewer)
    desk = open_page(f"/desk/cases/{case.pk}", user=user_of(staff.agent), allow=LEAVING)
    desk.keyboard.press("c")
    expect(desk.get_by_text("催过 1 次")).to_be_visible()
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.reviewer), allow=LEAVING)
    _choose(page, "answer-urge")
    page.keyboard.press("y")
    page.keyboard.type("周五前有结果")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_text("回话了，窗口和本人都看得到。")).to_be_visible()
    assert not Clock.objects.filter(stream=case.pk, kind=Kind.URGE, stopped_on=None).exists()
    _choose(page, "ask-extension")
    page.locator("#days").focus()
    page.keyboard.type("3")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    page.keyboard.type("底册没调来")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_text("延期报上去了")).to_be_visible()
    holds(page)
    leader = open_page(f"/office/cases/{case.pk}", user=user_of(holder(BUREAU, "leader")), allow=LEAVING)
    _choose(leader, "extend")
    leader.keyboard.press("Enter")
    expect(leader.get_by_text("上一件延期批了")).to_be_visible()
    assert Clock.objects.get(stream=case.pk, kind=Kind.PROMISED).extended == 3


def _choose(page: Page, key: str) -> None:
    """Press the digit that belongs to a choice."""
    digit = page.locator(f"#choice-{key}").get_attribute("data-key")
    assert digit is not None
    page.keyboard.press(digit)
    expect(page.locator(f"#choice-{key}")).to_be_checked()


def test_a_leader_clears_her_warnings_by_keys(work, staff, open_page):
    """E1: each card is taken note of and leaves the list of those that nobody has seen."""
    case = work.accepted()
    clock = Clock.objects.get(stream=case.pk, kind=Kind.PROMISED)
    Warning.objects.create(
        clock=clock,
        level="red",
        due=clock.due,
        raised_at=now(),
        told=["post", "head", "leader"],
        region=clock.region,
        office=clock.office,
    )
    page = open_page("/console/warnings?seen=no", user=user_of(holder(BUREAU, "leader")), allow=LEAVING)
    expect(page.locator("tbody [data-row]")).to_have_count(1)
    holds(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    expect(page.locator("tbody [data-row]")).to_have_count(0)
    assert Warning.objects.get(clock=clock).acknowledged_by_id == holder(BUREAU, "leader").user


def test_lists_of_benefits_and_of_the_archive_are_walked_by_keys(work, staff, open_page):
    page = open_page("/office/benefits/", user=user_of(staff.reviewer), allow=LEAVING)
    holds(page)
    page.keyboard.press("m")
    page.wait_for_url("**/office/benefits/lists/")
    holds(page)
    page = open_page("/office/hand-offs", user=user_of(staff.reviewer), allow=LEAVING)
    holds(page)
    page.keyboard.press("Escape")
    page.wait_for_url("**/office/")


def test_who_leaves_her_desk_says_when_she_is_back_and_the_site_page_shows_it(work, staff, open_page):
    """离岗: L, the kind, Enter; nothing of the desk but the way back; the notice tells the kind alone."""
    post = Post.objects.select_related("office").get(pk=staff.agent.posts[0].id)
    away(post.pk, kind=Absence.Kind.LEAVE, ends_at=now() + timedelta(days=3), by=staff.agent)
    page = open_page("/desk/", user=user_of(staff.agent), allow=LEAVING)
    page.wait_for_url("**/desk/away")
    back = Absence.objects.get(post=post).ends_at
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{back.astimezone().month}月")
    holds(page)
    site = open_page(f"/sites/{post.office.region_id}", PHONE)
    expect(site.get_by_text("休假", exact=False).first).to_be_visible()
    assert accessibility_findings(site) == [] and overflow(site) <= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")

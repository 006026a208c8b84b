"""The office in a real browser: by keys alone and counted, at both widths, in both languages, for everyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from siban.domain.cases.models import CaseStep
from siban.domain.cases.rules import Outcome, State
from siban.domain.cases.services import steps
from siban.domain.staff.models import Post
from siban.domain.staff.queries import actor_for
from siban.kernel.clock import today
from tests.browser import DESK, PHONE, accessibility_findings, overflow
from tests.surfaces.office.conftest import user_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


LEAVING = ("htmx:sendAbort", "htmx:afterRequest")
"""What htmx says when a draft was still on its way as the page was left."""


@dataclass
class Hand:
    """Presses keys and counts them."""

    page: Page
    presses: int = 0

    def press(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)


def through(page: Page, label: str) -> int:
    """Claim, read and send on a clean case from the inbox, as fast as its pages come. How many keys that took."""
    hand = Hand(page)
    hand.press("s")
    expect(page.get_by_text("签收了 1 件。")).to_be_visible()
    hand.press("Enter")
    page.wait_for_url("**/cases/**")
    hand.press("1")
    expect(page.locator(".option input:checked")).to_have_count(1)
    expect(page.get_by_role("button", name=label)).to_be_visible()
    hand.press("Enter")
    page.wait_for_url("**/office/")
    return hand.presses


def test_clean_case_goes_from_township_to_decision_in_four_keys_a_post(work, staff, open_page):
    """Claim, read, approve a clean case: at most six presses, here S, Enter, 1, Enter."""
    case = work.received()
    acceptor = open_page("/office/", user=user_of(staff.acceptor), allow=LEAVING)
    assert through(acceptor, "受理") == 4
    expect(acceptor.get_by_text("上一件受理了")).to_be_visible()
    reviewer = open_page("/office/", user=user_of(staff.reviewer), allow=LEAVING)
    assert through(reviewer, "送决定") == 4
    decider = open_page("/office/", user=user_of(staff.decider), allow=LEAVING)
    assert through(decider, "准予") == 4
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.CONCLUDED, Outcome.GRANTED)


def test_batch_by_keys_where_one_was_taken_meanwhile(work, staff, open_page):
    for _each in range(3):
        work.accepted()
    page = open_page("/office/", user=user_of(staff.reviewer), allow=LEAVING)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_text("选中 2 件")).to_be_visible()
    ticked = page.locator("[data-tick]:checked").first.get_attribute("value").split(":")[0]
    post = (
        Post.objects.filter(office=staff.reviewer.office, role="reviewer").exclude(holder=staff.reviewer.user).first()
    )
    other = actor_for(post.holder)
    steps.claim(ticked, by=other)
    page.keyboard.press("s")
    expect(page.get_by_text("签收了 1 件。")).to_be_visible()
    expect(page.get_by_text(f"1 件没签成：{other.name}先签收了。")).to_be_visible()
    assert CaseStep.objects.filter(done_at=None, claimed_by=staff.reviewer.user).count() == 1


def test_ticks_are_undone_by_escape(work, staff, open_page):
    work.accepted()
    page = open_page("/office/", user=user_of(staff.reviewer), allow=LEAVING)
    page.keyboard.press("Space")
    expect(page.locator("#batch-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#batch-keys")).to_be_hidden()
    expect(page.locator("[data-tick]:checked")).to_have_count(0)


def test_denial_asks_for_reasons_and_keeps_the_page(work, staff, open_page):
    case = work.claimed(work.reviewed(), staff.decider)
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.decider), allow=("422", *LEAVING))
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#error-deny")).to_be_visible()
    expect(page.locator("#choice-deny")).to_be_checked()
    page.keyboard.press("y")
    page.keyboard.type("已经在临泽县领了高龄津贴")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/")
    case.refresh_from_db()
    assert case.outcome == Outcome.DENIED


def test_stale_page_says_so_and_keeps_the_opinion(work, staff, open_page):
    case = work.claimed(work.accepted(), staff.reviewer)
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.reviewer), allow=("409", *LEAVING))
    page.keyboard.press("1")
    page.keyboard.press("y")
    page.locator("textarea:visible").fill("我写了很久的意见")
    page.evaluate("document.querySelector('#act [name=seen]').value = 1")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_text("您看的是旧页面，别人刚办过。")).to_be_visible()
    expect(page.locator("textarea:visible")).to_have_value("我写了很久的意见")
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/")


def test_township_tells_once_what_is_missing(work, staff, open_page):
    case = work.claimed(work.received(without=("social-security-card",)), staff.acceptor)
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.acceptor), allow=LEAVING)
    page.keyboard.press("1")
    expect(page.locator("#choice-accept")).not_to_be_checked()
    expect(page.locator("#said")).to_contain_text("还差1样材料")
    page.keyboard.press("2")
    page.get_by_label("一寸近照", exact=True).uncheck()
    page.get_by_label("一寸近照：为什么缺").select_option("too-old")
    expect(page.locator("#draft img")).to_be_visible()
    page.get_by_role("button", name="发告知书").click()
    page.wait_for_url("**/office/")
    case.refresh_from_db()
    assert case.state == State.CORRECTING
    assert set(case.documents.filter(told=True).values_list("material", flat=True)) == {"social-security-card", "photo"}


def test_papers_are_turned_zoomed_and_rotated_by_keys(work, staff, open_page):
    case = work.claimed(work.accepted(), staff.reviewer)
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.reviewer), allow=LEAVING)
    image = page.locator("[data-viewer-image]")
    sheet = page.locator("[data-viewer-sheet]")
    expect(image).to_be_visible()
    page.keyboard.press("+")
    expect(sheet).to_have_class("sheet zoom-150 turn-0")
    page.keyboard.press("x")
    expect(sheet).to_have_class("sheet zoom-150 turn-90")
    title = page.locator("[data-viewer-title]")
    first = title.inner_text()
    page.keyboard.press("]")
    expect(title).not_to_have_text(first)
    page.keyboard.press("[")
    expect(title).to_have_text(first)
    expect(sheet).to_have_class("sheet zoom-100 turn-0")


def test_limits_are_explained_and_numbers_shown_for_a_purpose(work, staff, open_page):
    case = work.claimed(work.accepted(), staff.reviewer)
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.reviewer), allow=LEAVING)
    page.keyboard.press("b")
    expect(page.locator("#explain")).to_be_visible()
    expect(page.locator("#explain")).to_contain_text("当天不算，从第二天起数")
    assert accessibility_findings(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#explain")).to_be_hidden()
    page.get_by_role("button", name="看全号").first.click()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-form .whole")).to_be_visible()
    expect(page.locator("#reveal")).to_be_hidden()


def test_what_others_did_appears_by_itself(work, staff, open_page):
    case = work.accepted()
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.reviewer), allow=LEAVING)
    post = (
        Post.objects.filter(office=staff.reviewer.office, role="reviewer").exclude(holder=staff.reviewer.user).first()
    )
    steps.claim(case.pk, by=actor_for(post.holder))
    page.evaluate(
        "document.querySelectorAll('[data-live]').forEach((part) => part.dispatchEvent(new Event('live:ask')))"
    )
    expect(page.get_by_text("别人刚办过，看最新的")).to_be_visible()
    page.keyboard.press("r")
    expect(page.get_by_text(f"在{post.holder.name}手里").first).to_be_visible()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_fit_and_are_for_everyone(work, staff, open_page, size, language):
    for _each in range(2):
        work.accepted()
    case = work.claimed(work.accepted(), staff.reviewer)
    user = user_of(staff.reviewer)
    for path in ("/office/", "/office/?show=held", f"/office/cases/{case.pk}"):
        page = open_page(f"{path}{'&' if '?' in path else '?'}lang={language}", size, user=user, allow=LEAVING)
        page.wait_for_load_state("networkidle")
        assert accessibility_findings(page) == [], path
        assert overflow(page) <= 0, path
    page.locator(".option").first.click()
    page.wait_for_load_state("networkidle")
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0


def test_correction_panel_is_for_everyone(work, staff, open_page):
    case = work.claimed(work.received(without=("photo",)), staff.acceptor)
    page = open_page(f"/office/cases/{case.pk}", PHONE, user=user_of(staff.acceptor), allow=LEAVING)
    for choice in ("correct", "decline"):
        page.locator(f"#choice-{choice}").check(force=True)
        page.wait_for_load_state("networkidle")
        assert accessibility_findings(page) == [], choice
        assert overflow(page) <= 0, choice


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_clock_is_stopped_and_let_run_by_keys(work, staff, open_page, size):
    """ALL 45: ground, day and words by the keyboard alone; the stopped page holds at both widths."""
    case = work.claimed(work.accepted(), staff.reviewer)
    page = open_page(f"/office/cases/{case.pk}", size, user=user_of(staff.reviewer), allow=LEAVING)
    digit = page.locator("#choice-hold").get_attribute("data-key")
    page.keyboard.press(digit)
    expect(page.locator("[data-for=hold].pad").first).to_be_visible()
    assert overflow(page) <= 0 and accessibility_findings(page) == []
    page.locator("input[name=hold_ground][value=hearing]").check()
    page.locator("input[name=until]").fill((today() + timedelta(days=9)).isoformat())
    page.locator("#text-hold").fill("利害关系人申请听证")
    page.locator(".send button").click()
    expect(page.get_by_text("停表：听证").first).to_be_visible()
    assert overflow(page) <= 0 and accessibility_findings(page) == []
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("恢复计时了").first).to_be_visible()


def test_cases_are_handed_on_from_the_list_and_from_the_page_by_keys(work, staff, open_page):
    """转办: tick, Z, a digit, the reason, Enter; from the page Z alone opens the same."""
    cases = [work.claimed(work.accepted(), staff.reviewer) for _each in range(3)]
    page = open_page("/office/", user=user_of(staff.reviewer), allow=LEAVING)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("z")
    dialog = page.locator("#together")
    expect(dialog.get_by_text("2 件转给谁")).to_be_visible()
    assert accessibility_findings(page) == []
    page.keyboard.press("1")
    page.keyboard.press("Tab")
    page.keyboard.type("明天起外出培训")
    page.keyboard.press("Enter")
    expect(page.get_by_text("转出去 2 件")).to_be_visible()
    left = CaseStep.objects.get(done_at=None, claimed_by=staff.reviewer.user)
    page.goto(f"{page.url.split('/office')[0]}/office/cases/{left.case_id}")
    page.keyboard.press("z")
    expect(dialog.get_by_text("1 件转给谁")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("Tab")
    page.keyboard.type("一起转")
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/")
    assert CaseStep.objects.filter(case__in=cases, claimed_by=None, done_at=None).count() == 3


def test_clock_is_stopped_and_let_run_from_the_list_by_keys(work, staff, open_page):
    """T stops, R lets run, on the current row where none is ticked."""
    work.claimed(work.accepted(), staff.reviewer)
    page = open_page("/office/", user=user_of(staff.reviewer), allow=LEAVING)
    page.keyboard.press("t")
    dialog = page.locator("#together")
    expect(dialog.get_by_text("为什么停")).to_be_visible()
    assert accessibility_findings(page) == []
    page.keyboard.press("1")
    dialog.get_by_label("大约到哪天有结果").fill((today() + timedelta(days=9)).isoformat())
    page.keyboard.press("Enter")
    expect(page.get_by_text("停表 1 件")).to_be_visible()
    page.keyboard.press("r")
    expect(dialog.get_by_text("恢复计时：")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("恢复计时 1 件")).to_be_visible()


def test_a_place_is_framed_by_keys_and_by_dragging_and_the_draft_is_printed_alone(work, staff, open_page):
    """Q, arrows, Enter, a sentence; or a drag. D puts the draft alone on paper."""
    case = work.claimed(work.accepted(), staff.reviewer)
    page = open_page(f"/office/cases/{case.pk}", user=user_of(staff.reviewer), allow=LEAVING)
    expect(page.locator("[data-viewer-image]")).to_be_visible()
    page.keyboard.press("q")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#mark")).to_be_visible()
    assert accessibility_findings(page) == []
    page.keyboard.type("印章看不清")
    page.keyboard.press("Enter")
    expect(page.locator("[data-viewer-marks]").get_by_text("印章看不清")).to_be_visible()
    expect(page.locator("[data-viewer-frames] rect.kept")).to_have_attribute("y", "420")
    page.keyboard.press("q")
    box = page.locator("[data-viewer-sheet]").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90)
    page.mouse.up()
    page.keyboard.type("这一栏没填")
    page.keyboard.press("Enter")
    expect(page.locator("[data-viewer-marks]").get_by_text("这一栏没填")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator("#draft img").first).to_be_visible()
    page.evaluate("window.print = () => {}")
    page.keyboard.press("d")
    page.emulate_media(media="print")
    expect(page.get_by_text("试打，没有编号和印章，不作数")).to_be_visible()
    for hidden in (".ident", ".viewer", ".decide", ".keys"):
        expect(page.locator(hidden)).to_be_hidden()

"""The desk in a real browser: an allowance by keyboard alone, counted; both widths; both languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from siban.domain.cases.models import Case
from siban.domain.cases.rules import State
from siban.domain.cases.services import answers
from siban.domain.catalog import search
from siban.domain.notices.models import Notice
from siban.domain.people import numbers
from siban.domain.people.identity import Sex
from siban.domain.people.queries import identity
from siban.kernel.models import User
from tests.browser import DESK, PHONE, OpenPage, accessibility_findings, overflow
from tests.domain.cases.conftest import picture

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


class Keys:
    """Counts what the clerk does: fields typed, keys pressed beside them, pages loaded, papers sent to the printer."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fields = self.presses = self.loads = 0
        self.printed: list[str] = []
        page.on("domcontentloaded", self._loaded)
        # The browser's own print dialog is not part of the page, and its viewer does not print without a screen.
        page.context.route("**/*.pdf", self._paper)
        page.context.add_init_script("window.print = () => {}")

    def _loaded(self, page: Page) -> None:
        self.loads += 1

    def _paper(self, route: Route) -> None:
        self.printed.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<title>paper</title>")

    def _settled(self) -> None:
        """A hand is slower than a page that loads; before, the same keys do the same by plain forms."""
        self.page.wait_for_load_state("load")
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    def type(self, text: str) -> None:
        self._settled()
        self.fields += 1
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self._settled()
        self.presses += 1
        self.page.keyboard.press(key)


def agent(work) -> User:
    return User.objects.get(pk=work.staff.agent.user)


@pytest.fixture
def photo(tmp_path: Path) -> str:
    path = tmp_path / "photo.jpg"
    path.write_bytes(picture())
    return str(path)


def here(page: Page, stage: str) -> None:
    expect(page.locator(".stages [aria-current=step] small")).to_have_text(stage)


def test_known_residents_allowance_in_two_fields_and_eight_keys(open_page: OpenPage, work, photo):
    person = work.person("张玉梅", date(1944, 5, 1))
    number = identity(person).number.value
    search.find("高龄津贴")
    page = open_page("/desk/", user=agent(work))
    keys = Keys(page)
    expect(page.get_by_label("读身份证，或直接输")).to_be_focused()
    keys.type(number)
    keys.press("Enter")
    expect(page.get_by_label("办什么")).to_be_focused()
    keys.type("高龄津贴")
    keys.press("Enter")
    here(page, "什么情形")
    keys.press("Enter")
    here(page, "收材料")
    keys.press("d")
    expect(page.get_by_text("印好了，签完拍下来")).to_be_visible()
    with page.expect_file_chooser() as camera:
        keys.press("p")
    camera.value.set_files(photo)
    expect(page.get_by_text("系统填好，已签字，拍了 1 张")).to_be_visible()
    keys.press("s")
    expect(page.get_by_text("5 样收了 5 样")).to_be_visible()
    keys.press("5")
    keys.press("Enter")
    expect(page.get_by_text(re.compile("等党寨镇中心签收"))).to_be_visible()
    case = Case.objects.get(applicant=person)
    receipt = Notice.objects.get(stream=case.pk, kind="receipt")
    page.wait_for_timeout(500)
    assert case.state == State.RECEIVED
    assert keys.printed[-1].endswith(f"/desk/notices/{receipt.pk}.pdf"), "the receipt went to the printer"
    assert len(keys.printed) == 2, "and the form before it"
    assert number not in page.content()
    assert (keys.fields, keys.presses, keys.loads) == (2, 8, 1)
    keys.press("Enter")
    expect(page.get_by_label("读身份证，或直接输")).to_be_focused()


def test_open_ticks_and_their_reasons_by_keys(open_page: OpenPage, work, photo):
    case = work.draft(work.person("张玉梅", date(1944, 5, 1)))
    page = open_page(f"/desk/cases/{case.pk}", user=agent(work))
    keys = Keys(page)
    with page.expect_file_chooser() as camera:
        keys.press("p")
    camera.value.set_files(photo)
    expect(page.locator("#row-id-card")).to_have_class("here")
    keys.press("Space")
    expect(page.locator("#row-social-security-card")).to_have_class("here")
    keys.press("q")
    expect(page.locator(".slip")).to_contain_text("今天没有带来")
    keys.press("q")
    expect(page.locator(".slip")).to_contain_text("津贴只能发到本人卡上")
    expect(page.locator(".answer:has(:checked)")).to_contain_text("一次告知")
    keys.press("2")
    expect(page.locator(".answer:has(:checked)")).to_contain_text("一次告知")
    keys.press("ArrowDown")
    expect(page.locator("#row-photo")).to_have_class("here")
    keys.press("Space")
    expect(page.get_by_text("草稿，差 1 样")).to_be_visible()
    keys.press("g")
    expect(page.get_by_role("dialog")).to_contain_text("先问是不是老人本人来")
    keys.press("Escape")
    keys.press("Enter")
    expect(page.get_by_text(re.compile("等党寨镇中心签收"))).to_be_visible()


def test_unknown_person_is_registered_and_goes_on(open_page: OpenPage, work):
    page = open_page("/desk/", user=agent(work))
    page.keyboard.type(numbers.make("622201", date(1942, 2, 3), Sex.MALE, 5))
    page.keyboard.press("Enter")
    expect(page.get_by_label("姓名")).to_be_focused()
    assert accessibility_findings(page) == []
    page.keyboard.type("罗生虎")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="罗生虎")).to_be_visible()
    expect(page.get_by_label("办什么")).to_be_focused()


def test_a_signature_on_the_screen_delivers(open_page: OpenPage, work):
    case = work.claimed(work.granted(), work.staff.agent)
    page = open_page(f"/desk/cases/{case.pk}", user=agent(work))
    Keys(page)
    expect(page.locator(".rail-list")).to_be_visible()
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=8)
    page.mouse.up()
    expect(page.locator("[name=signature]")).to_have_value(re.compile("signature.png"))
    page.get_by_role("button", name="签好了，送到").click()
    expect(page.get_by_text("办完了，结果已经送到本人手里")).to_be_visible()
    case.refresh_from_db()
    assert case.state == State.DELIVERED


def test_a_file_too_large_is_refused_before_it_is_sent(open_page: OpenPage, work, tmp_path):
    case = work.draft()
    page = open_page(f"/desk/cases/{case.pk}", user=agent(work))
    huge = tmp_path / "huge.jpg"
    huge.write_bytes(b"\xff\xd8\xff" + bytes(60 * 1024 * 1024))
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator("#row-application input[type=file]").set_input_files(str(huge))
    expect(page.locator("#refusal")).to_contain_text("最多20兆")
    assert sent == []


def pages(work) -> dict[str, str]:
    """One address of every kind of page of the desk."""
    told = work.received(without=("photo",))
    work.claimed(told, work.staff.acceptor)
    answers.correct(told.pk, by=work.staff.acceptor)
    draft = work.draft()
    result = work.claimed(work.granted(), work.staff.agent)
    return {
        "today": "/desk/",
        "who": "/desk/start?item=old-age-allowance",
        "what": f"/desk/start?person={draft.applicant_id}",
        "papers": f"/desk/cases/{draft.pk}",
        "scenario": f"/desk/cases/{draft.pk}?stage=scenario",
        "represented": f"/desk/cases/{draft.pk}?stage=who",
        "supply": f"/desk/cases/{told.pk}",
        "deliver": f"/desk/cases/{result.pk}",
    }


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_readable_by_everyone_and_never_scrolls_sideways(open_page: OpenPage, work, size, language):
    for name, path in pages(work).items():
        page = open_page(path + ("&" if "?" in path else "?") + f"lang={language}", size, user=agent(work))
        page.wait_for_timeout(300)
        assert accessibility_findings(page) == [], name
        assert overflow(page) <= 0, name
        page.close()

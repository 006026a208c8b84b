"""Declared relatives (回避, §2): a member of staff's own page, and what who oversees her office sees of it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from siban.domain.people.identity import Sex
from siban.domain.people.models import Person
from siban.domain.people.numbers import make
from siban.domain.people.rules import Pledge
from siban.domain.staff.models import PersonLink
from siban.domain.staff.queries import actor_for
from siban.domain.staff.recusal import declare_relative
from siban.kernel.models import User
from tests.browser import DESK, PHONE, OpenPage, accessibility_findings, overflow
from tests.domain.cases.conftest import holder
from tests.domain.cases.test_pledges import accepted, declaring, signed
from tests.surfaces.desk.conftest import signed_in

PAGE = "/accounts/relatives/"


def born(number: int) -> str:
    return make("622201", date(1950, 2, 3), Sex.FEMALE, number)


def declared(client, **form: str):
    sent = {"name": "马玉兰", "number": born(7), "relation": "parent", **form}
    return client.post(f"{PAGE}declare/", sent)


@pytest.mark.django_db
def test_she_declares_a_relative_who_need_not_be_on_record_and_stands_aside_from_then_on(work):
    acceptor = work.staff.acceptor
    client = signed_in(acceptor)
    assert declared(client, number="1").status_code == 422
    kept = declared(client, relation="").content.decode()
    assert "马玉兰" in kept, "what was typed stays"
    assert declared(client).status_code == 302
    link = PersonLink.objects.get(user=acceptor.user)
    assert link.declared_by == acceptor.user and Person.objects.filter(pk=link.person).exists()
    assert link.person in actor_for(User.objects.get(pk=acceptor.user)).relatives
    page = client.get(PAGE).content.decode()
    assert "马玉兰" in page and "父母" in page and "您管的单位" not in page
    assert client.post(f"{PAGE}{acceptor.user}/{link.person}/end/").status_code == 403


@pytest.mark.django_db
def test_the_head_and_the_supervisor_see_who_has_declared_and_may_end_it_on_record(work, django_assert_max_num_queries):
    acceptor = work.staff.acceptor
    declared(signed_in(acceptor))
    link = PersonLink.objects.get(user=acceptor.user)
    for overseer in (holder("centre-620702107", "head"), holder("government-services", "supervisor")):
        client = signed_in(overseer)
        with django_assert_max_num_queries(12):
            page = client.get(PAGE).content.decode()
        assert acceptor.name in page and "马*兰" in page and "马玉兰" not in page
    assert acceptor.name not in signed_in(holder("civil-affairs-elderly", "head")).get(PAGE).content.decode()
    assert signed_in(work.staff.reviewer).post(f"{PAGE}{acceptor.user}/{link.person}/end/").status_code == 403
    head = holder("centre-620702107", "head")
    assert signed_in(head).post(f"{PAGE}{acceptor.user}/{link.person}/end/").status_code == 302
    link.refresh_from_db()
    assert link.ended_by == head.user and link.ended_at is not None
    assert not actor_for(User.objects.get(pk=acceptor.user)).relatives


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("size", "language"), [(DESK, "zh-hans"), (PHONE, "en")])
def test_the_page_is_filled_by_the_keyboard_at_both_widths(open_page: OpenPage, work, size, language):
    page = open_page(f"{PAGE}?lang={language}", size, user=User.objects.get(pk=holder("centre-620702107", "head").user))
    page.locator("#name").fill("马玉兰")
    page.locator("#number").fill(born(9))
    page.locator("input[name=relation]").first.check()
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0
    page.locator("#number").press("Enter")
    expect(page.locator("section[aria-labelledby=own-h] li")).to_contain_text("马玉兰")
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("size", "language"), [(DESK, "zh-hans"), (PHONE, "en")])
def test_the_case_shows_why_it_goes_up_and_what_was_signed(open_page: OpenPage, work, size, language):
    case = accepted(work, signed(work, declaring(work), Pledge.DECLARATION))
    reviewer = work.staff.reviewer
    declare_relative(reviewer.user, case.applicant_id, PersonLink.Relation.SIBLING, by=reviewer)
    head = User.objects.get(pk=holder("civil-affairs-elderly", "head").user)
    page = open_page(f"/office/?lang={language}", size, user=head)
    expect(page.locator("tr[data-row] .tag").first).to_be_visible()
    assert overflow(page) <= 0
    page.goto(page.url.split("/office")[0] + f"/office/cases/{case.pk}")
    expect(page.locator("#pledge-declaration")).to_be_visible()
    expect(page.locator("#decide .note").first).to_contain_text(reviewer.name)
    page.locator("#signed-declaration").click()
    expect(page.locator("[data-viewer-image]")).to_be_visible()
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0

"""Every page that opens a person's data leaves a look with its purpose, and she sees it (PIPL 44, 55)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from siban.domain.cases.models import Case, DocumentPage
from siban.domain.notices.models import Notice
from siban.domain.people import queries as people
from siban.kernel import looks
from siban.kernel.clock import now
from siban.kernel.models import Look, User
from tests.domain.benefits.conftest import opened as entitlement_of
from tests.domain.cases.conftest import Work
from tests.surfaces.office.conftest import Clean, signed_in
from tests.surfaces.portal.conftest import look_up, slip

pytestmark = pytest.mark.django_db


def opened(case: Case) -> str:
    return f"/office/cases/{case.pk}"


def at_desk(case: Case) -> str:
    return f"/desk/cases/{case.pk}"


def benefit(case: Case) -> str:
    return f"/office/benefits/{entitlement_of(case).pk}"


PAGES: dict[str, tuple[Callable[[Case], str], str, str, str]] = {
    "case at the office": (opened, "reviewer", "办理", "办件页"),
    "case at the desk": (at_desk, "agent", "窗口办理", "办件页"),
    "benefit": (benefit, "reviewer", "办理", "待遇页"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_about_a_person_leaves_one_look(page: str) -> None:
    address, role, purpose, what = PAGES[page]
    work = Clean()
    case = work.granted()
    client = signed_in(getattr(work.staff, role))
    path = address(case)
    before = set(Look.objects.values_list("pk", flat=True))
    assert client.get(path).status_code == 200
    left = Look.objects.filter(person=case.applicant_id).exclude(pk__in=before)
    assert [(row.actor, row.purpose, row.what) for row in left] == [
        (getattr(work.staff, role).user, purpose, what),
    ]
    client.get(path)
    assert left.count() == 1, "drawn again at once it is the same look"


def test_a_notice_and_a_photograph_leave_a_look() -> None:
    work = Clean()
    case = work.accepted()
    work.claimed(case, work.staff.reviewer)
    client = signed_in(work.staff.reviewer)
    html = client.get(opened(case)).content.decode()
    notice = Notice.objects.filter(stream=case.pk).latest("issued_at")
    page = DocumentPage.objects.filter(document__case=case)[0]
    assert str(page.pk) in html
    assert client.get(reverse("office:notice", args=[notice.pk])).status_code == 200
    assert client.get(reverse("office:page", args=[page.pk])).status_code == 200
    assert Look.objects.filter(person=case.applicant_id, purpose="办理").count() == 3


def test_names_that_a_search_brings_up_are_looks() -> None:
    work = Work()
    person = work.person("王桂珍")
    desk = signed_in(work.staff.agent)
    assert "王桂珍" in desk.post("/desk/find", {"q": "王桂珍"}).content.decode()
    assert Look.objects.filter(person=person.pk, purpose="查找", what="姓名").exists()


def test_a_look_at_oneself_is_none_and_a_new_purpose_is_another_look() -> None:
    work = Work()
    person = work.person()
    actor = work.staff.agent
    looks.opened(replace(actor, person=person.pk), [person.pk], "办理", "办件页")
    assert not Look.objects.filter(person=person.pk).exists()
    for purpose in ("办理", "核对", "办理"):
        looks.opened(actor, [person.pk], purpose, "办件页")
    assert Look.objects.filter(person=person.pk).count() == 2


def test_she_reads_who_looked_and_what_for_on_the_tracking_page(client: Client) -> None:
    cache.clear()
    work = Clean()
    case = work.claimed(work.accepted(), work.staff.reviewer)
    signed_in(work.staff.reviewer).get(opened(case))
    assert client.get("/track/looks").headers["Location"] == "/track", "who has not proved herself sees nothing"
    look_up(client, slip(case))
    assert "/track/looks" in client.get("/track/case").content.decode()
    page = client.get("/track/looks").content.decode()
    name = User.objects.get(pk=work.staff.reviewer.user).name
    assert f"<b>{name}</b>" in page and "办理：办件页" in page


def test_no_look_is_without_a_purpose() -> None:
    work = Clean()
    case = work.granted()
    for actor in (work.staff.agent, work.staff.reviewer, work.staff.decider):
        client = signed_in(actor)
        client.get(at_desk(case))
        client.get(opened(case))
    assert not Look.objects.filter(purpose="").exists()
    assert Look.objects.filter(person=case.applicant_id, at__lte=now()).exists()
    assert people.looks(work.staff.agent, case.applicant)

"""Provisional years: a notice is entered once, its effect shown before, and applicants are told (rules.md §3)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from siban.domain.cases.models import Case
from siban.domain.messages.queries import for_case
from siban.domain.work.models import CalendarChange, Clock
from siban.domain.work.queries import forget_calendar
from siban.domain.work.rules import Kind
from siban.domain.work.services import sweep
from siban.kernel import feed
from siban.kernel.clock import now, today
from siban.kernel.models import User
from siban.kernel.refusals import NotAllowed
from tests.domain.cases.conftest import Work, sequenced
from tests.surfaces.console.conftest import CENTRE, holder

pytestmark = pytest.mark.django_db


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user))
    return client


@pytest.fixture
def keeper():
    post = holder("government-services", "supervisor")
    forget_calendar()
    yield signed_in(post)
    forget_calendar()


def rest_of(case: Case) -> str:
    """The two working days before the promised date, as days off."""
    due = Clock.objects.get(stream=case.pk, kind=Kind.PROMISED).due
    return f"{(due - timedelta(days=1)).isoformat()}至{due.isoformat()} 元旦"


def test_effect_is_shown_before_anything_is_entered(keeper):
    case = Work().accepted()
    sent = {"basis": "国办发明电〔2026〕7号", "rest": rest_of(case), "request": uuid4(), "what": "preview"}
    page = keeper.post("/console/calendar", sent)
    assert page.context["effect"].later >= 1 and not CalendarChange.objects.exists()
    assert "会重新数" in page.content.decode()


def test_what_is_not_understood_is_said_beside_its_line(keeper):
    page = keeper.post("/console/calendar", {"basis": "文", "rest": "元旦三天", "what": "preview", "request": uuid4()})
    assert page.status_code == 422 and "元旦三天" in page.context["errors"]["rest"]
    page = keeper.post("/console/calendar", {"basis": "", "rest": "2027-01-01", "what": "enter", "request": uuid4()})
    assert page.status_code == 422 and not CalendarChange.objects.exists()


def test_only_who_keeps_the_calendar_enters_it():
    answer = signed_in(holder(CENTRE, "leader")).get("/console/calendar")
    assert answer.status_code == NotAllowed.status


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_changed_date_is_told_to_the_applicant_and_kept_on_the_case(committed):
    """The case, its lists and the applicant's telephone say the new day."""
    forget_calendar()
    keeper, case = signed_in(holder("government-services", "supervisor")), Work().accepted()
    before = Case.objects.get(pk=case.pk).promised_due
    sent = {"basis": "国办发明电〔2026〕7号", "rest": rest_of(case), "request": uuid4(), "what": "enter"}
    assert keeper.post("/console/calendar", sent).status_code == 302
    sweep.run(at=now() + timedelta(minutes=5))
    sequenced()
    feed.run_until_idle()
    forget_calendar()
    after = Case.objects.get(pk=case.pk).promised_due
    assert after > before and after == Clock.objects.get(stream=case.pk, kind=Kind.PROMISED).due
    assert any("放假安排定了" in one.text and f"{after.month}月{after.day}日" in one.text for one in for_case(case.pk))
    assert today() <= after

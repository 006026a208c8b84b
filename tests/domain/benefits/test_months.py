"""From which month until which: each benefit by its own article (F15), and nothing twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from siban.domain.benefits import subscribers
from siban.domain.benefits.rules import End, State, add_months, month_of
from siban.domain.benefits.services import keeping
from siban.domain.benefits.services.opening import open_for
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.services import intake
from siban.domain.cases.services.decisions import grant_letter
from siban.domain.catalog import paying
from siban.domain.catalog.paying import Dates
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.people import numbers
from siban.domain.people.identity import Sex
from siban.domain.work.models import Clock
from siban.domain.work.rules import Kind
from siban.domain.work.services import sweep
from siban.kernel.clock import now, today
from tests.domain.benefits.conftest import event_of, fresh
from tests.domain.cases.conftest import holder
from tests.domain.catalog.shipped import version

CENTRE = "centre-620702107"
ELDER = numbers.make("620702", date(2025, 9, 1), Sex.FEMALE, 2)
ACCEPTED, DECIDED = date(2026, 11, 3), date(2026, 12, 8)


def first(item: str, birth: date, **days: date) -> date:
    benefit = version(item).result.benefit
    assert benefit is not None and benefit.begins is not None and benefit.begins.basis.zh
    return paying.first_month(benefit, Dates(date(2026, 10, 30), ACCEPTED, DECIDED, birth))


def test_the_old_age_allowance_is_paid_from_the_month_of_acceptance():
    """高龄津贴: 自受理当月起."""
    assert first("old-age-allowance", date(1945, 3, 8)) == date(2026, 11, 1)


def test_the_subsistence_allowance_is_paid_from_the_month_after_confirmation():
    """民发〔2021〕57号: 自确认同意之日下月起发放."""
    assert first("subsistence-allowance", date(1961, 3, 8)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("birth", "month"), [(date(1966, 11, 30), date(2026, 12, 1)), (date(1966, 12, 1), date(2027, 1, 1))]
)
def test_the_pension_is_paid_from_the_month_after_the_sixtieth_birthday(birth, month):
    """国发〔2014〕8号第六条, whenever it was applied for."""
    assert first("resident-pension-claim", birth) == month
    assert first("resident-pension-claim", date(1960, 2, 29)) == date(2020, 3, 1)


@pytest.mark.parametrize(
    ("birth", "begins", "ends"),
    [
        (date(2026, 9, 1), date(2026, 9, 1), date(2029, 9, 1)),
        (date(2024, 2, 29), date(2025, 1, 1), date(2027, 2, 1)),
        (date(2025, 1, 1), date(2025, 1, 1), date(2028, 1, 1)),
    ],
)
def test_the_childcare_subsidy_runs_from_birth_until_the_child_is_three(birth, begins, ends):
    """育儿补贴制度实施方案: 从2025年1月起，至年满3周岁; born before, the months that are left."""
    benefit = version("childcare-subsidy").result.benefit
    assert benefit is not None
    assert first("childcare-subsidy", birth) == begins
    assert paying.end_month(benefit, birth) == ends


def subsidy(work, name: str, number: str, born: date, person=None) -> Case:
    case = work.draft(item="childcare-subsidy", person=person)
    child = {"child_name": name, "child_number": number, "child_birth": born.isoformat()}
    intake.fill(case.pk, by=work.staff.agent, form=child)
    return Case.objects.select_related("stream", "applicant__key").get(pk=case.pk)


@pytest.mark.django_db
def test_each_child_has_a_subsidy_of_its_own_and_none_has_two(work):
    """按孩子发: two children of one mother are two, and the father's application for one of them opens nothing."""
    mother, office = work.person(born=date(1995, 5, 1)), work.staff.acceptor.office
    elder = subsidy(work, "刘小禾", ELDER, date(2025, 9, 1), mother)
    younger = subsidy(work, "刘小麦", "", date(2026, 10, 9), mother)
    one, two = open_for(elder, office=office, at=now()), open_for(younger, office=office, at=now())
    assert one is not None and two is not None
    assert (one.first_month, two.first_month) == (date(2025, 9, 1), date(2026, 10, 1))
    assert "刘小禾".encode() not in bytes(one.child) and one.open_child().name == "刘小禾"
    again = subsidy(work, "刘小禾", ELDER, date(2025, 9, 1), work.person(born=date(1994, 2, 2)))
    assert open_for(again, office=office, at=now()) is None
    assert event_of(one.pk, "benefit.granted_again").payload.case == again.pk
    letter = grant_letter(Matter(elder, today()), None)
    assert (letter.benefit.first_month, letter.benefit.last_month) == (date(2025, 9, 1), date(2028, 8, 1))


@pytest.mark.django_db
def test_the_subsidy_ends_by_itself_with_the_month_before_the_third_birthday(work, travel):
    """至其年满3周岁: the clock runs out, the end is told in writing, and no list has a later month."""
    birthday = today().replace(year=today().year - 3, day=1) + timedelta(days=70)
    case = subsidy(work, "刘小麦", "", birthday)
    one = open_for(case, office=work.staff.acceptor.office, at=now())
    clock = Clock.objects.get(stream=one.pk, kind=Kind.TERM, key="age")
    assert month_of(clock.due) == add_months(one.until, -1) or clock.due == one.until
    moment = travel(clock.due + timedelta(days=1))
    sweep.run(moment)
    subscribers.follow_clock(event_of(one.pk, "work.warned"))
    after = fresh(one)
    assert (after.state, after.end, after.stopped_from) == (State.STOPPED, End.AGED, one.until)
    letter = notice_data(Notice.objects.get(pk=event_of(one.pk, "benefit.stopped").payload.notice))
    last = add_months(one.until, -1)
    assert letter.reasons == (f"孩子到了规定的年龄，发到{last.year}年{last.month}月为止。",)


@pytest.mark.django_db
def test_no_month_that_an_earlier_one_paid_is_paid_again_after_a_stop(work):
    """A pension is owed since the age was reached; who renounced it and comes back is owed since the end."""
    office = work.staff.acceptor.office
    person = work.person(born=date(1960, 2, 10))
    case = work.draft(item="resident-pension-claim", person=person)
    one = open_for(case, office=office, at=now())
    assert one.first_month == date(2020, 3, 1)
    keeping.stop(one.pk, by=holder(CENTRE, "decider"), end=End.RENOUNCED, on=today())
    again = open_for(work.draft(item="resident-pension-claim", person=person), office=office, at=now())
    assert again.first_month == add_months(month_of(today()), 1)

"""Time that does not count, and more of it (ALL 42, 45)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from siban.domain.cases import errors
from siban.domain.cases.models import Case
from siban.domain.cases.services import limits
from siban.domain.notices.models import Notice
from siban.domain.work.errors import AlreadyHeld, NotHeld
from siban.domain.work.models import Clock, Task
from siban.domain.work.queries import clocks_for
from siban.domain.work.rules import Kind
from siban.kernel.clock import today
from siban.kernel.refusals import NotAllowed
from tests.domain.cases.conftest import holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(work) -> Case:
    case = work.accepted()
    return work.claimed(case, work.staff.reviewer)


def dues(case: Case) -> dict[Kind, date | None]:
    return {view.kind: view.due.date for view in clocks_for(case.pk) if view.stopped_on is None}


def in_a_week() -> date:
    return today() + timedelta(days=7)


def test_hold_stops_both_limits_and_is_told_in_writing(handled, work):
    """ALL 45: the applicant is told in writing how long it will take."""
    limits.hold(handled.pk, by=work.staff.reviewer, ground="expert-review", expected_until=in_a_week())
    assert dues(handled)[Kind.PROMISED] is dues(handled)[Kind.STATUTORY] is None
    assert Notice.objects.get(stream=handled.pk, kind="hold").number
    assert Case.objects.get(pk=handled.pk).promised_due is None
    with pytest.raises(AlreadyHeld):
        limits.hold(handled.pk, by=work.staff.reviewer, ground="hearing", expected_until=in_a_week())
    limits.resume(handled.pk, by=work.staff.reviewer)
    assert dues(handled)[Kind.PROMISED] == Case.objects.get(pk=handled.pk).promised_due is not None
    with pytest.raises(NotHeld):
        limits.resume(handled.pk, by=work.staff.reviewer)


def test_waiting_for_a_colleague_stops_no_clock(handled, work):
    """rules.md §3: nothing else stops the clock."""
    with pytest.raises(errors.NoSuchGround):
        limits.hold(handled.pk, by=work.staff.reviewer, ground="colleague", expected_until=in_a_week())


def test_extension_is_approved_by_who_the_regime_names_once_and_told(handled, work):
    """ALL 42: at most once, at most ten days, approved, and the applicant is told why."""
    leader, head = holder("civil-affairs-elderly", "leader"), holder("civil-affairs-elderly", "head")
    before = dues(handled)
    with pytest.raises(errors.ExtensionTooLong):
        limits.ask_extension(handled.pk, by=work.staff.reviewer, days=11, reason="要再核")
    with pytest.raises(errors.NotAskedFor):
        limits.extend(handled.pk, by=leader)
    limits.ask_extension(handled.pk, by=work.staff.reviewer, days=5, reason="户籍底册还没调来")
    with pytest.raises(errors.AlreadyAsked):
        limits.ask_extension(handled.pk, by=work.staff.reviewer, days=5, reason="再要")
    with pytest.raises(NotAllowed):
        limits.extend(handled.pk, by=head)
    limits.extend(handled.pk, by=leader)
    after = dues(handled)
    assert after[Kind.PROMISED] > before[Kind.PROMISED] and after[Kind.STATUTORY] > before[Kind.STATUTORY]
    assert Clock.objects.get(stream=handled.pk, kind=Kind.PROMISED).extended == 5
    assert Notice.objects.filter(stream=handled.pk, kind="extension").count() == 1
    with pytest.raises(errors.NoExtension):
        limits.ask_extension(handled.pk, by=work.staff.reviewer, days=2, reason="还要")


def test_refused_extension_leaves_the_dates(handled, work):
    before = dues(handled)
    limits.ask_extension(handled.pk, by=work.staff.reviewer, days=5, reason="忙不过来")
    limits.refuse_extension(handled.pk, by=holder("civil-affairs-elderly", "leader"))
    assert dues(handled) == before
    assert not Task.objects.filter(stream=handled.pk, kind=limits.TASK, closed_at=None).exists()

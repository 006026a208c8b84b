"""催办: who may urge, who answers, by when, and who reads it (rules.md §8)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from siban.domain.cases import errors_urging as errors
from siban.domain.cases.models import Case
from siban.domain.cases.queries import inbox, today, tracking
from siban.domain.cases.queries.page import page
from siban.domain.cases.rules import Action, Advice
from siban.domain.cases.services import decisions, urging
from siban.domain.messages.queries import for_case
from siban.domain.work.models import Clock, Task
from siban.domain.work.rules import Kind
from siban.kernel import feed
from siban.kernel.actors import Actor
from siban.kernel.calendar import shipped
from siban.kernel.clock import SHANGHAI
from siban.kernel.clock import today as today_
from siban.kernel.refusals import NotAllowed
from tests.domain.cases.conftest import holder, sequenced

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(work) -> Case:
    return work.claimed(work.accepted(), work.staff.reviewer)


def open_urges(case: Case) -> int:
    return Task.objects.filter(stream=case.pk, kind=urging.TASK, closed_at=None).count()


def test_urge_in_the_morning_is_answered_that_day_one_later_by_the_next_working_day():
    """Practice: by half past five of the day, or of the next working day."""
    calendar = shipped()
    tuesday = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
    assert urging.answer_days(tuesday, calendar) == 0
    assert urging.answer_days(tuesday.replace(hour=12), calendar) == 1
    assert urging.answer_days(tuesday + timedelta(days=4), calendar) == 1, "Saturday morning: Monday"


def test_one_urge_at_a_time_shows_where_the_case_lies_and_is_counted(handled, work):
    urging.urge(handled.pk, by=work.staff.agent)
    with pytest.raises(errors.UrgedAlready):
        urging.urge(handled.pk, by=work.staff.agent)
    assert Clock.objects.get(stream=handled.pk, kind=Kind.URGE).office_id == work.staff.reviewer.office
    lines = inbox.page(work.staff.reviewer, inbox.Wanted()).lines
    assert urging.TASK in {line.task.kind for line in lines if line.task}
    assert page(work.staff.agent, handled.pk).urged == 1


def test_answer_is_read_at_the_window_and_by_the_applicant(handled, work):
    urging.urge(handled.pk, by=work.staff.agent)
    with pytest.raises(errors.AnswerMissing):
        urging.answer(handled.pk, by=work.staff.reviewer, sentence="  ")
    with pytest.raises(NotAllowed):
        urging.answer(handled.pk, by=work.staff.agent, sentence="快了")
    urging.answer(handled.pk, by=work.staff.reviewer, sentence="户籍底册明天调到，周五前有结果。")
    assert not open_urges(handled) and not Clock.objects.filter(stream=handled.pk, kind=Kind.URGE, stopped_on=None)
    assert page(work.staff.agent, handled.pk).entries[-1].detail == "户籍底册明天调到，周五前有结果。"
    seen = tracking.tracking(tracking.by_id(handled.pk))
    assert seen.entries[-1].detail == "户籍底册明天调到，周五前有结果。"
    with pytest.raises(errors.NotUrged):
        urging.answer(handled.pk, by=work.staff.reviewer, sentence="再说一次")


def test_head_of_the_urged_office_may_answer(handled, work):
    urging.urge(handled.pk, by=work.staff.agent)
    head = holder("civil-affairs-elderly", "head")
    assert Action.ANSWER_URGE in page(head, handled.pk).actions
    urging.answer(handled.pk, by=head, sentence="正在核，明天答复。")


def test_applicant_urges_once_a_day(handled, work):
    assert tracking.tracking(tracking.by_id(handled.pk)).can_urge
    urging.urge(handled.pk, by=Actor.resident())
    assert not tracking.tracking(tracking.by_id(handled.pk)).can_urge
    urging.answer(handled.pk, by=work.staff.reviewer, sentence="明天。")
    assert not tracking.tracking(tracking.by_id(handled.pk)).can_urge
    with pytest.raises(errors.UrgedToday):
        urging.urge(handled.pk, by=Actor.resident())
    urging.urge(handled.pk, by=work.staff.agent)


def test_going_on_with_the_case_settles_an_urge(handled, work):
    """Stopped by the act that mends it."""
    urging.urge(handled.pk, by=work.staff.agent)
    decisions.review(handled.pk, by=work.staff.reviewer, advice=Advice.GRANT, opinion="符合")
    assert not open_urges(handled)
    assert not Clock.objects.filter(stream=handled.pk, kind=Kind.URGE, stopped_on=None).exists()


def test_window_that_is_urged_sees_it_among_what_is_to_be_done_first(work):
    case = work.received()
    urging.urge(case.pk, by=Actor.resident())
    assert today.Sort.URGED in {one.sort for one in today.waiting(work.staff.acceptor)}


def test_answer_reaches_the_telephone_of_who_urged(committed, work):
    case = work.claimed(work.accepted(), work.staff.reviewer)
    urging.urge(case.pk, by=Actor.resident())
    urging.answer(case.pk, by=work.staff.reviewer, sentence="周五前有结果。")
    sequenced()
    feed.run_until_idle()
    assert any("周五前有结果" in one.text for one in for_case(case.pk))


def test_urge_is_due_when_it_was_promised(handled, work):
    clock_case = urging.urge(handled.pk, by=work.staff.agent)
    clock = Clock.objects.get(stream=clock_case.pk, kind=Kind.URGE)
    assert clock.due is not None and clock.due >= today_() and shipped().is_working(clock.due)

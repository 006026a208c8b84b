"""Time that does not count, and more of it (ALL 42, 45)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from siban.domain.cases import errors
from siban.domain.cases.models import Case
from siban.domain.cases.queries import inbox, tracking
from siban.domain.cases.queries.page import page
from siban.domain.cases.rules import Action, Advice
from siban.domain.cases.services import decisions, limits, steps
from siban.domain.messages.queries import for_case
from siban.domain.notices.models import Notice
from siban.domain.work.errors import AlreadyHeld, NotHeld
from siban.domain.work.models import Clock, Task
from siban.domain.work.queries import clocks_for
from siban.domain.work.rules import Kind
from siban.domain.work.wording import explain
from siban.kernel import feed
from siban.kernel.clock import today
from siban.kernel.refusals import NotAllowed
from tests.domain.cases.conftest import holder, sequenced

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


def told(case: Case) -> list[str]:
    """What the applicant was sent, first to last."""
    sequenced()
    feed.run_until_idle()
    return [one.text for one in for_case(case.pk)]


def test_nothing_is_decided_or_handed_on_while_the_clock_stands_still(handled, work):
    """ALL 45: time that does not count is for what it was stopped for."""
    limits.hold(handled.pk, by=work.staff.reviewer, ground="hearing", expected_until=in_a_week())
    with pytest.raises(errors.StillHeld):
        decisions.review(handled.pk, by=work.staff.reviewer, advice=Advice.GRANT, opinion="符合")
    with pytest.raises(errors.StillHeld):
        steps.give_back(handled.pk, by=work.staff.reviewer, reason="再核")
    with pytest.raises(errors.StillHeld):
        limits.ask_extension(handled.pk, by=work.staff.reviewer, days=2, reason="还要查")


def test_who_holds_a_case_sees_only_what_a_stopped_clock_allows(handled, work):
    """rules.md §3: buttons come from the table and from how the limits stand."""
    by = work.staff.reviewer
    assert {Action.HOLD, Action.ASK_EXTENSION, Action.REVIEW} <= set(page(by, handled.pk).actions)
    assert Action.RESUME not in page(by, handled.pk).actions
    limits.hold(handled.pk, by=by, ground="hearing", expected_until=in_a_week())
    shown = set(page(by, handled.pk).actions)
    assert Action.RESUME in shown and not shown & {Action.HOLD, Action.REVIEW, Action.ASK_EXTENSION, Action.RETURN}


def test_only_who_approves_is_offered_to_approve(handled, work):
    """ALL 42: the head of the authority, as the regime names her."""
    leader, head = holder("civil-affairs-elderly", "leader"), holder("civil-affairs-elderly", "head")
    assert Action.EXTEND not in page(leader, handled.pk).actions
    limits.ask_extension(handled.pk, by=work.staff.reviewer, days=5, reason="底册没调来")
    assert {Action.EXTEND, Action.REFUSE_EXTENSION} <= set(page(leader, handled.pk).actions)
    assert Action.EXTEND not in page(head, handled.pk).actions
    assert Action.ASK_EXTENSION not in page(work.staff.reviewer, handled.pk).actions
    assert [line.task.kind for line in inbox.page(leader, inbox.Wanted()).lines if line.task] == [limits.TASK]


def test_resident_reads_why_the_clock_stands_still_and_until_when(handled, work):
    """ALL 45, C2: why the date is what it is; the page, the portal and the command line say the same lines."""
    limits.hold(handled.pk, by=work.staff.reviewer, ground="hearing", expected_until=in_a_week())
    seen = tracking.tracking(tracking.by_id(handled.pk))
    assert seen.by is None and seen.held == "听证" and seen.until == in_a_week()
    assert seen.sentence.startswith("正在等听证，大约到")
    assert seen.entries[-1].what == "停表" and "听证" in seen.entries[-1].detail
    limits.resume(handled.pk, by=work.staff.reviewer)
    view = next(one for one in clocks_for(handled.pk) if one.kind is Kind.PROMISED)
    again = tracking.tracking(tracking.by_id(handled.pk))
    assert again.held == "" and again.why == explain(view.due) and again.entries[-1].what == "恢复计时"


def test_after_an_extension_the_old_date_is_said_beside_the_new(handled, work):
    """ALL 42: the applicant is told; she was given another date before."""
    before = dues(handled)[Kind.PROMISED]
    limits.ask_extension(handled.pk, by=work.staff.reviewer, days=5, reason="户籍底册还没调来")
    assert "报请延期" not in [entry.what for entry in tracking.tracking(tracking.by_id(handled.pk)).entries]
    limits.extend(handled.pk, by=holder("civil-affairs-elderly", "leader"))
    seen = tracking.tracking(tracking.by_id(handled.pk))
    assert seen.before == before and seen.by == dues(handled)[Kind.PROMISED]
    assert seen.entries[-1].what == "延期5天" and f"原来最迟{before.month}月{before.day}日" in seen.entries[-1].detail


def test_applicant_is_sent_a_message_of_every_pause_and_extension(committed, work):
    """ALL 42, 45: told in writing, and by a message that says where to look."""
    case = work.claimed(work.accepted(), work.staff.reviewer)
    limits.hold(case.pk, by=work.staff.reviewer, ground="hearing", expected_until=in_a_week())
    limits.resume(case.pk, by=work.staff.reviewer)
    limits.ask_extension(case.pk, by=work.staff.reviewer, days=3, reason="要再核")
    limits.extend(case.pk, by=holder("civil-affairs-elderly", "leader"))
    said = told(case)
    for words in ("要等听证", "接着办了", "延长了3天"):
        assert any(words in text for text in said), words


def test_granting_leaves_no_request_for_an_extension_open(work):
    """A decision mends what was asked beside it."""
    case = work.claimed(work.reviewed(), work.staff.decider)
    limits.ask_extension(case.pk, by=work.staff.decider, days=3, reason="要再核")
    decisions.grant(case.pk, by=work.staff.decider)
    assert not Task.objects.filter(stream=case.pk, kind=limits.TASK, closed_at=None).exists()

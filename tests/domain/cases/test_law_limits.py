"""rules.md §3 and ALL 42–45: what more time can mend and what it cannot, and whose time it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.cases import errors
from siban.domain.cases.models import Case
from siban.domain.cases.queries import tracking
from siban.domain.cases.rules import Advice
from siban.domain.cases.services import decisions, limits
from siban.domain.catalog import gate, queries
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.work.models import Clock, Warning
from siban.domain.work.queries import calendar, clocks_for
from siban.domain.work.rules import Kind, shift
from siban.domain.work.services import sweep
from siban.kernel.clock import today
from tests.domain.cases.conftest import holder
from tests.domain.cases.test_silence import at_midnight_after, travel
from tests.domain.catalog.shipped import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(work) -> Case:
    return work.claimed(work.accepted(), work.staff.reviewer)


def running(case: Case, kind: Kind) -> Clock:
    return Clock.objects.get(stream=case.pk, kind=kind, stopped_on=None)


def leader():
    return holder("civil-affairs-elderly", "leader")


def test_both_limits_run_from_acceptance_and_the_promised_one_is_the_shorter(handled):
    """ALL 42: twenty working days where nothing else is said; what is promised is never longer."""
    promised, statutory = running(handled, Kind.PROMISED), running(handled, Kind.STATUTORY)
    assert promised.starts_on == statutory.starts_on == handled.accepted_on
    assert promised.limit <= statutory.limit == 20


def test_all_42_more_time_does_not_undo_a_promise_that_was_not_kept(handled, work, monkeypatch):
    """While the statutory limit runs it may be extended; the red card stays."""
    promised, statutory = running(handled, Kind.PROMISED), running(handled, Kind.STATUTORY)
    travel(monkeypatch, at_midnight_after(promised.due))
    limits.ask_extension(handled.pk, by=work.staff.reviewer, days=5, reason="户籍底册没调来")
    limits.extend(handled.pk, by=leader())
    assert running(handled, Kind.PROMISED).due == promised.due
    longer = running(handled, Kind.STATUTORY)
    assert longer.due == shift(statutory.due, 5, calendar()) and longer.extended == 5
    letter = notice_data(Notice.objects.get(stream=handled.pk, kind="extension"))
    assert (letter.before, letter.answer_by) == (statutory.due, longer.due)
    with pytest.raises(errors.NoExtension):
        limits.ask_extension(handled.pk, by=work.staff.reviewer, days=1, reason="还要")


def test_all_42_more_time_is_approved_while_the_statutory_limit_still_runs(handled, work, monkeypatch):
    """Neither asked for nor signed afterwards: the violation of the law stays one."""
    limits.ask_extension(handled.pk, by=work.staff.reviewer, days=5, reason="户籍底册没调来")
    due = running(handled, Kind.STATUTORY).due
    travel(monkeypatch, at_midnight_after(due))
    with pytest.raises(errors.ExtensionTooLate):
        limits.extend(handled.pk, by=leader())
    limits.refuse_extension(handled.pk, by=leader())
    with pytest.raises(errors.ExtensionTooLate):
        limits.ask_extension(handled.pk, by=work.staff.reviewer, days=5, reason="户籍底册没调来")
    assert running(handled, Kind.STATUTORY).due == due


def test_an_extended_date_explains_how_many_of_its_days_were_approved_on_top(handled, work):
    """F13: line by line, on the page as on the tracking page."""
    limits.ask_extension(handled.pk, by=work.staff.reviewer, days=5, reason="户籍底册没调来")
    limits.extend(handled.pk, by=leader())
    limit = running(handled, Kind.PROMISED).limit
    assert f"原来{limit - 5}天，批准延长了5天。" in tracking.tracking(tracking.by_id(handled.pk)).why


def test_a_step_that_is_late_shows_which_office_used_the_time(handled, work, monkeypatch):
    """rules.md §3: each step has its share."""
    share = running(handled, Kind.STEP)
    assert share.office_id == work.staff.reviewer.office
    travel(monkeypatch, at_midnight_after(share.due))
    decisions.review(handled.pk, by=work.staff.reviewer, advice=Advice.GRANT, opinion="属实")
    late = {view.key: view.late for view in clocks_for(handled.pk) if view.kind is Kind.STEP}
    assert late == {share.key: True, running(handled, Kind.STEP).key: False}


def test_all_45_a_pause_is_told_with_an_end_that_lies_ahead(handled, work):
    with pytest.raises(errors.EndsTooEarly):
        limits.hold(handled.pk, by=work.staff.reviewer, ground="hearing", expected_until=today())


def test_all_44_a_result_is_delivered_within_the_regimes_days_of_the_decision(work):
    case = work.granted()
    clock = running(case, Kind.DELIVERY)
    assert (clock.starts_on, clock.limit) == (case.concluded_on, 10)
    assert clock.due == shift(case.concluded_on, 10, calendar())


def test_all_43_a_lower_authority_that_examines_first_has_no_more_than_its_own_twenty_days():
    version = content("old-age-allowance") | {"statutory_days": 60, "promised_days": 60}
    regime = {"key": "benefit", "examination_days": 20}
    steps = [dict(step) for step in version["steps"]]
    handling = next(step for step in steps if step["stage"] == "handling")
    handling |= {"tier": "township", "days": 21}
    found = {one.key for one in gate.missing(version | {"regime": regime, "steps": steps})}
    handling["days"] = 20
    fits = {one.key for one in gate.missing(version | {"regime": regime, "steps": steps})}
    assert "steps" in found and "steps" not in fits


def test_an_open_case_keeps_the_limits_of_the_version_it_began_with(handled):
    """rules.md §1: a change is a new version."""
    version = queries.version(handled.version_id)
    assert running(handled, Kind.STATUTORY).limit == version.statutory_days
    assert running(handled, Kind.PROMISED).due - handled.accepted_on >= timedelta(days=version.promised_days)


def test_all_45_a_pause_past_the_end_that_was_told_reaches_the_holder_and_the_head(handled, work):
    """The law's limits stand still, so nothing else would ever speak of it."""
    until = today() + timedelta(days=5)
    limits.hold(handled.pk, by=work.staff.reviewer, ground="hearing", expected_until=until)
    told = running(handled, Kind.REPLY)
    assert told.due is not None and told.due >= until
    sweep.run(at_midnight_after(told.due))
    red = Warning.objects.get(clock=told, level="red")
    assert red.office_id == handled.holder_id and {"post", "head"} <= set(red.told)
    assert running(handled, Kind.PROMISED).due is None, "the pause itself goes on"
    limits.resume(handled.pk, by=work.staff.reviewer)
    assert not Clock.objects.filter(stream=handled.pk, kind=Kind.REPLY, stopped_on=None).exists()

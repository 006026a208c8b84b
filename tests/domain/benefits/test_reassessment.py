"""A raised standard, a check asked for early, a pause that lasts too long (F15; 民发〔2021〕57号)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.benefits import amounts, errors, subscribers
from siban.domain.benefits.models import Correction, Entitlement, Rate
from siban.domain.benefits.queries import short
from siban.domain.benefits.rules import End, Ground, State, add_months
from siban.domain.benefits.services import checks, keeping, pay_lists
from siban.domain.benefits.services.opening import open_for
from siban.domain.benefits.services.reassessment import differences, reassess
from siban.domain.cases.matter import Matter
from siban.domain.cases.services import intake
from siban.domain.catalog.services import revise
from siban.domain.messages.models import Message
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.work.models import Clock
from siban.domain.work.rules import Kind
from siban.domain.work.services import sweep
from siban.kernel.actors import Actor
from siban.kernel.clock import now, today
from tests.domain.benefits.conftest import event_of, fresh, granted, sweep_to, this_month
from tests.domain.cases.conftest import holder
from tests.domain.catalog.shipped import contents

pytestmark = pytest.mark.django_db
RELIEF = "subsistence-allowance"
OFFICE = "centre-620702107"


def relief(work, income: str) -> Entitlement:
    """Somebody alone with this income, who draws the allowance from the centre."""
    case = work.draft(item=RELIEF)
    (first,) = Matter(case, today()).form["household"]
    told = {"relation": "self", "health": "chronic", "work": "unable", "income": income}
    case = intake.fill(case.pk, by=work.staff.agent, form={"household": [{**first, **told}]})
    return open_for(case, office=holder(OFFICE, "decider").office, at=now())


def raised(by_fen: int):
    """The next version of the item, with higher standards from the first of the next month; that month."""
    month = add_months(this_month(), 1)
    content = contents()[RELIEF]
    figures = {key: fen + by_fen for key, fen in content["figures"].items()}
    revise(RELIEF, content | {"figures": figures}, month, by=Actor.system())
    return month


def test_a_raised_standard_is_applied_to_all_open_ones_in_one_act(work, travel):
    """提标: each with a notice of what was and what is, before and after in one list, who has stopped left out."""
    poor, other, gone = relief(work, "185.5"), relief(work, "400"), relief(work, "300")
    decider = holder(OFFICE, "decider")
    keeping.stop(gone.pk, by=decider, end=End.MOVED, on=today())
    month = raised(4000)
    lines = differences(decider.office, RELIEF, month)
    assert sorted((line.before, line.after) for line in lines) == [(36500, 40500), (57950, 61950)]
    done = reassess(decider.office, RELIEF, month, by=decider)
    assert (done.people, done.fen_before, done.fen_after) == (2, 94450, 102450)
    assert Rate.objects.filter(reassessment=done).count() == 2
    for one in (poor, other):
        told = event_of(one.pk, "benefit.reassessed").payload
        notice = Notice.objects.get(pk=told.notice)
        letter = notice_data(notice)
        assert notice.number and notice.stream == one.pk
        assert (letter.before_fen, letter.benefit.fen, letter.from_month) == (told.before, told.fen, month)
    assert not differences(decider.office, RELIEF, month)
    with pytest.raises(errors.NothingToReassess):
        reassess(decider.office, RELIEF, month, by=decider)
    monthly = amounts.amount_of(poor, amounts.born(poor))
    assert (monthly(add_months(month, -1)), monthly(month)) == (57950, 61950)
    subscribers.tell(event_of(poor.pk, "benefit.reassessed"))
    assert Message.objects.filter(subject=poor.case_id, kind="benefit.reassessed").count() == 1


def test_a_month_that_was_paid_at_the_old_standard_gets_the_difference_with_the_next_list(work, travel):
    """从标准生效当月补差."""
    one = relief(work, "185.5")
    month = raised(4000)
    reviewer, decider = holder(OFFICE, "reviewer"), holder(OFFICE, "decider")
    travel(month.replace(day=15))
    pay_list = pay_lists.make(decider.office, RELIEF, month, by=reviewer)
    pay_lists.confirm(pay_list.pk, by=decider)
    assert pay_list.fen == 57950
    reassess(decider.office, RELIEF, month, by=decider)
    assert Correction.objects.get(entitlement=one).fen == 4000
    travel(add_months(month, 1).replace(day=3))
    following = pay_lists.make(decider.office, RELIEF, add_months(month, 1), by=reviewer)
    assert following.fen == 61950 + 4000


def test_only_who_may_grant_applies_a_standard(work):
    relief(work, "185.5")
    month = raised(4000)
    for by in (holder(OFFICE, "reviewer"), work.staff.decider):
        with pytest.raises(errors.NotYourBenefit):
            reassess(holder(OFFICE, "decider").office, RELIEF, month, by=by)
    assert not Rate.objects.exists()


def test_who_would_get_nothing_any_more_is_shown_and_left_for_a_check(work):
    """Nobody loses an allowance by a sum in a list: that wants a look at her household."""
    one = relief(work, "500")
    month = raised(-30000)
    office = holder(OFFICE, "decider").office
    (line,) = differences(office, RELIEF, month)
    assert (line.before, line.after) == (26500, None)
    with pytest.raises(errors.NothingToReassess):
        reassess(office, RELIEF, month, by=holder(OFFICE, "decider"))
    assert fresh(one).state == State.RUNNING


def test_a_check_asked_for_early_is_due_then_and_missed_like_any_other(work, travel):
    """集中认证: called for a day, she is told, and what follows from a missed check follows from it."""
    one, reviewer = granted(work), work.staff.reviewer
    for wrong in (today(), one.check_due + timedelta(days=1)):
        with pytest.raises(errors.BadCheckDay):
            checks.call(one.pk, by=reviewer, until=wrong)
    checks.call(one.pk, by=reviewer, until=today() + timedelta(days=20))
    due = fresh(one).check_due
    assert today() + timedelta(days=20) <= due < one.check_due
    subscribers.tell(event_of(one.pk, "benefit.check_called"))
    assert Message.objects.get(kind="benefit.check_called").subject == one.case_id
    sweep_to(one, travel)
    assert event_of(one.pk, "benefit.check_overdue").payload.due == due
    sweep_to(one, travel, checks.GRACE)
    assert fresh(one).state == State.SUSPENDED


def long_paused(work, travel) -> Entitlement:
    one = granted(work)
    keeping.suspend(one.pk, by=work.staff.reviewer, ground=Ground.UNREACHABLE, reasons=("电话打不通。",))
    clock = Clock.objects.get(stream=one.pk, kind=Kind.TERM, stopped_on=None)
    sweep.run(travel(clock.due + timedelta(days=1)))
    subscribers.follow_clock(event_of(one.pk, "work.warned"))
    return fresh(one)


def test_a_long_pause_is_proposed_to_be_ended_and_a_person_ends_it(work, travel):
    """长期暂停: after a year the platform proposes, who may grant decides, from the first unpaid month, in writing."""
    one = long_paused(work, travel)
    assert one.state == State.SUSPENDED and one.stop_proposed_on is not None
    assert event_of(one.pk, "benefit.stop_proposed").payload.ground == Ground.UNREACHABLE
    paused = one.suspensions.get().from_month
    keeping.stop(one.pk, by=work.staff.decider, end=End.LONG, on=one.stop_proposed_on)
    after = fresh(one)
    assert (after.state, after.stopped_from, after.stop_proposed_on) == (State.STOPPED, paused, None)
    letter = notice_data(Notice.objects.get(pk=event_of(one.pk, "benefit.stopped").payload.notice))
    assert "一直没有来办" in letter.reasons[0] and letter.remedies.reconsideration


def test_a_pause_is_not_ended_as_long_before_that_is_proposed(work):
    one = granted(work)
    keeping.suspend(one.pk, by=work.staff.reviewer, ground=Ground.DOUBT, reasons=("核实",))
    with pytest.raises(errors.NotLongYet):
        keeping.stop(one.pk, by=work.staff.decider, end=End.LONG, on=today())


def test_who_comes_after_the_proposal_is_paid_again_and_it_is_gone(work, travel):
    one = long_paused(work, travel)
    keeping.resume(one.pk, by=work.staff.reviewer, reasons=("人找到了。",))
    after = fresh(one)
    assert (after.state, after.stop_proposed_on) == (State.RUNNING, None)
    assert not Clock.objects.filter(stream=one.pk, kind=Kind.TERM, stopped_on=None).exists()


def test_what_was_stopped_is_found_again_at_the_next_application(work, travel):
    """以前领过: since when it is stopped, why, and what is still to be paid back stand beside the new application."""
    one = long_paused(work, travel)
    keeping.stop(one.pk, by=work.staff.decider, end=End.LONG, on=one.stop_proposed_on)
    drawn, (line,) = short.of_person(work.staff.agent, one.person)
    assert not drawn
    assert line.stopped and "停发了" in line.text and "暂停太久" in line.text
    again = granted(work, person=one.person)
    assert again.first_month >= fresh(one).stopped_from

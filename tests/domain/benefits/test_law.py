"""Entitlements as the law of them reads (F15, rules.md §4): each test is a sentence."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from siban.domain.benefits import errors, register, rules, subscribers
from siban.domain.benefits.models import Entitlement, PayLine
from siban.domain.benefits.queries import lists, short
from siban.domain.benefits.queries.page import page
from siban.domain.benefits.queries.scope import get
from siban.domain.benefits.rules import End, Ground, State, add_months
from siban.domain.benefits.services import changes, checks, keeping, opening, pay_lists
from siban.domain.cases import events as case_events
from siban.domain.cases.events_proceedings import Revoked
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.rules import open_conditions, unmet_conditions
from siban.domain.messages.models import Message
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.people import queries as people
from siban.domain.registers import queries as registers
from siban.domain.registers.rules import Key
from siban.domain.work.models import Clock
from siban.domain.work.rules import Kind
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.events import history
from siban.kernel.models import Look
from siban.kernel.refusals import NotAllowed, OutOfTurn
from tests.domain.benefits.conftest import ITEM, event_of, fresh, granted, sweep_to, this_month

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system()


def made(work, month: date, travel):
    """The list of a month made by one person and confirmed by another."""
    travel(month.replace(day=15) if month > today() else today())
    pay_list = pay_lists.make(work.staff.reviewer.office, ITEM, month, by=work.staff.reviewer)
    return pay_lists.confirm(pay_list.pk, by=work.staff.decider)


def months_paid(one: Entitlement) -> list[date]:
    return sorted(PayLine.objects.filter(entitlement=one).exclude(kind="correction").values_list("month", flat=True))


def test_a_grant_opens_an_entitlement_from_the_month_of_acceptance(work):
    """自受理当月起按月发放: amount, first month, account under her key, a check a year later, and she is told."""
    one = granted(work)
    assert one.state == State.RUNNING and one.first_month == this_month()
    opened = event_of(one.pk, "benefit.opened").payload
    assert opened.fen == 10000 and opened.check_due == one.check_due
    assert one.check_due >= rules.next_check(today(), 12)
    assert Clock.objects.get(stream=one.pk, kind=Kind.CHECK).due == one.check_due
    assert one.open_account().encode() not in bytes(one.account) and len(one.open_account()) >= 15
    subscribers.tell(event_of(one.pk, "benefit.opened"))
    assert Message.objects.filter(subject=one.case_id, kind="benefit.opened").count() == 1


def test_a_grant_read_twice_opens_once(work):
    one = granted(work)
    subscribers.follow_grant(event_of(one.case_id, "case.decided"))
    assert Entitlement.objects.filter(person=one.person).count() == 1


def test_what_is_drawn_already_is_not_opened_beside_it(work):
    """不能领两份: a second grant opens nothing, and the running one says that there was one."""
    one = granted(work)
    other = work.draft(person=one.person)
    assert opening.open_for(other, office=one.office_id, at=one.stream.last_at) is None
    assert event_of(one.pk, "benefit.granted_again").payload.case == other.pk


def test_it_is_found_again_at_the_next_application(work, staff):
    """已经在领: the register of allowances answers from it, and the condition 没有重复领取 is not met."""
    one = granted(work)
    found = registers.find(staff.agent, one.person, "窗口收件", [Key.ALLOWANCE])
    assert found.facts[Key.ALLOWANCE] == {"received": True, "since": f"{one.first_month:%Y-%m}"}
    assert not found.known[0].ok
    version = catalog.current(ITEM, today())
    facts = {"register.allowance.received": True, "scenario.first": "first"}
    assert "not-twice" in {condition.key for condition in unmet_conditions(version, facts)}
    assert "not-twice" not in {condition.key for condition in open_conditions(version, facts)}


def test_of_who_draws_nothing_here_the_register_claims_nothing(work, staff):
    """What was granted elsewhere, or before the platform, it cannot know: the condition stays for a person to judge."""
    person = work.person()
    assert register.Allowances(Key.ALLOWANCE).ask(people.identity(person)) is None
    type(person).objects.filter(pk=person.pk).update(is_demonstration=False)
    person.refresh_from_db()
    found = registers.find(staff.agent, person, "窗口收件", [Key.ALLOWANCE])
    assert Key.ALLOWANCE not in found.facts and not found.known[0].ok


def test_a_month_is_paid_once_and_only_what_the_month_owes(work, travel):
    one = granted(work)
    month = this_month()
    made(work, month, travel)
    with pytest.raises(errors.ListAlreadyMade):
        pay_lists.make(one.office_id, ITEM, month, by=work.staff.reviewer)
    made(work, add_months(month, 1), travel)
    assert months_paid(one) == [month, add_months(month, 1)]


def test_a_month_without_a_list_is_made_up_with_the_next(work, travel):
    one = granted(work)
    later = add_months(this_month(), 2)
    made(work, later, travel)
    assert months_paid(one) == [this_month(), add_months(this_month(), 1), later]
    kinds = dict(PayLine.objects.filter(entitlement=one).values_list("month", "kind"))
    assert kinds[later] == "month" and kinds[this_month()] == "arrears"


def test_the_sum_rises_in_the_month_of_the_ninetieth_birthday(work, travel):
    turning = add_months(this_month(), 1)
    one = granted(work, born=date(turning.year - 90, turning.month, 20))
    made(work, this_month(), travel)
    made(work, turning, travel)
    assert list(PayLine.objects.filter(entitlement=one).order_by("month").values_list("fen", flat=True)) == [
        10000,
        20000,
    ]


def test_who_made_a_list_does_not_confirm_it(work, travel):
    granted(work)
    staff = work.staff
    pay_list = pay_lists.make(staff.reviewer.office, ITEM, this_month(), by=staff.reviewer)
    with pytest.raises(errors.SecondPersonNeeded):
        pay_lists.confirm(pay_list.pk, by=staff.reviewer)
    assert pay_lists.confirm(pay_list.pk, by=staff.decider).state == "confirmed"


def test_only_the_office_that_pays_makes_and_sees_its_lists(work):
    granted(work)
    staff = work.staff
    with pytest.raises(errors.NotYourBenefit):
        pay_lists.make(staff.reviewer.office, ITEM, this_month(), by=staff.acceptor)
    pay_list = pay_lists.make(staff.reviewer.office, ITEM, this_month(), by=staff.reviewer)
    with pytest.raises(errors.ListNotFound):
        lists.list_page(staff.agent, pay_list.pk)
    assert lists.list_page(staff.decider, pay_list.pk).payees[0].fen == 10000


def test_no_list_is_made_for_a_month_to_come_or_for_nobody(work):
    one = granted(work)
    with pytest.raises(errors.BadMonth):
        pay_lists.make(one.office_id, ITEM, add_months(this_month(), 1), by=work.staff.reviewer)
    with pytest.raises(errors.NothingToPay):
        pay_lists.make(one.office_id, ITEM, add_months(this_month(), -1), by=work.staff.reviewer)


def test_a_list_sent_back_frees_its_months(work, travel):
    one = granted(work)
    staff = work.staff
    first = pay_lists.make(one.office_id, ITEM, this_month(), by=staff.reviewer)
    pay_lists.refuse(first.pk, by=staff.decider, reason="少了一个人")
    made(work, this_month(), travel)
    assert months_paid(one) == [this_month()]


def test_accounts_are_opened_in_the_export_alone_and_each_look_is_on_record(work, travel):
    """The bank's file has the whole account; before it was opened, a look at each person was recorded."""
    one = granted(work)
    staff = work.staff
    pay_list = made(work, this_month(), travel)
    looks = Look.objects.filter(person=one.person_id, actor=staff.reviewer.user, purpose=pay_lists.PURPOSE)
    assert not looks.exists()
    rows = list(csv.reader(io.StringIO(pay_lists.export(pay_list.pk, by=staff.reviewer))))
    assert rows[0] == list(pay_lists.HEADINGS)
    assert rows[1][1] == "王桂珍" and rows[1][3] == one.open_account() and rows[1][4] == "100.00"
    assert looks.get().what == "姓名,证件号码,账号"
    assert event_of(pay_list.pk, "pay-list.exported").payload.people == 1


def test_a_list_is_exported_only_once_it_is_confirmed_and_only_by_the_office(work, travel):
    one = granted(work)
    staff = work.staff
    pay_list = pay_lists.make(one.office_id, ITEM, this_month(), by=staff.reviewer)
    with pytest.raises(OutOfTurn):
        pay_lists.export(pay_list.pk, by=staff.reviewer)
    pay_lists.confirm(pay_list.pk, by=staff.decider)
    with pytest.raises(errors.NotYourBenefit):
        pay_lists.export(pay_list.pk, by=staff.agent)
    assert not Look.objects.filter(person=one.person_id, purpose=pay_lists.PURPOSE).exists()


def test_a_check_done_sets_the_next_a_year_later(work, travel):
    """生存认证 and 资格认证 act on it: a granted case of such an item is the check."""
    one = granted(work)
    moment = travel(today() + timedelta(days=300))
    keeping.check(one.pk, by=SYSTEM, case=one.case_id, at=moment)
    after = fresh(one)
    assert after.checked_on == today() + timedelta(days=300)
    assert after.check_due >= rules.next_check(after.checked_on, 12)
    assert Clock.objects.filter(stream=one.pk, kind=Kind.CHECK, stopped_on=None).count() == 1


def test_a_granted_proof_of_life_is_the_check(work, monkeypatch):
    one = granted(work)
    proof = work.draft(person=one.person, item="senior-card")
    decided = case_events.Decided(outcome="granted", office=one.office_id, authority="x", on_time=None, notice=None)
    monkeypatch.setattr(subscribers, "checked_by", lambda item: (ITEM,) if item == "senior-card" else ())
    subscribers.follow_grant(replace(event_of(one.case_id, "case.decided"), stream=proof.pk, payload=decided))
    assert event_of(one.pk, "benefit.checked").payload.case == proof.pk


def test_a_missed_check_first_gives_grace_then_suspends_by_itself_with_notice(work, travel):
    """到期不认证的先停发: told at the end of the year, paused after thirty more days, with a numbered notice."""
    one = granted(work)
    sweep_to(one, travel)
    assert fresh(one).state == State.RUNNING
    assert event_of(one.pk, "benefit.check_overdue").payload.until > one.check_due
    moment = sweep_to(one, travel, checks.GRACE)
    after = fresh(one)
    assert after.state == State.SUSPENDED
    suspended = event_of(one.pk, "benefit.suspended").payload
    assert suspended.ground == Ground.UNCHECKED and suspended.from_month == moment.date().replace(day=1)
    notice = Notice.objects.get(pk=suspended.notice)
    letter = notice_data(notice)
    assert notice.number and letter.paid_later and letter.remedies.reconsideration
    assert not Clock.objects.filter(stream=one.pk, kind=Kind.CHECK, stopped_on=None).exists()


def test_a_check_in_the_grace_keeps_it_running(work, travel):
    one = granted(work)
    sweep_to(one, travel)
    keeping.check(one.pk, by=SYSTEM)
    assert fresh(one).state == State.RUNNING
    running = Clock.objects.get(stream=one.pk, kind=Kind.CHECK, stopped_on=None)
    assert running.key == "" and running.due > fresh(one).checked_on + timedelta(days=300)


def test_a_warning_of_a_clock_that_has_been_stopped_suspends_nobody(work, travel):
    """Who came in time is not overtaken by a warning that the feed had not handed on yet."""
    one = granted(work)
    clock = Clock.objects.get(stream=one.pk, kind=Kind.CHECK, key="", stopped_on=None)
    sweep_to(one, travel)
    warned = event_of(one.pk, "work.warned")
    keeping.check(one.pk, by=SYSTEM)
    subscribers.follow_clock(warned)
    assert warned.payload.clock == clock.pk
    assert sum(event.act == "benefit.check_overdue" for event in history(one.pk)) == 1


def test_a_check_after_the_suspension_resumes_it_and_makes_the_months_up(work, travel):
    """认证后补发: the months between are arrears, named in the notice, and the next list pays them."""
    one = granted(work)
    made(work, this_month(), travel)
    sweep_to(one, travel)
    paused = sweep_to(one, travel, checks.GRACE).date().replace(day=1)
    before = add_months(paused, -1)
    made(work, before, travel) if before > this_month() else None
    assert paused not in months_paid(one)
    back = add_months(paused, 2)
    travel(back.replace(day=10))
    keeping.check(one.pk, by=SYSTEM)
    after = fresh(one)
    assert after.state == State.RUNNING
    resumed = event_of(one.pk, "benefit.resumed").payload
    assert resumed.from_month == back and resumed.arrears == 2 * 10000
    letter = notice_data(Notice.objects.get(pk=resumed.notice))
    assert (letter.arrears_from, letter.arrears_to) == (paused, add_months(paused, 1))
    made(work, back, travel)
    assert months_paid(one)[-3:] == [paused, add_months(paused, 1), back]


def test_months_in_prison_are_not_made_up(work, travel):
    one = granted(work)
    staff = work.staff
    keeping.suspend(one.pk, by=staff.reviewer, ground=Ground.IMPRISONED, reasons=("8月起服刑。",))
    back = add_months(this_month(), 3)
    travel(back.replace(day=5))
    keeping.resume(one.pk, by=staff.reviewer, reasons=("刑满释放。",))
    assert event_of(one.pk, "benefit.resumed").payload.arrears == 0
    made(work, add_months(back, 1), travel)
    assert months_paid(one) == [add_months(back, 1)]


def test_after_a_death_the_month_itself_is_paid_and_nothing_later(work, travel):
    """Death ends it; the family reads the notice, and what was paid for later months is to be paid back."""
    one = granted(work)
    staff = work.staff
    month = this_month()
    next_month = add_months(month, 1)
    made(work, month, travel)
    made(work, next_month, travel)
    travel(next_month.replace(day=20))
    keeping.stop(one.pk, by=staff.decider, end=End.DEATH, on=today())
    after = fresh(one)
    assert after.state == State.STOPPED and after.stopped_from == next_month
    stopped = event_of(one.pk, "benefit.stopped").payload
    assert stopped.overpaid == 10000
    letter = notice_data(Notice.objects.get(pk=stopped.notice))
    assert letter.recipient is not None and letter.repayment.fen == 10000
    travel(add_months(month, 2).replace(day=3))
    with pytest.raises(errors.NothingToPay):
        pay_lists.make(one.office_id, ITEM, add_months(month, 2), by=staff.reviewer)
    assert not Clock.objects.filter(stream=one.pk, stopped_on=None).exists()
    subscribers.tell(event_of(one.pk, "benefit.stopped"))
    assert not Message.objects.filter(kind="benefit.stopped").exists()


def test_a_month_before_the_stop_that_no_list_had_is_still_paid(work, travel):
    one = granted(work)
    travel(add_months(this_month(), 1).replace(day=3))
    keeping.stop(one.pk, by=work.staff.decider, end=End.MOVED, on=today())
    made(work, add_months(this_month(), 1), travel)
    assert months_paid(one) == [this_month()]


def test_a_list_with_somebody_stopped_meanwhile_cannot_be_confirmed(work):
    one = granted(work)
    staff = work.staff
    pay_list = pay_lists.make(one.office_id, ITEM, this_month(), by=staff.reviewer)
    keeping.stop(one.pk, by=staff.decider, end=End.TWICE, on=today())
    with pytest.raises(errors.ListOutOfDate):
        pay_lists.confirm(pay_list.pk, by=staff.decider)


def test_a_stop_is_for_who_may_grant_and_a_day_that_has_come(work):
    one = granted(work)
    staff = work.staff
    with pytest.raises(errors.NotYourBenefit):
        keeping.stop(one.pk, by=staff.reviewer, end=End.MOVED, on=today())
    with pytest.raises(errors.BadDay):
        keeping.stop(one.pk, by=staff.decider, end=End.MOVED, on=today() + timedelta(days=1))
    with pytest.raises(errors.BadGround):
        keeping.stop(one.pk, by=staff.decider, end="tired", on=today())


def test_a_grant_that_is_revoked_pays_no_more_and_what_was_paid_goes_back(work, travel):
    one = granted(work)
    made(work, this_month(), travel)
    revoked = Revoked(
        office=one.office_id, authority="x", fault="applicant", void_from=date(2000, 1, 1), notice=one.office_id
    )
    decided = event_of(one.case_id, "case.decided")
    subscribers.follow_revocation(replace(decided, payload=revoked))
    after = fresh(one)
    assert after.state == State.STOPPED and after.stopped_from == one.first_month
    assert event_of(one.pk, "benefit.stopped").payload.overpaid == 10000
    subscribers.follow_revocation(replace(decided, payload=revoked))
    assert sum(event.act == "benefit.stopped" for event in history(one.pk)) == 1


def test_after_a_stop_she_may_apply_anew(work):
    """情况变了、又符合条件的，随时可以重新申请: a new grant opens a new one."""
    one = granted(work)
    keeping.stop(one.pk, by=work.staff.decider, end=End.RENOUNCED, on=today())
    again = granted(work, person=one.person)
    assert again.pk != one.pk and again.state == State.RUNNING


def test_a_wrong_month_is_corrected_with_the_next_list_and_its_reason(work, travel):
    """Never a second payment of the month: a line of its own."""
    one = granted(work)
    staff = work.staff
    month = this_month()
    with pytest.raises(errors.MonthNotPaid):
        changes.correct(one.pk, by=staff.reviewer, month=month, fen=5000, reason="少发")
    made(work, month, travel)
    changes.correct(one.pk, by=staff.reviewer, month=month, fen=-3000, reason="多发三十元")
    made(work, add_months(month, 1), travel)
    lines = PayLine.objects.filter(entitlement=one, list__month=add_months(month, 1))
    assert sorted(lines.values_list("kind", "fen")) == [("correction", -3000), ("month", 10000)]
    shown = page(staff.reviewer, one.pk)
    assert [line.reason for line in shown.lines if line.fen < 0] == ["多发三十元"]
    assert shown.total == 17000


def test_a_deduction_is_at_most_a_month(work, travel):
    one = granted(work)
    made(work, this_month(), travel)
    for fen in (0, -10001, changes.MOST + 1):
        with pytest.raises(errors.BadSum):
            changes.correct(one.pk, by=work.staff.reviewer, month=this_month(), fen=fen, reason="x")


def test_a_deduction_that_no_list_took_is_in_what_must_be_paid_back(work, travel):
    one = granted(work)
    staff = work.staff
    made(work, this_month(), travel)
    changes.correct(one.pk, by=staff.reviewer, month=this_month(), fen=-3000, reason="多发")
    keeping.stop(one.pk, by=staff.decider, end=End.RENOUNCED, on=today())
    assert event_of(one.pk, "benefit.stopped").payload.overpaid == 3000


def test_payment_goes_to_a_new_account_from_the_next_export(work, travel):
    one = granted(work)
    staff = work.staff
    with pytest.raises(errors.BadAccount):
        changes.change_account(one.pk, by=staff.reviewer, account="12345")
    changes.change_account(one.pk, by=staff.reviewer, account="6217 0000 1234 5678 903")
    pay_list = made(work, this_month(), travel)
    assert "6217000012345678903" in pay_lists.export(pay_list.pk, by=staff.decider)


def test_nobody_acts_on_her_own_benefit(work):
    """回避."""
    one = granted(work)
    own = replace(work.staff.reviewer, person=one.person_id)
    with pytest.raises(errors.OwnBenefit):
        keeping.suspend(one.pk, by=own, ground=Ground.DOUBT, reasons=("核实",))


def test_a_suspension_without_reasons_is_not_possible(work):
    one = granted(work)
    for ground, reasons, refusal in (
        (Ground.DOUBT, (), errors.ReasonsMissing),
        (Ground.DOUBT, ("  ",), errors.ReasonsMissing),
        ("mood", ("x",), errors.BadGround),
    ):
        with pytest.raises(refusal):
            keeping.suspend(one.pk, by=work.staff.reviewer, ground=ground, reasons=reasons)


def test_the_village_that_took_the_case_in_sees_it_and_another_does_not(work):
    one = granted(work)
    staff = work.staff
    assert get(staff.agent, one.pk).pk == one.pk
    assert not page(staff.agent, one.pk).actions and page(staff.agent, one.pk).why
    with pytest.raises(errors.BenefitNotFound):
        get(staff.elsewhere, one.pk)


def test_what_she_draws_is_one_line_on_her_page(work):
    one = granted(work)
    (line,), before = short.of_person(work.staff.agent, one.person)
    assert not before
    assert "高龄津贴在领，每月100元" in line.text and line.id == one.pk
    with pytest.raises(NotAllowed):
        short.of_person(Actor.resident(), one.person)
    keeping.stop(one.pk, by=work.staff.decider, end=End.MOVED, on=today())
    assert not short.of_person(work.staff.agent, one.person)[0]
    assert short.of_case(one.case_id).stopped

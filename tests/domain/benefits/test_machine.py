"""An entitlement under whatever anybody tries, on the real database: nothing outside the table, nothing paid twice."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from siban.domain.benefits import amounts, subscribers
from siban.domain.benefits.models import Entitlement, PayLine, PayList, Suspension
from siban.domain.benefits.rules import TRANSITIONS, Action, End, Ground, ListState, State, add_months, month_of, months
from siban.domain.benefits.services import changes, checks, keeping, pay_lists
from siban.domain.notices.models import Notice
from siban.domain.work.models import Clock
from siban.domain.work.rules import Kind
from siban.domain.work.services import sweep
from siban.kernel.actors import Actor, Role
from siban.kernel.audit import verify
from siban.kernel.clock import SHANGHAI, now, today
from siban.kernel.events import recorded
from siban.kernel.models import Event
from siban.kernel.refusals import Refusal
from tests.domain.benefits.conftest import CLOCKS, DAYS, ITEM, event_of, fresh, granted
from tests.domain.cases.conftest import Work

ACTORS = 7
MAY_NOT = {4, 5, 6}
"""The village's agent, the holder's own relative at the office, a resident."""


class EntitlementMachine(RuleBasedStateMachine):
    """Anybody tries anything, months go by, lists are made, checked and sent back."""

    held = Bundle("held")
    patch: pytest.MonkeyPatch
    people = 0
    """What an example commits stays for the next one, so each has people of its own."""

    @initialize()
    def begin(self) -> None:
        self.work = Work(serial=EntitlementMachine.people)
        staff = self.work.staff
        self.day = today()
        self.told: dict[object, set[int]] = {}
        self.turn_to(self.day)
        self.staff = staff
        self.ids: list[object] = []

    def actors(self, one: Entitlement) -> list[Actor]:
        staff = self.staff
        own = replace(staff.reviewer, person=one.person_id)
        return [staff.reviewer, staff.decider, Actor.system(), staff.decider, staff.agent, own, Actor.resident()]

    def turn_to(self, day: date) -> None:
        self.day = day
        moment = max(datetime.combine(day, time(9), tzinfo=SHANGHAI), now())
        for name in CLOCKS:
            self.patch.setattr(name, lambda: moment)
        for name in DAYS:
            self.patch.setattr(name, lambda: day)
        self.moment = moment

    @rule(target=held, years=st.integers(80, 101), month=st.integers(1, 12))
    def grant(self, years: int, month: int) -> Entitlement:
        """A grant opens one; the calendar is where it is."""
        born = date(self.day.year - years, month, 1)
        if born.year + 80 == self.day.year and born.month > self.day.month:
            born = born.replace(year=born.year - 1)
        one = granted(self.work, born=born)
        self.ids.append(one.pk)
        EntitlementMachine.people = self.work.serial
        return one

    @rule(days=st.integers(1, 200))
    def time_goes_by(self, days: int) -> None:
        """The sweep warns, and what follows from its warnings happens."""
        self.turn_to(self.day + timedelta(days=days))
        sweep.run(self.moment)
        for id in self.ids:
            for event in Event.objects.filter(stream=id, act="work.warned").order_by("number"):
                if event.number not in self.told.setdefault(id, set()):
                    self.told[id].add(event.number)
                    subscribers.follow_clock(recorded(event))

    @rule(one=held, who=st.integers(0, ACTORS - 1), what=st.sampled_from(list(Action)), pick=st.integers(0, 4))
    def attempt(self, one: Entitlement, who: int, what: Action, pick: int) -> None:
        """Somebody tries something. It follows the table or leaves no trace."""
        before, events = fresh(one), Event.objects.filter(stream=one.pk).count()
        do = self.acts(before, self.actors(before)[who], pick).get(what)
        if do is None:
            return
        try:
            do()
        except Refusal as refusal:
            assert 400 <= refusal.status < 500 and refusal.what()
            assert fresh(one).state == before.state
            assert Event.objects.filter(stream=one.pk).count() == events
            return
        assert who not in MAY_NOT, "only the office that pays, and never the family"
        allowed = {TRANSITIONS[before.state, what].to}
        if what is Action.CHECK and before.state == State.SUSPENDED:
            allowed.add(State.RUNNING)  # The check that was missed brings it back.
        assert fresh(one).state in {to or before.state for to in allowed}
        assert Event.objects.filter(stream=one.pk).count() > events

    def acts(self, one: Entitlement, by: Actor, pick: int) -> dict[Action, Callable[[], object]]:
        pk, grounds, ends = one.pk, list(Ground), list(End)
        own = {Action.OVERDUE: lambda: checks.overdue(pk)} if by.has(Role.SYSTEM) else {}
        return own | {
            Action.CHECK: lambda: keeping.check(pk, by=by),
            Action.SUSPEND: lambda: keeping.suspend(pk, by=by, ground=grounds[pick], reasons=("核实",)),
            Action.RESUME: lambda: keeping.resume(pk, by=by, reasons=("核实清楚了",)),
            Action.STOP: lambda: keeping.stop(pk, by=by, end=ends[pick], on=self.day),
            Action.CORRECT: lambda: changes.correct(
                pk, by=by, month=month_of(self.day), fen=(-5000, 3000)[pick % 2], reason="更正"
            ),
            Action.CHANGE_ACCOUNT: lambda: changes.change_account(pk, by=by, account="6217000012345678903"),
        }

    @rule(back=st.integers(0, 2))
    def make_a_list(self, back: int) -> None:
        with suppress(Refusal):
            pay_lists.make(
                self.staff.reviewer.office, ITEM, add_months(month_of(self.day), -back), by=self.staff.reviewer
            )

    @rule(confirm=st.booleans(), by_maker=st.booleans())
    def check_a_list(self, confirm: bool, by_maker: bool) -> None:
        pay_list = PayList.objects.filter(state=ListState.MADE).order_by("month").first()
        if pay_list is None:
            return
        by = self.staff.reviewer if by_maker else self.staff.decider
        try:
            if confirm:
                pay_lists.confirm(pay_list.pk, by=by)
                assert not by_maker, "two people"
            else:
                pay_lists.refuse(pay_list.pk, by=by, reason="重做")
        except Refusal:
            assert PayList.objects.get(pk=pay_list.pk).state == ListState.MADE

    @invariant()
    def months_are_right(self) -> None:
        for one in Entitlement.objects.filter(pk__in=self.ids).select_related("person__key"):
            lines = list(PayLine.objects.filter(entitlement=one).exclude(kind="correction").select_related("list"))
            listed = [line.month for line in lines]
            assert len(listed) == len(set(listed)), "each month once"
            birth = amounts.born(one)
            for line in lines:
                assert line.month >= one.first_month and line.month <= line.list.month
                assert line.fen == amounts.amount_of(one, birth)(line.month)
            for pause in Suspension.objects.filter(entitlement=one, to_month=None):
                confirmed = [line.month for line in lines if line.list.state == ListState.CONFIRMED]
                assert not set(confirmed) & set(months(pause.from_month, add_months(month_of(self.day), 1)))
            open_pauses = Suspension.objects.filter(entitlement=one, to_month=None).count()
            if one.state != State.STOPPED:
                assert open_pauses == (one.state == State.SUSPENDED)
            running = Clock.objects.filter(stream=one.pk, kind=Kind.CHECK, stopped_on=None).count()
            assert running == (one.state == State.RUNNING)
            if one.state == State.STOPPED:
                stopped = event_of(one.pk, "benefit.stopped")
                assert not [
                    line for line in lines if line.month >= one.stopped_from and line.list.made_at > stopped.at
                ], "after a stop nothing is paid"

    def teardown(self) -> None:
        """The chain is whole, and every pause, return and end was told by a notice of its own."""
        assert verify().broken is None
        for id in self.ids:
            told = Event.objects.filter(stream=id, act__in=("benefit.suspended", "benefit.resumed", "benefit.stopped"))
            assert told.count() == Notice.objects.filter(stream=id).exclude(number=None).count()


def test_entitlement_follows_its_table_whatever_anybody_tries(committed, monkeypatch):
    """F15: nothing outside the table, no month paid twice, nothing in a pause or after a stop, every change told."""

    class Machine(EntitlementMachine):
        patch = monkeypatch

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=10,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )

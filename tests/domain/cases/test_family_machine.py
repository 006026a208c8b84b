"""A 一件事 under whatever happens to its cases: its clock, its one result and its end follow them, never ahead (F9)."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from siban.domain.cases.models import Case
from siban.domain.cases.models_families import Family
from siban.domain.cases.rules import Advice, State
from siban.domain.cases.rules_families import FAMILY_TRANSITIONS, FamilyState, all_ended
from siban.domain.cases.services import answers, decisions, steps
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.services.theme_results import deliver_family, settle
from siban.domain.notices.models import Notice
from siban.domain.work.models import Clock
from siban.kernel.refusals import Refusal
from tests.domain.cases.conftest import Work, picture
from tests.domain.cases.test_themes import parts, received, whoever

ENDS = {FamilyState.DELIVERED, FamilyState.CLOSED}


class FamilyMachine(RuleBasedStateMachine):
    """Its cases go on in any order, some are told what is missing, some denied or withdrawn; the platform settles."""

    @initialize(theme=st.sampled_from(["newborn", "after-death"]))
    def begin(self, theme: str) -> None:
        self.work = Work()
        self.family = received(self.work, theme)

    @rule(which=st.integers(0, 2), what=st.sampled_from(["on", "on", "on", "correct", "deny", "withdraw"]))
    def happen(self, which: int, what: str) -> None:
        cases = parts(self.family)
        case = cases[which % len(cases)]
        try:
            self.do(case, what)
        except Refusal as refusal:
            assert 400 <= refusal.status < 500
        settle(self.family.pk)

    def do(self, case: Case, what: str) -> None:
        agent = self.work.staff.agent
        if case.state == State.CORRECTING:
            answers.supply(case.pk, by=agent, ticks={"id-card": Tick(here=True)})
            return
        if what == "withdraw":
            self.work.withdrawn(case)
            return
        step = steps.current(case)
        if step is None or case.outcome:
            return
        by = whoever(case)
        if step.state == "dispatched":
            steps.claim(case.pk, by=by)
        case = Case.objects.get(pk=case.pk)
        if case.state == State.RECEIVED and what == "correct" and not case.corrections:
            answers.correct(case.pk, by=by, ticks={"id-card": Tick(here=False)})
        elif case.state == State.RECEIVED:
            answers.accept(case.pk, by=by)
        elif what == "deny":
            decisions.deny(case.pk, by=by, reasons=("不符合条件",))
        else:
            self.decide(case, by)

    def decide(self, case: Case, by: object) -> None:
        try:
            decisions.grant(case.pk, by=by)
        except Refusal:
            decisions.review(case.pk, by=by, advice=Advice.GRANT, opinion="材料齐全，符合条件。")

    @rule()
    def hand_over(self) -> None:
        before = Family.objects.get(pk=self.family.pk).state
        try:
            deliver_family(self.family.pk, by=self.work.staff.agent, signature=picture())
        except Refusal:
            assert before != FamilyState.CONCLUDED
        else:
            assert before == FamilyState.CONCLUDED

    @invariant()
    def it_follows_its_cases(self) -> None:
        if not hasattr(self, "family"):
            return
        row = Family.objects.get(pk=self.family.pk)
        states = [case.state for case in parts(row)]
        running = Clock.objects.filter(stream=row.pk, stopped_on=None)
        results = Notice.objects.filter(stream=row.pk, kind="conclusion").count()
        assert (row.state == FamilyState.RUNNING) == (not all_ended(states))
        assert results == (row.state in (FamilyState.CONCLUDED, FamilyState.DELIVERED))
        if row.state == FamilyState.RUNNING:
            assert [clock.kind for clock in running] == ["promised"]
            assert (running[0].due is None) == (State.CORRECTING in states)
        elif row.state == FamilyState.DELIVERED:
            assert not running and State.DELIVERING not in states

    def teardown(self) -> None:
        """To its end: whatever is open is decided, and the result is handed over once."""
        if not hasattr(self, "family"):
            return
        for _round in range(8):
            for case in parts(self.family):
                try:
                    self.do(case, "on")
                except Refusal:
                    continue
            settle(self.family.pk)
        self.hand_over()
        self.it_follows_its_cases()
        assert Family.objects.get(pk=self.family.pk).state == FamilyState.DELIVERED
        assert Notice.objects.filter(stream=self.family.pk, kind="delivery").count() == 1


def test_every_state_of_a_family_has_a_way_to_its_end():
    onward = {state for state, _action in FAMILY_TRANSITIONS}
    assert set(FamilyState) - ENDS <= onward


def test_a_family_follows_its_cases_to_their_end(db):
    run_state_machine_as_test(
        FamilyMachine,
        settings=settings(
            max_examples=3, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

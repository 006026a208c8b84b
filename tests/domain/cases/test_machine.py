"""A case under whatever anybody tries, on the real database: nothing outside the table, nothing half done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from siban.domain.cases.models import Case, CaseStep, Consultation, Document, Proceeding
from siban.domain.cases.rules import TRANSITIONS, Action, DocumentState, Outcome, State
from siban.domain.cases.rules_proceedings import ProceedingKind
from siban.domain.cases.services import answers, consultations, intake, limits, pledges, redress, sending, urging
from siban.domain.cases.services.documents import Tick
from siban.domain.notices.models import Notice
from siban.domain.people.models import BrokenPromise, Person
from siban.domain.people.rules import Pledge
from siban.domain.work.models import Clock, Hold, Task
from siban.domain.work.rules import Kind, Unit, shift
from siban.kernel.actors import Actor, Role
from siban.kernel.audit import verify
from siban.kernel.calendar import shipped
from siban.kernel.clock import today
from siban.kernel.models import Event, Feed
from siban.kernel.refusals import Refusal
from tests.domain.cases.conftest import Work, holder, picture, sequenced
from tests.domain.cases.deeds import BUREAU, Deeds

CALENDAR = shipped()

RUNNING = {
    State.RECEIVED: {Kind.ANSWER},
    State.CORRECTING: {Kind.CORRECTION},
    State.ACCEPTED: {Kind.PROMISED, Kind.STATUTORY},
    State.HANDLING: {Kind.PROMISED, Kind.STATUTORY},
    State.CONCLUDED: {Kind.DELIVERY},
    State.DELIVERING: {Kind.DELIVERY},
}


ELSEWHERE, OWN = 6, 7
"""Where another village's agent, and an acceptor whose own case it is, stand among the actors."""
CONFERRING = (
    *(Action.CONSULT, Action.TAKE_CONSULTATION, Action.OPINE),
    *(Action.NAME_INTEREST, Action.ANSWER_INTEREST, Action.CALL_HEARING, Action.CLOSE_HEARING),
)
ASKED = CONFERRING[1:3]
"""What the office does that was asked."""
FEW = 2
"""Cases of one run, so that each has a long life."""
ACTS = [action for action in Action if action is not Action.OPEN]
LAST = (Action.WITHDRAW, Action.TERMINATE, Action.DECLINE, Action.LAPSE, Action.BREAK, Action.REVOKE, Action.ARCHIVE)
"""What ends a life; tried by chance alone, so that long lives are reached."""
BY_ITSELF = {action for (_state, action), row in TRANSITIONS.items() if row.roles == {Role.SYSTEM}}
"""What the platform does, whoever asks."""
BESIDE = (
    pledges.BRING,
    answers.SECOND,
    "declaration-check",
    redress.TASK,
    limits.TASK,
    urging.TASK,
    consultations.TASK,
    sending.FETCH,
)
"""Tasks beside the step."""


def counted_by_hand(start: date, days: int, unit: str) -> date:
    """An independent count: walk day by day, and roll a calendar limit off a rest day."""
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= unit == Unit.CALENDAR or CALENDAR.is_working(day)
    while unit == Unit.CALENDAR and days and not CALENDAR.is_working(day):
        day += timedelta(days=1)
    return day


class CaseMachine(RuleBasedStateMachine):
    """Any actor tries any act on any case."""

    cases = Bundle("cases")

    @initialize()
    def begin(self) -> None:
        self.work = Work(serial=Person.objects.count())
        self.person = self.work.person()
        self.deeds = Deeds()
        staff = self.work.staff
        own = replace(staff.acceptor, person=self.person.pk)
        self.actors = [
            staff.agent,
            staff.acceptor,
            staff.reviewer,
            staff.decider,
            staff.clerk,
            holder("centre-620702107", "head"),
            staff.elsewhere,
            own,
            Actor.resident(),
            holder(BUREAU, "head"),
            holder(BUREAU, "leader"),
            self.deeds.asked,
            Actor.system(),
            holder("ganzhou", "leader"),
        ]
        self.numbers: set[str] = set()

    @precondition(lambda self: len(self.numbers) < FEW)
    @rule(target=cases, complete=st.booleans(), promised=st.booleans())
    def apply(self, complete: bool, promised: bool) -> Case:
        """A signed application at the village, with all its papers or without two, or with one to follow."""
        agent = self.work.staff.agent
        case = self.work.draft(person=self.person)
        keys = Document.objects.filter(case=case).exclude(material="application").exclude(manner="shared")
        without = () if complete else tuple(keys.values_list("material", flat=True)[:2])
        self.work.filled(case, agent, without)
        # Who broke her word once is not taken at it again.
        if promised and not BrokenPromise.objects.filter(person=self.person).exists():
            by_then = shift(today(), 3, CALENDAR)
            intake.fill(case.pk, by=agent, ticks={"photo": Tick(here=False, promised=by_then)})
            pledges.print_pledge(case.pk, Pledge.TOLERANCE, by=agent)
            pledges.sign_pledge(case.pk, Pledge.TOLERANCE, [picture()], by=agent)
        assert case.number not in self.numbers
        self.numbers.add(case.number)
        return intake.receive(case.pk, by=agent)

    @rule(case=cases, who=st.integers(0, 13), what=st.sampled_from(ACTS), ask=st.booleans())
    def attempt(self, case: Case, who: int, what: Action, ask: bool) -> None:
        """Somebody tries something."""
        self.tried(case, who, what, ask)

    def tried(self, case: Case, who: int, what: Action, ask: bool) -> bool:
        """Whether it was done. It follows the table or leaves no trace."""
        before, by = Case.objects.get(pk=case.pk), self.actors[who]
        events = Event.objects.filter(stream=case.pk).count()
        try:
            self.deeds.of(case, by, all_here=ask)[what]()
        except Refusal as refusal:
            assert 400 <= refusal.status < 500 and refusal.what()
            after = Case.objects.get(pk=case.pk)
            assert after.state == before.state
            assert Event.objects.filter(stream=case.pk).count() == events
            return False
        after = Case.objects.get(pk=case.pk)
        transition = TRANSITIONS[before.state, what]
        assert after.state == (transition.to or before.state)
        assert what is Action.CHASE or Event.objects.filter(stream=case.pk).count() > events
        if what in BY_ITSELF:
            return True
        assert any(by.has(role) for role in transition.roles), "only those whom the table names"
        assert who != OWN, "nobody acts in her own case"
        assert who != ELSEWHERE or what is Action.FULFIL, "only those through whose hands the case goes"
        return True

    @rule(case=cases, pick=st.integers(0, 63), first=st.integers(0, 13))
    def attempt_what_fits(self, case: Case, pick: int, first: int) -> None:
        """Something that the table has in this state is tried by one after another, until somebody may."""
        state = Case.objects.get(pk=case.pk).state
        fitting = [act for act in ACTS if (state, act) in TRANSITIONS and act not in LAST]
        for turn in range(len(self.actors) if fitting else 0):
            if self.tried(case, (first + turn) % len(self.actors), fitting[pick % len(fitting)], True):
                return

    @rule(case=cases)
    def go_on(self, case: Case) -> None:
        """Whoever's turn it is does the next thing, so that long lives are reached, too."""
        staff = self.work.staff
        turn = {
            State.RECEIVED: [
                (staff.acceptor, Action.CLAIM),
                (staff.acceptor, Action.ACCEPT),
                (staff.acceptor, Action.CORRECT),
            ],
            State.CORRECTING: [(staff.agent, Action.SUPPLY)],
            State.ACCEPTED: [(staff.reviewer, Action.CLAIM)],
            State.HANDLING: [
                (staff.reviewer, Action.RESUME),
                (staff.decider, Action.RESUME),
                (staff.reviewer, Action.REVIEW),
                (staff.decider, Action.CLAIM),
                (staff.decider, Action.GRANT),
                (staff.reviewer, Action.CLAIM),
            ],
            State.CONCLUDED: [(staff.agent, Action.CLAIM)],
            State.DELIVERING: [(staff.agent, Action.DELIVER)],
        }
        row = Case.objects.get(pk=case.pk)
        for actor, what in turn.get(State(row.state), ()):
            try:
                self.deeds.of(case, actor)[what]()
            except Refusal:
                continue
            return

    @rule(case=cases)
    def confer(self, case: Case) -> None:
        """Whoever has it in hand asks another office and hears people, both to their end."""
        for actor in (self.work.staff.acceptor, self.work.staff.reviewer, self.work.staff.decider):
            for what in CONFERRING:
                try:
                    self.deeds.of(case, self.deeds.asked if what in ASKED else actor)[what]()
                except Refusal:
                    continue
        assert not Consultation.objects.filter(case=case, answered_at=None, dropped_at=None).exists()
        if CaseStep.objects.filter(case=case, state="claimed", stage="handling").exists():
            hearing = Proceeding.objects.filter(case=case, kind=ProceedingKind.HEARING, closed_at=None)
            assert not hearing.exists(), "who holds the step can always close its hearing"

    @invariant()
    def clocks_are_right(self) -> None:
        for case in Case.objects.filter(number__in=self.numbers).exclude(state=State.DRAFT):
            running = list(Clock.objects.filter(stream=case.pk, stopped_on=None).exclude(kind=Kind.STEP))
            expected = RUNNING.get(State(case.state), set())
            over = case.outcome in (Outcome.WITHDRAWN, Outcome.TERMINATED) or case.state == State.REVOKED
            if over:
                expected = set()
            elif case.state == State.DELIVERING and Kind.FETCH in {clock.kind for clock in running}:
                expected = {Kind.FETCH}
            elif Hold.objects.filter(clock__stream=case.pk, clock__stopped_on=None, to_date=None).exists():
                # What the applicant was told of the pause is a limit of its own while the others stand still.
                expected = expected | {Kind.REPLY}
            assert [clock.key for clock in running if clock.kind == Kind.REPLY] in ([], [limits.PAUSE])
            assert {Kind(clock.kind) for clock in running} - {Kind.TOLERANCE, Kind.URGE} == expected
            urged = Task.objects.filter(stream=case.pk, kind=urging.TASK, closed_at=None).count()
            assert urged == sum(clock.kind == Kind.URGE for clock in running) <= 1
            waited = Document.objects.filter(case=case, state=DocumentState.PROMISED).count()
            hers = sum(clock.kind == Kind.TOLERANCE for clock in running)
            assert hers == (waited if case.accepted_at and not over else 0)
            for clock in running:
                assert clock.extended in (0, 3) and clock.extensions <= 1
                if Hold.objects.filter(clock=clock, to_date=None).exists():
                    assert clock.due is None and clock.next_at is None, "time that does not count has no last day"
                    continue
                assert clock.due == counted_by_hand(clock.starts_on, clock.limit, clock.unit)
            open_tasks = Task.objects.filter(stream=case.pk, closed_at=None).exclude(kind__in=BESIDE).count()
            assert open_tasks == bool(expected)

    def teardown(self) -> None:
        """The chain is whole, numbers are without gaps, and the feed is complete and in each stream's order."""
        assert verify().broken is None
        for series in Notice.objects.exclude(number=None).values_list("authority", "series", "year").distinct():
            drawn = Notice.objects.filter(authority=series[0], series=series[1], year=series[2])
            sequence = sorted(drawn.values_list("sequence", flat=True))
            assert sequence == list(range(1, len(sequence) + 1))
        sequenced()
        fed = list(Feed.objects.order_by("position").values_list("event__stream", "event__number"))
        assert len(fed) == Event.objects.count()
        last: dict[object, int] = {}
        for stream, number in fed:
            assert number == last.get(stream, 0) + 1
            last[stream] = number


def test_case_follows_its_table_whatever_anybody_tries(committed):
    """A3, B1: no act outside the table, clocks right after any path, chain whole, feed complete and in order."""
    run_state_machine_as_test(
        CaseMachine,
        settings=settings(
            max_examples=6,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )

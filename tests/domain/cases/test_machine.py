"""A case under whatever anybody tries, on the real database: nothing outside the table, nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from siban.domain.cases.models import Case, CaseStep, Consultation, Document, DocumentPage, Proceeding
from siban.domain.cases.rules import TRANSITIONS, Action, Advice, DocumentState, Fault, Outcome, State
from siban.domain.cases.rules_proceedings import ProceedingKind, Wish
from siban.domain.cases.services import (
    answers,
    archiving,
    consultations,
    decisions,
    delivery,
    hand_offs,
    handing_on,
    hearings,
    intake,
    limits,
    marking,
    pledges,
    publications,
    redress,
    second,
    sending,
    silence,
    steps,
    surveys,
    urging,
)
from siban.domain.cases.services.documents import Tick
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.people.rules import Pledge
from siban.domain.staff.models import Post
from siban.domain.work.models import Clock, Hold, Task
from siban.domain.work.rules import Kind, Unit, shift
from siban.kernel.actors import Actor, Role
from siban.kernel.audit import verify
from siban.kernel.calendar import shipped
from siban.kernel.clock import now, today
from siban.kernel.models import Event, Feed
from siban.kernel.refusals import Refusal
from tests.domain.cases.conftest import Work, holder, picture, sequenced

CALENDAR = shipped()

RUNNING = {
    State.RECEIVED: {Kind.ANSWER},
    State.CORRECTING: {Kind.CORRECTION},
    State.ACCEPTED: {Kind.PROMISED, Kind.STATUTORY},
    State.HANDLING: {Kind.PROMISED, Kind.STATUTORY},
    State.CONCLUDED: {Kind.DELIVERY},
    State.DELIVERING: {Kind.DELIVERY},
}


ELSEWHERE = 6
"""Where another village's agent stands among the actors: those before her have the case in hand at some time."""
CONFERRING = (
    *(Action.CONSULT, Action.TAKE_CONSULTATION, Action.OPINE),
    *(Action.NAME_INTEREST, Action.ANSWER_INTEREST, Action.CALL_HEARING, Action.CLOSE_HEARING),
)
BESIDE = (
    pledges.BRING,
    answers.SECOND,
    "declaration-check",
    redress.TASK,
    limits.TASK,
    urging.TASK,
    consultations.TASK,
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
        self.work = Work()
        self.person = self.work.person()
        bureau = Post.objects.filter(office__key="civil-affairs-elderly", role="reviewer").order_by("pk")
        self.two = list(bureau.values_list("pk", flat=True)[:2])
        self.head = holder("civil-affairs-elderly", "head")
        self.leader = holder("civil-affairs-elderly", "leader")
        self.government = holder("ganzhou", "leader")
        self.asked = holder("disabled-federation", "reviewer")
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
        ]
        self.numbers: set[str] = set()

    @rule(target=cases, complete=st.booleans(), promised=st.booleans())
    def apply(self, complete: bool, promised: bool) -> Case:
        """A signed application at the village, with all its papers or without two, or with one to follow."""
        agent = self.work.staff.agent
        case = self.work.draft(person=self.person)
        keys = Document.objects.filter(case=case).exclude(material="application").exclude(manner="shared")
        without = () if complete else tuple(keys.values_list("material", flat=True)[:2])
        self.work.filled(case, agent, without)
        if promised:
            by_then = shift(today(), 3, CALENDAR)
            intake.fill(case.pk, by=agent, ticks={"photo": Tick(here=False, promised=by_then)})
            pledges.print_pledge(case.pk, Pledge.TOLERANCE, by=agent)
            pledges.sign_pledge(case.pk, Pledge.TOLERANCE, [picture()], by=agent)
        assert case.number not in self.numbers
        self.numbers.add(case.number)
        return intake.receive(case.pk, by=agent)

    @rule(case=cases, who=st.integers(0, 8), what=st.sampled_from(list(Action)), ask=st.booleans())
    def attempt(self, case: Case, who: int, what: Action, ask: bool) -> None:
        """Somebody tries something. It follows the table or leaves no trace."""
        before, by = Case.objects.get(pk=case.pk), self.actors[who]
        events = Event.objects.filter(stream=case.pk).count()
        act = self.acts(case, self.actors[who], ask).get(what)
        if act is None:
            return
        try:
            act()
        except Refusal as refusal:
            assert 400 <= refusal.status < 500 and refusal.what()
            after = Case.objects.get(pk=case.pk)
            assert after.state == before.state
            assert Event.objects.filter(stream=case.pk).count() == events
            return
        after = Case.objects.get(pk=case.pk)
        transition = TRANSITIONS[before.state, what]
        assert after.state == (transition.to or before.state)
        if what in (Action.BREAK, Action.REVOKE, Action.EXTEND, Action.REFUSE_EXTENSION, *CONFERRING[1:3]):
            return
        anywhere = (what is Action.FULFIL and who == ELSEWHERE) or (what is Action.URGE and by.has(Role.RESIDENT))
        assert who < ELSEWHERE or anywhere, "only those through whose hands the case goes"
        assert Event.objects.filter(stream=case.pk).count() > events

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
                self.acts(case, actor, True)[what]()
            except Refusal:
                continue
            return

    @rule(case=cases)
    def confer(self, case: Case) -> None:
        """Whoever has it in hand asks another office and hears people, both to their end."""
        for actor in (self.work.staff.acceptor, self.work.staff.reviewer, self.work.staff.decider):
            for what in CONFERRING:
                try:
                    self.acts(case, actor, True)[what]()
                except Refusal:
                    continue
        assert not Consultation.objects.filter(case=case, answered_at=None, dropped_at=None).exists()
        if CaseStep.objects.filter(case=case, state="claimed", stage="handling").exists():
            hearing = Proceeding.objects.filter(case=case, kind=ProceedingKind.HEARING, closed_at=None)
            assert not hearing.exists(), "who holds the step can always close its hearing"

    def approver(self, case: Case) -> Actor:
        """Before whom a request for more time lies: of the bureau, or of the government (ALL 42)."""
        waiting = Task.objects.filter(stream=case.pk, kind=limits.TASK, closed_at=None, office=self.government.office)
        return self.government if waiting.exists() else self.leader

    def acts(self, case: Case, by: Actor, all_here: bool) -> dict[Action, Callable[[], object]]:
        here = {
            one.material: Tick(here=all_here)
            for one in Document.objects.filter(case=case).exclude(material="application").exclude(manner="shared")
        }
        pk = case.pk
        return {
            Action.RECEIVE: lambda: intake.receive(pk, by=by),
            Action.FILL: lambda: intake.fill(pk, by=by, form={"address": "党寨镇"}),
            Action.CLAIM: lambda: steps.claim(pk, by=by),
            Action.RETURN: lambda: steps.give_back(pk, by=by, reason="再核一下"),
            Action.HAND_ON: lambda: handing_on.hand_on(pk, by=by, post=self.two[all_here], reason="她熟"),
            Action.MARK: lambda: marking.mark(
                pk,
                by=by,
                page=DocumentPage.objects.filter(document__case=pk).order_by("pk")[0].pk,
                frame=marking.Frame(100, 100, 200, 50),
                note="看不清",
            ),
            Action.ACCEPT: lambda: answers.accept(pk, by=by),
            Action.DECLINE: lambda: answers.decline(
                pk, by=by, ground=data.Ground.NO_APPROVAL_NEEDED, reasons=("不用办",)
            ),
            Action.CORRECT: lambda: answers.correct(pk, by=by),
            Action.SUPPLY: lambda: answers.supply(pk, by=by, ticks=here),
            Action.REVIEW: lambda: decisions.review(pk, by=by, advice=Advice.GRANT, opinion="符合"),
            Action.GRANT: lambda: decisions.grant(pk, by=by),
            Action.DENY: lambda: decisions.deny(pk, by=by, reasons=("不符合",)),
            Action.WITHDRAW: lambda: decisions.withdraw(pk, by=by),
            Action.TERMINATE: lambda: decisions.terminate(pk, by=by, reasons=("人已迁走",)),
            Action.DELIVER: lambda: delivery.deliver(pk, by=by, signature=picture()),
            Action.POST: lambda: sending.post(pk, by=by, carrier="邮政快递", number="1"),
            Action.FOLLOW_UP: lambda: sending.follow_up(pk, by=by, reached=False),
            Action.CHOOSE_SCREEN: lambda: sending.choose_screen(pk, by=by),
            Action.OPEN_RESULT: lambda: sending.open_on_screen(pk),
            Action.ARCHIVE: lambda: archiving.archive(pk, by=by),
            Action.DISMISS: lambda: answers.dismiss(pk, by=by, reason="不用办"),
            Action.SUPPLY_PART: lambda: answers.supply_part(pk, by=by, ticks=dict(list(here.items())[:1])),
            Action.FULFIL: lambda: pledges.fulfil(pk, by=by, here=["photo"]),
            Action.CHECK_DECLARATION: lambda: pledges.check_declaration(pk, by=by, true=False, found="不属实"),
            Action.ASK_SECOND: lambda: second.ask_second(
                pk, by=by, faults=dict.fromkeys(list(here)[:1], Fault.EXPIRED), reason="补来的过期了"
            ),
            Action.SIGN_SECOND: lambda: second.sign_second(pk, by=by),
            Action.REFUSE_SECOND: lambda: second.refuse_second(pk, by=by),
            Action.HOLD: lambda: limits.hold(
                pk, by=by, ground="hearing", expected_until=today() + timedelta(days=7), reason="申请人要求"
            ),
            Action.RESUME: lambda: limits.resume(pk, by=by),
            Action.ASK_EXTENSION: lambda: limits.ask_extension(pk, by=by, days=3, reason="底册没调来"),
            Action.EXTEND: lambda: limits.extend(pk, by=self.approver(case) if all_here else by),
            Action.REFUSE_EXTENSION: lambda: limits.refuse_extension(pk, by=self.approver(case) if all_here else by),
            Action.URGE: lambda: urging.urge(pk, by=by),
            Action.ANSWER_URGE: lambda: urging.answer(pk, by=by, sentence="周五前有结果。"),
            Action.SURVEY: lambda: surveys.plan(pk, by=by, posts=self.two),
            Action.FIND: lambda: surveys.find(
                pk, by=by, on=today(), findings="属实", confirmed=True, pictures=[picture()]
            ),
            Action.PUBLISH: lambda: publications.publish(pk, by=by),
            Action.END_PUBLICATION: lambda: publications.end(pk, by=by),
            Action.CONSULT: lambda: consultations.consult(
                pk, by=by, offices={self.asked.office: 3}, question="领过同类补贴没有"
            ),
            Action.TAKE_CONSULTATION: lambda: consultations.take(pk, by=self.asked if all_here else by),
            Action.OPINE: lambda: consultations.opine(
                pk, by=self.asked if all_here else by, advice=Advice.GRANT, opinion="没有领过"
            ),
            Action.NAME_INTEREST: lambda: hearings.name_interest(pk, by=by, name="李四", interest="同住一院"),
            Action.ANSWER_INTEREST: lambda: hearings.answer_interest(pk, by=by, number=1, wish=Wish.ASKED),
            Action.CALL_HEARING: lambda: hearings.call(
                pk, by=by, begins=now() + timedelta(days=9), presider=self.head.posts[0].id
            ),
            Action.CLOSE_HEARING: lambda: hearings.close(
                pk, by=by, minutes="双方说了意见", pictures=[picture()], confirmed=True
            ),
            Action.HAND_OFF: lambda: hand_offs.hand_off(pk, by=by),
            Action.HAND_BACK: lambda: hand_offs.hand_back(pk, by=by, number="SZ1", result="登记了", on=today()),
            Action.AMEND: lambda: redress.amend(
                pk, by=by, slips=(redress.Slip("正文", "1000元", "100元"),), reasons=("抄错",)
            ),
            Action.PROPOSE_REVOCATION: lambda: redress.propose_revocation(
                pk, by=by, proposal=redress.Proposal(data.Fault.OFFICE, ("算错了",), "当面听了")
            ),
            Action.REVOKE: lambda: redress.revoke(pk, by=self.head if all_here else by),
            Action.PROPOSE_DESTRUCTION: lambda: archiving.propose_destruction(pk, by=by),
            Action.DESTROY: lambda: archiving.destroy(pk, by=by),
            Action.BREAK: lambda: silence.end_for_broken_word(pk, Pledge.TOLERANCE),
        }

    @invariant()
    def clocks_are_right(self) -> None:
        for case in Case.objects.filter(number__in=self.numbers).exclude(state=State.DRAFT):
            running = list(Clock.objects.filter(stream=case.pk, stopped_on=None).exclude(kind=Kind.STEP))
            expected = RUNNING.get(State(case.state), set())
            over = case.outcome in (Outcome.WITHDRAWN, Outcome.TERMINATED) or case.state == State.REVOKED
            if over:
                expected = set()
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
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )

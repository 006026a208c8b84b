"""Tolerated acceptance (容缺受理) and declarations in place of proofs (告知承诺, 国办发〔2020〕42号)."""

from __future__ import annotations

from datetime import date

import pytest

from siban.domain.cases import errors_answers as refused
from siban.domain.cases.errors import CaseNotFound
from siban.domain.cases.models import Case, Document, HandOver
from siban.domain.cases.queries import scope
from siban.domain.cases.queries.bringing import awaited
from siban.domain.cases.queries.tracking import tracking
from siban.domain.cases.rules import Advice, DocumentState, State
from siban.domain.cases.services import answers, decisions, delivery, intake, pledges, words
from siban.domain.cases.services.documents import Tick
from siban.domain.messages.models import Message
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.people.models import BrokenPromise
from siban.domain.people.rules import Pledge as Kind
from siban.domain.staff.models import Post
from siban.domain.staff.queries import actor_for
from siban.domain.work.models import Clock, Task
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Kind as ClockKind
from siban.domain.work.rules import shift
from siban.domain.work.services import sweep
from siban.kernel.clock import today
from siban.kernel.events import history
from siban.kernel.refusals import NotAllowed
from tests.domain.cases.conftest import Work, picture
from tests.domain.cases.test_silence import at_midnight_after, travel, what_follows

PHOTO, CARD = "photo", "social-security-card"


def in_days(days: int) -> date:
    return shift(today(), days, calendar())


def promising(work: Work, *, person=None, until: date | None = None) -> Case:
    """A signed application whose photo is to follow."""
    case = work.draft(person=person)
    work.filled(case, work.staff.agent, without=(PHOTO,))
    return intake.fill(case.pk, by=work.staff.agent, ticks={PHOTO: Tick(here=False, promised=until or in_days(5))})


def signed(work: Work, case: Case, kind: Kind = Kind.TOLERANCE) -> Case:
    pledges.print_pledge(case.pk, kind, by=work.staff.agent)
    return pledges.sign_pledge(case.pk, kind, [picture()], by=work.staff.agent)


def accepted(work: Work, case: Case) -> Case:
    intake.receive(case.pk, by=work.staff.agent)
    work.claimed(case, work.staff.acceptor)
    return answers.accept(case.pk, by=work.staff.acceptor)


def granted(work: Work, case: Case) -> Case:
    work.claimed(case, work.staff.reviewer)
    decisions.review(case.pk, by=work.staff.reviewer, advice=Advice.GRANT, opinion="符合")
    work.claimed(case, work.staff.decider)
    return decisions.grant(case.pk, by=work.staff.decider)


@pytest.mark.django_db
class TestTolerance:
    def test_only_what_the_item_marks_may_follow_later(self, work):
        case = work.draft()
        with pytest.raises(refused.NotTolerable):
            intake.fill(case.pk, by=work.staff.agent, ticks={CARD: Tick(here=False, promised=in_days(3))})

    @pytest.mark.parametrize("until", [0, 11])
    def test_the_promised_day_lies_within_the_regimes_days(self, work, until):
        """Practice: at most ten working days."""
        case = work.draft()
        day = today() if not until else in_days(until)
        with pytest.raises(refused.PromiseDate):
            intake.fill(case.pk, by=work.staff.agent, ticks={PHOTO: Tick(here=False, promised=day)})

    def test_a_promise_is_signed_before_anything_is_received(self, work):
        case = promising(work)
        with pytest.raises(refused.PromiseNotSigned):
            intake.receive(case.pk, by=work.staff.agent)
        signed(work, case)
        letter = notice_data(Notice.objects.get(stream=case.pk, kind="promise"))
        assert letter.promised[0].by == in_days(5)
        assert intake.receive(case.pk, by=work.staff.agent).state == State.RECEIVED

    def test_another_day_asks_for_a_new_signature(self, work):
        case = signed(work, promising(work))
        intake.fill(case.pk, by=work.staff.agent, ticks={PHOTO: Tick(here=False, promised=in_days(6))})
        with pytest.raises(refused.PromiseNotSigned):
            intake.receive(case.pk, by=work.staff.agent)

    def test_accepted_with_a_promise_the_limit_runs_from_acceptance_and_hers_beside_it(self, work):
        case = accepted(work, signed(work, promising(work)))
        running = {clock.kind: clock for clock in Clock.objects.filter(stream=case.pk, stopped_on=None)}
        assert running[ClockKind.TOLERANCE].due == in_days(5)
        assert running[ClockKind.PROMISED].starts_on == today()
        acceptance = notice_data(Notice.objects.get(stream=case.pk, kind="acceptance"))
        assert [one.name for one in acceptance.promised] == ["一寸近照"]
        assert Task.objects.get(stream=case.pk, kind=pledges.BRING, closed_at=None).office_id == case.origin_id

    def test_no_result_is_handed_over_before_the_paper_is_here(self, work):
        case = granted(work, accepted(work, signed(work, promising(work))))
        work.claimed(case, work.staff.agent)
        with pytest.raises(refused.ResultLocked):
            delivery.deliver(case.pk, by=work.staff.agent, signature=picture(), manner="home")
        case = pledges.fulfil(case.pk, by=work.staff.agent, pictures={PHOTO: [picture()]})
        assert not Task.objects.filter(stream=case.pk, kind=pledges.BRING, closed_at=None).exists()
        case = delivery.deliver(case.pk, by=work.staff.agent, signature=picture(), manner="home")
        assert case.state == State.DELIVERED

    def test_it_may_be_brought_to_any_window_but_not_by_any_post(self, work):
        case = accepted(work, signed(work, promising(work)))
        with pytest.raises(NotAllowed):
            pledges.fulfil(case.pk, by=work.staff.decider, here=[PHOTO])
        with pytest.raises(refused.NotPromised):
            pledges.fulfil(case.pk, by=work.staff.elsewhere, here=[CARD])
        case = pledges.fulfil(case.pk, by=work.staff.elsewhere, here=[PHOTO])
        paper = Document.objects.get(case=case, material=PHOTO)
        assert paper.state == DocumentState.RECEIVED and paper.promised_until
        receipt = notice_data(Notice.objects.filter(stream=case.pk, kind="receipt").latest("issued_at"))
        assert len(receipt.papers) == 1 and "古城村" in receipt.site

    def test_tracking_says_what_to_bring_and_by_when(self, work):
        case = accepted(work, signed(work, promising(work)))
        shown = tracking(Case.objects.get(pk=case.pk))
        assert "一寸近照" in shown.to_do and f"{in_days(5).day}日" in shown.to_do


def test_a_broken_promise_ends_the_case_and_is_remembered(committed, work, monkeypatch):
    """Terminated with notice, the office not late; at the next application no promise is taken."""
    case = accepted(work, signed(work, promising(work)))
    midnight = at_midnight_after(Clock.objects.get(stream=case.pk, kind=ClockKind.TOLERANCE).due)
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.outcome) == (State.CONCLUDED, "terminated")
    letter = notice_data(Notice.objects.get(stream=case.pk, kind="termination"))
    assert "一寸近照没有补来" in letter.reasons[0]
    assert not Clock.objects.filter(stream=case.pk, stopped_on=None).exists()
    assert BrokenPromise.objects.get(person=case.applicant).kind == Kind.TOLERANCE
    what_follows()
    assert Message.objects.filter(subject=case.pk, kind="case.promise_broken").exists()
    monkeypatch.undo()
    with pytest.raises(refused.PromisesNoMore):
        promising(work, person=case.applicant)


def test_a_decision_that_was_not_handed_over_falls_with_the_promise(committed, work, monkeypatch):
    case = granted(work, accepted(work, signed(work, promising(work))))
    midnight = at_midnight_after(Clock.objects.get(stream=case.pk, kind=ClockKind.TOLERANCE).due)
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.outcome) == (State.CONCLUDED, "terminated")
    assert Notice.objects.get(stream=case.pk, kind="grant").state == "void"


def test_brought_on_the_last_day_it_stands_against_midnight(committed, work, monkeypatch):
    case = accepted(work, signed(work, promising(work)))
    due = Clock.objects.get(stream=case.pk, kind=ClockKind.TOLERANCE).due
    pledges.fulfil(case.pk, by=work.staff.agent, here=[PHOTO])
    midnight = at_midnight_after(due)
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    assert Case.objects.get(pk=case.pk).state == State.ACCEPTED


PROOF = "not-drawn-elsewhere"


def declaring(work: Work, person=None) -> Case:
    """A signed application in which a declaration stands in for the proof of the former place."""
    case = work.draft(person=person)
    intake.fill(case.pk, by=work.staff.agent, scenario={"first": "moved-in"})
    intake.fill(case.pk, by=work.staff.agent, form={"stopped_month": "2026-05-01", "moved_from": "张掖市临泽县"})
    case = work.answered(case, work.staff.agent)
    work.filled(case, work.staff.agent, without=(PROOF,))
    return intake.fill(case.pk, by=work.staff.agent, ticks={PROOF: Tick(here=False, declared=True)})


@pytest.mark.django_db
class TestDeclaration:
    def test_only_what_the_item_marks_may_be_declared(self, work):
        case = work.draft()
        with pytest.raises(refused.NotDeclarable):
            intake.fill(case.pk, by=work.staff.agent, ticks={CARD: Tick(here=False, declared=True)})

    def test_a_declaration_is_signed_and_stands_in_for_the_proof(self, work):
        case = declaring(work)
        with pytest.raises(refused.DeclarationNotSigned):
            intake.receive(case.pk, by=work.staff.agent)
        case = accepted(work, signed(work, case, Kind.DECLARATION))
        assert case.state == State.ACCEPTED
        assert notice_data(Notice.objects.get(stream=case.pk, kind="declaration")).check_by == in_days(words.CHECK_DAYS)

    def test_what_is_declared_stands_on_it_in_the_items_own_words(self, work):
        """国办发〔2020〕42号: what she declares is told to her, not only the name of the proof."""
        case = signed(work, declaring(work), Kind.DECLARATION)
        (proof,) = notice_data(Notice.objects.get(stream=case.pk, kind="declaration")).proofs
        assert proof.content == "原户口地的高龄津贴已经停发，我没有在两个地方领"

    def test_it_is_checked_later_by_who_decides_on_a_day_of_its_own(self, work):
        case = accepted(work, signed(work, declaring(work), Kind.DECLARATION))
        task = Task.objects.get(stream=case.pk, kind="declaration-check")
        assert (task.office_id, task.due) == (work.staff.decider.office, in_days(words.CHECK_DAYS))
        case = granted(work, case)
        work.claimed(case, work.staff.agent)
        case = delivery.deliver(case.pk, by=work.staff.agent, signature=picture(), manner="home")
        with pytest.raises(NotAllowed):
            pledges.check_declaration(case.pk, by=work.staff.acceptor, true=True, found="查了")
        case = pledges.check_declaration(case.pk, by=work.staff.decider, true=True, found="打电话问过，已停发")
        assert case.state == State.DELIVERED and not BrokenPromise.objects.exists()
        with pytest.raises(NotAllowed):
            pledges.check_declaration(case.pk, by=work.staff.decider, true=False, found="再查")

    def test_a_false_declaration_is_remembered_and_no_other_is_taken(self, work):
        case = accepted(work, signed(work, declaring(work), Kind.DECLARATION))
        pledges.check_declaration(case.pk, by=work.staff.decider, true=False, found="原户口地还在发")
        assert BrokenPromise.objects.get(person=case.applicant).kind == Kind.DECLARATION
        with pytest.raises(refused.DeclaresNoMore):
            declaring(work, person=case.applicant)

    def test_what_was_found_is_sealed(self, work):
        case = accepted(work, signed(work, declaring(work), Kind.DECLARATION))
        pledges.check_declaration(case.pk, by=work.staff.decider, true=True, found="打电话问过")
        event = next(one for one in history(case.pk) if one.act == "case.declaration_checked")
        assert "打电话" not in event.payload.found


def test_a_false_declaration_ends_what_is_not_decided_yet(committed, work):
    case = accepted(work, signed(work, declaring(work), Kind.DECLARATION))
    pledges.check_declaration(case.pk, by=work.staff.decider, true=False, found="原户口地还在发")
    what_follows()
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.outcome) == (State.CONCLUDED, "terminated")
    assert "核查下来和承诺的不一样" in notice_data(Notice.objects.get(stream=case.pk, kind="termination")).reasons[0]


@pytest.mark.django_db
class TestBroughtElsewhere:
    """A4, §2: what was promised is taken at any comprehensive window, and passed on from there."""

    def test_another_points_window_takes_it_and_the_hand_over_is_counted(self, work):
        case = accepted(work, signed(work, promising(work)))
        there = work.staff.elsewhere
        with pytest.raises(CaseNotFound):
            scope.get(there, case.pk)
        assert [key for key, _name, _until in awaited(there, case.pk).papers] == [PHOTO]
        pledges.fulfil(case.pk, by=there, here=[PHOTO])
        passed = HandOver.objects.get(case=case, manner="papers")
        assert (passed.giver_id, passed.taker_id) == (there.office, Case.objects.get(pk=case.pk).holder_id)
        assert any(one.act == "case.papers_passed_on" for one in history(case.pk))
        assert case.visits.filter(site_id=there.site, purpose="supply").exists()
        assert scope.get(there, case.pk), "who took it in has a part in the case"
        case = granted(work, case)
        work.claimed(case, work.staff.agent)
        delivery.deliver(case.pk, by=work.staff.agent, signature=picture(), manner="home")
        listed = notice_data(Notice.objects.get(stream=case.pk, kind="delivery")).handovers
        assert len(listed) == 2, "the delivery record lists the result's way alone"

    def test_an_instant_window_elsewhere_sends_her_on(self, work):
        case = accepted(work, signed(work, promising(work)))
        instant = Post.objects.filter(window__kind="instant").exclude(office=work.staff.acceptor.office).first()
        with pytest.raises(refused.ComprehensiveOnly):
            pledges.fulfil(case.pk, by=actor_for(instant.holder), here=[PHOTO])

    def test_nobody_elsewhere_sees_a_case_that_awaits_nothing(self, work):
        case = work.accepted()
        with pytest.raises(CaseNotFound):
            awaited(work.staff.elsewhere, case.pk)

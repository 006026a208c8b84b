"""Who applies and who handles it: guardians with proof, fingerprints before a witness, relatives kept out (回避)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from siban.domain.cases import errors
from siban.domain.cases import errors_answers as refused
from siban.domain.cases.matter import open_witness
from siban.domain.cases.models import Case, Document
from siban.domain.cases.queries import counter, inbox
from siban.domain.cases.queries.page import page
from siban.domain.cases.rules import Action, Advice, Capacity, State
from siban.domain.cases.services import answers, decisions, intake, representation
from siban.domain.catalog.queries import version
from siban.domain.insight.queries import totals
from siban.domain.insight.rules import Name
from siban.domain.messages.queries import for_case
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.people.models import Relation
from siban.domain.people.queries import guardian_proof
from siban.domain.staff.models import PersonLink, Post
from siban.domain.staff.queries import actor_for
from siban.domain.staff.recusal import declare_relative, withdraw_relative
from siban.domain.work.models import Clock, Task
from siban.domain.work.rules import Kind
from siban.domain.work.services import sweep
from siban.kernel.clock import today
from siban.kernel.events import history
from siban.kernel.models import User
from siban.kernel.refusals import NotAllowed
from tests.domain.cases.conftest import holder, picture
from tests.domain.cases.test_silence import at_midnight_after, travel, what_follows


@pytest.mark.django_db
class TestGuardian:
    def guarded(self, work, ward=None, guardian=None) -> Case:
        case = work.draft(person=ward or work.person())
        someone = guardian or work.person("刘建军", date(1970, 5, 1))
        return representation.represent(
            case.pk, by=work.staff.agent, capacity=Capacity.GUARDIAN, representative=someone
        )

    def test_the_proof_is_photographed_with_the_case_and_kept_on_record(self, work):
        case = self.guarded(work)
        assert guardian_proof(case.applicant, case.representative) is None
        representation.prove_guardian(case.pk, [picture()], by=work.staff.agent)
        paper = Document.objects.get(case=case, material="guardian-proof")
        assert paper.state == "received" and paper.pages.count() == 1
        assert Relation.objects.get(person=case.applicant).proof is not None

    def test_what_is_on_record_is_not_asked_for_twice(self, work):
        case = self.guarded(work)
        representation.prove_guardian(case.pk, [picture()], by=work.staff.agent)
        following = self.guarded(work, case.applicant, case.representative)
        assert Document.objects.get(case=following, material="guardian-proof").state == "received"
        assert guardian_proof(case.applicant, case.representative) is not None

    def test_only_a_guardian_is_proved(self, work):
        case = work.draft()
        with pytest.raises(refused.NotAGuardian):
            representation.prove_guardian(case.pk, [picture()], by=work.staff.agent)


@pytest.mark.django_db
class TestFingerprint:
    def test_who_cannot_write_gives_a_fingerprint_before_a_witness(self, work):
        case = work.draft()
        with pytest.raises(refused.WitnessMissing):
            representation.sign_by(case.pk, by=work.staff.agent, fingerprint=True)
        with pytest.raises(refused.WitnessMissing):
            representation.sign_by(case.pk, by=work.staff.agent, fingerprint=True, witness=work.staff.agent.name)
        case = representation.sign_by(case.pk, by=work.staff.agent, fingerprint=True, witness="马存德")
        assert open_witness(case) == "马存德" and b"\xe9\xa9\xac" not in bytes(case.sealed_witness)
        intake.print_form(case.pk, by=work.staff.agent)
        assert notice_data(Notice.objects.get(stream=case.pk, kind="application-form")).by_fingerprint

    def test_what_was_printed_for_a_signature_is_printed_anew(self, work):
        case = work.draft()
        work.filled(case, work.staff.agent)
        representation.sign_by(case.pk, by=work.staff.agent, fingerprint=True, witness="马存德")
        with pytest.raises(errors.FormChanged):
            intake.receive(case.pk, by=work.staff.agent)


@pytest.mark.django_db
class TestRelatives:
    def declared(self, work, case: Case) -> None:
        declare_relative(
            work.staff.acceptor.user, case.applicant_id, PersonLink.Relation.PARENT, by=work.staff.acceptor
        )

    def test_a_declared_relatives_case_is_claimed_only_by_another(self, work):
        """回避: from the moment she declares it, whatever post she holds."""
        case = work.received()
        self.declared(work, case)
        acceptor = actor_for(User.objects.get(pk=work.staff.acceptor.user))
        with pytest.raises(refused.RelativesCase):
            work.claimed(case, acceptor)

    def test_a_colleagues_relative_is_answered_one_level_up_and_not_by_her_colleagues(self, work):
        """§2: also where it was declared after the case had come to the office."""
        case = work.received()
        self.declared(work, case)
        colleague = Post.objects.filter(office=work.staff.acceptor.office, role="acceptor").order_by("pk")[1].holder
        with pytest.raises(refused.CheckedAbove):
            work.claimed(case, actor_for(colleague))
        head = holder("centre-620702107", "head")
        assert Action.CLAIM in page(head, case.pk).actions
        assert Action.CLAIM not in page(actor_for(colleague), case.pk).actions
        (line,) = [one for one in inbox.page(head, inbox.Wanted()).lines if one.row.case.pk == case.pk]
        assert [one.name for one in line.recused] == [work.staff.acceptor.name]
        work.claimed(case, head)
        assert Action.ACCEPT in page(head, case.pk).actions
        assert answers.accept(case.pk, by=head).state == State.ACCEPTED

    def test_the_decision_goes_to_the_head_and_where_she_is_the_relative_to_the_leader(self, work):
        reviewed, decider = work.accepted(), work.staff.decider
        head, leader = holder("civil-affairs-elderly", "head"), holder("civil-affairs-elderly", "leader")
        declare_relative(decider.user, reviewed.applicant_id, PersonLink.Relation.SIBLING, by=decider)
        declare_relative(head.user, reviewed.applicant_id, PersonLink.Relation.OTHER, by=head)
        work.claimed(reviewed, work.staff.reviewer)
        case = decisions.review(reviewed.pk, by=work.staff.reviewer, advice=Advice.GRANT, opinion="符合")
        assert Task.objects.get(stream=case.pk, closed_at=None).role == "leader"
        for wrong in (actor_for(User.objects.get(pk=head.user)), replace(decider, relatives=frozenset())):
            with pytest.raises(NotAllowed):
                work.claimed(case, wrong)
        work.claimed(case, leader)
        case = decisions.grant(case.pk, by=leader)
        assert (case.state, case.outcome) == (State.CONCLUDED, "granted")

    def test_nobody_above_acts_in_a_case_that_goes_its_usual_way(self, work):
        case = work.received()
        head = holder("centre-620702107", "head")
        with pytest.raises(NotAllowed):
            work.claimed(case, head)
        work.claimed(case, work.staff.acceptor)
        with pytest.raises(NotAllowed):
            answers.accept(case.pk, by=head)

    def test_a_window_whose_clerk_is_the_relative_takes_in_and_leaves_the_answer_to_the_head(self, work):
        person = work.person()
        clerk = work.staff.clerk
        declare_relative(clerk.user, person.pk, PersonLink.Relation.PARENT, by=clerk)
        colleague = work.staff.acceptor
        case = work.draft(person=person, by=colleague)
        work.filled(case, colleague)
        assert not counter.intake(colleague, case.pk).answers_here
        case = intake.receive(case.pk, by=colleague)
        task = Task.objects.get(stream=case.pk, closed_at=None)
        assert (task.role, task.claimed_by_id, task.office_id) == ("head", None, colleague.office)

    def test_the_case_says_why_another_checks_it(self, work):
        case = work.received()
        self.declared(work, case)
        shown = page(work.staff.agent, case.pk)
        assert [one.name for one in shown.recused] == [work.staff.acceptor.name]

    def test_nobody_takes_her_own_declaration_back(self, work):
        case = work.received()
        self.declared(work, case)
        with pytest.raises(NotAllowed):
            withdraw_relative(work.staff.acceptor.user, case.applicant_id, by=work.staff.acceptor)
        with pytest.raises(NotAllowed):
            declare_relative(
                work.staff.acceptor.user, case.applicant_id, PersonLink.Relation.CHILD, by=work.staff.agent
            )


@pytest.mark.django_db
def test_what_needs_no_approval_is_said_at_once_and_kept_on_record(work):
    """ALL 32(1): closed before anything is taken; no notice, since nothing was received."""
    case = work.draft()
    with pytest.raises(errors.ReasonMissing):
        answers.dismiss(case.pk, by=work.staff.agent, reason=" ")
    case = answers.dismiss(case.pk, by=work.staff.agent, reason="只改电话，来窗口说一声就行")
    assert case.state == State.CLOSED and case.ended_at
    assert not Notice.objects.filter(stream=case.pk).exists()
    assert history(case.pk)[-1].act == "case.dismissed"


def test_where_silence_is_no_acceptance_she_is_told_that_she_may_complain(committed, work, monkeypatch):
    """F12 outside licensing: on record, the applicant told, the case waits for its answer all the same."""
    case = work.draft(item="senior-card", by=work.staff.clerk, person=work.person(born=date(1950, 1, 2)))
    assert version(case.version_id).regime.silence == "complaint"
    work.filled(case, work.staff.clerk)
    case = intake.receive(case.pk, by=work.staff.clerk)
    midnight = at_midnight_after(Clock.objects.get(stream=case.pk, kind=Kind.ANSWER).due)
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    what_follows()
    case = Case.objects.get(pk=case.pk)
    assert case.state == State.RECEIVED
    assert "case.unanswered" in [one.act for one in history(case.pk)]
    assert "投诉" in for_case(case.pk)[-1].text
    assert totals("620702", today(), today() + timedelta(days=30))[Name.UNANSWERED] == 1

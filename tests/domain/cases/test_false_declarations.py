"""What follows from a declaration that the later check finds false (国办发〔2020〕42号; ALL 69(2); rules.md §1, §4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.benefits.models import Entitlement
from siban.domain.cases import errors_answers as refused
from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases.models import Case
from siban.domain.cases.rules import State
from siban.domain.cases.services import pledges, redress
from siban.domain.messages.models import Message
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.people.rules import Pledge as Kind
from siban.domain.staff.models import Post
from siban.domain.staff.queries import actor_for
from siban.domain.work.models import Task
from siban.domain.work.queries import calendar
from siban.domain.work.rules import shift
from siban.domain.work.services import sweep
from siban.kernel.clock import today
from siban.kernel.events import history
from siban.kernel.refusals import OutOfTurn
from tests.domain.cases.conftest import Work, holder
from tests.domain.cases.test_pledges import accepted, declaring, granted, promising, signed
from tests.domain.cases.test_silence import at_midnight_after, travel, what_follows

BUREAU = "civil-affairs-elderly"
FOUND = "原户口地还在发"


def found_false(work: Work) -> Case:
    """An allowance granted on a declaration, which the later check finds false."""
    case = granted(work, accepted(work, signed(work, declaring(work), Kind.DECLARATION)))
    what_follows()
    pledges.check_declaration(case.pk, by=work.staff.decider, true=False, found=FOUND)
    what_follows()
    return Case.objects.select_related("stream", "applicant__key").get(pk=case.pk)


@pytest.mark.usefixtures("committed")
class TestAFalseDeclarationAfterTheDecision:
    def test_it_proposes_the_revocation_by_itself_with_the_finding_as_the_reason(self, work):
        case = found_false(work)
        assert case.state == State.CONCLUDED and case.outcome == "granted"
        proposal = redress.proposed(case)
        assert proposal is not None and FOUND in proposal.reasons[0] and proposal.fault == "applicant"
        assert proposal.state_by == shift(today(), redress.STATE_DAYS, calendar()) and not proposal.heard
        task = Task.objects.get(stream=case.pk, kind=redress.TASK, closed_at=None)
        assert (task.role, task.due, task.office_id) == ("head", proposal.state_by, work.staff.decider.office)
        event = next(one for one in history(case.pk) if one.act == "case.revocation_proposed")
        assert event.actor is None and FOUND not in event.payload.reasons
        told = Message.objects.filter(subject=case.pk, kind="case.revocation_proposed")
        assert told.exists() and Entitlement.objects.get(case=case).state == "suspended"
        with pytest.raises(refused.DeclaresNoMore):
            declaring(work, person=case.applicant)

    def test_all_69_2_the_head_revokes_only_after_the_holder_was_heard(self, work):
        case, head = found_false(work), holder(BUREAU, "head")
        with pytest.raises(refusals.HeardMissing):
            redress.revoke(case.pk, by=head)
        redress.revoke(case.pk, by=head, heard="11月25日打电话听了，他说知道错了。")
        what_follows()
        letter = notice_data(Notice.objects.get(stream=case.pk, kind="revocation"))
        assert "知道错了" in letter.heard and FOUND in letter.reasons[0] and letter.remedies
        one = Entitlement.objects.get(case=case)
        assert (one.state, one.end) == ("stopped", "revoked")
        assert Notice.objects.filter(stream=one.pk, kind="stop").exists()
        assert Message.objects.filter(subject=case.pk, kind="case.revoked").exists()

    def test_who_lets_her_days_to_speak_go_by_is_told_so_in_the_decision(self, work, monkeypatch):
        case = found_false(work)
        until = shift(today(), redress.STATE_DAYS, calendar())
        travel(monkeypatch, at_midnight_after(until + timedelta(days=1)))
        redress.revoke(case.pk, by=holder(BUREAU, "head"))
        assert "没有提出意见" in notice_data(Notice.objects.get(stream=case.pk, kind="revocation")).heard

    def test_the_head_refuses_the_decision_stands_and_the_months_are_made_up(self, work):
        case = found_false(work)
        redress.refuse_revocation(case.pk, by=holder(BUREAU, "head"))
        what_follows()
        assert Case.objects.get(pk=case.pk).state == State.CONCLUDED and redress.proposed(case) is None
        one = Entitlement.objects.get(case=case)
        assert one.state == "running" and one.suspensions.get().to_month == one.suspensions.get().from_month
        assert Message.objects.filter(subject=case.pk, kind="case.revocation_refused").exists()

    def test_who_found_it_false_does_not_sign_the_revocation(self, work):
        case = found_false(work)
        Post.objects.filter(office__key=BUREAU, role="head").update(holder=work.staff.decider.user)
        both = actor_for(Post.objects.get(office__key=BUREAU, role="head").holder)
        with pytest.raises(refusals.SecondPersonNeeded):
            redress.revoke(case.pk, by=both, heard="听了")

    def test_nothing_is_proposed_where_the_declaration_was_true(self, work):
        case = granted(work, accepted(work, signed(work, declaring(work), Kind.DECLARATION)))
        pledges.check_declaration(case.pk, by=work.staff.decider, true=True, found="查过，已停发")
        what_follows()
        assert redress.proposed(case) is None
        with pytest.raises(OutOfTurn):
            redress.propose_for_false_declaration(case.pk)


def test_a_promise_broken_after_the_grant_stops_what_it_opened_from_the_first_month(committed, work, monkeypatch):
    """容缺受理: the decision falls with the promise, so nothing that was paid on it is hers."""
    case = granted(work, accepted(work, signed(work, promising(work))))
    what_follows()
    one = Entitlement.objects.get(case=case)
    assert one.state == "running"
    until = case.documents.get(material="photo").promised_until
    midnight = at_midnight_after(until)
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    one.refresh_from_db()
    assert (one.state, one.end, one.stopped_from) == ("stopped", "broken", one.first_month)
    letter = notice_data(Notice.objects.get(stream=one.pk, kind="stop"))
    assert "没有补来" in letter.reasons[0]

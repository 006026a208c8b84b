"""rules.md §4 and §8: how a case ends, who fetches its result, and who answers for it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from siban.domain.cases import errors, errors_delivery
from siban.domain.cases import errors_established as wish
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.queries.page import page
from siban.domain.cases.queries.timeline import timeline
from siban.domain.cases.queries.tracking import by_id, tracking
from siban.domain.cases.rules import Outcome, State
from siban.domain.cases.rules_established import Shown
from siban.domain.cases.services import (
    answers,
    contents,
    decisions,
    delivery,
    intake,
    limits,
    sending,
    steps,
    withdrawing,
)
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.people.queries import identity
from siban.domain.work.models import Clock, Task, Warning
from siban.domain.work.rules import Kind
from siban.domain.work.services import sweep
from siban.kernel.clock import today
from siban.kernel.refusals import OutOfTurn
from tests.domain.cases.conftest import Work, picture
from tests.domain.cases.test_answers import received_without_two
from tests.domain.cases.test_silence import at_midnight_after, travel, what_follows


def corrected(work: Work) -> Case:
    case = work.claimed(received_without_two(work), work.staff.acceptor)
    return answers.correct(case.pk, by=work.staff.acceptor)


def paused(work: Work) -> Case:
    case = work.claimed(work.accepted(), work.staff.reviewer)
    return limits.hold(case.pk, by=work.staff.reviewer, ground="hearing", expected_until=today() + timedelta(days=7))


BEFORE: dict[str, Callable[[Work], Case]] = {
    "draft": lambda work: work.draft(),
    "received": lambda work: work.received(),
    "correcting": corrected,
    "accepted": lambda work: work.accepted(),
    "handling": lambda work: work.reviewed(),
    "paused": paused,
}


@pytest.mark.django_db
@pytest.mark.parametrize("point", BEFORE)
def test_the_applicant_withdraws_at_any_time_before_the_decision(work, point):
    case = work.withdrawn(BEFORE[point](work))
    accepted = point in ("accepted", "handling", "paused")
    assert case.state == (State.CONCLUDED if accepted else State.CLOSED)
    assert case.outcome == (Outcome.WITHDRAWN if accepted else None)
    assert not Clock.objects.filter(stream=case.pk, stopped_on=None).exists()
    assert not Task.objects.filter(stream=case.pk, closed_at=None).exists()
    told = Notice.objects.filter(stream=case.pk, kind="termination")
    assert told.exists() == (point != "draft"), "what was received is ended in writing"


@pytest.mark.django_db
def test_after_the_decision_nothing_is_withdrawn(work):
    with pytest.raises(OutOfTurn):
        work.withdrawn(work.granted())


@pytest.mark.django_db
def test_what_fell_away_is_terminated_with_reasons_and_remedies(work):
    case = work.claimed(work.reviewed(), work.staff.decider)
    with pytest.raises(errors.ReasonMissing):
        decisions.terminate(case.pk, by=work.staff.decider, reasons=(" ",))
    case = decisions.terminate(case.pk, by=work.staff.decider, reasons=("申请人已经去世。",))
    assert case.outcome == Outcome.TERMINATED
    letter = notice_data(Notice.objects.get(stream=case.pk, kind="termination"))
    assert letter.reasons and letter.remedies.reconsideration and letter.remedies.court


@pytest.mark.django_db
def test_what_she_withdrew_herself_needs_no_remedy(work):
    case = work.withdrawn(work.accepted())
    letter = notice_data(Notice.objects.get(stream=case.pk, kind="termination"))
    assert letter.remedies.reconsideration is None


@pytest.mark.django_db
def test_the_decision_is_the_conclusion_and_delivery_follows_with_its_own_time(work):
    case = work.granted()
    assert (case.state, case.outcome, case.delivered_at) == (State.CONCLUDED, Outcome.GRANTED, None)
    running = set(Clock.objects.filter(stream=case.pk, stopped_on=None).values_list("kind", flat=True))
    assert running == {Kind.DELIVERY}


@pytest.mark.django_db
class TestNobodyFetches:
    """A result nobody fetches does not make the office late."""

    def ready(self, work: Work) -> Case:
        return work.claimed(work.granted(), work.staff.agent)

    @pytest.mark.parametrize("agreed", [None, 3])
    def test_once_she_was_called_the_time_is_her_own(self, work, agreed):
        case = self.ready(work)
        day = today() + timedelta(days=agreed) if agreed else None
        sending.follow_up(case.pk, by=work.staff.agent, reached=bool(agreed), agreed_on=day)
        own = Clock.objects.get(stream=case.pk, stopped_on=None)
        assert (own.kind, own.limit) == (Kind.FETCH, agreed or sending.CALL_AGAIN)
        shown = tracking(by_id(case.pk))
        assert "等您来取" in shown.sentence
        case = delivery.deliver(case.pk, by=work.staff.agent, signature=picture())
        assert case.state == State.DELIVERED
        assert not Clock.objects.filter(stream=case.pk, stopped_on=None).exists()

    def test_before_the_result_lies_at_the_window_a_call_stops_nothing(self, work):
        case = work.granted()
        sending.follow_up(case.pk, by=work.staff.agent, reached=True, agreed_on=today() + timedelta(days=2))
        assert Clock.objects.get(stream=case.pk, stopped_on=None).kind == Kind.DELIVERY

    def test_before_a_decision_there_is_nothing_to_fetch(self, work):
        case = work.withdrawn(work.accepted())
        with pytest.raises(errors_delivery.NothingToFetch):
            sending.follow_up(case.pk, by=work.staff.agent, reached=False)


def test_who_does_not_come_on_the_day_agreed_is_called_again_and_no_office_gets_a_card(committed, work, monkeypatch):
    case = work.claimed(work.granted(), work.staff.agent)
    sending.follow_up(case.pk, by=work.staff.agent, reached=True, agreed_on=today() + timedelta(days=2))
    own = Clock.objects.get(stream=case.pk, kind=Kind.FETCH)
    midnight = at_midnight_after(own.due + timedelta(days=30))
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    assert Task.objects.filter(stream=case.pk, kind=sending.FETCH, closed_at=None).count() == 1
    levels = set(
        Warning.objects.filter(clock__stream=case.pk, clock__kind__in=["delivery", "fetch"]).values_list(
            "level", flat=True
        )
    )
    assert levels == {"reminder", "lapsed"}, "nobody in the office is late"


@pytest.mark.django_db
def test_the_first_clerk_asked_answers_for_it_until_another_has_taken_over(work):
    """首问负责 (B3): dispatching is not enough, it must be claimed."""
    case = work.received()
    assert case.first_contact == work.staff.agent.user
    assert page(work.staff.agent, case.pk).answerable == work.staff.agent.name
    work.claimed(case, work.staff.acceptor)
    assert page(work.staff.agent, case.pk).answerable == work.staff.acceptor.name
    answers.accept(case.pk, by=work.staff.acceptor)
    assert page(work.staff.agent, case.pk).answerable == work.staff.acceptor.name
    steps.claim(case.pk, by=work.staff.reviewer)
    assert page(work.staff.agent, case.pk).answerable == work.staff.reviewer.name


@pytest.mark.django_db
def test_a_draft_is_in_the_hands_of_who_was_first_asked(work):
    case = intake.open_case("old-age-allowance", work.person(), by=work.staff.agent)
    assert page(work.staff.agent, case.pk).answerable == work.staff.agent.name


@pytest.mark.django_db
class TestItIsHerWish:
    """Nobody ends an application in her name unasked: what was received is withdrawn only once her wish is known."""

    def test_a_signed_request_is_kept_and_packed_with_the_case(self, work):
        case = work.accepted()
        done = withdrawing.withdraw(case.pk, by=work.staff.agent, shown=Shown.SIGNED, pictures=[picture()])
        assert done.outcome == Outcome.WITHDRAWN
        matter = Matter(Case.objects.select_related("applicant__key").get(pk=case.pk), today())
        assert [part.path for part in contents.parts_of(matter) if part.name == "撤回申请"] == ["withdrawal/01.jpg"]
        assert timeline(matter)[-1].detail == "签了字的撤回申请，拍下来"

    def test_in_person_the_tail_of_her_document_is_compared(self, work):
        case = work.received()
        tail = identity(case.applicant).number.value[-4:]
        with pytest.raises(wish.TailWrong):
            withdrawing.withdraw(case.pk, by=work.staff.agent, shown=Shown.IN_PERSON, tail="0000")
        assert withdrawing.withdraw(case.pk, by=work.staff.agent, shown=Shown.IN_PERSON, tail=tail).state == "closed"

    def test_without_any_of_it_nothing_is_withdrawn_but_a_draft(self, work):
        case = work.received()
        for shown in (None, Shown.SIGNED):
            with pytest.raises(wish.WishNotShown):
                withdrawing.withdraw(case.pk, by=work.staff.agent, shown=shown)
        with pytest.raises(wish.MandateTooNarrow):
            withdrawing.withdraw(case.pk, by=work.staff.agent, shown=Shown.MANDATE)
        assert withdrawing.withdraw(work.draft().pk, by=work.staff.agent).state == "closed"

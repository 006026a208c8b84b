"""The main job: a village receives, the township accepts, the bureau decides, the village hands over."""

import pytest

from siban.domain.cases.models import HandOver, Visit
from siban.domain.cases.queries.page import page
from siban.domain.cases.rules import Action, Advice, Outcome, State
from siban.domain.cases.services import steps
from siban.domain.notices.models import Notice
from siban.domain.work.queries import clocks_for
from siban.domain.work.rules import Kind
from siban.kernel.audit import verify
from siban.kernel.events import history

pytestmark = pytest.mark.django_db


def test_case_travels_from_village_to_district_and_back(work):
    """A3: every hand-over is timed and receipted, nothing is lost between tiers."""
    case = work.received()
    assert case.state == State.RECEIVED
    assert {view.kind for view in clocks_for(case.pk)} == {Kind.ANSWER}
    work.claimed(case, work.staff.acceptor)
    shown = page(work.staff.acceptor, case.pk)
    assert {Action.ACCEPT, Action.CORRECT, Action.DECLINE} <= set(shown.actions)
    from siban.domain.cases.services import answers, decisions, delivery
    from tests.domain.cases.conftest import picture

    case = answers.accept(case.pk, by=work.staff.acceptor)
    assert case.state == State.ACCEPTED and case.promised_due is not None
    running = {view.kind for view in clocks_for(case.pk) if view.stopped_on is None}
    assert {Kind.PROMISED, Kind.STATUTORY} <= running and Kind.ANSWER not in running
    work.claimed(case, work.staff.reviewer)
    decisions.review(case.pk, by=work.staff.reviewer, advice=Advice.GRANT, opinion="符合")
    work.claimed(case, work.staff.decider)
    case = decisions.grant(case.pk, by=work.staff.decider)
    assert (case.state, case.outcome) == (State.CONCLUDED, Outcome.GRANTED)
    case = work.claimed(case, work.staff.agent)
    assert case.state == State.DELIVERING
    case = delivery.deliver(case.pk, by=work.staff.agent, signature=picture(), manner="home")
    assert case.state == State.DELIVERED
    assert HandOver.objects.filter(case=case).count() == 2
    assert [visit.asked for visit in Visit.objects.filter(case=case)] == [False], "one trip by choice, none asked (A1)"
    assert set(Notice.objects.filter(stream=case.pk).values_list("kind", flat=True)) == {
        "application-form",
        "receipt",
        "acceptance",
        "grant",
        "delivery",
    }
    assert not [view for view in clocks_for(case.pk) if view.stopped_on is None]
    assert steps.current(case) is None
    assert verify().broken is None
    acts = [event.act for event in history(case.pk)]
    assert acts[0] == "case.opened" and acts[-1] == "case.delivered"

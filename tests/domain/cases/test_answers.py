"""The five answers to an application, each with what follows (ALL 32)."""

from datetime import date

import pytest

from siban.domain.cases import errors
from siban.domain.cases.models import Case, CaseStep, Document
from siban.domain.cases.queries.tracking import tracking
from siban.domain.cases.rules import Advice, Answer, State
from siban.domain.cases.services import answers, archiving, decisions, delivery, intake, spot, steps
from siban.domain.cases.services.documents import Tick
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.work.models import Task
from siban.domain.work.queries import clocks_for
from siban.domain.work.rules import Kind
from siban.kernel.actors import Actor
from siban.kernel.models import Event
from siban.kernel.refusals import NotAllowed, OutOfTurn, Stale
from tests.domain.cases.conftest import picture

pytestmark = pytest.mark.django_db

ELSEWHERE = "620723100201"


def lacking(case: Case) -> list[str]:
    return list(Document.objects.filter(case=case, state="missing").values_list("material", flat=True))


def two_papers(case: Case) -> tuple[str, ...]:
    keys = Document.objects.filter(case=case).exclude(material="application").exclude(manner="shared")
    return tuple(keys.values_list("material", flat=True)[:2])


def received_without_two(work) -> Case:
    case = work.draft()
    work.filled(case, work.staff.agent, two_papers(case))
    return intake.receive(case.pk, by=work.staff.agent, proposal=Answer.CORRECT)


def test_correction_notice_names_all_that_is_missing_at_once(work):
    """B4: one notice, every open tick in it; the applicant's own time runs, none of the authority's."""
    case = received_without_two(work)
    work.claimed(case, work.staff.acceptor)
    case = answers.correct(case.pk, by=work.staff.acceptor)
    notice = Notice.objects.get(stream=case.pk, kind="correction")
    from siban.domain.notices.queries import data as notice_data

    assert len(notice_data(notice).missing) == 2
    running = [view.kind for view in clocks_for(case.pk) if view.stopped_on is None]
    assert running == [Kind.CORRECTION]
    assert Task.objects.get(stream=case.pk, closed_at=None).office_id == case.origin_id, "the village prints it"


def test_second_correction_notice_is_refused(work):
    """B4: what was visible the first time cannot be asked for the second."""
    case = received_without_two(work)
    missing = lacking(case)
    work.claimed(case, work.staff.acceptor)
    answers.correct(case.pk, by=work.staff.acceptor)
    case = answers.supply(case.pk, by=work.staff.agent, ticks={key: Tick(here=True) for key in missing})
    assert case.state == State.RECEIVED
    work.claimed(case, work.staff.acceptor)
    with pytest.raises(errors.AlreadyTold):
        answers.correct(case.pk, by=work.staff.acceptor, ticks={missing[0]: Tick(here=False)})
    assert Notice.objects.filter(stream=case.pk, kind="correction").count() == 1


def test_half_of_what_was_asked_does_not_restart_the_time(work):
    case = received_without_two(work)
    missing = lacking(case)
    work.claimed(case, work.staff.acceptor)
    answers.correct(case.pk, by=work.staff.acceptor)
    with pytest.raises(errors.StillMissing):
        answers.supply(case.pk, by=work.staff.agent, ticks={missing[0]: Tick(here=True)})
    assert Case.objects.get(pk=case.pk).state == State.CORRECTING


def test_registered_elsewhere_is_declined_with_the_competent_authority(work):
    """ALL 32(2): declined in writing, and the authority that is competent is named."""
    person = work.person(region=ELSEWHERE)
    case = work.received(person=person)
    work.claimed(case, work.staff.acceptor)
    with pytest.raises(errors.CompetentElsewhereMissing):
        answers.decline(case.pk, by=work.staff.acceptor, ground=data.Ground.NOT_COMPETENT)
    case = answers.decline(
        case.pk,
        by=work.staff.acceptor,
        ground=data.Ground.NOT_COMPETENT,
        competent=data.Place(name="临泽县民政局", address="临泽县", telephone="0936-012 0000"),
    )
    assert case.state == State.DECLINED
    assert Notice.objects.get(stream=case.pk, kind="decline").number
    assert not [view for view in clocks_for(case.pk) if view.stopped_on is None]


def test_what_is_ours_cannot_be_declined_as_not_competent(work):
    case = work.received()
    work.claimed(case, work.staff.acceptor)
    with pytest.raises(errors.IsCompetent):
        answers.decline(
            case.pk,
            by=work.staff.acceptor,
            ground=data.Ground.NOT_COMPETENT,
            competent=data.Place(name="临泽县民政局"),
        )


def test_incomplete_application_cannot_be_accepted(work):
    case = received_without_two(work)
    work.claimed(case, work.staff.acceptor)
    with pytest.raises(errors.DocumentsMissing):
        answers.accept(case.pk, by=work.staff.acceptor)


def test_village_that_only_receives_cannot_accept(work):
    """rules.md §1: a village receives and proposes; acceptance is issued by the accepting tier."""
    case = work.received()
    with pytest.raises(NotAllowed):
        answers.accept(case.pk, by=work.staff.agent)


def test_instant_item_is_done_while_the_resident_waits(work):
    """ALL 34: complete and decidable at once, so decided on the spot."""
    clerk = work.staff.clerk
    case = work.draft(item="senior-card", by=clerk, person=work.person(born=date(1950, 1, 2)))
    work.filled(case, clerk)
    case = spot.conclude_on_the_spot(case.pk, by=clerk, signature=picture())
    assert case.state == State.DELIVERED
    assert case.visits.count() == 1
    kinds = set(Notice.objects.filter(stream=case.pk).values_list("kind", flat=True))
    assert {"receipt", "acceptance", "grant", "delivery"} <= kinds


def test_denial_gives_reasons_and_remedies(work):
    """ALL 38: denial without reasons is not possible."""
    case = work.reviewed()
    work.claimed(case, work.staff.decider)
    with pytest.raises(errors.ReasonMissing):
        decisions.deny(case.pk, by=work.staff.decider, reasons=(" ",))
    case = decisions.deny(case.pk, by=work.staff.decider, reasons=("户籍地已经在发放同一项津贴",))
    from siban.domain.notices.queries import data as notice_data

    letter = notice_data(Notice.objects.get(stream=case.pk, kind="deny"))
    assert letter.reasons and letter.remedies.reconsideration and letter.remedies.court


def test_unsigned_application_is_not_taken(work):
    case = work.draft()
    with pytest.raises(errors.NotSigned):
        intake.receive(case.pk, by=work.staff.agent)


def test_form_changed_after_signing_asks_for_a_new_signature(work):
    case = work.draft()
    work.filled(case, work.staff.agent)
    intake.fill(case.pk, by=work.staff.agent, form={"address": "党寨镇党寨村五社"})
    with pytest.raises(errors.FormChanged):
        intake.receive(case.pk, by=work.staff.agent)


def test_stale_page_is_refused_and_a_repeated_request_gives_the_first_result(work):
    from siban.kernel.ids import new_id

    case = work.received()
    work.claimed(case, work.staff.acceptor)
    seen = Case.objects.select_related("stream").get(pk=case.pk).stream.last_number
    request = new_id()
    answers.accept(case.pk, by=work.staff.acceptor, seen=seen, request=request)
    events = Event.objects.filter(stream=case.pk).count()
    again = answers.accept(case.pk, by=work.staff.acceptor, seen=seen, request=request)
    assert again.state == State.ACCEPTED and Event.objects.filter(stream=case.pk).count() == events
    with pytest.raises(Stale):
        steps.claim(case.pk, by=work.staff.reviewer, seen=seen)


def test_another_villages_agent_may_not_touch_the_case(work):
    case = work.draft()
    with pytest.raises(NotAllowed):
        intake.fill(case.pk, by=work.staff.elsewhere, form={"address": "别处"})


def test_nobody_handles_her_own_case(work):
    """回避: her own person record stands in the way, whatever post she holds."""
    from dataclasses import replace

    person = work.person()
    case = work.received(person=person)
    with pytest.raises(errors.OwnCase):
        steps.claim(case.pk, by=replace(work.staff.acceptor, person=person.pk))


def test_act_out_of_turn_is_refused_and_leaves_nothing(work):
    case = work.draft()
    before = Event.objects.count()
    with pytest.raises(OutOfTurn):
        delivery.deliver(case.pk, by=work.staff.agent, signature=picture())
    assert Event.objects.count() == before


def test_returned_case_goes_back_to_the_office_before(work):
    case = work.reviewed()
    work.claimed(case, work.staff.decider)
    with pytest.raises(errors.ReasonMissing):
        steps.give_back(case.pk, by=work.staff.decider, reason="")
    case = steps.give_back(case.pk, by=work.staff.decider, reason="户籍地址和底册对不上")
    assert [step.state for step in CaseStep.objects.filter(case=case).order_by("number")][-2:] == [
        "returned",
        "dispatched",
    ]
    work.claimed(case, work.staff.reviewer)


def test_review_goes_back_to_the_township_and_comes_again(work):
    """A3: what the bureau returns, the township checks again and passes on; the limits run on meanwhile."""
    case = work.accepted()
    work.claimed(case, work.staff.reviewer)
    due = Case.objects.get(pk=case.pk).promised_due
    steps.give_back(case.pk, by=work.staff.reviewer, reason="户口簿看不清，请重核")
    work.claimed(case, work.staff.acceptor)
    case = decisions.review(case.pk, by=work.staff.acceptor, advice=Advice.GRANT, opinion="重新核过，一致。")
    assert case.state == State.HANDLING and case.promised_due == due
    case = work.claimed(case, work.staff.reviewer)
    assert case.holder_id == work.staff.reviewer.office


def test_a_decision_is_delivered_before_its_file_is_closed(work):
    case = work.granted()
    with pytest.raises(errors.NotDelivered):
        archiving.archive(case.pk, by=Actor.system())


def test_applicant_may_withdraw_before_the_decision(work):
    case = work.accepted()
    case = work.withdrawn(case)
    assert (case.state, case.outcome) == (State.CONCLUDED, "withdrawn")
    assert tracking(Case.objects.get(pk=case.pk)).sentence == "您撤回了"
    assert not [view for view in clocks_for(case.pk) if view.stopped_on is None]
    assert not Task.objects.filter(stream=case.pk, closed_at=None).exists()
    assert archiving.archive(case.pk, by=work.staff.decider).state == State.ARCHIVED

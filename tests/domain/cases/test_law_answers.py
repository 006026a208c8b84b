"""rules.md §2 and ALL 32, sentence by sentence: who applies, and the one answer that an application gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest

from siban.domain.cases import errors
from siban.domain.cases import errors_answers as refused
from siban.domain.cases.matter import Matter, form_digest
from siban.domain.cases.models import Case, Document
from siban.domain.cases.rules import Answer, Capacity, Fault, State
from siban.domain.cases.rules import answers as choices
from siban.domain.cases.services import (
    answer_letters,
    answers,
    intake,
    letters,
    representation,
    second,
    silence,
    urging,
)
from siban.domain.cases.services.documents import Tick
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.work.models import Clock, Task
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Kind, shift
from siban.kernel.clock import today
from siban.kernel.events import history
from tests.domain.cases.conftest import Work, picture
from tests.domain.cases.test_answers import ELSEWHERE, lacking, received_without_two
from tests.domain.cases.test_one_disclosure import head
from tests.domain.cases.test_silence import at_midnight_after, travel

pytestmark = pytest.mark.django_db

PLACE = data.Place(name="临泽县民政局", address="临泽县", telephone="0936-012 0000")
ANSWERS: dict[str, Callable[[Case, Work], object]] = {
    "accept": lambda case, work: answers.accept(case.pk, by=work.staff.acceptor),
    "correct": lambda case, work: answers.correct(case.pk, by=work.staff.acceptor, ticks={"photo": Tick(here=False)}),
    "decline": lambda case, work: answers.decline(
        case.pk, by=work.staff.acceptor, ground=data.Ground.NO_APPROVAL_NEEDED, reasons=("不用办",)
    ),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_all_32_4_once_five_days_have_passed_in_silence_no_other_answer_can_be_given(work, monkeypatch, answer):
    """It counts as accepted from receipt: nobody corrects, declines, or dates the acceptance later."""
    case = work.claimed(work.received(), work.staff.acceptor)
    events = len(history(case.pk))
    travel(monkeypatch, at_midnight_after(Clock.objects.get(stream=case.pk, kind=Kind.ANSWER).due))
    with pytest.raises(refused.CountsAsAccepted):
        ANSWERS[answer](case, work)
    assert Case.objects.get(pk=case.pk).state == State.RECEIVED and len(history(case.pk)) == events


def test_all_32_4_the_head_signs_no_second_notice_after_the_five_days(work, monkeypatch):
    case = received_without_two(work)
    keys = lacking(case)
    work.claimed(case, work.staff.acceptor)
    answers.correct(case.pk, by=work.staff.acceptor)
    answers.supply(case.pk, by=work.staff.agent, ticks={key: Tick(here=True) for key in keys})
    work.claimed(case, work.staff.acceptor)
    second.ask_second(case.pk, by=work.staff.acceptor, faults={keys[0]: Fault.FALSE}, reason="公章是假的")
    travel(monkeypatch, at_midnight_after(Clock.objects.get(stream=case.pk, kind=Kind.ANSWER, stopped_on=None).due))
    with pytest.raises(refused.CountsAsAccepted):
        second.sign_second(case.pk, by=head())


def test_what_follows_from_silence_settles_an_urge_that_nobody_answered(work):
    """No limit runs on that nobody has before her any more."""
    case = work.received()
    urging.urge(case.pk, by=work.staff.agent)
    silence.count_as_accepted(case.pk)
    assert not Clock.objects.filter(stream=case.pk, kind=Kind.URGE, stopped_on=None).exists()
    assert not Task.objects.filter(stream=case.pk, kind=urging.TASK, closed_at=None).exists()


def test_where_silence_only_opens_a_complaint_a_late_answer_is_still_given(work, monkeypatch):
    """rules.md §0: elsewhere the regime's record decides."""
    clerk = work.staff.clerk
    case = work.draft(item="senior-card", by=clerk, person=work.person(born=date(1950, 1, 2)))
    work.filled(case, clerk)
    case = intake.receive(case.pk, by=clerk)
    travel(monkeypatch, at_midnight_after(Clock.objects.get(stream=case.pk, kind=Kind.ANSWER).due))
    assert answers.accept(case.pk, by=clerk).state == State.ACCEPTED


def test_all_32_2_what_another_authority_is_competent_for_is_neither_accepted_nor_corrected(work):
    case = work.received(person=work.person(region=ELSEWHERE))
    work.claimed(case, work.staff.acceptor)
    for answer in ("accept", "correct"):
        with pytest.raises(refused.NotCompetentHere):
            ANSWERS[answer](case, work)
    case = answers.decline(case.pk, by=work.staff.acceptor, ground=data.Ground.NOT_COMPETENT, competent=PLACE)
    letter = notice_data(Notice.objects.get(stream=case.pk, kind="decline"))
    assert case.state == State.DECLINED and letter.competent == PLACE


def test_all_32_for_every_application_exactly_one_answer_is_right():
    """Besides mending on the spot, and saying that nothing need be applied for, which a clerk alone can judge."""
    judged = {Answer.NOT_COMPETENT, Answer.CORRECT, Answer.ACCEPT}
    for competent, missing, mendable, told in product((True, False, None), (0, 2), (0, 1), (False, True)):
        found = choices(competent=competent, missing=missing, mendable=mendable, told_before=told)
        is_open = {one.answer for one in found if one.open}
        assert [one.answer for one in found] == list(Answer), "in the law's order"
        assert all(one.why for one in found if not one.open), "each that is closed says why"
        assert Answer.NO_APPROVAL in is_open and (Answer.MEND in is_open) == bool(mendable)
        assert len(is_open & judged) <= 1
        if competent is False:
            assert is_open & judged == {Answer.NOT_COMPETENT}
        elif missing:
            assert is_open & judged == (set() if told else {Answer.CORRECT})
        else:
            assert (is_open & judged == {Answer.ACCEPT}) == (not mendable)


def test_without_a_signature_there_is_no_application_to_answer():
    found = choices(competent=True, missing=0, mendable=0, told_before=False, signed=False)
    assert [one.answer for one in found if one.open] == [Answer.NO_APPROVAL]


@pytest.fixture
def licence(work) -> Matter:
    """A licence applied for at the window of its bureau, as its notices read it."""
    case = intake.open_case("small-food-workshop", work.person(), by=work.staff.clerk)
    return Matter(Case.objects.select_related("applicant__key", "representative__key").get(pk=case.pk), today())


def test_each_answer_cites_its_own_item_of_all_32(licence):
    def accepted(since: date | None) -> data.Acceptance:
        return answer_letters.acceptance(
            licence, licence.origin, answer_by=None, legal_by=None, provisional=False, by_silence=since
        )

    def declined(ground: data.Ground) -> data.Decline:
        return answer_letters.decline(licence, "马占林", ground, ("不用办",), PLACE)

    cited = {
        "no approval": declined(data.Ground.NO_APPROVAL_NEEDED),
        "not competent": declined(data.Ground.NOT_COMPETENT),
        "silence": accepted(today()),
        "complete": accepted(None),
    }
    articles = {key: letter.basis.article for key, letter in cited.items()}
    assert articles == {
        "no approval": "第三十二条第一款第（一）项",
        "not competent": "第三十二条第一款第（二）项",
        "silence": "第三十二条第一款第（四）项",
        "complete": "第三十二条第一款第（五）项",
    }
    assert letters.basis(licence, NoticeKind.HOLD_END, under="hold").article == "第四十五条"


def test_a_correction_gives_thirty_days_of_her_own_and_five_working_days_begin_anew_with_the_papers(work, monkeypatch):
    """Practice of the district, rules.md §2."""
    case = received_without_two(work)
    keys = lacking(case)
    work.claimed(case, work.staff.acceptor)
    answers.correct(case.pk, by=work.staff.acceptor)
    own = Clock.objects.get(stream=case.pk, kind=Kind.CORRECTION)
    assert (own.limit, own.unit) == (30, "calendar")
    later = shift(today(), 8, calendar())
    travel(monkeypatch, at_midnight_after(later - timedelta(days=1)))
    answers.supply(case.pk, by=work.staff.agent, ticks={key: Tick(here=True) for key in keys})
    anew = Clock.objects.get(stream=case.pk, kind=Kind.ANSWER, stopped_on=None)
    assert (anew.starts_on, anew.due) == (later, shift(later, 5, calendar()))


def test_the_printed_forms_version_and_hash_belong_to_the_case(work):
    case = work.draft()
    intake.print_form(case.pk, by=work.staff.agent)
    case = Case.objects.select_related("applicant__key", "representative__key").get(pk=case.pk)
    matter = Matter(case, today())
    form = notice_data(Notice.objects.get(stream=case.pk, kind="application-form"))
    assert case.signed_digest == form_digest(case, matter.form) and len(case.signed_digest) == 32
    assert form.version == f"{matter.version.in_force_from.year}年第{matter.version.number}版"
    assert case.version_id == matter.version.id


class TestWhoApplies:
    """The person; a guardian, with proof; a representative, under a mandate."""

    ITEM = "old-age-living-check"
    """Its list asks for neither a mandate nor a proof, so who applies for another shows it at the window."""

    def ticked(self, work: Work, case: Case) -> None:
        rows = Document.objects.filter(case=case).exclude(manner="shared")
        intake.fill(case.pk, by=work.staff.agent, ticks={one.material: Tick(here=True) for one in rows})

    def for_her(self, work: Work, capacity: Capacity) -> Case:
        case = work.draft(item=self.ITEM)
        case = representation.represent(
            case.pk,
            by=work.staff.agent,
            capacity=capacity,
            representative=work.person("刘建军", date(1970, 5, 1)),
            until=today() + timedelta(days=30),
        )
        self.ticked(work, case)
        return case

    def test_a_representative_acts_under_a_signed_mandate(self, work):
        case = self.for_her(work, Capacity.REPRESENTATIVE)
        with pytest.raises(refused.MandateMissing):
            intake.receive(case.pk, by=work.staff.agent)
        representation.sign_mandate(case.pk, [picture()], by=work.staff.agent)
        assert intake.receive(case.pk, by=work.staff.agent).state == State.RECEIVED

    def test_a_guardian_acts_with_proof(self, work):
        case = self.for_her(work, Capacity.GUARDIAN)
        with pytest.raises(refused.GuardianProofMissing):
            intake.receive(case.pk, by=work.staff.agent)
        representation.prove_guardian(case.pk, [picture()], by=work.staff.agent)
        assert intake.receive(case.pk, by=work.staff.agent).state == State.RECEIVED

    def test_whoever_applies_for_another_is_named_and_is_another(self, work):
        case = work.draft(item=self.ITEM)
        by = work.staff.agent
        with pytest.raises(errors.RepresentativeMissing):
            representation.represent(case.pk, by=by, capacity=Capacity.REPRESENTATIVE)
        with pytest.raises(errors.RepresentsHerself):
            representation.represent(case.pk, by=by, capacity=Capacity.REPRESENTATIVE, representative=case.applicant)
        someone = work.person("刘建军", date(1970, 5, 1))
        with pytest.raises(errors.UntilMissing):
            representation.represent(case.pk, by=by, capacity=Capacity.REPRESENTATIVE, representative=someone)
        with pytest.raises(errors.MandateNotPrinted):
            representation.sign_mandate(case.pk, [picture()], by=by)

    def test_nobody_is_represented_by_nobody(self, work):
        case = intake.open_case(self.ITEM, work.person(), by=work.staff.agent, capacity=Capacity.REPRESENTATIVE)
        case = work.answered(case, work.staff.agent)
        self.ticked(work, case)
        with pytest.raises(errors.RepresentativeMissing):
            intake.receive(case.pk, by=work.staff.agent)

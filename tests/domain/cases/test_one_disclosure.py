"""One-time disclosure, whole (B4): once for all, again only for what is new on its face, never from nothing again."""

from __future__ import annotations

import pytest

from siban.domain.cases import errors
from siban.domain.cases import errors_answers as refused
from siban.domain.cases.models import Case, CaseStep, Document, DocumentPage
from siban.domain.cases.rules import DocumentState, Fault, State
from siban.domain.cases.services import again, answers, documents, intake, second
from siban.domain.cases.services.documents import Tick
from siban.domain.insight.rules import Part
from siban.domain.insight.second_notices import second_notices
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.work.models import Clock, Task
from siban.domain.work.rules import Kind
from siban.domain.work.services import sweep
from siban.kernel.clock import today
from siban.kernel.events import history
from siban.kernel.refusals import NotAllowed, OutOfTurn
from tests.domain.cases.conftest import holder, picture
from tests.domain.cases.test_answers import lacking, received_without_two
from tests.domain.cases.test_silence import at_midnight_after, travel, what_follows


def told(work) -> tuple[Case, list[str]]:
    """A case whose applicant was told of two papers, and which they are."""
    case = received_without_two(work)
    keys = lacking(case)
    work.claimed(case, work.staff.acceptor)
    return answers.correct(case.pk, by=work.staff.acceptor), keys


def supplied(work) -> tuple[Case, list[str]]:
    case, keys = told(work)
    answers.supply(case.pk, by=work.staff.agent, ticks={key: Tick(here=True) for key in keys})
    return work.claimed(case, work.staff.acceptor), keys


def head():
    return holder("centre-620702107", "head")


@pytest.mark.django_db
class TestPart:
    def test_half_of_what_was_asked_is_kept_and_the_same_notice_stays_open(self, work):
        case, keys = told(work)
        before = Clock.objects.get(stream=case.pk, kind=Kind.CORRECTION, stopped_on=None)
        case = answers.supply_part(case.pk, by=work.staff.agent, ticks={}, pictures={keys[0]: [picture()]})
        assert case.state == State.CORRECTING and case.corrections == 1
        after = Clock.objects.get(stream=case.pk, kind=Kind.CORRECTION, stopped_on=None)
        assert (after.pk, after.due) == (before.pk, before.due), "the time is not restarted"
        receipt = notice_data(Notice.objects.filter(stream=case.pk, kind="receipt").latest("issued_at"))
        assert len(receipt.papers) == 1
        case = answers.supply(case.pk, by=work.staff.agent, ticks={keys[1]: Tick(here=True)})
        assert case.state == State.RECEIVED

    def test_nothing_brought_is_no_part_and_all_of_it_is_the_whole(self, work):
        case, keys = told(work)
        with pytest.raises(refused.NothingBrought):
            answers.supply_part(case.pk, by=work.staff.agent, ticks={})
        with pytest.raises(errors.NothingMissing):
            answers.supply_part(case.pk, by=work.staff.agent, ticks={key: Tick(here=True) for key in keys})


@pytest.mark.django_db
class TestSecond:
    def test_a_second_notice_is_only_for_what_was_supplied_and_is_false_or_expired(self, work):
        case, keys = supplied(work)
        with pytest.raises(refused.NotNewOnItsFace):
            second.ask_second(case.pk, by=work.staff.acceptor, faults={"photo": Fault.EXPIRED}, reason="过期了")
        with pytest.raises(refused.NotNewOnItsFace):
            second.ask_second(case.pk, by=work.staff.acceptor, faults={}, reason="想再要一样")
        with pytest.raises(errors.ReasonMissing):
            second.ask_second(case.pk, by=work.staff.acceptor, faults={keys[0]: Fault.FALSE}, reason=" ")

    def test_before_the_first_notice_there_is_no_second(self, work):
        case = work.claimed(work.received(), work.staff.acceptor)
        with pytest.raises(refused.NotNewOnItsFace):
            second.ask_second(case.pk, by=work.staff.acceptor, faults={"id-card": Fault.FALSE}, reason="假的")

    def test_the_head_signs_it_and_it_says_why_and_who(self, work):
        case, keys = supplied(work)
        second.ask_second(case.pk, by=work.staff.acceptor, faults={keys[0]: Fault.EXPIRED}, reason="补来的已经过期")
        with pytest.raises(refused.SecondAlreadyAsked):
            second.ask_second(case.pk, by=work.staff.acceptor, faults={keys[0]: Fault.EXPIRED}, reason="再报")
        with pytest.raises(NotAllowed):
            second.sign_second(case.pk, by=work.staff.acceptor)
        case = second.sign_second(case.pk, by=head())
        assert case.state == State.CORRECTING and case.corrections == 2
        letter = notice_data(Notice.objects.filter(stream=case.pk, kind="correction").latest("issued_at"))
        assert (letter.turn, letter.again_because, letter.again_signed_by) == (2, "补来的已经过期", head().name)
        assert len(letter.missing) == 1
        assert [Kind(one.kind) for one in Clock.objects.filter(stream=case.pk, stopped_on=None)] == [Kind.CORRECTION]
        assert Task.objects.get(stream=case.pk, closed_at=None).kind == "supply"
        assert not CaseStep.objects.filter(case=case, state__in=["dispatched", "claimed"]).exists()

    def test_it_counts_against_the_office_and_is_listed_by_name(self, work):
        """B4: which office, in which case, why, who asked and who signed."""
        case, keys = supplied(work)
        second.ask_second(case.pk, by=work.staff.acceptor, faults={keys[0]: Fault.FALSE}, reason="公章是假的")
        second.sign_second(case.pk, by=head())
        (row,) = second_notices(Part("620702"), today(), today())
        assert (row.office.pk, row.case.pk, row.turn) == (work.staff.acceptor.office, case.pk, 2)
        assert (row.reason, row.asked_by, row.signed_by) == ("公章是假的", work.staff.acceptor.name, head().name)
        assert not second_notices(Part("620702108"), today(), today()), "another township's list"

    def test_where_the_head_does_not_sign_she_answers_with_what_is_here(self, work):
        case, keys = supplied(work)
        second.ask_second(case.pk, by=work.staff.acceptor, faults={keys[0]: Fault.FALSE}, reason="像是假的")
        case = second.refuse_second(case.pk, by=head())
        assert case.state == State.RECEIVED
        assert answers.accept(case.pk, by=work.staff.acceptor).state == State.ACCEPTED
        with pytest.raises(OutOfTurn):
            second.sign_second(case.pk, by=head())

    def test_an_acceptance_closes_what_waits_for_the_head(self, work):
        case, keys = supplied(work)
        second.ask_second(case.pk, by=work.staff.acceptor, faults={keys[0]: Fault.FALSE}, reason="像是假的")
        answers.accept(case.pk, by=work.staff.acceptor)
        assert not Task.objects.filter(stream=case.pk, kind=answers.SECOND, closed_at=None).exists()


def test_not_pursued_is_started_again_from_what_was_there(committed, work, monkeypatch):
    """Closed after her own time; the form, and the papers that are still good, are taken over under her key."""
    case, keys = told(work)
    answers.supply_part(case.pk, by=work.staff.agent, ticks={}, pictures={keys[0]: [picture()]})
    midnight = at_midnight_after(Clock.objects.get(stream=case.pk, kind=Kind.CORRECTION).due)
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    monkeypatch.undo()
    old = Case.objects.get(pk=case.pk)
    assert old.state == State.CLOSED
    new = intake.open_case("old-age-allowance", old.applicant, by=work.staff.agent)
    assert again.earlier(Case.objects.get(pk=new.pk)).case == old
    new = again.start_again(new.pk, by=work.staff.agent)
    here = {one.material: one for one in documents.of(new)}
    assert here[keys[0]].state == DocumentState.RECEIVED and here[keys[0]].pages.count() == 1
    assert here[keys[1]].state == DocumentState.MISSING
    assert here["application"].state == DocumentState.MISSING, "forms are signed anew"
    pages = DocumentPage.objects.filter(document__material=keys[0], document__case__in=[old, new])
    assert len({page.file_id for page in pages}) == 2 and len({page.file.key_id for page in pages}) == 1
    assert new.scenario == old.scenario
    with pytest.raises(refused.NothingToStartFrom):
        again.start_again(new.pk, by=work.staff.agent)
    assert history(new.pk)[-1].payload.earlier == old.pk


@pytest.mark.django_db
def test_without_an_earlier_case_there_is_nothing_to_start_from(work):
    case = work.draft()
    with pytest.raises(refused.NothingToStartFrom):
        again.start_again(case.pk, by=work.staff.agent)
    assert Document.objects.filter(case=case).exists()

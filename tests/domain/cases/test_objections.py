"""Objections to what hangs out, wherever they are brought: receipt, answer, call, and a second publication (公示)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases.models import Case, CaseStep, Objection, Proceeding
from siban.domain.cases.queries import publications as public
from siban.domain.cases.rules import Advice
from siban.domain.cases.rules_proceedings import CALLS, Found, Way
from siban.domain.cases.services import decisions, hearings, objections, publications
from siban.domain.messages.models import Message
from siban.domain.messages.services import opened as message
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.notices.queries import for_stream
from siban.domain.work.models import Clock, Task
from siban.domain.work.rules import Kind, shift
from siban.domain.work.services import sweep
from siban.kernel.actors import Actor
from siban.kernel.calendar import shipped
from siban.kernel.clock import today
from siban.kernel.refusals import NotAllowed
from tests.domain.cases.conftest import Work, holder
from tests.domain.cases.items import with_steps
from tests.domain.cases.test_proceedings import midnight_after, travel, what_follows

pytestmark = pytest.mark.django_db
PHONE = "13900000001"


def hanging(work: Work, **period: object) -> tuple[Case, Proceeding]:
    with_steps("old-age-allowance", **({"publication": 7, "again": 5} | period))  # type: ignore[arg-type]
    case = work.claimed(work.accepted(), work.staff.reviewer)
    publications.publish(case.pk, by=work.staff.reviewer)
    return case, Proceeding.objects.get(case=case)


def brought(row: Proceeding, by: Actor, **said: object) -> Objection:
    given = {"way": Way.WINDOW, "words": "她家买了车", "name": "李四", "telephone": PHONE} | said
    objections.take_objection(row.pk, by=by, **given)  # type: ignore[arg-type]
    return Objection.objects.select_related("key").filter(proceeding=row).latest("number")


def over(monkeypatch: pytest.MonkeyPatch, row: Proceeding) -> None:
    """The platform on the day after the last one."""
    after = midnight_after(row.until)
    travel(monkeypatch, after)
    sweep.run(after)
    what_follows()


def test_a_publication_in_working_days_ends_after_as_many_working_days_and_says_so(work):
    case, row = hanging(work, publication=5, unit="working")
    assert row.until == shift(today(), 5, shipped())
    letter = notice_data(Notice.objects.get(pk=row.notice))
    assert letter.in_working_days and letter.days == 5 and letter.turn == 1
    assert Clock.objects.get(stream=case.pk, kind=Kind.PUBLICATION).unit == "working"


def test_a_villager_objects_at_the_window_of_her_village_and_gets_a_receipt(work):
    case, row = hanging(work)
    one = brought(row, work.staff.elsewhere)
    paper = notice_data(Notice.objects.get(pk=one.notice))
    assert paper.words == "她家买了车" and paper.applicant.name == "王*珍" and PHONE not in str(paper)
    assert paper.publication == Notice.objects.get(pk=row.notice).number
    assert paper.answer_by == one.call_by == shift(today(), 5, shipped())
    assert one.office_id == work.staff.elsewhere.office
    assert one.notice not in [notice.pk for notice in for_stream(case.pk)], "the applicant's papers do not name her"


def test_what_comes_in_on_the_portal_has_no_paper_and_is_called_back_all_the_same(work):
    _case, row = hanging(work)
    one = brought(row, Actor.resident(), way=Way.PORTAL)
    assert one.notice is None and one.office_id is None and one.call_by is not None
    nameless = brought(row, Actor.resident(), way=Way.PORTAL, name="", telephone="")
    assert nameless.call_by is None and nameless.call_task is None


def test_a_promised_call_is_a_task_with_its_own_date_at_the_office_that_published_and_reminds(work):
    case, row = hanging(work)
    with pytest.raises(refusals.TooFarOff):
        brought(row, work.staff.agent, call_days=16)
    one = brought(row, work.staff.agent, call_days=3)
    task, clock = Task.objects.get(pk=one.call_task), Clock.objects.get(stream=case.pk, kind=Kind.REPLY)
    assert (task.office_id, task.due) == (row.office_id, shift(today(), 3, shipped()))
    assert clock.next_at is not None and clock.office_id == row.office_id


def test_the_call_is_made_once_the_objection_is_looked_into_and_closes_the_task(work):
    case, row = hanging(work)
    by, one = work.staff.reviewer, brought(row, work.staff.agent)
    with pytest.raises(refusals.NotLookedInto):
        objections.call_back(case.pk, by=by, objection=one.pk, reached=True)
    objections.answer_objection(case.pk, by=by, number=1, upheld=False, answer="车是女婿的")
    with pytest.raises(NotAllowed):
        objections.call_back(case.pk, by=work.staff.agent, objection=one.pk, reached=True)
    objections.call_back(case.pk, by=by, objection=one.pk, reached=True)
    one.refresh_from_db()
    assert one.called_by == by.user and Task.objects.get(pk=one.call_task).closed_at is not None
    assert not Clock.objects.filter(stream=case.pk, kind=Kind.REPLY, stopped_on=None).exists()
    with pytest.raises(NotAllowed):
        objections.call_back(case.pk, by=by, objection=one.pk, reached=True)


def test_after_three_calls_that_nobody_took_the_promise_is_kept(work):
    case, row = hanging(work)
    by, one = work.staff.reviewer, brought(row, work.staff.agent)
    objections.answer_objection(case.pk, by=by, number=1, upheld=False, answer="车是女婿的")
    for _call in range(CALLS):
        assert Task.objects.get(pk=one.call_task).closed_at is None
        objections.call_back(case.pk, by=by, objection=one.pk, reached=False)
    assert Task.objects.get(pk=one.call_task).closed_at is not None


def test_the_call_is_still_owed_after_the_case_has_moved_on(committed, work, monkeypatch):
    case, row = hanging(work)
    by, one = work.staff.reviewer, brought(row, work.staff.agent)
    objections.answer_objection(case.pk, by=by, number=1, upheld=False, answer="车是女婿的")
    over(monkeypatch, row)
    assert CaseStep.objects.filter(case=case, state="dispatched").get().key == "decide"
    objections.call_back(case.pk, by=by, objection=one.pk, reached=True)
    assert Objection.objects.get(pk=one.pk).called_at is not None


class TestSecondPublication:
    """What an upheld objection changes hangs out once more, with a notice of its own."""

    def changed(self, committed, work: Work, monkeypatch: pytest.MonkeyPatch, **period: object) -> Case:
        case, row = hanging(work, **period)
        brought(row, work.staff.agent)
        with pytest.raises(refusals.ChangeMissing):
            objections.answer_objection(
                case.pk, by=work.staff.reviewer, number=1, upheld=False, answer="属实", changes=True
            )
        objections.answer_objection(
            case.pk,
            by=work.staff.reviewer,
            number=1,
            upheld=False,
            answer="属实",
            changes=True,
            changed=("每月按80元发。",),
        )
        over(monkeypatch, row)
        return case

    def test_the_step_waits_for_it_and_it_says_what_has_changed(self, committed, work, monkeypatch):
        case, by = self.changed(committed, work, monkeypatch), work.staff.reviewer
        assert Proceeding.objects.get(case=case).result == Found.UPHELD
        with pytest.raises(refusals.PublicationChanged):
            decisions.review(case.pk, by=by, advice=Advice.GRANT, opinion="公示过了")
        publications.publish(case.pk, by=by)
        second = Proceeding.objects.get(case=case, turn=2)
        letter = notice_data(Notice.objects.get(pk=second.notice))
        assert (letter.turn, letter.days, letter.changed) == (2, 5, ("每月按80元发。",))
        assert Notice.objects.filter(stream=case.pk, kind="publication").exclude(number=None).count() == 2
        assert [one.id for one in public.open_now(second.held_on)] == [second.pk]

    def test_without_another_objection_the_case_goes_on_after_it(self, committed, work, monkeypatch):
        case = self.changed(committed, work, monkeypatch)
        publications.publish(case.pk, by=work.staff.reviewer)
        with pytest.raises(refusals.AlreadyPublished):
            publications.publish(case.pk, by=work.staff.reviewer)
        over(monkeypatch, Proceeding.objects.get(case=case, turn=2))
        step = CaseStep.objects.filter(case=case, state="dispatched").get()
        assert step.key == "decide"
        assert CaseStep.objects.get(case=case, state="done", stage="handling").advice == Advice.GRANT

    def test_an_item_without_a_second_period_goes_on_with_what_has_changed(self, committed, work, monkeypatch):
        case = self.changed(committed, work, monkeypatch, again=0)
        assert CaseStep.objects.filter(case=case, state="dispatched").get().key == "decide"

    def test_what_forbids_the_grant_hangs_out_no_more_and_goes_on_as_such(self, committed, work, monkeypatch):
        case, row = hanging(work)
        brought(row, work.staff.agent)
        objections.answer_objection(case.pk, by=work.staff.reviewer, number=1, upheld=True, answer="户口迁走了")
        over(monkeypatch, row)
        assert CaseStep.objects.get(case=case, state="done", stage="handling").advice == Advice.DENY


def test_all_36_47_who_has_an_interest_and_a_telephone_gets_a_message_beside_the_paper(committed, work):
    case = work.claimed(work.reviewed(), work.staff.decider)
    by = work.staff.decider
    hearings.name_interest(case.pk, by=by, name="李四", interest="共用一个户头", telephone=PHONE)
    hearings.name_interest(case.pk, by=by, name="赵五", interest="同住一院")
    what_follows()
    (told,) = Message.objects.filter(person=None)
    telephone, text = message(told)
    assert telephone == PHONE and "可以要求听证" in text and "王桂珍" not in text
    begins = midnight_after(today() + timedelta(days=9)).replace(hour=9)
    head = holder("civil-affairs-elderly", "head").posts[0].id
    hearings.call(case.pk, by=by, begins=begins, presider=head)
    what_follows()
    called = Message.objects.filter(person=None).exclude(pk=told.pk).get()
    assert "开听证会" in message(called)[1] and bytes(PHONE, "ascii") not in bytes(called.sealed)
    assert Notice.objects.filter(stream=case.pk, kind="hearing").count() == 5, "the paper goes out all the same"


def test_who_objected_and_left_a_telephone_is_told_what_was_found(committed, work):
    case, row = hanging(work)
    brought(row, work.staff.agent)
    objections.answer_objection(case.pk, by=work.staff.reviewer, number=1, upheld=False, answer="车是女婿的")
    what_follows()
    text = message(Message.objects.get(person=None))[1]
    assert "查清了：不成立" in text and "王桂珍" not in text and "女婿" not in text

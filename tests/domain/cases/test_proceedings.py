"""Surveys, hearings, publication and opinions as the law words them (ALL 34, 36, 42, 46–48; rules.md §3, §4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from siban.domain.cases import errors
from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases.models import Case, CaseParty, CaseStep, Consultation, Interest, Objection, Proceeding
from siban.domain.cases.queries import publications as public
from siban.domain.cases.rules import Advice, State
from siban.domain.cases.rules_proceedings import Found, Way, Wish
from siban.domain.cases.services import consultations, decisions, hearings, limits, objections, publications, surveys
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.places.queries import office_by_key
from siban.domain.staff.models import Post
from siban.domain.work.models import Clock
from siban.domain.work.queries import clocks_for
from siban.domain.work.rules import Kind
from siban.domain.work.services import sweep
from siban.kernel import feed
from siban.kernel.actors import Actor
from siban.kernel.clock import SHANGHAI, now, today
from siban.kernel.models import Event
from siban.kernel.refusals import NotAllowed, OutOfTurn
from tests.domain.cases.conftest import holder, picture, sequenced
from tests.domain.cases.items import with_steps

BUREAU = "civil-affairs-elderly"


@pytest.fixture
def reviewer() -> Actor:
    return holder(BUREAU, "reviewer")


def two(office: str = BUREAU, count: int = 2) -> list:
    return list(Post.objects.filter(office__key=office, role="reviewer").order_by("pk").values_list("pk", flat=True))[
        :count
    ]


def travel(monkeypatch, to: datetime) -> None:
    for module in ("siban.kernel.acts", "siban.domain.work.services.sweep"):
        monkeypatch.setattr(f"{module}.now", lambda: to)


def surveyed(work) -> Case:
    """A case whose first step at the bureau is a home visit, in the reviewer's hands."""
    with_steps("old-age-allowance", survey=True)
    return work.claimed(work.accepted(), work.staff.reviewer)


def published(work) -> Case:
    with_steps("old-age-allowance", publication=7)
    case = work.claimed(work.accepted(), work.staff.reviewer)
    return publications.publish(case.pk, by=work.staff.reviewer, posted_at=("党寨村公示栏",))


class TestOnTheSpot:
    """ALL 34(3): verification on the spot is by two or more staff, both named."""

    pytestmark = pytest.mark.django_db

    def test_all_34_a_survey_is_made_by_two_different_people_of_the_office(self, work, reviewer):
        case = surveyed(work)
        one, other = two()
        with pytest.raises(refusals.TwoPeopleNeeded):
            surveys.plan(case.pk, by=reviewer, posts=[one])
        with pytest.raises(refusals.TwoPeopleNeeded):
            surveys.plan(case.pk, by=reviewer, posts=[one, one])
        with pytest.raises(refusals.NotOfThisOffice):
            surveys.plan(case.pk, by=reviewer, posts=[one, Post.objects.exclude(office__key=BUREAU).first().pk])
        surveys.plan(case.pk, by=reviewer, posts=[one, other])
        sheet = notice_data(Notice.objects.get(stream=case.pk, kind="survey"))
        assert len({person.name for person in sheet.staff}) == 2 and sheet.title == "入户调查表"

    def test_all_34_the_step_is_not_finished_without_its_survey(self, work, reviewer):
        case = surveyed(work)
        with pytest.raises(refusals.SurveyMissing):
            decisions.review(case.pk, by=reviewer, advice=Advice.GRANT, opinion="属实")
        surveys.plan(case.pk, by=reviewer, posts=two())
        with pytest.raises(refusals.SurveyMissing):
            decisions.review(case.pk, by=reviewer, advice=Advice.GRANT, opinion="属实")
        with pytest.raises(refusals.SheetMissing):
            surveys.find(case.pk, by=reviewer, on=today(), findings="属实", confirmed=True, pictures=[])
        with pytest.raises(refusals.InTheFuture):
            surveys.find(
                case.pk,
                by=reviewer,
                on=today() + timedelta(days=1),
                findings="属实",
                confirmed=True,
                pictures=[picture()],
            )
        surveys.find(case.pk, by=reviewer, on=today(), findings="住房情况属实", confirmed=True, pictures=[picture()])
        row = Proceeding.objects.get(case=case)
        assert row.result == Found.CONFIRMED and row.participants.count() == 2 and row.pages.count() == 1
        assert b"\xe4\xbd\x8f\xe6\x88\xbf" not in bytes(row.sealed)
        assert surveys.opened(Case.objects.get(pk=case.pk), row)["findings"] == "住房情况属实"
        case = decisions.review(case.pk, by=reviewer, advice=Advice.GRANT, opinion="属实")
        assert CaseStep.objects.filter(case=case, state="dispatched").get().key == "decide"


class TestHearing:
    """ALL 36, 46–48."""

    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def decided_next(self, work) -> Case:
        return work.claimed(work.reviewed(), work.staff.decider)

    def test_all_36_others_with_an_interest_are_told_and_may_speak_before_the_decision(self, decided_next, work):
        case, by = decided_next, work.staff.decider
        with pytest.raises(refusals.InterestMissing):
            hearings.name_interest(case.pk, by=by, name="李四", interest="")
        hearings.name_interest(case.pk, by=by, name="李四", interest="两家共用一个户头", telephone="13900000001")
        told = notice_data(Notice.objects.get(stream=case.pk, kind="hearing"))
        assert told.recipient.name == "李四" and told.ask_by == today() + timedelta(days=5)
        with pytest.raises(refusals.StillMayAsk):
            decisions.grant(case.pk, by=by)
        with pytest.raises(refusals.ObjectionMissing):
            hearings.answer_interest(case.pk, by=by, number=1, wish=Wish.STATED)
        hearings.answer_interest(case.pk, by=by, number=1, wish=Wish.STATED, words="钱不该全给她")
        row = Interest.objects.select_related("key").get(case=case)
        assert hearings.opened(row)["words"] == "钱不该全给她"
        assert row.key_id != Case.objects.get(pk=case.pk).applicant.key_id
        assert decisions.grant(case.pk, by=by).state == State.CONCLUDED

    def test_all_47_a_hearing_that_was_asked_for_is_held_before_the_decision(self, decided_next, work):
        case, by = decided_next, work.staff.decider
        hearings.name_interest(case.pk, by=by, name="李四", interest="两家共用一个户头")
        hearings.answer_interest(case.pk, by=by, number=1, wish=Wish.ASKED)
        with pytest.raises(refusals.HearingAskedFor):
            decisions.grant(case.pk, by=by)

    def test_all_48_a_hearing_is_told_seven_days_before_and_nobody_presides_who_handles_the_case(
        self, decided_next, work
    ):
        case, by = decided_next, work.staff.decider
        begins = datetime.combine(today() + timedelta(days=8), time(9, 30), tzinfo=SHANGHAI)
        head = Post.objects.get(office__key=BUREAU, role="head")
        own = Post.objects.filter(office__key=BUREAU, role="decider", holder=by.user).first()
        with pytest.raises(refusals.HearingTooSoon):
            hearings.call(case.pk, by=by, begins=now() + timedelta(days=3), presider=head.pk)
        with pytest.raises(refusals.PresiderHandles):
            hearings.call(case.pk, by=by, begins=begins, presider=own.pk)
        hearings.call(case.pk, by=by, begins=begins, presider=head.pk)

    def test_all_45_a_hearing_stops_the_limits_and_they_go_on_after_it(self, decided_next, work):
        case, by = decided_next, work.staff.decider
        hearings.name_interest(case.pk, by=by, name="李四", interest="两家共用一个户头")
        hearings.answer_interest(case.pk, by=by, number=1, wish=Wish.ASKED)
        begins = datetime.combine(today() + timedelta(days=8), time(9, 30), tzinfo=SHANGHAI)
        head = Post.objects.get(office__key=BUREAU, role="head")
        hearings.call(case.pk, by=by, begins=begins, presider=head.pk)
        running = {view.kind: view.due.date for view in clocks_for(case.pk) if view.stopped_on is None}
        assert running[Kind.PROMISED] is running[Kind.STATUTORY] is None
        assert Notice.objects.filter(stream=case.pk, kind="hold").count() == 1
        assert Notice.objects.filter(stream=case.pk, kind="hearing").count() == 3, "told, then applicant and she again"
        with pytest.raises(errors.StillHeld):
            decisions.grant(case.pk, by=by)
        with pytest.raises(refusals.SheetMissing):
            hearings.close(case.pk, by=by, minutes="双方说了意见", pictures=[], confirmed=True)
        hearings.close(case.pk, by=by, minutes="双方说了意见", pictures=[picture()], confirmed=True)
        assert Case.objects.get(pk=case.pk).promised_due is not None
        assert decisions.grant(case.pk, by=by).state == State.CONCLUDED


class TestPublication:
    """公示: as a step with its days and objections."""

    def test_it_hangs_out_with_masked_name_and_without_numbers(self, committed, work):
        case = published(work)
        shown = public.open_now(today())
        assert [one.masked for one in shown] == ["王*珍"]
        text = str(shown)
        assert "622201" not in text and "王桂珍" not in text and "党寨镇党寨村三社" not in text
        row = Proceeding.objects.get(case=case)
        assert row.until >= today() + timedelta(days=7)
        assert Notice.objects.get(stream=case.pk, kind="publication").number

    def test_it_cannot_be_ended_before_its_last_day_nor_passed_over(self, committed, work):
        case, by = published(work), work.staff.reviewer
        with pytest.raises(refusals.PublicationRuns):
            publications.end(case.pk, by=by)
        with pytest.raises(refusals.PublicationMissing):
            decisions.review(case.pk, by=by, advice=Advice.GRANT, opinion="没有异议")
        with pytest.raises(refusals.AlreadyPublished):
            publications.publish(case.pk, by=by)

    def test_it_ends_by_itself_after_its_last_day_and_passes_the_step_on(self, committed, work, monkeypatch):
        case = published(work)
        after = midnight_after(Proceeding.objects.get(case=case).until)
        travel(monkeypatch, after)
        sweep.run(after)
        what_follows()
        row = Proceeding.objects.get(case=case)
        assert row.result == Found.NO_OBJECTION and row.closed_by is None
        assert CaseStep.objects.filter(case=case, state="dispatched").get().key == "decide"
        assert public.open_now(after.date()) == ()
        assert not Clock.objects.filter(stream=case.pk, kind=Kind.PUBLICATION, stopped_on=None).exists()

    def test_an_open_objection_keeps_it_open_and_its_answer_passes_it_on(self, committed, work, monkeypatch):
        case, by = published(work), work.staff.reviewer
        row = Proceeding.objects.get(case=case)
        with pytest.raises(refusals.ObjectionMissing):
            objections.take_objection(row.pk, by=Actor.resident(), way=Way.PORTAL, words=" ")
        objections.take_objection(row.pk, by=Actor.resident(), way=Way.PORTAL, words="她不住在村里")
        objections.take_objection(row.pk, by=by, way=Way.TELEPHONE, words="户口已经迁走", name="李四")
        assert b"\xe6\x88\xb7" not in bytes(Objection.objects.get(number=2).sealed)
        after = midnight_after(row.until)
        travel(monkeypatch, after)
        sweep.run(after)
        what_follows()
        assert Proceeding.objects.get(case=case).closed_at is None
        with pytest.raises(refusals.ObjectionOpen):
            publications.end(case.pk, by=by)
        with pytest.raises(refusals.PublicationOver):
            objections.take_objection(row.pk, by=Actor.resident(), way=Way.PORTAL, words="晚了一天")
        objections.answer_objection(case.pk, by=by, number=1, upheld=False, answer="查了，常年住在村里")
        objections.answer_objection(case.pk, by=by, number=2, upheld=False, answer="户口没有迁")
        assert Proceeding.objects.get(case=case).result == Found.REJECTED
        assert CaseStep.objects.filter(case=case, state="dispatched").get().key == "decide"

    def test_withdrawal_takes_it_down(self, committed, work):
        case = published(work)
        work.withdrawn(case)
        assert public.open_now(today()) == ()
        assert Proceeding.objects.get(case=case).result == Found.DROPPED

    def test_what_is_no_publication_step_is_not_published(self, committed, work):
        case = work.claimed(work.accepted(), work.staff.reviewer)
        with pytest.raises(refusals.NotThisStep):
            publications.publish(case.pk, by=work.staff.reviewer)


class TestTogether:
    """ALL 26(2), 42(2): several authorities in parallel, one limit."""

    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def asked(self, work) -> tuple[Case, Actor, Actor]:
        case = work.claimed(work.reviewed(), work.staff.decider)
        offices = {key: office_by_key(key) for key in ("disabled-federation", "human-resources")}
        consultations.consult(
            case.pk,
            by=work.staff.decider,
            offices={offices["disabled-federation"].pk: 3, offices["human-resources"].pk: 5},
            question="请核对是否已经领取同类补贴",
        )
        return case, holder("disabled-federation", "reviewer"), holder("human-resources", "reviewer")

    def test_all_42_joint_handling_has_one_limit_of_forty_five_days(self, asked):
        case, *_others = asked
        clock = Clock.objects.get(stream=case.pk, kind=Kind.STATUTORY)
        assert clock.limit == 45 and clock.extensions == 0
        assert Clock.objects.get(stream=case.pk, kind=Kind.PROMISED).limit == 10

    def test_all_42_more_time_for_joint_handling_is_up_to_fifteen_days_and_approved_by_a_leader_of_the_government(
        self, asked, work
    ):
        case, *_others = asked
        leader = holder("ganzhou", "leader")
        with pytest.raises(errors.ExtensionTooLong):
            limits.ask_extension(case.pk, by=work.staff.decider, days=16, reason="几家还在核")
        limits.ask_extension(case.pk, by=work.staff.decider, days=15, reason="几家还在核")
        for other in (holder(BUREAU, "leader"), holder("government-services", "supervisor")):
            with pytest.raises(NotAllowed):
                limits.extend(case.pk, by=other)
        limits.extend(case.pk, by=leader)
        assert Clock.objects.get(stream=case.pk, kind=Kind.STATUTORY).limit == 60
        letter = notice_data(Notice.objects.get(stream=case.pk, kind="extension"))
        assert letter.approved_by == f"张掖市甘州区人民政府负责人{leader.name}", "经本级人民政府负责人批准"
        assert letter.days == 15 and "联合办理" in (letter.basis.article or letter.basis.document)

    def test_all_42_without_others_the_head_of_the_authority_approves_ten_days(self, work):
        case = work.claimed(work.reviewed(), work.staff.decider)
        with pytest.raises(errors.ExtensionTooLong):
            limits.ask_extension(case.pk, by=work.staff.decider, days=15, reason="还在核")
        limits.ask_extension(case.pk, by=work.staff.decider, days=10, reason="还在核")
        with pytest.raises(NotAllowed):
            limits.extend(case.pk, by=holder("ganzhou", "leader"))
        limits.extend(case.pk, by=holder(BUREAU, "leader"))

    def test_all_42_a_refusal_of_the_government_leaves_the_dates_and_is_on_record(self, asked, work):
        case, *_others = asked
        before = Clock.objects.get(stream=case.pk, kind=Kind.STATUTORY).due
        limits.ask_extension(case.pk, by=work.staff.decider, days=15, reason="几家还在核")
        limits.refuse_extension(case.pk, by=holder("ganzhou", "leader"))
        assert Clock.objects.get(stream=case.pk, kind=Kind.STATUTORY).due == before
        assert Event.objects.filter(stream=case.pk, act="case.extension_refused").count() == 1

    def test_two_authorities_work_at_the_same_time_and_the_lead_decides_when_both_have_answered(self, asked, work):
        case, first, second = asked
        assert CaseParty.objects.filter(case=case, office__in=[first.office, second.office]).count() == 2
        with pytest.raises(errors.NotClaimed):
            consultations.opine(case.pk, by=first, advice=Advice.GRANT, opinion="没有领")
        consultations.take(case.pk, by=second)
        consultations.take(case.pk, by=first)
        with pytest.raises(refusals.OpinionsOutstanding) as outstanding:
            decisions.grant(case.pk, by=work.staff.decider)
        assert "2" in str(outstanding.value)
        consultations.opine(case.pk, by=second, advice=Advice.GRANT, opinion="没有重复")
        with pytest.raises(refusals.OpinionsOutstanding):
            decisions.grant(case.pk, by=work.staff.decider)
        consultations.opine(case.pk, by=first, advice=Advice.GRANT, opinion="没有领")
        assert Case.objects.get(pk=case.pk).holder_id == work.staff.decider.office, "the lead held it all the time"
        assert decisions.grant(case.pk, by=work.staff.decider).state == State.CONCLUDED

    def test_each_office_answers_for_its_own_share_of_the_time(self, asked):
        case, first, second = asked
        shares = {
            clock.office_id: clock.limit
            for clock in Clock.objects.filter(stream=case.pk, kind=Kind.STEP, key__startswith="consultation")
        }
        assert shares == {first.office: 3, second.office: 5}

    def test_only_who_was_asked_answers_and_once(self, asked, work):
        case, first, _second = asked
        with pytest.raises(NotAllowed):
            consultations.take(case.pk, by=holder("hall", "clerk"))
        consultations.take(case.pk, by=first)
        consultations.opine(case.pk, by=first, advice=Advice.DENY, opinion="已经领了")
        with pytest.raises(NotAllowed):
            consultations.opine(case.pk, by=first, advice=Advice.GRANT, opinion="改一下")
        with pytest.raises(refusals.AlreadyConsulted):
            consultations.consult(
                case.pk,
                by=work.staff.decider,
                offices={office_by_key("human-resources").pk: 2},
                question="再问一次",
            )

    def test_withdrawal_ends_the_questions(self, asked, work):
        case, first, _second = asked
        work.withdrawn(case)
        assert not Consultation.objects.filter(case=case, dropped_at=None).exists()
        with pytest.raises((NotAllowed, OutOfTurn)):
            consultations.take(case.pk, by=first)


def midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0, 0, 1), tzinfo=SHANGHAI)


def what_follows() -> None:
    sequenced()
    feed.run_until_idle()

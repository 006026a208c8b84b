"""核定: what the examination finds stands beside what was declared, and the case is judged by it (ALL 32, 34, 36)."""

from __future__ import annotations

import pytest

from siban.domain.cases import errors
from siban.domain.cases import errors_established as refusals
from siban.domain.cases.matter import Matter, form_digest
from siban.domain.cases.models import Case, CaseStep
from siban.domain.cases.queries.draft import opinion
from siban.domain.cases.queries.timeline import timeline
from siban.domain.cases.rules import Advice
from siban.domain.cases.rules_established import Finding, FoundBy, put, valid
from siban.domain.cases.services import answers, contents, decisions, intake, surveys
from siban.domain.cases.services.establishing import Setting, establish
from siban.domain.catalog.rules import monthly_amount
from siban.domain.messages.models import Message
from siban.domain.messages.services import opened as message
from siban.domain.staff.models import Post
from siban.kernel.clock import today
from tests.domain.cases.conftest import Work, holder, picture
from tests.domain.cases.test_household import SON, WANG
from tests.domain.cases.test_proceedings import what_follows

pytestmark = pytest.mark.django_db


def matter(case: Case) -> Matter:
    return Matter(Case.objects.select_related("stream", "applicant__key").get(pk=case.pk), today())


def received(work: Work) -> Case:
    """低保 of two people who declared 485.50 yuan a month, in the township's hands."""
    agent = work.staff.agent
    case = work.draft(item="subsistence-allowance")
    known = matter(case).form["household"][0]
    intake.fill(case.pk, by=agent, form={"household": [{**known, **WANG}, SON]})
    work.filled(case, agent)
    return work.claimed(intake.receive(case.pk, by=agent), work.staff.acceptor)


def surveyed(work: Work) -> tuple[Case, object]:
    """Accepted, and two people of the township were there."""
    case = answers.accept(received(work).pk, by=work.staff.acceptor)
    step = CaseStep.objects.get(case=case, done_at=None)
    by = holder(step.office.key, step.role)
    work.claimed(case, by)
    posts = list(Post.objects.filter(office=step.office).order_by("pk").values_list("pk", flat=True)[:2])
    surveys.plan(case.pk, by=by, posts=posts)
    surveys.find(case.pk, by=by, on=today(), findings="儿子在厂里上班", confirmed=False, pictures=[picture()])
    return case, by


SLIP = {"found_by": FoundBy.SLIP, "consent": "今天电话里同意"}
PAY = Setting("household.1.income", "500", "入户看了工资条")


def test_all_34_what_the_survey_found_is_used_from_then_on_beside_what_was_declared(work):
    case, by = surveyed(work)
    before = monthly_amount(matter(case).version, matter(case).facts)
    establish(case.pk, by=by, found_by=FoundBy.SURVEY, settings=[PAY])
    now = matter(case)
    assert (now.declared["household"][1]["income"], now.form["household"][1]["income"]) == (30000, 50000)
    assert monthly_amount(now.version, now.facts) == before - 20000
    assert [(one.was, one.now, one.reason, one.by) for one in now.established] == [
        (30000, 50000, "入户看了工资条", by.name)
    ]
    assert b"50000" not in bytes(now.case.sealed_established)
    words = "共同生活的家庭成员第2行一个月挣多少（元）申报为300元，核定为500元"
    assert opinion(now, Advice.GRANT).startswith(words)
    assert decisions.findings(now).startswith(words)
    assert "established.json" in {part.path for part in contents.parts_of(now)}
    assert now.case.signed_digest == form_digest(now.case, now.declared)


def test_a_member_that_is_missing_is_added_and_one_that_does_not_live_there_is_struck(work):
    case, by = surveyed(work)
    child = {"name": "刘小军", "relation": "grandchild", "health": "well", "work": "pupil", "income": 0}
    settings = [Setting("household.1", None, "另外住"), Setting("household.2", child, "一起住的孙子没写")]
    establish(case.pk, by=by, found_by=FoundBy.SURVEY, settings=settings)
    assert [row["name"] for row in matter(case).form["household"]] == ["王桂珍", "刘小军"]
    assert [row["name"] for row in matter(case).declared["household"]] == ["王桂珍", "刘建军"]


def test_all_36_the_applicant_is_told_that_she_may_speak_and_the_timeline_shows_it(committed, work):
    case, by = surveyed(work)
    establish(case.pk, by=by, found_by=FoundBy.SURVEY, settings=[PAY])
    what_follows()
    _phone, told = message(Message.objects.filter(subject=case.pk, kind="case.established").get())
    assert "有1处核查下来和申报的不一样" in told and "不同意的，作决定以前都可以说" in told and "500" not in told
    (line,) = [one for one in timeline(matter(case)) if one.act == "case.established"]
    assert line.public and line.what == "核定了和申报不一样的情况"


def test_all_32_1_3_a_slip_found_after_receipt_is_mended_with_her_consent_and_the_signature_stands(work):
    case = received(work)
    setting = [Setting("address", "党寨镇党寨村六社", "门牌写错")]
    establish(case.pk, by=work.staff.acceptor, settings=setting, **SLIP)
    now = matter(case)
    assert now.form["address"] == "党寨镇党寨村六社" != now.declared["address"]
    assert (now.established[0].consent, decisions.letters.established(now)) == ("今天电话里同意", "")
    assert answers.accept(case.pk, by=work.staff.acceptor).state == "accepted"


REFUSED = {
    refusals.ConsentMissing: ([PAY], {"found_by": FoundBy.SLIP}),
    errors.ReasonMissing: ([Setting("address", "党寨村六社", " ")], SLIP),
    refusals.NothingEstablished: ([Setting("household.1.income", "300", "没变")], SLIP),
    refusals.NoSuchPlace: ([Setting("household.7.income", "300", "没有这行")], SLIP),
    refusals.NotEstablishedHere: ([Setting("name", "王桂真", "写错")], SLIP),
    refusals.NotAccepted: ([PAY], {"found_by": FoundBy.PAPERS}),
    errors.FormWrong: ([Setting("household.1.income", "三百", "写错")], SLIP),
}


def test_each_no_of_an_establishment_leaves_no_trace(work):
    case = received(work)
    for refusal, (settings, values) in REFUSED.items():
        with pytest.raises(refusal):
            establish(case.pk, by=work.staff.acceptor, settings=settings, **values)
    with pytest.raises(errors.NotYourTurn):
        establish(case.pk, by=work.staff.reviewer, settings=[PAY], **SLIP)
    assert matter(case).case.sealed_established is None


@pytest.mark.parametrize("place", ["", "nothing", "a.b.c.d", "household.x", "household.1.nothing", "household."])
def test_a_place_that_the_form_does_not_have_is_refused(work, place):
    with pytest.raises(refusals.NoSuchPlace):
        establish(received(work).pk, by=work.staff.acceptor, settings=[Setting(place, "1", "查明")], **SLIP)


def test_all_34_nothing_rests_on_a_survey_or_an_objection_that_there_was_not(work):
    case = work.claimed(work.accepted(), work.staff.reviewer)
    for found_by in (FoundBy.SURVEY, FoundBy.OBJECTION):
        with pytest.raises(refusals.NothingFoundYet):
            establish(
                case.pk, by=work.staff.reviewer, found_by=found_by, settings=[Setting("address", "六社六号", "看过")]
            )


def test_what_is_established_last_stands():
    first = Finding("income", "1", "2", FoundBy.PAPERS, "工资条", today(), "马占林")
    second = Finding("rows.0.a", None, 5, FoundBy.PAPERS, "工资条", today(), "马占林")
    form = valid({"income": "1"}, [first, second, Finding("income", "2", "3", FoundBy.PAPERS, "又查", today(), "马")])
    assert form == {"income": "3", "rows": [{"a": 5}]}
    assert put(form, "rows.0", None) == {"income": "3", "rows": []}

"""低保 from the window to the first payment, as its measures say: survey by two, publication, pay list."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from siban.domain.benefits import subscribers
from siban.domain.benefits.models import Entitlement, PayLine
from siban.domain.benefits.rules import add_months, month_of
from siban.domain.benefits.services import pay_lists
from siban.domain.cases.errors_proceedings import PublicationRuns, SurveyMissing
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, Proceeding
from siban.domain.cases.rules import Advice, State
from siban.domain.cases.rules_proceedings import ProceedingKind, Way
from siban.domain.cases.services import answers, decisions, delivery, intake, objections, publications, surveys
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.staff.models import Post
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date, today
from tests.domain.benefits.conftest import event_of
from tests.domain.cases.conftest import Work, holder, picture

pytestmark = pytest.mark.django_db
ITEM, OFFICE = "subsistence-allowance", "centre-620702107"
HERSELF = {"relation": "self", "health": "chronic", "work": "unable", "income": "185.5"}


def applied(work: Work) -> Case:
    """At the village's window: alone, 185.50 yuan a month, everything signed, received."""
    agent = work.staff.agent
    case = work.draft(item=ITEM)
    (row,) = Matter(case, today()).form["household"]
    intake.fill(case.pk, by=agent, form={"household": [row | HERSELF]}, scenario={"area": "rural"})
    work.filled(case, agent)
    return intake.receive(case.pk, by=agent)


def surveyed(work: Work, case: Case) -> Case:
    """Accepted by the township; two of it went there, and the step is finished with their finding."""
    work.claimed(case, work.staff.acceptor)
    answers.accept(case.pk, by=work.staff.acceptor)
    reviewer = holder(OFFICE, "reviewer")
    work.claimed(case, reviewer)
    with pytest.raises(SurveyMissing):
        decisions.review(case.pk, by=reviewer, advice=Advice.GRANT, opinion="属实")
    posts = Post.objects.filter(office=reviewer.office).order_by("pk").values_list("pk", flat=True)[:2]
    surveys.plan(case.pk, by=reviewer, posts=list(posts))
    surveys.find(
        case.pk, by=reviewer, on=today(), findings="一个人过，和表上一致", confirmed=True, pictures=[picture()]
    )
    decisions.review(case.pk, by=reviewer, advice=Advice.GRANT, opinion="入户调查属实。")
    work.claimed(case, reviewer)
    return decisions.review(case.pk, by=reviewer, advice=Advice.GRANT, opinion="收入和财产核对过了，拟同意。")


def test_from_the_application_to_the_first_pay_list(work, travel):
    """民发〔2021〕57号: visited by two, seven days in public, confirmed, paid from the next month, 515 − 185.50."""
    case = surveyed(work, applied(work))
    reviewer, decider = holder(OFFICE, "reviewer"), holder(OFFICE, "decider")
    work.claimed(case, reviewer)
    publications.publish(case.pk, by=reviewer, posted_at=("党寨村公示栏",))
    row = Proceeding.objects.get(case=case, kind=ProceedingKind.PUBLICATION)
    objections.take_objection(row.pk, by=Actor.resident(), way=Way.PORTAL, words="她女儿常给钱")
    with pytest.raises(PublicationRuns):
        publications.end(case.pk, by=reviewer)
    after = travel(today() + timedelta(days=12))
    objections.answer_objection(case.pk, by=reviewer, number=1, upheld=False, answer="女儿在外地，没有给过。")
    case = Case.objects.get(pk=case.pk)
    work.claimed(case, decider)
    case = decisions.grant(case.pk, by=decider)
    letter = notice_data(Notice.objects.get(stream=case.pk, kind="grant"))
    following = add_months(month_of(local_date(after)), 1)
    assert (letter.benefit.fen, letter.benefit.first_month) == (51500 - 18550, following)
    assert "复核" in letter.yearly and "生存认证" not in letter.yearly

    subscribers.follow_grant(event_of(case.pk, "case.decided"))
    one = Entitlement.objects.get(case=case)
    assert (one.granted_fen, one.first_month, one.office_id) == (32950, following, decider.office)
    work.claimed(case, work.staff.agent)
    case = delivery.deliver(case.pk, by=work.staff.agent, signature=picture(), manner="home")
    assert case.state == State.DELIVERED

    travel(following.replace(day=10))
    made = pay_lists.make(decider.office, ITEM, following, by=reviewer)
    pay_lists.confirm(made.pk, by=decider)
    (line,) = PayLine.objects.filter(entitlement=one)
    assert (line.month, line.fen, line.kind) == (following, 32950, "month")
    rows = list(csv.reader(io.StringIO(pay_lists.export(made.pk, by=reviewer))))
    assert (rows[1][1], rows[1][4]) == ("王桂珍", "329.50")

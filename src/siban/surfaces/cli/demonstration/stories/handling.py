"""What a handling office does beside the decision: survey, publication, hearing, opinions, time, other systems."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from siban.domain.cases.models import Consultation, HandOff, Objection, Proceeding
from siban.domain.cases.rules import Advice, State
from siban.domain.cases.rules_proceedings import ProceedingKind, Way, Wish
from siban.domain.cases.services import (
    consultations,
    decisions,
    hand_offs,
    hearings,
    limits,
    objections,
    publications,
    steps,
    surveys,
)
from siban.domain.places import queries as places
from siban.domain.staff.models import Post
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date
from siban.surfaces.cli.demonstration import papers
from siban.surfaces.cli.demonstration.stories.answering import ALLOWANCE
from siban.surfaces.cli.demonstration.stories.stage import Story
from siban.surfaces.cli.demonstration.timeline import Script

RELIEF = "subsistence-allowance"
ALONE = {"who": "self", "area": "rural", "household": "here", "reason": "no-labour"}
ASKED = ("disabled-federation", "agriculture-support")
"""Bureaus that are asked together: about a disability, and about land that is let."""


def visited(story: Story, at: datetime) -> Actor:
    """Two of the office go there with the sheet; what they found is signed and photographed (ALL 34(3))."""
    by = story.takes(at)
    posts = list(Post.objects.filter(office=story.step().office_id).order_by("pk").values_list("pk", flat=True)[:2])
    story.case = surveys.plan(story.now.pk, by=by, posts=posts, at=at)
    sheet = [papers.photograph("入户调查表")]
    story.case = surveys.find(
        story.now.pk,
        by=by,
        on=local_date(at),
        findings="土坯房两间，种四亩地，一个人过，没有存款，没有车，和申请表一致。",
        confirmed=True,
        pictures=sheet,
        at=at + timedelta(hours=1),
    )
    return by


def surveyed(story: Story) -> Script:
    """ALL 34(3): two went there, both named; the step waits for its opinion."""
    days = story.days
    story.title = _("低保入户调查：两个人去看过了，调查表拍下来（现场核查）")
    yield (at := days.at(-5, "09:20"))
    asks(story, at)
    yield (at := days.at(-4, "10:10"))
    story.accepted(at)
    yield (at := days.at(-2, "09:00"))
    by = visited(story, at)
    row = Proceeding.objects.get(case=story.now.pk, kind=ProceedingKind.SURVEY)
    story.expect(_("去看的人数"), row.participants.count(), 2)
    story.see(by)


def asks(story: Story, at: datetime) -> None:
    """Somebody who lives alone applies for 低保: herself in the household's list, with what she earns."""
    by = story.applies(at, RELIEF, ages=(62, 75), scenario=ALONE, income="180")
    story.receive(at, by)


def posted(story: Story, day: int) -> Script:
    """A case of 低保 up to its publication on the day `day`."""
    days = story.days
    yield (at := days.at(day - 9, "10:20"))
    asks(story, at)
    yield (at := days.at(day - 8, "09:50"))
    story.accepted(at)
    yield (at := days.at(day - 6, "09:00"))
    by = visited(story, at)
    yield (at := days.at(day - 6, "15:00"))
    opinion = "入户调查属实，人均收入低于标准，财产符合规定。"
    story.case = decisions.review(story.now.pk, by=by, advice=Advice.GRANT, opinion=opinion, at=at)
    yield (at := days.at(day - 3, "11:00"))
    story.reviewed(at, "收入和财产核对过了，拟同意。")
    yield (at := days.at(day, "09:10"))
    by = story.takes(at)
    story.case = publications.publish(story.now.pk, by=by, posted_at=("党寨村公示栏",), at=at)
    story.see(by)


def published(story: Story) -> Script:
    """Publication, and an objection that waits for its answer."""
    days = story.days
    story.title = _("低保公示期间有人提了异议，还没有答复（公示）")
    yield from posted(story, -2)
    yield (at := days.at(-1, "20:15"))
    row = Proceeding.objects.get(case=story.now.pk, kind=ProceedingKind.PUBLICATION)
    words = "她儿子在城里上班，每月给她钱，表上没有写。"
    objections.take_objection(row.pk, by=Actor.resident(), way=Way.PORTAL, words=words, at=at)
    story.expect_one(_("没答复的异议"), Objection.objects.filter(proceeding=row, answered_at=None).count())


def heard(story: Story) -> Script:
    """ALL 36, 46–48: somebody else's interest is at stake, who asked for a hearing; it is called, the limits stand."""
    days = story.days
    story.title = _("利害关系人要求听证：日子定了，期限停着（听证）")
    yield (at := days.at(-9, "09:33"))
    story.receive(at, story.applies(at, ALLOWANCE))
    yield (at := days.at(-8, "10:25"))
    story.accepted(at)
    yield (at := days.at(-7, "15:35"))
    story.reviewed(at)
    yield (at := days.at(-6, "10:40"))
    by = story.takes(at)
    interest, telephone = "两家共用一个户头，津贴打到谁的卡上有争议", "13900007993"
    story.case = hearings.name_interest(
        story.now.pk, by=by, name="刘建设", interest=interest, telephone=telephone, at=at
    )
    yield (at := days.at(-4, "09:15"))
    story.case = hearings.answer_interest(story.now.pk, by=by, number=1, wish=Wish.ASKED, at=at)
    yield (at := days.at(-3, "16:00"))
    others = Post.objects.filter(office=story.step().office_id).exclude(holder=by.user).exclude(stand_in=by.user)
    presider = others.exclude(holder__name__in=["周文静", "王海峰"]).order_by("pk").first()
    assert presider is not None
    begins = days.at(7, "09:30")
    story.case = hearings.call(story.now.pk, by=by, begins=begins, presider=presider.pk, at=at)
    story.expect(_("期限停着"), steps.paused(story.now), True)
    story.see(by)


def joint(story: Story) -> Script:
    """ALL 42(2): two bureaus are asked at once under one limit; one has answered."""
    days = story.days
    story.title = _("两个部门一起征求意见，一个回了，一个还没回（联合办理）")
    yield (at := days.at(-6, "10:36"))
    story.receive(at, story.applies(at, ALLOWANCE))
    yield (at := days.at(-5, "11:15"))
    story.accepted(at)
    yield (at := days.at(-4, "09:45"))
    by = story.takes(at)
    offices = {places.office_by_key(key).pk: 5 for key in ASKED}
    question = "申请人有没有领残疾人的护理补贴，土地有没有流转，请各自查一下。"
    story.case = consultations.consult(story.now.pk, by=by, offices=offices, question=question, at=at)
    yield (at := days.at(-2, "16:20"))
    answering = story.hands.at(places.office_by_key(ASKED[0]).pk, ("reviewer",), at)
    story.case = consultations.take(story.now.pk, by=answering, at=at)
    opinion = "没有领护理补贴，没有意见。"
    story.case = consultations.opine(story.now.pk, by=answering, advice=Advice.GRANT, opinion=opinion, at=at)
    rows = Consultation.objects.filter(case=story.now.pk)
    story.expect(_("问了几家，回了几家"), (rows.count(), rows.exclude(answered_at=None).count()), (2, 1))
    story.see(by)


def _with_reviewer(story: Story, day: int) -> Script:
    """In the hands of the bureau's reviewer on a day."""
    days = story.days
    yield (at := days.at(day - 3, "14:52"))
    story.receive(at, story.applies(at, ALLOWANCE))
    yield (at := days.at(day - 2, "16:40"))
    story.accepted(at)
    yield days.at(day, "10:30")


def longer(story: Story) -> Script:
    """ALL 42(1): more time, once, asked for with a reason; it waits for who approves."""
    story.title = _("申请延期5天，等领导批（延期）")
    yield from _with_reviewer(story, -2)
    at = story.days.at(-2, "10:30")
    by = story.takes(at)
    story.case = limits.ask_extension(story.now.pk, by=by, days=5, reason="要等外县的回函。", at=at)
    story.expect(_("等批的延期"), (limits.asked(story.now) or (0, ""))[0], 5)
    story.see(by)


def held(story: Story) -> Script:
    """ALL 45: what the law does not count stops the limits, and she is told how long."""
    story.title = _("送去鉴定，期限停着（特别程序）")
    yield from _with_reviewer(story, -1)
    at = story.days.at(-1, "10:30")
    by = story.takes(at)
    until = local_date(story.days.at(6, "09:00"))
    reason = "年龄和档案不一致，送去鉴定。"
    story.case = limits.hold(story.now.pk, by=by, ground="appraisal", expected_until=until, reason=reason, at=at)
    story.expect(_("承诺的日子"), story.now.promised_due, None)
    story.see(by)


def handed_off(story: Story) -> Script:
    """B7: keyed into the ministry's own system; its number and result are awaited."""
    story.title = _("交给民政部门自己的系统，等它的结果回来（系统交接）")
    yield from _with_reviewer(story, -1)
    at = story.days.at(-1, "10:30")
    by = story.takes(at)
    story.case = hand_offs.hand_off(story.now.pk, by=by, at=at)
    story.expect_one(_("还没回来的交接单"), HandOff.objects.filter(case=story.now.pk, back_on=None).count())
    story.expect_state(State.HANDLING)
    story.see(by)

"""The stories beside the main job, and two cases that somebody who looks around will meet."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Visit
from siban.domain.cases.queries import scope
from siban.domain.cases.rules import Answer, State
from siban.domain.cases.rules import Outcome as CaseOutcome
from siban.domain.cases.services import answers, intake, spot, steps
from siban.domain.notices import data
from siban.domain.notices.render import pdf
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.voice.services import rate
from siban.domain.work.models import Task
from siban.domain.work.queries import clocks_for
from siban.domain.work.rules import Kind, Unit
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date
from siban.surfaces.cli.demonstration import papers, window
from siban.surfaces.cli.demonstration.main_job import (
    ACCEPTOR,
    AGENT,
    ANSWER_DAYS,
    ITEM,
    REVIEWER,
    SCENARIO,
    genuine,
)
from siban.surfaces.cli.demonstration.past import competent
from siban.surfaces.cli.demonstration.tale import Tale
from siban.surfaces.cli.demonstration.timeline import Script

CORRECTION_DAYS = 30
"""Calendar days that the notice gives the applicant (practice)."""
INSTANT_CLERK = "陈晓梅"
CARD = {"who": "self", "first": "first", "registered": "here"}


def luo(tale: Tale) -> Script:
    """Lacks two papers: one correction notice names both, and the village prints it."""
    days, hands = tale.days, tale.hands
    tale.title = _("罗玉秀，83岁，少带两样：一张告知书一次说全，村里打印")
    yield (at := days.at(-4, "10:20"))
    agent = hands.named(AGENT, at)
    lacking = {"social-security-card": "not-own", "photo": "not-brought"}
    person = tale.meet(agent, at)
    tale.case = window.sitting(
        ITEM,
        person,
        by=agent,
        at=at,
        scenario=SCENARIO,
        chance=tale.chance,
        values=tale.known,
        without=lacking,
        pictures=True,
    )
    tale.case = intake.receive(tale.case.pk, by=agent, proposal=Answer.CORRECT, at=at)
    tale.expect_state(State.RECEIVED)
    answer = tale.clock(Kind.ANSWER, local_date(at), ANSWER_DAYS)
    tale.tell(
        at,
        agent,
        _("社保卡是女儿的，照片没带。收下别的，给凭证，建议一次告知。"),
        _("%(until)s答复受理不受理") % {"until": tale.until(answer)},
    )
    yield (at := days.at(-3, "09:40"))
    acceptor = hands.named(ACCEPTOR, at)
    tale.case = steps.claim(tale.case.pk, by=acceptor, at=at)
    yield (at := days.at(-3, "09:55"))
    tale.case = answers.correct(tale.case.pk, by=acceptor, at=at)
    tale.expect_state(State.CORRECTING)
    own = tale.clock(Kind.CORRECTION, local_date(at), CORRECTION_DAYS, Unit.CALENDAR)
    running = [view.kind for view in clocks_for(tale.case.pk) if view.stopped_on is None]
    tale.expect(_("等补材料时在走的时限"), running, [Kind.CORRECTION])
    letter = tale.letter(data.Correction)
    tale.expect(_("告知书上写的材料"), len(letter.missing), 2)
    tale.expect(_("告知书上的日子"), letter.until, own.due.date if own else None)
    tale.dates += [own.due] if own else []
    tale.tell(at, acceptor, _("两样写在一张告知书上，一次说全。"), _("%(until)s补齐") % {"until": tale.until(own)})
    yield (at := days.at(-3, "15:10"))
    agent = hands.named(AGENT, at)
    scope.get(agent, tale.case.pk)
    tale.expect(_("村里打印的告知书"), pdf(tale.notice(NoticeKind.CORRECTION))[:5], b"%PDF-")
    task = Task.objects.get(stream=tale.case.pk, closed_at=None)
    tale.expect(_("补材料的待办在村里"), (task.kind, task.office_id), ("supply", tale.case.origin_id))
    tale.tell(at, agent, _("打印告知书，念给她听，当面给她。"))
    tale.expect_notices(NoticeKind.APPLICATION_FORM, NoticeKind.RECEIPT, NoticeKind.CORRECTION)
    genuine(tale)


def gao(tale: Tale) -> Script:
    """Registered in another county: declined in writing, and the competent authority is named."""
    days, hands = tale.days, tale.hands
    tale.title = _("高玉莲，83岁，户口在临泽县：书面不予受理，写明该找谁")
    yield (at := days.at(-3, "09:05"))
    agent = hands.named(AGENT, at)
    person = tale.meet(agent, at)
    tale.case = window.sitting(
        ITEM, person, by=agent, at=at, scenario=SCENARIO, chance=tale.chance, values=tale.known, pictures=True
    )
    tale.case = intake.receive(tale.case.pk, by=agent, proposal=Answer.NOT_COMPETENT, at=at)
    answer = tale.clock(Kind.ANSWER, local_date(at), ANSWER_DAYS)
    tale.tell(
        at,
        agent,
        _("户口在临泽县，当场告诉她；她还是要申请，收下，给凭证。"),
        _("%(until)s答复受理不受理") % {"until": tale.until(answer)},
    )
    yield (at := days.at(-2, "11:10"))
    acceptor = hands.named(ACCEPTOR, at)
    tale.case = steps.claim(tale.case.pk, by=acceptor, at=at)
    elsewhere = competent(Matter(tale.case, local_date(at)))
    tale.expect(_("该找的单位"), elsewhere.name, "临泽县民政局")
    tale.case = answers.decline(tale.case.pk, by=acceptor, ground=data.Ground.NOT_COMPETENT, competent=elsewhere, at=at)
    tale.expect_state(State.DECLINED)
    letter = tale.letter(data.Decline)
    tale.expect(_("通知书上写的单位"), letter.competent and letter.competent.name, elsewhere.name)
    tale.expect(_("还在走的时限"), [view.kind for view in clocks_for(tale.case.pk) if view.stopped_on is None], [])
    tale.tell(at, acceptor, _("书面不予受理，写明找临泽县民政局，地址电话都在上面。"))
    tale.expect_notices(NoticeKind.APPLICATION_FORM, NoticeKind.RECEIPT, NoticeKind.DECLINE)
    genuine(tale)


def ma(tale: Tale) -> Script:
    """An instant item: she leaves the township centre with it done."""
    days, hands = tale.days, tale.hands
    tale.title = _("马福寿，66岁，在镇中心办老年人优待证：当场办完")
    yield (at := days.at(-1, "10:02"))
    clerk = hands.named(INSTANT_CLERK, at)
    person = tale.meet(clerk, at)
    tale.case = window.sitting(
        "senior-card",
        person,
        by=clerk,
        at=at,
        scenario=CARD,
        chance=tale.chance,
        values={"collect": "here"},
        pictures=True,
    )
    tale.case = spot.conclude_on_the_spot(tale.case.pk, by=clerk, signature=papers.signature("马福寿"), at=at)
    tale.expect_state(State.DELIVERED, CaseOutcome.GRANTED)
    day = local_date(at)
    moments = (tale.case.received_at, tale.case.accepted_at, tale.case.concluded_at, tale.case.delivered_at)
    tale.expect(_("当天办完"), [moment and local_date(moment) for moment in moments], [day] * 4)
    tale.expect(_("跑了几趟"), Visit.objects.filter(case=tale.case).count(), 1)
    tale.expect_notices(
        NoticeKind.APPLICATION_FORM, NoticeKind.RECEIPT, NoticeKind.ACCEPTANCE, NoticeKind.GRANT, NoticeKind.DELIVERY
    )
    tale.tell(at, clerk, _("收件、受理、批准、交证，一趟办完。"))
    genuine(tale)


def earlier(tale: Tale, on: date) -> Script:
    """Wang Guizhen's senior card some months ago: since then she is known."""
    at = tale.days.sometime(on, tale.chance)
    yield at
    clerk = tale.hands.named(INSTANT_CLERK, at)
    person = tale.meet(clerk, at)
    case = window.sitting(
        "senior-card",
        person,
        by=clerk,
        at=at,
        scenario=CARD,
        chance=tale.chance,
        values={"collect": "here", "emergency_name": "刘建军", "emergency_phone": "13900002716"},
    )
    case = spot.conclude_on_the_spot(case.pk, by=clerk, signature=papers.signature("王桂珍"), at=at)
    rate(case, "very-good", by=Actor.resident(), at=at)


def zhang(tale: Tale) -> Script:
    """Zhang Lanying's allowance lies with the reviewer now, on the last day of that step: something to go on with."""
    days, hands = tale.days, tale.hands
    yield (at := days.at(-4, "09:50"))
    agent = hands.named("韩晓燕", at)
    person = tale.meet(agent, at)
    case = window.sitting(
        ITEM, person, by=agent, at=at, scenario=SCENARIO, chance=tale.chance, values=tale.known, pictures=True
    )
    intake.receive(case.pk, by=agent, proposal=Answer.ACCEPT, at=at)
    yield (at := days.at(-3, "10:30"))
    task = window.waiting(case)
    acceptor = window.hand_for(task, hands, at)
    steps.claim(case.pk, by=acceptor, at=at)
    yield (at := days.at(-3, "11:05"))
    answers.accept(case.pk, by=acceptor, at=at)
    yield (at := days.at(-2, "16:10"))
    steps.claim(case.pk, by=hands.named(REVIEWER, at), at=at)

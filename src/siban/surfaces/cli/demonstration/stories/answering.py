"""The answers to an application: returned, terminated, with a promise, on a declaration, a second notice, silence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siban.domain.cases.rules import Answer, Fault, Outcome, State
from siban.domain.cases.services import answers, decisions, intake, pledges, second, steps
from siban.domain.cases.services.documents import Tick, missing, of
from siban.domain.cases.subject import CHECK
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.people.rules import Pledge
from siban.surfaces.cli.demonstration import papers
from siban.surfaces.cli.demonstration.stories.stage import CLERK, Story
from siban.surfaces.cli.demonstration.timeline import Script

ALLOWANCE, CARD, WORKSHOP = "old-age-allowance", "senior-card", "small-food-workshop"
PHOTO, ELSEWHERE = "photo", "not-drawn-elsewhere"
MOVED_IN = {"who": "self", "first": "moved-in", "lives": "home"}


def returned(story: Story) -> Script:
    """rules.md: a case goes back between tiers with its reason, and is counted."""
    days = story.days
    story.title = _("区里退回镇里重核，写明缘由（退回）")
    yield (at := days.at(-5, "09:12"))
    story.receive(at, story.applies(at, ALLOWANCE))
    yield (at := days.at(-4, "09:40"))
    acceptor = story.accepted(at)
    yield (at := days.at(-3, "10:15"))
    reviewer = story.takes(at)
    yield (at := days.at(-2, "11:05"))
    story.case = steps.give_back(
        story.now.pk, by=reviewer, reason="户口页和申请表的住址对不上，请镇里再核一遍。", at=at
    )
    story.expect(_("退回以后在谁手里"), story.step().office_id, acceptor.office)
    story.see(acceptor)


def terminated(story: Story) -> Script:
    """rules.md §4: termination when the matter falls away, with reasons."""
    days = story.days
    story.title = _("老人去世，事情没有了：终止办理，写明理由")
    yield (at := days.at(-6, "10:02"))
    story.receive(at, story.applies(at, CARD, ages=(66, 78)))
    yield (at := days.at(-5, "15:02"))
    story.accepted(at)
    yield (at := days.at(-4, "10:31"))
    decider = story.takes(at)
    story.case = decisions.terminate(story.now.pk, by=decider, reasons=("申请人去世，家里人来说不办了。",), at=at)
    story.expect_state(State.CONCLUDED, Outcome.TERMINATED)
    story.expect_one(_("终止告知书"), story.notices_of(NoticeKind.TERMINATION))
    story.see(decider)


def _promising(story: Story, day: int, until: int) -> Script:
    """Accepted with a photo to follow by a day, on a signed promise."""
    days = story.days
    yield (at := days.at(day, "09:25"))
    by = story.applies(at, ALLOWANCE, without={PHOTO: "not-brought"})
    ticks = {PHOTO: Tick(here=False, promised=days.day(until))}
    story.case = intake.fill(story.now.pk, by=by, ticks=ticks, at=at)
    pledges.print_pledge(story.now.pk, Pledge.TOLERANCE, by=by, at=at)
    pledges.sign_pledge(story.now.pk, Pledge.TOLERANCE, [papers.photograph("容缺受理承诺书")], by=by, at=at)
    story.receive(at, by)
    yield (at := days.at(day + 1, "09:55"))
    story.see(story.accepted(at))


def tolerated(story: Story) -> Script:
    """容缺受理: accepted, the promised paper still to come, no result handed over before."""
    story.title = _("容缺受理，照片还没补来：到期不补就终止")
    yield from _promising(story, -3, 4)
    story.expect_state(State.ACCEPTED)
    story.expect_one(_("等着补的待办"), story.tasks(pledges.BRING))


def broken(story: Story) -> Script:
    """A broken promise ends the case by itself and is remembered."""
    story.title = _("承诺补的没有补来：自己终止，下次不再容缺")
    yield from _promising(story, -9, -4)
    yield story.days.at(-1, "17:20")
    story.expect_state(State.CONCLUDED, Outcome.TERMINATED)
    story.expect_one(_("终止告知书"), story.notices_of(NoticeKind.TERMINATION))


def declared(story: Story) -> Script:
    """告知承诺 (国办发〔2020〕42号): decided on her declaration, and looked into afterwards by a day."""
    days = story.days
    story.title = _("一张承诺书代替停发证明：先办，到日子再核查（告知承诺）")
    yield (at := days.at(-6, "14:50"))
    stopped = {"stopped_month": days.day(-60).replace(day=1).isoformat()}
    by = story.applies(at, ALLOWANCE, scenario=MOVED_IN, values=stopped, without={ELSEWHERE: "not-brought"})
    story.case = intake.fill(story.now.pk, by=by, ticks={ELSEWHERE: Tick(here=False, declared=True)}, at=at)
    pledges.print_pledge(story.now.pk, Pledge.DECLARATION, by=by, at=at)
    pledges.sign_pledge(story.now.pk, Pledge.DECLARATION, [papers.photograph("告知承诺书")], by=by, at=at)
    story.receive(at, by)
    yield (at := days.at(-5, "16:12"))
    story.accepted(at)
    yield (at := days.at(-4, "11:20"))
    story.reviewed(at)
    yield (at := days.at(-3, "15:40"))
    decider = story.granted(at)
    story.expect_state(State.CONCLUDED, Outcome.GRANTED)
    story.expect_one(_("到日子要做的核查"), story.tasks(CHECK))
    story.see(decider)


def again(story: Story) -> Script:
    """B4: a second notice only for what is new on its face, and only with the head's signature."""
    days = story.days
    story.title = _("补来的社保卡是别人的：再告知一次，等负责人签字")
    yield (at := days.at(-7, "09:18"))
    by = story.applies(at, ALLOWANCE, without={"social-security-card": "not-brought"})
    story.receive(at, by, Answer.CORRECT)
    yield (at := days.at(-6, "10:08"))
    acceptor = story.takes(at)
    story.case = answers.correct(story.now.pk, by=acceptor, at=at)
    lacking = [one.material for one in missing(of(story.now))]
    yield (at := days.at(-3, "09:35"))
    story.case = answers.supply(
        story.now.pk,
        by=story.hands.named("李秀兰", at),
        ticks={key: Tick(here=True) for key in lacking},
        pictures={key: [papers.photograph("社会保障卡", card=True)] for key in lacking},
        at=at,
    )
    yield (at := days.at(-2, "15:22"))
    acceptor = story.takes(at)
    faults = dict.fromkeys(lacking, Fault.FALSE)
    story.case = second.ask_second(story.now.pk, by=acceptor, faults=faults, reason="卡上的名字不是申请人的。", at=at)
    story.expect(_("等签字的"), second.asked(story.now) is not None, True)
    story.see(story.hands.named("田永福", at))


def silent(story: Story) -> Script:
    """ALL 32(1)(4): five working days without a word count as accepted from the day of receipt."""
    days = story.days
    story.title = _("五个工作日没有答复：从收到那天起算受理（行政许可法第三十二条）")
    yield (at := days.at(-9, "10:44"))
    by = story.applies(at, WORKSHOP, ages=(30, 55), name=CLERK)
    story.receive(at, by)
    yield (at := days.at(-1, "17:25"))
    story.expect_state(State.ACCEPTED)
    received = story.now.received_on
    story.expect(_("从哪天起算受理"), story.now.accepted_on, received)
    story.expect_one(_("受理的通知"), story.notices_of(NoticeKind.ACCEPTANCE))
    story.see(story.hands.named("马占林", at))

"""After the decision, and beside the case: post, unfetched results, archive, orders, urging, and a 一件事 half done."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from siban.domain.cases.models import Case, FollowUp, Posting
from siban.domain.cases.models_families import Family
from siban.domain.cases.rules import Outcome, State
from siban.domain.cases.services import answers, archiving, decisions, delivery, sending, steps, themes, urging
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.services.themes import Household
from siban.domain.catalog.types import Field, MaterialKind
from siban.domain.people.services import register
from siban.domain.work.services import orders
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date
from siban.surfaces.cli.demonstration import papers, window
from siban.surfaces.cli.demonstration.stories.answering import ALLOWANCE, CARD
from siban.surfaces.cli.demonstration.stories.stage import AGENT, Story, home
from siban.surfaces.cli.demonstration.timeline import Script

NEWBORN = {"insured": "no", "employed": "no", "parent": "mother"}


def _card(story: Story, day: int) -> Script:
    """A senior card, applied for in the village and made by the township on the day after."""
    days = story.days
    yield (at := days.at(day, "14:56"))
    story.receive(at, story.applies(at, CARD, ages=(64, 78)))
    yield (at := days.at(day + 1, "10:12"))
    story.accepted(at)
    yield (at := days.at(day + 1, "16:12"))
    story.granted(at)


def sent(story: Story) -> Script:
    """Delivery by post with tracking: given to the carrier, not delivered before it is signed for."""
    story.title = _("优待证交邮寄出，有单号，还没签收（邮寄送达）")
    yield from _card(story, -4)
    yield (at := story.days.at(-2, "10:50"))
    by = story.takes(at)
    story.case = sending.post(story.now.pk, by=by, carrier="邮政快递", number="1099 6207 0200 3", at=at)
    story.expect_state(State.DELIVERING, Outcome.GRANTED)
    story.expect_one(_("寄出的"), Posting.objects.filter(case=story.now.pk, receipt=None).count())
    story.see(by)


def unfetched(story: Story) -> Script:
    """A result that nobody fetches: the window is told to call, and has called once without reaching anyone."""
    story.title = _("证做好了没人来领，打过一次电话没打通（久不领取）")
    yield from _card(story, -11)
    yield (at := story.days.at(-9, "09:30"))
    story.takes(at)
    yield (at := story.days.at(-1, "11:30"))
    by = story.hands.named(AGENT, at)
    story.expect_one(_("打电话的待办"), story.tasks(sending.FETCH))
    story.case = sending.follow_up(story.now.pk, by=by, reached=False, at=at)
    story.expect_one(_("打过的电话"), FollowUp.objects.filter(case=story.now.pk).count())
    story.see(by)


def archived(story: Story) -> Script:
    """归档: one package with papers, notices, events and their hashes, read again after writing."""
    days = story.days
    story.title = _("办完归档，材料、文书、经过和校验值装成一个包（归档）")
    yield from _card(story, -9)
    yield (at := days.at(-7, "09:40"))
    story.takes(at)
    yield (at := days.at(-6, "15:10"))
    by = story.hands.named(AGENT, at)
    assert story.identity is not None
    signature = papers.signature(story.identity.name)
    story.case = delivery.deliver(story.now.pk, by=by, signature=signature, manner="home", at=at)
    yield (at := days.at(-1, "16:30"))
    decider = story.hands.at(story.now.holder_id, ("decider", "head"), at)
    story.case = archiving.archive(story.now.pk, by=decider, at=at)
    story.expect_state(State.ARCHIVED, Outcome.GRANTED)
    story.see(decider)


def _at_the_bureau(story: Story, day: int) -> Script:
    days = story.days
    yield (at := days.at(day, "09:52"))
    story.receive(at, story.applies(at, ALLOWANCE))
    yield (at := days.at(day + 1, "10:47"))
    story.accepted(at)
    yield (at := days.at(day + 2, "15:17"))
    story.takes(at)


def urged(story: Story) -> Script:
    """催办: the window has urged, and the office has not answered yet."""
    story.title = _("窗口催办了，承办单位还没回（催办）")
    yield from _at_the_bureau(story, -7)
    yield (at := story.days.at(-1, "08:50"))
    by = story.hands.named(AGENT, at)
    story.case = urging.urge(story.now.pk, by=by, at=at)
    story.expect_one(_("没回的催办"), story.tasks(urging.TASK))
    story.see(by)


def ordered(story: Story) -> Script:
    """督办: the supervisor's order with a day by which the office reports."""
    story.title = _("监督岗督办，写明哪天前回（督办）")
    yield from _at_the_bureau(story, -8)
    yield (at := story.days.at(-1, "10:05"))
    by = story.hands.named("韩立新", at)
    text = "这件审核用的时间长了，请查明原因，按承诺的日子办结，回个话。"
    given = orders.give(
        story.step().office_id, text, story.days.day(4), by=by, about=story.now.pk, place=story.now.region, at=at
    )
    story.expect(_("督办还没回"), given.answered_at, None)
    story.see(by, "console:orders")


def newborn(story: Story) -> Script:
    """F9 一件事: registration is done, the subsidy and the insurance are on their way, one limit for all."""
    days = story.days
    story.title = _("新生儿一件事：出生登记办好了，别的还在办（一件事）")
    yield (at := days.at(-4, "10:18"))
    by = story.hands.named(AGENT, at)
    story.identity = story.people.someone(home(), (24, 33), local_date(at))
    family = themes.open_family("newborn", register(story.identity, by=by, at=at), by=by, scenario=NEWBORN, at=at)
    family = _signed(_answered(family, by, at), by, at)
    family = themes.receive_family(family.pk, by=by, at=at)
    parts = list(Case.objects.filter(family=family.pk).order_by("item"))
    story.case = next(one for one in parts if one.item == "birth-registration")
    yield (at := days.at(-3, "09:48"))
    for one in parts:
        taking = window.hand_for(window.waiting(one), story.hands, at, story.number)
        steps.claim(one.pk, by=taking, at=at)
        answers.accept(one.pk, by=taking, at=at)
    yield (at := days.at(-2, "11:28"))
    taking = story.takes(at)
    story.case = decisions.grant(story.now.pk, by=taking, opinion="同意。", at=at)
    done = Case.objects.filter(family=family.pk, outcome=Outcome.GRANTED).count()
    story.expect(_("办好的件数"), (done, len(parts) > done), (1, True))
    story.see(by)


def _answered(family: Family, by: Actor, at: datetime) -> Family:
    """Every question by its first answer, every empty field by its sample."""
    while True:
        house = Household(Family.objects.get(pk=family.pk), local_date(at))
        whole = house.merged()
        left = [one for one in whole.questions if one.key not in house.family.scenario]
        if not left:
            break
        first = {left[0].key: left[0].what.options[0].key}
        family = themes.fill_family(family.pk, by=by, scenario=first, at=at)
    missing = {
        one.key: _sample(one.what, at) for one in whole.fields if one.key not in house.values and one.what.required
    }
    return themes.fill_family(family.pk, by=by, form=missing, at=at) if missing else family


def _sample(field: Field, at: datetime) -> str:
    if field.options:
        return field.options[0].key
    if field.sample:
        return field.sample.zh
    return local_date(at).isoformat() if field.type.value == "date" else ""


def _signed(family: Family, by: Actor, at: datetime) -> Family:
    """The one form printed, signed and photographed; every other paper seen."""
    themes.print_family_form(family.pk, by=by, at=at)
    whole = Household(Family.objects.get(pk=family.pk), local_date(at)).merged()
    forms = [one for one in whole.materials if one.what.kind is MaterialKind.FORM]
    for one in forms:
        themes.photograph_family(family.pk, one.key, [papers.photograph(one.what.name.zh)], by=by, at=at)
    keys = {one.key for one in forms}
    ticks = {one.key: Tick(here=True) for one in whole.materials if one.key not in keys and one.what.asked}
    return themes.fill_family(family.pk, by=by, ticks=ticks, at=at)

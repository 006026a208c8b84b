"""F15, a granted benefit is kept: last month's list paid, this month's open, one suspended, a standard raised."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from siban.domain.benefits.models import Entitlement, PayLine, PayList
from siban.domain.benefits.rules import Ground, ListState, State, add_months, month_of
from siban.domain.benefits.services import checks, pay_lists
from siban.domain.benefits.services.reassessment import differences
from siban.domain.catalog.models import ItemVersion
from siban.domain.catalog.services import revise
from siban.domain.staff.models import Post
from siban.kernel.actors import Actor, Role
from siban.kernel.clock import local_date
from siban.surfaces.cli.demonstration.hands import Hands
from siban.surfaces.cli.demonstration.stories.answering import ALLOWANCE
from siban.surfaces.cli.demonstration.stories.handling import RELIEF, posted
from siban.surfaces.cli.demonstration.stories.stage import Story
from siban.surfaces.cli.demonstration.timeline import Script

RAISE = 4000
"""Fen a head and month by which the standard goes up."""
CALLED = 58
"""Working days ago on which the check was asked for: with its notice and the grace it is over by now."""


def _others(office: UUID, role: Role, at: datetime, hands: Hands, by: Actor) -> Actor:
    """Another one of the office who may check the list."""
    posts = Post.objects.filter(office=office, role__in=(role, Role.DECIDER, Role.HEAD)).order_by("role", "pk")
    found = (hands.of(post.pk, at) for post in posts)
    return next(one for one in found if one.user != by.user)


def unchecked(story: Story) -> Script:
    """到期不认证的先停发: granted in spring, asked to be checked, missed, and suspended by itself after the grace."""
    days = story.days
    story.title = _("集中认证没有来做，宽限过了，自己暂停（年度认证）")
    yield (at := days.at(-CALLED - 12, "09:42"))
    story.receive(at, story.applies(at, ALLOWANCE))
    yield (at := days.at(-CALLED - 11, "10:06"))
    story.accepted(at)
    yield (at := days.at(-CALLED - 9, "10:06"))
    story.reviewed(at)
    yield (at := days.at(-CALLED - 7, "10:06"))
    story.granted(at)
    yield (at := days.at(-CALLED, "09:20"))
    one = Entitlement.objects.get(case=story.now.pk)
    by = story.hands.at(one.office_id, ("reviewer",), at)
    checks.call(one.pk, by=by, until=local_date(at) + timedelta(days=14), at=at)
    yield days.at(-1, "17:31")
    one = Entitlement.objects.get(pk=one.pk)
    story.expect(_("待遇的状态"), one.state, State.SUSPENDED)
    story.expect(_("为什么暂停"), one.suspensions.get().ground, Ground.UNCHECKED)
    story.see(by, "office:benefits", "show=suspended")


def paid(story: Story) -> Script:
    """发放名单: last month's made by one, checked by another, given to the bank; this month's still to be made."""
    days = story.days
    story.title = _("上个月的发放名单做了、核对了、给银行了；这个月的等着做（发放名单）")
    month = add_months(month_of(days.last), -1)
    first = days.calendar.next_working(month.replace(day=15))
    yield (at := datetime.combine(first, days.at(0, "10:00").timetz()))
    office = Entitlement.objects.filter(item=ALLOWANCE).values_list("office", flat=True)[0]
    by = story.hands.at(office, ("reviewer",), at)
    made = pay_lists.make(office, ALLOWANCE, month, by=by, at=at)
    yield (at := at + timedelta(hours=5))
    other = _others(office, Role.REVIEWER, at, story.hands, by)
    pay_lists.confirm(made.pk, by=other, at=at)
    pay_lists.export(made.pk, by=by, at=at + timedelta(minutes=20))
    yield days.at(0, "17:50")
    row = PayList.objects.get(pk=made.pk)
    story.expect(_("上个月的名单"), (row.state, row.exported_at is not None), (ListState.CONFIRMED, True))
    story.expect(_("名单上的人和钱"), row.fen > 0 and row.people > 0, True)
    late = PayLine.objects.filter(list=made.pk, entitlement__state=State.SUSPENDED, month__gt=month).exists()
    story.expect(_("暂停的人有没有多发"), late, False)
    this_month = PayList.objects.filter(office=office, item=ALLOWANCE, month=month_of(days.last)).exists()
    story.expect(_("这个月的名单做了没有"), this_month, False)
    story.see(by, "office:pay-lists")


def raised(story: Story) -> Script:
    """民发〔2021〕57号: 低保 confirmed after survey and publication, paid from the next month; the standard goes up."""
    days = story.days
    story.title = _("低保提标：新标准下个月起，等决定岗一次调整（调标）")
    yield from posted(story, -30)
    yield (at := days.at(-22, "09:05"))
    by = story.granted(at)
    yield days.at(-21, "08:40")
    one = Entitlement.objects.get(case=story.now.pk)
    story.expect(_("头一个月"), one.first_month, add_months(month_of(local_date(at)), 1))
    yield (at := days.at(0, "17:10"))
    month = add_months(month_of(days.last), 1)
    _raise(month, story.hands.named("苏晓琴", at), at)
    lines = differences(one.office_id, RELIEF, month)
    story.expect(_("要调的人"), [line.entitlement.pk for line in lines], [one.pk])
    story.expect(_("每月多多少"), [(line.after or 0) - line.before for line in lines], [RAISE])
    story.see(by, "office:standards")


def _raise(month: date, by: Actor, at: datetime) -> None:
    """The next version of the item says the new standard."""
    content = ItemVersion.objects.filter(item_id=RELIEF).latest("number").content
    figures = {key: fen + RAISE for key, fen in content["figures"].items()}
    revise(RELIEF, content | {"figures": figures}, month, by=by, at=at)

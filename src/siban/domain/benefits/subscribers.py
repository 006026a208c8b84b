"""What follows from grants, checks and clocks: entitlements open, go on, pause by themselves, and people are told."""

from __future__ import annotations

from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from siban.domain.benefits.models import Entitlement
from siban.domain.benefits.rules import End, Ground, State
from siban.domain.benefits.services import checks, keeping, opening
from siban.domain.benefits.terms import checked_by
from siban.domain.benefits.wording import day_word, money, month_word, name_of
from siban.domain.cases.models import Case
from siban.domain.messages.services import queue
from siban.domain.work.models import Clock
from siban.domain.work.rules import Kind, Level
from siban.kernel.actors import Actor
from siban.kernel.events import Recorded
from siban.kernel.feed import subscriber
from siban.kernel.refusals import OutOfTurn

GRANTED = "granted"


@subscriber("benefits.open", "case.decided")
def follow_grant(event: Recorded) -> None:
    """A grant opens what its item pays, or proves that a check was done (生存认证, 资格认证)."""
    if event.payload.outcome != GRANTED:
        return
    case = Case.objects.select_related("stream", "applicant__key", "representative__key").get(pk=event.stream)
    opening.open_for(case, office=event.payload.office, at=event.at)
    proved = Entitlement.objects.filter(person=case.applicant, item__in=checked_by(case.item))
    for one in proved.exclude(state=State.STOPPED).select_related("stream"):
        at = max(event.at, one.stream.last_at or event.at)
        keeping.check(one.pk, by=Actor.system(), case=case.pk, at=at)


@subscriber("benefits.revoked", "case.revoked")
def follow_revocation(event: Recorded) -> None:
    """A grant that was taken back pays no more from the month on in which it lost its force."""
    one = Entitlement.objects.select_related("stream").filter(case=event.stream).exclude(state=State.STOPPED).first()
    if one is None:
        return
    on = min(max(event.payload.void_from, one.first_month), event.date)
    at = max(event.at, one.stream.last_at or event.at)
    keeping.stop(one.pk, by=Actor.system(), end=End.REVOKED, on=on, at=at)


@subscriber("benefits.broken", "case.promise_broken")
def follow_broken_promise(event: Recorded) -> None:
    """A decision that falls with a promise never had force: what was paid on it is to be paid back (容缺受理)."""
    one = Entitlement.objects.select_related("stream").filter(case=event.stream).exclude(state=State.STOPPED).first()
    if not event.payload.decided or one is None:
        return
    at = max(event.at, one.stream.last_at or event.at)
    keeping.stop(one.pk, by=Actor.system(), end=End.BROKEN, on=one.first_month, at=at)


@subscriber("benefits.doubted", "case.revocation_proposed", "case.revocation_refused")
def follow_doubt(event: Recorded) -> None:
    """While the head has a false declaration before her, payment pauses; where she refuses, it is made up."""
    one = Entitlement.objects.select_related("stream").filter(case=event.stream).first()
    if one is None:
        return
    at = max(event.at, one.stream.last_at or event.at)
    if event.act == "case.revocation_refused":
        if one.suspensions.filter(to_month=None, ground=Ground.DOUBT).exists():
            keeping.resume(one.pk, by=Actor.system(), reasons=("核实过了，原来的准予决定照旧有效。",), at=at)
    elif event.actor is None and one.state == State.RUNNING:
        # Proposed by the platform itself: the later check found the declaration false.
        reason = "您用承诺代替材料，核查下来和承诺的不一样，正在报请撤销原来的准予决定。"
        keeping.suspend(one.pk, by=Actor.system(), ground=Ground.DOUBT, reasons=(reason,), at=at)


@subscriber("benefits.clock", "work.warned")
def follow_clock(event: Recorded) -> None:
    """A missed check: first the grace begins, after it payment pauses by itself. Who came in time comes first.

    A pause that lasts long makes a proposal to end it; an age that is reached ends what is drawn for a child.
    """
    warned = event.payload
    if warned.kind not in (Kind.CHECK, Kind.TERM) or warned.level != Level.LAPSED:
        return
    one = Entitlement.objects.select_related("stream").filter(pk=event.stream).first()
    if one is None or not Clock.objects.filter(pk=warned.clock, stopped_on=None).exists():
        return
    at = max(event.at, one.stream.last_at or event.at)
    try:
        if warned.key == checks.LONG:
            checks.propose_stop(one.pk, at=at)
        elif warned.key == checks.AGE and one.until:
            last = one.until - timedelta(days=1)
            keeping.stop(one.pk, by=Actor.system(), end=End.AGED, on=last, at=at)
        elif warned.key == checks.GRACE:
            reason = _overdue_reason(one)
            keeping.suspend(one.pk, by=Actor.system(), ground=Ground.UNCHECKED, reasons=(reason,), at=at)
        else:
            checks.overdue(one.pk, at=at)
    except OutOfTurn:
        return


def _overdue_reason(one: Entitlement) -> str:
    due = one.check_due
    return f"今年的认证{due.year}年{due.month}月{due.day}日到期，宽限期也过了，到今天还没有做。"


@subscriber(
    "benefits.tell",
    "benefit.opened",
    "benefit.checked",
    "benefit.check_called",
    "benefit.check_overdue",
    "benefit.stop_proposed",
    "benefit.reassessed",
    "benefit.suspended",
    "benefit.resumed",
    "benefit.stopped",
    "work.warned",
)
def tell(event: Recorded) -> None:
    """Tell the holder what happened to her benefit. After a death nobody is written to."""
    if event.act == "work.warned" and (event.payload.kind, event.payload.level) != (Kind.CHECK, Level.REMINDER):
        return
    one = Entitlement.objects.select_related("person__key", "case").filter(pk=event.stream).first()
    if one is None or (event.act == "benefit.stopped" and event.payload.end == "death"):
        return
    with translation.override("zh-hans"):
        text = words(one, event)
    queue(one.person, subject=one.case_id, cause=event.id, kind=event.act, text=text, at=event.at)


def words(one: Entitlement, event: Recorded) -> str:
    """The message: what changes, from which month, what to do. No name and no account in it."""
    name, payload = name_of(one), event.payload
    match event.act:
        case "benefit.opened":
            return _("您的%(name)s从%(month)s起发，每月%(sum)s。下次认证最迟%(day)s做。") % {
                "name": name,
                "month": month_word(payload.first_month),
                "sum": money(payload.fen),
                "day": day_word(payload.check_due),
            }
        case "benefit.checked":
            return _("您的%(name)s认证做好了，下次最迟%(day)s做。") % {"name": name, "day": day_word(payload.check_due)}
        case "work.warned":
            return _("您的%(name)s该做一年一次的认证了，最迟%(day)s，刷脸、到村里、约人上门都行。") % {
                "name": name,
                "day": day_word(payload.due),
            }
        case "benefit.check_called":
            return _("您的%(name)s今年提前认证，最迟%(day)s，刷脸、到村里、约人上门都行。") % {
                "name": name,
                "day": day_word(payload.until),
            }
        case "benefit.stop_proposed":
            return _("您的%(name)s从%(month)s起停着，一直没有来办，再不办就要停发了。") % {
                "name": name,
                "month": month_word(payload.since),
            }
        case "benefit.reassessed":
            return _("标准调了，您的%(name)s从%(month)s起每月%(sum)s，原来%(before)s，不用来办。") % {
                "name": name,
                "month": month_word(payload.from_month),
                "sum": money(payload.fen),
                "before": money(payload.before),
            }
        case "benefit.check_overdue":
            return _("您的%(name)s认证过期了，%(day)s以前还不做，就先停发，做了再补发。") % {
                "name": name,
                "day": day_word(payload.until),
            }
        case "benefit.suspended":
            return _("您的%(name)s从%(month)s起先停发，怎么恢复写在告知书上。") % {
                "name": name,
                "month": month_word(payload.from_month),
            }
        case "benefit.resumed" if payload.arrears:
            return _("您的%(name)s从%(month)s起接着发，停着的月份补%(sum)s。") % {
                "name": name,
                "month": month_word(payload.from_month),
                "sum": money(payload.arrears),
            }
        case "benefit.resumed":
            return _("您的%(name)s从%(month)s起接着发。") % {"name": name, "month": month_word(payload.from_month)}
        case _other:
            return _("您的%(name)s从%(month)s起停发，理由和不服怎么办写在告知书上。") % {
                "name": name,
                "month": month_word(payload.from_month),
            }

"""The life of an entitlement: checked every year, suspended, resumed, stopped (rules.md §4, F15)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from siban.domain.benefits import amounts, errors, events, rules
from siban.domain.benefits.models import Correction, Entitlement, PayLine, PayList, Suspension
from siban.domain.benefits.rules import PAID_LATER, Action, End, Ground, ListState, State
from siban.domain.benefits.services import checks, letters
from siban.domain.benefits.subject import ENTITLEMENT
from siban.domain.benefits.terms import terms
from siban.domain.work.rules import Kind
from siban.domain.work.services import clocks
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once


@once
def check(
    entitlement_id: UUID,
    *,
    by: Actor,
    case: UUID | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Entitlement:
    """The yearly check is done (生存认证, 资格认证): the next one is expected a year later.

    Where payment was suspended for want of it, it goes on, and the months between are made up.
    """
    waits = Suspension.objects.filter(entitlement=entitlement_id, to_month=None, ground=Ground.UNCHECKED).exists()
    action = Action.RESUME if waits else Action.CHECK
    with act(ENTITLEMENT, entitlement_id, action, by=by, seen=seen, request=request, at=at) as change:
        entitlement = change.subject
        clocks.stop(change, Kind.CHECK)
        entitlement.checked_on = change.date
        months = amounts.benefit_in(entitlement, rules.month_of(change.date)).check_months
        due = rules.next_check(change.date, months)
        if entitlement.state == State.RUNNING:
            due = checks.expect(change, due)
        else:
            entitlement.check_due = due
        change.record(events.Checked(on=change.date, case=case, check_due=due))
        if waits:
            _go_on(change, (f"{change.date.month}月{change.date.day}日做了认证。",))
    return change.subject


@once
def suspend(
    entitlement_id: UUID,
    *,
    by: Actor,
    ground: str,
    reasons: tuple[str, ...] = (),
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Entitlement:
    """Pause payment with reasons and a notice (暂停), from this month, or the next where this one is on a list.

    Raises BadGround, ReasonsMissing.
    """
    why = _reasons(ground, reasons)
    with act(ENTITLEMENT, entitlement_id, Action.SUSPEND, by=by, seen=seen, request=request, at=at) as change:
        entitlement = change.subject
        clocks.stop(change, Kind.CHECK)
        so_far = amounts.paid([entitlement.pk])[entitlement.pk]
        month = rules.paused_from(max(change.date, entitlement.first_month), so_far.months)
        later = ground in PAID_LATER
        Suspension.objects.create(entitlement=entitlement, ground=ground, from_month=month, paid_later=later)
        if later:
            checks.expect_end(change, month)
        letter = letters.suspension(
            change,
            _sum_of(entitlement, month),
            ground=Ground(ground),
            reasons=why,
            month=month,
            paid_later=later,
        )
        notice = letters.send(change, letter)
        change.record(events.Suspended(ground=ground, from_month=month, notice=notice.pk))
    return change.subject


def _reasons(ground: str, reasons: tuple[str, ...]) -> tuple[str, ...]:
    if ground not in rules.GROUND_NAMES:
        raise errors.BadGround(field="ground")
    given = tuple(reason.strip() for reason in reasons if reason.strip())
    if not given:
        raise errors.ReasonsMissing(field="reasons")
    return given


def _sum_of(entitlement: Entitlement, month: date) -> int:
    return amounts.amount_of(entitlement, amounts.born(entitlement))(month) or 0


@once
def resume(
    entitlement_id: UUID,
    *,
    by: Actor,
    reasons: tuple[str, ...],
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Entitlement:
    """Pay again (恢复), with reasons and a notice; the months of the pause are made up where its ground allows.

    Raises ReasonsMissing.
    """
    given = tuple(reason.strip() for reason in reasons if reason.strip())
    if not given:
        raise errors.ReasonsMissing(field="reasons")
    with act(ENTITLEMENT, entitlement_id, Action.RESUME, by=by, seen=seen, request=request, at=at) as change:
        entitlement = change.subject
        grace = date.fromordinal(change.date.toordinal() + terms(entitlement.item).grace_days)
        if entitlement.check_due > change.date:
            checks.expect(change, entitlement.check_due)
        else:
            checks.expect(change, grace, checks.GRACE)
        _go_on(change, given)
    return change.subject


def _go_on(change: Change[Entitlement], reasons: tuple[str, ...]) -> None:
    """End the open pause, count what is made up, and tell her."""
    entitlement = change.subject
    pause = Suspension.objects.get(entitlement=entitlement, to_month=None)
    this_month = rules.month_of(change.date)
    made = PayList.objects.filter(office=entitlement.office_id, item=entitlement.item, month=this_month)
    month = max(
        pause.from_month,
        rules.resumed_from(
            change.date,
            list_made=made.exclude(state=ListState.REFUSED).exists(),
            paid_later=pause.paid_later,
        ),
    )
    pause.to_month = month
    pause.save(update_fields=["to_month"])
    clocks.stop(change, Kind.TERM, key=checks.LONG)
    entitlement.stop_proposed_on = None
    so_far = amounts.paid([entitlement.pk])[entitlement.pk]
    upto = rules.add_months(month, -1)
    lines = amounts.owed(entitlement, so_far, upto, amounts.born(entitlement))
    between = [line for line in lines if line.month >= pause.from_month]
    total = sum(line.fen for line in between)
    letter = letters.resumption(
        change,
        _sum_of(entitlement, month),
        reasons=reasons,
        month=month,
        arrears=tuple(line.month for line in between),
        sum=total,
    )
    notice = letters.send(change, letter)
    change.record(events.Resumed(ground=pause.ground, from_month=month, arrears=total, notice=notice.pk))


@once
def stop(
    entitlement_id: UUID,
    *,
    by: Actor,
    end: str,
    on: date,
    reasons: tuple[str, ...] = (),
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Entitlement:
    """End it with reasons, month and notice (停发): by death, by moving away, and so on; `on` is when that happened.

    What was paid for the months after is named in the notice, to be paid back. A long pause is ended only once that is
    proposed, from its first month on. Raises BadGround, BadDay, NotLongYet.
    """
    if end not in rules.END_NAMES:
        raise errors.BadGround(field="end")
    with act(ENTITLEMENT, entitlement_id, Action.STOP, by=by, seen=seen, request=request, at=at) as change:
        entitlement = change.subject
        # What was granted may end before its first month has come.
        granted = entitlement.case.concluded_on or change.date
        if on > change.date or on < min(entitlement.first_month, rules.month_of(granted)):
            raise errors.BadDay(field="on")
        clocks.stop(change)
        given = tuple(reason.strip() for reason in reasons if reason.strip())
        month = rules.stopped_from(end, on)
        if end == End.LONG:
            if entitlement.stop_proposed_on is None:
                raise errors.NotLongYet(field="end")
            month = Suspension.objects.get(entitlement=entitlement, to_month=None).from_month
            given = given or (letters.long_reason(month),)
        entitlement.stop_proposed_on = None
        entitlement.end, entitlement.stopped_on, entitlement.stopped_from = end, on, month
        overpaid = _overpaid(change, month)
        letter = letters.stop(
            change,
            _sum_of(entitlement, rules.add_months(month, -1)),
            end=End(end),
            reasons=given or (letters.usual_reason(End(end), on),),
            month=month,
            overpaid=overpaid,
        )
        notice = letters.send(change, letter)
        change.record(events.Stopped(end=end, on=on, from_month=month, overpaid=overpaid, notice=notice.pk))
    return change.subject


def _overpaid(change: Change[Entitlement], month: date) -> int:
    """What confirmed lists paid for this month and later, and deductions that no list will take any more, in fen."""
    entitlement = change.subject
    lines = PayLine.objects.filter(entitlement=entitlement, month__gte=month, list__state=ListState.CONFIRMED)
    paid = lines.aggregate(total=Sum("fen"))["total"] or 0
    waiting = Correction.objects.filter(entitlement=entitlement, line=None, dropped_on=None)
    deductions = waiting.filter(fen__lt=0)
    paid -= deductions.aggregate(total=Sum("fen"))["total"] or 0
    deductions.update(dropped_on=change.date)
    waiting.filter(month__gte=month).update(dropped_on=change.date)
    return max(paid, 0)

"""The clocks of an entitlement: until the yearly check, through its grace, until a long pause or an age ends it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from siban.domain.benefits import errors, events, rules
from siban.domain.benefits.models import Entitlement, Suspension
from siban.domain.benefits.rules import Action
from siban.domain.benefits.subject import ENTITLEMENT
from siban.domain.benefits.terms import terms
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once

GRACE = "grace"
"""Key of the clock that runs after a missed check."""
LONG, AGE = "long", "age"
"""Keys of the clocks that run until the end of a pause is proposed, and until the child is too old."""


def expect(change: Change[Entitlement], due: date, key: str = "") -> date:
    """Let the clock of the check run until a day, which moves off a rest day; that day is what she is told."""
    day = _run(change, Kind.CHECK, due, key)
    if not key:
        change.subject.check_due = day
    return day


def expect_end(change: Change[Entitlement], paused_from: date) -> None:
    """Let the pause run until its end is to be proposed."""
    _run(change, Kind.TERM, rules.add_months(paused_from, terms(change.subject.item).long_months), LONG)


def expect_age(change: Change[Entitlement]) -> None:
    """Let it run until the last day of the last month that the child's age allows."""
    if change.subject.until is not None:
        _run(change, Kind.TERM, change.subject.until - timedelta(days=1), AGE)


def _run(change: Change[Entitlement], kind: Kind, due: date, key: str) -> date:
    entitlement = change.subject
    clock = clocks.start(
        change,
        kind=kind,
        days=max((due - change.date).days, 1),
        unit=Unit.CALENDAR,
        since=change.date,
        office=entitlement.office_id,
        region=entitlement.office.region_id,
        key=key,
    )
    if clock.due is None:
        raise RuntimeError("a clock that nobody paused has a last day")
    return clock.due


@once
def call(
    entitlement_id: UUID,
    *,
    by: Actor,
    until: date,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Entitlement:
    """Ask for the check earlier than in a year (集中认证, 抽查): it is due on this day, and what follows from a missed
    check follows from it. Raises BadDay where the day has come, or lies after the one that is known already.
    """
    with act(ENTITLEMENT, entitlement_id, Action.CALL_CHECK, by=by, seen=seen, request=request, at=at) as change:
        if not change.date < until <= change.subject.check_due:
            raise errors.BadCheckDay(field="until")
        clocks.stop(change, Kind.CHECK)
        change.record(events.CheckCalled(until=expect(change, until)))
    return change.subject


def overdue(entitlement_id: UUID, *, at: datetime | None = None) -> Entitlement:
    """The check was not done in time: she is told, and has until the end of the grace to do it. Raises OutOfTurn."""
    with act(ENTITLEMENT, entitlement_id, Action.OVERDUE, by=Actor.system(), at=at) as change:
        entitlement = change.subject
        clocks.stop(change, Kind.CHECK)
        until = expect(change, change.date + timedelta(days=terms(entitlement.item).grace_days), GRACE)
        change.record(events.CheckOverdue(due=entitlement.check_due, until=until))
    return change.subject


def propose_stop(entitlement_id: UUID, *, at: datetime | None = None) -> Entitlement:
    """A pause has lasted as long as the item allows: its end is proposed, and who may end it decides. Raises
    OutOfTurn."""
    with act(ENTITLEMENT, entitlement_id, Action.PROPOSE_STOP, by=Actor.system(), at=at) as change:
        entitlement = change.subject
        pause = Suspension.objects.get(entitlement=entitlement, to_month=None)
        clocks.stop(change, Kind.TERM, key=LONG)
        entitlement.stop_proposed_on = change.date
        change.record(events.StopProposed(ground=pause.ground, since=pause.from_month))
    return change.subject

"""督办: an order of whoever supervises to an office, with a date by which its head answers; a subject of its own."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from siban.domain.places.queries import office as office_by_id
from siban.domain.work import errors, events, queries, rules
from siban.domain.work.models import Order
from siban.domain.work.orders import ANSWER, TEXT, TRANSITIONS, Action, may
from siban.domain.work.rules import Kind
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, Subject, act, begin, once
from siban.kernel.crypto import keyring
from siban.kernel.models import DataKey
from siban.kernel.refusals import NotAllowed

TASK = "order"
"""Kind of the task of the office's head."""
LONGEST = 500
"""Characters of an order, and of its answer."""

SUBJECT = Subject("order", Order, TRANSITIONS, may, not_found=errors.NoSuchOrder, related=("key",))


@once
def give(
    office: UUID,
    text: str,
    due: date,
    *,
    by: Actor,
    about: UUID | None = None,
    place: str = "",
    request: UUID | None = None,
    at: datetime | None = None,
) -> Order:
    """Order an office to act and to report by a working day after today. `about`: the stream of the matter; `place`:
    the region code from which it comes. Raises OrderEmpty, OrderTooLong, NotAWorkingDay, NotAllowed."""
    if by.user is None:
        raise NotAllowed
    words, to = _text(text), office_by_id(office)
    if by.user is None:
        raise NotAllowed
    key = DataKey(wrapped=keyring.wrap_new())
    order = Order(office=to, region=to.region_id, place=place, about=about, key=key, due=due, given_by_id=by.user)
    with begin(SUBJECT, order, Action.GIVE, by=by, request=request, at=at) as change:
        key.save(force_insert=True)
        order.given_at, order.sealed_text = change.at, key.seal(words.encode(), TEXT)
        _run(change, order, due)
        change.record(events.OrderGiven(office=to.pk, about=about, due=due))
    return order


@once
def answer(
    order_id: UUID,
    text: str,
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Order:
    """Report what was done. A report after the day counts as late. Raises OrderEmpty, OrderTooLong, NotAllowed."""
    words = _text(text)
    with act(SUBJECT, order_id, Action.ANSWER, by=by, seen=seen, request=request, at=at) as change:
        order = change.subject
        order.sealed_answer = order.key.seal(words.encode(), ANSWER)
        order.answered_by_id, order.answered_at = by.user, change.at
        clocks.stop(change, Kind.URGE)
        tasks.close_kind(change, TASK)
        change.record(events.OrderAnswered(late=change.date > order.due))
    return order


@once
def close(order_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None) -> Order:
    """The report does. Raises NotAllowed, OutOfTurn."""
    with act(SUBJECT, order_id, Action.CLOSE, by=by, seen=seen, request=request) as change:
        change.record(events.OrderClosed(office=change.subject.office_id))
    return change.subject


@once
def again(order_id: UUID, due: date, *, by: Actor, seen: int | None = None, request: UUID | None = None) -> Order:
    """The report does not do: another by a later day. Raises NotAWorkingDay, NotAllowed, OutOfTurn."""
    with act(SUBJECT, order_id, Action.AGAIN, by=by, seen=seen, request=request) as change:
        order = change.subject
        order.due, order.answered_by_id, order.answered_at = due, None, None
        _run(change, order, due)
        change.record(events.OrderGiven(office=order.office_id, about=order.about, due=due))
    return order


@once
def withdraw(order_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None) -> Order:
    """The matter is settled otherwise. Raises NotAllowed, OutOfTurn."""
    with act(SUBJECT, order_id, Action.WITHDRAW, by=by, seen=seen, request=request) as change:
        clocks.stop(change, Kind.URGE)
        tasks.drop(change)
        change.record(events.OrderWithdrawn(office=change.subject.office_id))
    return change.subject


def _run(change: Change[Order], order: Order, due: date) -> None:
    """The limit and the task of the office's head. Raises NotAWorkingDay."""
    calendar = queries.calendar()
    if due <= change.date or not calendar.is_working(due):
        raise errors.NotAWorkingDay(field="due")
    days = rules.working_days_between(change.date, due, calendar)
    clock = clocks.start(change, kind=Kind.URGE, days=days, office=order.office_id, region=order.region, key=TASK)
    tasks.open(change, kind=TASK, office=order.office_id, region=order.region, role=Role.HEAD, clock=clock)


def _text(text: str) -> str:
    words = text.strip()
    if not words:
        raise errors.OrderEmpty(field="text")
    if len(words) > LONGEST:
        raise errors.OrderTooLong(field="text", most=LONGEST)
    return words

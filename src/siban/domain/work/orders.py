"""督办单: where one stands, who may do what to it, and who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from siban.domain.work import errors
from siban.domain.work.models import Order
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import NEW, Transition
from siban.kernel.refusals import NotAllowed

TEXT, ANSWER = b"order text", b"order answer"
"""The places that a text is sealed for."""
SUPERVISING = frozenset({Role.LEADER, Role.SUPERVISOR})


class State(StrEnum):
    """Where an order stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


STATE_NAMES: Mapping[str, Promise | str] = {
    State.OPEN: pgettext_lazy("order", "等回报"),
    State.ANSWERED: pgettext_lazy("order", "回报了"),
    State.CLOSED: pgettext_lazy("order", "办结"),
    State.WITHDRAWN: pgettext_lazy("order", "撤了"),
}


class Action(StrEnum):
    """What can be done to an order."""

    GIVE = "give"
    ANSWER = "answer"
    CLOSE = "close"
    AGAIN = "again"  # the answer does not do: answer anew by another day
    WITHDRAW = "withdraw"


TRANSITIONS: Mapping[tuple[str, str], Transition] = {
    (NEW, Action.GIVE.value): Transition(State.OPEN, SUPERVISING),
    (State.OPEN.value, Action.ANSWER.value): Transition(State.ANSWERED, frozenset({Role.HEAD})),
    (State.OPEN.value, Action.WITHDRAW.value): Transition(State.WITHDRAWN, SUPERVISING),
    (State.ANSWERED.value, Action.CLOSE.value): Transition(State.CLOSED, SUPERVISING),
    (State.ANSWERED.value, Action.AGAIN.value): Transition(State.OPEN, SUPERVISING),
}


def may(actor: Actor, order: Order, action: str, transition: Transition) -> None:
    """The office's head answers; the rest is for who supervises the office or the place of the matter (E1)."""
    if action == Action.ANSWER:
        if actor.post_at(order.office_id, transition.roles) is None:
            raise NotAllowed
        return
    if not oversees(actor, order.office_id, order.region, order.place):
        raise NotAllowed


def oversees(actor: Actor, office: UUID, region: str, place: str = "") -> bool:
    """Whether she leads or supervises the office, or the township from which the matter comes."""
    if actor.may_be(SUPERVISING, office=office, region=region):
        return True
    return bool(place) and actor.may_be((Role.LEADER,), office=None, region=place)


def text_of(order: Order) -> str:
    """What is ordered."""
    return order.key.open(order.sealed_text, TEXT).decode()


def answer_of(order: Order) -> str:
    """What the office reported last; empty where it has not."""
    return order.key.open(order.sealed_answer, ANSWER).decode() if order.sealed_answer else ""


def waiting(actor: Actor) -> list[Order]:
    """Orders that a head has to answer, by what is due first. No statement for who heads nothing, else one."""
    offices = {post.office for post in actor.posts if post.role is Role.HEAD}
    if not offices:
        return []
    return list(_orders().filter(office__in=offices, state=State.OPEN).order_by("due", "pk"))


def under(offices: frozenset[UUID], place: str = "") -> QuerySet[Order]:
    """Orders to some offices, and those about matters of a place, the open ones first, by what is due."""
    mine = Q(office__in=offices)
    if place:
        mine |= Q(place__startswith=place)
    return _orders().filter(mine).order_by("-state", "due", "pk")


def seen_by(actor: Actor, order_id: UUID) -> Order:
    """One order, for the head that answers it and whoever supervises. Raises NoSuchOrder."""
    order = _orders().filter(pk=order_id).first()
    if order is None:
        raise errors.NoSuchOrder
    if actor.post_at(order.office_id, (Role.HEAD,)) or oversees(actor, order.office_id, order.region, order.place):
        return order
    raise errors.NoSuchOrder


def _orders() -> QuerySet[Order]:
    return Order.objects.select_related("stream", "key", "office", "given_by", "answered_by")

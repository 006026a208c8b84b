"""The transition table of a family, one 一件事 with all its cases (F9), and the pure rules around it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from siban.domain.cases.rules import WINDOW, Outcome, State
from siban.domain.work.rules import Kind
from siban.kernel.actors import Role
from siban.kernel.acts import NEW, Transition


class FamilyState(StrEnum):
    """The stages of a family."""

    DRAFT = "draft"
    RUNNING = "running"
    CONCLUDED = "concluded"
    DELIVERED = "delivered"
    CLOSED = "closed"


FAMILY_STATE_NAMES: Mapping[str, Promise | str] = {
    FamilyState.DRAFT: pgettext_lazy("state", "填写中"),
    FamilyState.RUNNING: pgettext_lazy("state", "办理中"),
    FamilyState.CONCLUDED: pgettext_lazy("state", "已办结"),
    FamilyState.DELIVERED: pgettext_lazy("state", "已送达"),
    FamilyState.CLOSED: pgettext_lazy("state", "已终止"),
}


FAMILY_CLOCK_NAMES: Mapping[str, Promise | str] = {
    Kind.PROMISED: gettext_lazy("一件事总时限"),
    Kind.DELIVERY: gettext_lazy("一件事送达时限"),
}
"""What the clocks of the whole are called, beside those of its cases."""


class FamilyAction(StrEnum):
    """What can be done to a family as a whole; its cases have their own acts."""

    OPEN = "open"
    FILL = "fill"
    WITHDRAW = "withdraw"  # before it is received; afterwards each case is withdrawn by itself
    RECEIVE = "receive"
    PAUSE = "pause"  # one of its cases waits for the applicant, or for what the law does not count
    GO_ON = "go-on"
    CONCLUDE = "conclude"
    DELIVER = "deliver"


def _table() -> dict[tuple[str, str], Transition]:
    platform = frozenset({Role.SYSTEM})
    rows: list[tuple[str, FamilyAction, FamilyState | None, frozenset[Role]]] = [
        (NEW, FamilyAction.OPEN, FamilyState.DRAFT, WINDOW),
        (FamilyState.DRAFT, FamilyAction.FILL, None, WINDOW),
        (FamilyState.DRAFT, FamilyAction.WITHDRAW, FamilyState.CLOSED, WINDOW),
        (FamilyState.DRAFT, FamilyAction.RECEIVE, FamilyState.RUNNING, WINDOW),
        (FamilyState.RUNNING, FamilyAction.PAUSE, None, platform),
        (FamilyState.RUNNING, FamilyAction.GO_ON, None, platform),
        (FamilyState.RUNNING, FamilyAction.CONCLUDE, FamilyState.CONCLUDED, platform),
        (FamilyState.CONCLUDED, FamilyAction.DELIVER, FamilyState.DELIVERED, WINDOW),
    ]
    return {(str(state), str(action)): Transition(to, roles) for state, action, to, roles in rows}


FAMILY_TRANSITIONS: Mapping[tuple[str, str], Transition] = MappingProxyType(_table())

ENDED = frozenset(
    {
        State.CONCLUDED,
        State.DELIVERING,
        State.DELIVERED,
        State.DECLINED,
        State.CLOSED,
        State.REVOKED,
        State.ARCHIVED,
    }
)
"""The states in which a case asks no more of the offices than to hand over its result."""
TO_HAND_OVER = frozenset({State.CONCLUDED, State.DELIVERING})


def has_result(state: str, outcome: str | None) -> bool:
    """Whether there is a decision to be handed over; what was withdrawn or fell away has none."""
    return state in TO_HAND_OVER and outcome in (Outcome.GRANTED, Outcome.DENIED)


def all_ended(states: Collection[str]) -> bool:
    """Whether the result of the whole can be told."""
    return bool(states) and all(state in ENDED for state in states)

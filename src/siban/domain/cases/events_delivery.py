"""What the log keeps of results that go by post or over the net, and of those that nobody fetches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.kernel.events import payload


@payload("case.posted")
@dataclass(frozen=True, slots=True)
class Posted:
    """The result was given to a carrier; it is delivered when it is signed for."""

    office: UUID
    carrier: str
    number: str


@payload("case.screen_chosen")
@dataclass(frozen=True, slots=True)
class ScreenChosen:
    """She chose to get the result on the tracking page."""

    office: UUID


@payload("case.chased")
@dataclass(frozen=True, slots=True)
class Chased:
    """Nobody has fetched the result; the office that took it in is to call."""

    office: UUID
    level: str


@payload("case.followed_up")
@dataclass(frozen=True, slots=True)
class FollowedUp:
    """She was called: whether she was reached, and the day that was agreed."""

    office: UUID
    reached: bool
    agreed_on: date | None

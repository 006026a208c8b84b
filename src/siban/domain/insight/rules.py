"""Names of the figures (rules.md §11), what part of the district they are asked for, and how cases are picked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID


class Name(StrEnum):
    """What is counted. Concluded means granted or denied."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CORRECTED = "corrected"
    TOLD_AGAIN = "told-again"  # second notices, which count against the office that issued them
    UNANSWERED = "unanswered"  # nobody answered in time, whatever follows from it
    BROKEN = "broken"  # promises and declarations that did not hold
    CONCLUDED = "concluded"
    ON_TIME = "on-time"
    DAYS = "days"  # working days from acceptance to decision: total over count
    DELIVERED = "delivered"
    VISITS = "visits"  # trips that the procedure asked for
    KEYED_TWICE = "keyed-twice"  # 重复录入: sheets for a department's own system; total: fields keyed there again
    GOOD = "good"
    BAD = "bad"


def rate(part: int, whole: int) -> float | None:
    """A share; a denominator of 0 has none, and is shown as —."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the district: all that lies below a region prefix or, where that is not narrow enough, some offices.

    The empty part is the whole of what the database holds.
    """

    prefix: str = ""
    offices: tuple[UUID, ...] = ()


class Where(StrEnum):
    """How a case belongs to a part."""

    HERE = "here"  # 在办：its turn is at an office of the part
    SENT = "sent"  # taken in by the part, now in hand elsewhere


@dataclass(frozen=True, slots=True)
class Span:
    """Local days, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Pick:
    """Which cases of a part are meant: all that is given must hold. What is empty asks for nothing."""

    where: Where | None = None
    light: str = ""
    due: date | None = None
    outlook: str = ""
    state: str = ""
    item: str = ""
    received: Span | None = None
    concluded: Span | None = None

    @property
    def is_past(self) -> bool:
        """Whether it asks for what has happened, not for what is open now."""
        return self.received is not None or self.concluded is not None


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on: how many cases were taken in, decided, and decided within the promised limit."""

    span: Span
    received: int
    concluded: int
    on_time: int


def weeks(counts: Mapping[tuple[str, date], int], on: date, back: int) -> tuple[Week, ...]:
    """Fold counts by (name, day) into `back` weeks that end with the one of `on`, the oldest first."""
    monday = on - timedelta(days=on.weekday())
    found = []
    for number in range(back - 1, -1, -1):
        first = monday - timedelta(weeks=number)
        days = [first + timedelta(days=day) for day in range(7)]
        received, concluded, on_time = (
            sum(counts.get((name.value, day), 0) for day in days)
            for name in (Name.RECEIVED, Name.CONCLUDED, Name.ON_TIME)
        )
        found.append(Week(Span(first, days[-1]), received, concluded, on_time))
    return tuple(found)

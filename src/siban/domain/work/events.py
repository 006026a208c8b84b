"""What the log keeps of clocks and tasks beside the subjects' own acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.kernel.events import payload


@payload("work.warned", version=1)
@dataclass(frozen=True, slots=True)
class Warned:
    """A clock of the subject reached a level. What follows from silence or a lapsed promise hangs on it."""

    clock: UUID
    kind: str
    key: str
    level: str
    due: date
    office: UUID
    told: tuple[str, ...]


@payload("work.warning_passed_up", version=1)
@dataclass(frozen=True, slots=True)
class WarningPassedUp:
    """Nobody took note of a warning in time; the next one up the line was told."""

    warning: UUID
    level: str
    told: tuple[str, ...]


@payload("work.warning_acknowledged", version=1)
@dataclass(frozen=True, slots=True)
class WarningAcknowledged:
    warning: UUID
    level: str


@payload("work.due_changed", version=1)
@dataclass(frozen=True, slots=True)
class DueChanged:
    """The calendar was put right and a running limit ends on another day; who was told the old one must be told."""

    clock: UUID
    kind: str
    before: date
    after: date
    provisional: bool


@payload("calendar.entered", version=1)
@dataclass(frozen=True, slots=True)
class CalendarEntered:
    """A document on working days was entered; `rest` and `working` are the days that it names."""

    basis: str
    year: int | None
    rest: tuple[date, ...]
    working: tuple[date, ...]


@payload("calendar.applied", version=1)
@dataclass(frozen=True, slots=True)
class CalendarApplied:
    """Running limits were counted anew; how many ended on another day."""

    changed: int


@payload("order.given", version=1)
@dataclass(frozen=True, slots=True)
class OrderGiven:
    """An office was ordered to report; what, is sealed in the order itself."""

    office: UUID
    about: UUID | None
    due: date


@payload("order.answered", version=1)
@dataclass(frozen=True, slots=True)
class OrderAnswered:
    """The office reported; `late`: after the day it was given."""

    late: bool


@payload("order.closed", version=1)
@dataclass(frozen=True, slots=True)
class OrderClosed:
    """Whoever supervises is content with the report."""

    office: UUID


@payload("order.withdrawn", version=1)
@dataclass(frozen=True, slots=True)
class OrderWithdrawn:
    """The order fell away."""

    office: UUID

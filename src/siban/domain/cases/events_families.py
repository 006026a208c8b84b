"""What the log keeps of each act on a family, on the family's own stream."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.kernel.events import payload


@payload("family.opened")
@dataclass(frozen=True, slots=True)
class FamilyOpened:
    """Several cases were begun as one thing. `waiting`: items that it names and nobody can take in yet."""

    number: str
    theme: str
    office: UUID
    cases: tuple[UUID, ...]
    waiting: tuple[str, ...]


@payload("family.filled")
@dataclass(frozen=True, slots=True)
class FamilyFilled:
    """Scenario, form or papers were worked on, for all cases at once; names of what changed, not values."""

    scenario: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@payload("family.withdrawn")
@dataclass(frozen=True, slots=True)
class FamilyWithdrawn:
    """It was given up before anything was taken in."""

    cases: tuple[UUID, ...]


@payload("family.received")
@dataclass(frozen=True, slots=True)
class FamilyReceived:
    """All cases were taken in against one receipt; the one limit runs."""

    office: UUID
    cases: tuple[UUID, ...]
    due: date | None
    notice: UUID


@payload("family.paused")
@dataclass(frozen=True, slots=True)
class FamilyPaused:
    """One of its cases waits for something that no limit counts, and so does the whole."""

    case: UUID


@payload("family.went_on")
@dataclass(frozen=True, slots=True)
class FamilyWentOn:
    """None of its cases waits any more."""

    due: date | None


@payload("family.concluded")
@dataclass(frozen=True, slots=True)
class FamilyConcluded:
    """All cases are concluded, and the one result was told."""

    granted: int
    cases: int
    on_time: bool | None
    notice: UUID


@payload("family.delivered")
@dataclass(frozen=True, slots=True)
class FamilyDelivered:
    """The one result was handed over with all that belongs to it."""

    office: UUID
    cases: tuple[UUID, ...]
    manner: str
    notice: UUID

"""What look-ups write to the log."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from siban.kernel.events import payload


@payload("register.asked")
@dataclass(frozen=True, slots=True)
class Asked:
    """A register was asked about a person; what it said stays sealed in the inquiry."""

    inquiry: UUID
    person: UUID
    register: str
    power: str
    basis: str
    purpose: str
    found: bool

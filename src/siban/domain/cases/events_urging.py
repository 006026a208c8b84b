"""What the log keeps of urging. Counted by its events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.kernel.events import payload


@payload("case.urged")
@dataclass(frozen=True, slots=True)
class Urged:
    """An office was urged to say how a case stands; `own`: by the applicant herself, not through a window."""

    office: UUID
    own: bool
    answer_by: date | None


@payload("case.urge_answered")
@dataclass(frozen=True, slots=True)
class UrgeAnswered:
    """The office said how it stands; the sentence is sealed."""

    office: UUID
    sentence: str

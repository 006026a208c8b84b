"""What the log keeps of a rating: no words, and nobody's name."""

from dataclasses import dataclass
from uuid import UUID

from siban.kernel.events import payload


@payload("rating.given")
@dataclass(frozen=True, slots=True)
class Given:
    """A case was rated."""

    case: UUID
    office: UUID
    level: str
    channel: str

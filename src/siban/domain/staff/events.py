"""What the log keeps of posts: who left one and came back. Why only by kind; no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from siban.kernel.events import payload


@payload("post.left")
@dataclass(frozen=True, slots=True)
class Left:
    """The holder is away for a time; the stand-in acts (离岗告示)."""

    absence: UUID
    office: UUID
    kind: str
    since: datetime
    until: datetime
    elsewhere: UUID | None


@payload("post.returned")
@dataclass(frozen=True, slots=True)
class Returned:
    """The holder acts again, earlier than was said."""

    absence: UUID
    office: UUID

"""What was told to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from siban.domain.messages.models import Message
from siban.domain.messages.rules import STATE_NAMES
from siban.domain.messages.services import opened
from siban.domain.people.phones import mask_phone


@dataclass(frozen=True, slots=True)
class Told:
    """One message as a page shows it, the number masked."""

    at: datetime
    to: str
    text: str
    state: str
    case: UUID


def latest_of_demonstration(most: int = 60) -> list[Told]:
    """The latest messages to made-up people, for the demonstration's page. One statement."""
    rows = (
        Message.objects.filter(is_demonstration=True).select_related("person__key", "key").order_by("-queued_at")[:most]
    )
    return [_told(row) for row in rows]


def for_case(case: UUID) -> list[Told]:
    """What was told about one case. One statement."""
    rows = Message.objects.filter(subject=case).select_related("person__key", "key").order_by("queued_at")
    return [_told(row) for row in rows]


def _told(row: Message) -> Told:
    telephone, text = opened(row)
    return Told(
        row.queued_at, mask_phone(telephone) if telephone else "", text, str(STATE_NAMES[row.state]), row.subject
    )

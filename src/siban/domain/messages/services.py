"""Queue and send. Queueing happens with its cause; sending afterwards, so a dead gateway holds up nothing."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from siban.domain.messages.channels import CHANNELS, Letter, NotSent
from siban.domain.messages.models import Message
from siban.domain.messages.rules import MessageState, wait
from siban.domain.people.models import Person
from siban.domain.people.queries import identity
from siban.kernel.clock import now
from siban.kernel.models import DataKey

SEAL = b"message"
BATCH = 100


def queue(
    person: Person, *, subject: UUID, cause: int, kind: str, text: str, at: datetime, channel: str = "demonstration"
) -> None:
    """Put one message into the outbox; a second call for the same cause changes nothing."""
    row = _message(person.key, identity(person).phone, subject, cause, kind, text, at, channel)
    row.person, row.is_demonstration = person, person.is_demonstration
    Message.objects.bulk_create([row], ignore_conflicts=True)


def queue_to_other(
    key: DataKey,
    telephone: str,
    *,
    subject: UUID,
    cause: int,
    kind: str,
    text: str,
    at: datetime,
    is_demonstration: bool,
    channel: str = "demonstration",
) -> None:
    """A message to who is registered nowhere and left a telephone; `key` is that under which her words are sealed.

    A second call for the same cause changes nothing, as long as one worker follows its events.
    """
    if Message.objects.filter(cause=cause, key=key, channel=channel).exists():
        return
    row = _message(key, telephone, subject, cause, kind, text, at, channel)
    row.key, row.is_demonstration = key, is_demonstration
    row.save(force_insert=True)


def _message(
    key: DataKey, telephone: str, subject: UUID, cause: int, kind: str, text: str, at: datetime, channel: str
) -> Message:
    return Message(
        subject=subject,
        cause=cause,
        kind=kind,
        channel=channel,
        sealed=key.seal(json.dumps([telephone, text], ensure_ascii=False).encode(), SEAL),
        state=MessageState.QUEUED if telephone else MessageState.SILENT,
        queued_at=at,
        next_at=at if telephone else None,
    )


def opened(message: Message) -> tuple[str, str]:
    """Telephone and text of a message, in the clear."""
    key = message.person.key if message.person is not None else message.key
    if key is None:
        raise TypeError("a message goes to a person, or has a key of its own")
    telephone, text = json.loads(key.open(message.sealed, SEAL))
    return telephone, text


def send_waiting(at: datetime | None = None) -> int:
    """Send what waits; how many were taken up. A message whose worker died between sending and noting it is sent
    again, with the same id."""
    moment = at or now()
    with transaction.atomic():
        waiting = list(
            Message.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(state=MessageState.QUEUED, next_at__lte=moment)
            .select_related("person__key", "key")
            .order_by("next_at")[:BATCH]
        )
        for message in waiting:
            _send(message, moment)
        Message.objects.bulk_update(waiting, ["state", "attempts", "next_at", "sent_at"])
    return len(waiting)


def _send(message: Message, at: datetime) -> None:
    telephone, text = opened(message)
    message.attempts += 1
    try:
        CHANNELS[message.channel].send(Letter(id=str(message.pk), telephone=telephone, text=text))
    except NotSent:
        pause = wait(message.attempts)
        message.state = MessageState.QUEUED if pause else MessageState.FAILED
        message.next_at = at + pause if pause else None
        return
    message.state, message.next_at, message.sent_at = MessageState.SENT, None, at

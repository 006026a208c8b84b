"""Messages to people: an outbox, written with what caused them and sent afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from siban.domain.messages.rules import STATE_NAMES, MessageState
from siban.domain.people.models import Person
from siban.kernel.ids import new_id
from siban.kernel.models import DataKey


class Message(models.Model):
    """消息: one message to one person by one channel. Its text and its number are sealed under her key.

    `person`: None for who is no party to anything, such as a neighbour who objects; then `key` is that of her row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="messages")
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    subject = models.UUIDField()
    """The stream of the case that it is about."""
    cause = models.BigIntegerField()
    """The event that it follows from: one event tells one person once."""
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)
    sealed = models.BinaryField()
    state = models.CharField(max_length=10, choices=STATE_NAMES, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "person", "channel"], name="message_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, key__isnull=True) | Q(person__isnull=True, key__isnull=False),
                name="message_to_person_or_other",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", next_at__isnull=False) | ~Q(state="queued") & Q(next_at__isnull=True),
                name="message_queued_has_next",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="queued"), name="message_waiting"),
            models.Index(fields=["subject", "queued_at"], name="message_subject"),
            models.Index(fields=["-queued_at"], name="message_latest"),
        ]

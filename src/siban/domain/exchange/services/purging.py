"""Letting go of what other systems no longer need: numbers of old submissions, deliveries that arrived long ago."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from siban.domain.exchange.models import Outgoing, OutgoingState, Submission
from siban.kernel.clock import now

SUBMISSIONS_KEPT = timedelta(days=30)
"""Whoever repeats a call does so within minutes or days; a month later it is another call."""
SENT_KEPT = timedelta(days=90)
"""So long a receiver may ask what it was sent."""
BATCH = 5000


def purge() -> int:
    """Delete old submissions and what was sent long ago; how many rows. What was given up stays for a person.

    Of each case the last delivery of each receiver stays: the next one counts on from it.
    """
    moment = now()
    later = Outgoing.objects.filter(
        webhook=OuterRef("webhook"), stream=OuterRef("stream"), sequence__gt=OuterRef("sequence")
    )
    sent = Outgoing.objects.filter(Exists(later), state=OutgoingState.SENT, sent_at__lt=moment - SENT_KEPT)
    return _delete(Submission.objects.filter(made_at__lt=moment - SUBMISSIONS_KEPT)) + _delete(sent)


def _delete(old: QuerySet[Any]) -> int:
    """In batches, each a transaction of its own, so that no caller waits long for one."""
    deleted = 0
    while True:
        with transaction.atomic():
            some = old.model.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:BATCH]))
            many, _by_table = some.delete()
        deleted += many
        if many < BATCH:
            return deleted

"""Subscriptions of a client, and what did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from siban.domain.cases.models import Case
from siban.domain.exchange.errors import WebhookNotFound
from siban.domain.exchange.models import Client, Outgoing, OutgoingState, Webhook


def of(client: Client) -> Sequence[Webhook]:
    """A client's subscriptions, oldest first."""
    return list(Webhook.objects.filter(client=client, ended_at=None).order_by("pk"))


def get(client: Client, webhook_id: UUID) -> Webhook:
    """One of the client's own. Raises WebhookNotFound."""
    found = Webhook.objects.filter(client=client, pk=webhook_id, ended_at=None).first()
    if found is None:
        raise WebhookNotFound
    return found


def dead(client: Client, after: UUID | None, size: int) -> Sequence[Outgoing]:
    """What was given up, oldest first."""
    rows = Outgoing.objects.filter(webhook__client=client, webhook__ended_at=None, state=OutgoingState.DEAD)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.order_by("pk")[:size])


def count_dead() -> int:
    """How many were given up and wait for a person."""
    return Outgoing.objects.filter(state=OutgoingState.DEAD, webhook__ended_at=None).count()


def all_dead() -> QuerySet[Outgoing]:
    """What was given up, of every client, newest first, with whom it was for."""
    rows = Outgoing.objects.filter(state=OutgoingState.DEAD, webhook__ended_at=None)
    return rows.select_related("webhook__client__user").order_by("-pk")


def case_numbers(rows: Sequence[Outgoing]) -> dict[UUID, str]:
    """The numbers of the cases that these tell of. One statement."""
    return dict(Case.objects.filter(pk__in={row.stream for row in rows}).values_list("pk", "number"))

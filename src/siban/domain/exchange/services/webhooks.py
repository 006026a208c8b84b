"""Subscriptions of other systems, and what is put out for them."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from siban.domain.exchange import errors, events, rules
from siban.domain.exchange.models import Client, Outgoing, OutgoingState, Webhook
from siban.domain.exchange.queries.clients import actor_of
from siban.domain.exchange.queries.feed import acts, sees, told
from siban.domain.exchange.rules import STANDING, Action
from siban.domain.exchange.subject import CLIENT
from siban.kernel.actors import Actor
from siban.kernel.acts import Repeated, act
from siban.kernel.clock import now
from siban.kernel.crypto import keyring
from siban.kernel.events import Recorded
from siban.kernel.ids import new_id
from siban.kernel.models import DataKey

MOST = 20
"""Subscriptions of one client."""
SECRET_BYTES = 32
PLACE = b"webhook-secret"


def subscribe(
    client_id: UUID, url: str, wanted: Collection[str], *, by: Actor, request: UUID | None = None
) -> tuple[Webhook, str]:
    """Ask to be told of acts, all where none are named; the webhook and its secret, which is shown here only.

    Raises WebhookAddress, WebhookActs, TooManyWebhooks, NotAllowed.
    """
    if len(url) > 500 or rules.address(url, loopback=settings.WEBHOOK_LOOPBACK) is None:
        raise errors.WebhookAddress(field="url")
    if not set(wanted) <= acts():
        raise errors.WebhookActs(field="acts")
    id = request or new_id()
    try:
        with act(CLIENT, client_id, Action.SUBSCRIBE, by=by, request=request) as change:
            if Webhook.objects.filter(client=client_id, ended_at=None).count() >= MOST:
                raise errors.TooManyWebhooks(most=MOST)
            secret = os.urandom(SECRET_BYTES)
            key = DataKey.objects.create(wrapped=keyring.wrap_new())
            webhook = Webhook.objects.create(
                id=id,
                client=change.subject,
                url=url,
                acts=sorted(set(wanted)),
                data_key=key,
                sealed_secret=key.seal(secret, PLACE),
                made_at=change.at,
            )
            change.record(events.Subscribed(webhook.pk, tuple(webhook.acts)))
    except Repeated:
        webhook = Webhook.objects.select_related("data_key").get(pk=id)
        secret = secret_of(webhook)
    return webhook, rules.write_secret(secret)


def secret_of(webhook: Webhook) -> bytes:
    """The secret with which its deliveries are signed."""
    return webhook.data_key.open(webhook.sealed_secret, PLACE)


def unsubscribe(webhook_id: UUID, *, by: Actor) -> None:
    """Tell it nothing more; what still waits is dropped. Raises WebhookNotFound, NotAllowed."""
    webhook = Webhook.objects.filter(pk=webhook_id, ended_at=None).first()
    if webhook is None:
        raise errors.WebhookNotFound
    with act(CLIENT, webhook.client_id, Action.UNSUBSCRIBE, by=by) as change:
        Webhook.objects.filter(pk=webhook_id).update(ended_at=change.at)
        Outgoing.objects.filter(webhook=webhook_id, state=OutgoingState.WAITING).delete()
        change.record(events.Unsubscribed(webhook_id))


def put_out(event: Recorded, position: int) -> int:
    """Put an event of the feed out for everyone who asked for it and may know; how many. Again changes nothing."""
    waiting = Webhook.objects.filter(ended_at=None, client__state=STANDING).select_related("client__user")
    made = 0
    for webhook in waiting:
        if (webhook.acts and event.act not in webhook.acts) or not sees(actor_of(webhook.client), event.stream):
            continue
        mine = Outgoing.objects.filter(webhook=webhook, stream=event.stream)
        if mine.filter(event=event.id).exists():
            continue
        last = mine.aggregate(last=Max("sequence"))["last"] or 0
        row = Outgoing(
            webhook=webhook,
            event_id=event.id,
            stream=event.stream,
            sequence=last + 1,
            act=event.act,
            made_at=now(),
            next_at=now(),
        )
        row.body = json.dumps(
            {
                "type": event.act,
                "timestamp": event.at.isoformat(),
                "data": {**told(event, position), "sequence": row.sequence},
            },
            ensure_ascii=False,
            sort_keys=True,
        )
        row.save(force_insert=True)
        made += 1
    return made


def replay(client: Client, ids: Collection[UUID], *, by: Actor, request: UUID | None = None) -> int:
    """Send again what had not arrived: these, or all of the client where none are named; how many.

    Raises DeadNotFound where none of them is there any more, NotAllowed.
    """
    dead = Outgoing.objects.filter(webhook__client=client, webhook__ended_at=None, state=OutgoingState.DEAD)
    if ids:
        dead = dead.filter(pk__in=ids)
    with act(CLIENT, client.pk, Action.REPLAY, by=by, request=request) as change:
        found = list(dead.order_by("pk").values_list("pk", "webhook"))
        if not found:
            raise errors.DeadNotFound
        Outgoing.objects.filter(pk__in=[pk for pk, _webhook in found]).update(
            state=OutgoingState.WAITING, tries=0, next_at=change.at, fault=""
        )
        for webhook in sorted({webhook for _pk, webhook in found}):
            change.record(events.Replayed(webhook, sum(one == webhook for _pk, one in found)))
    return len(found)

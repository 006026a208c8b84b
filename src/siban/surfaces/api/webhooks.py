"""Webhooks: the client is told instead of asking. What did not arrive stands in a list, to be sent again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from siban.domain.exchange.models import Outgoing, Webhook
from siban.domain.exchange.queries import webhooks as queries
from siban.domain.exchange.rules import Scope
from siban.domain.exchange.services import webhooks as services
from siban.surfaces.api.frame import Call, next_cursor, operation, place, submitted
from siban.surfaces.api.headers import Cursor, IdempotencyKey, Limit
from siban.surfaces.api.shapes.values import Closed, Id, Word

router = Router(tags=["webhooks"])


class Subscription(Closed):
    """Where to tell, and of which acts; of all where none are named."""

    url: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[\x21-\x7e]+$")]
    acts: Annotated[list[Word], Field(max_length=100)] = []

    model_config = Closed.model_config | {
        "json_schema_extra": {
            "examples": [{"url": "https://oa.example.gov.cn/siban", "acts": ["case.accepted", "case.decided"]}]
        }
    }


class WebhookOut(Schema):
    id: UUID
    url: str
    acts: list[str]
    made_at: datetime

    @classmethod
    def of(cls, row: Webhook) -> WebhookOut:
        return cls(id=row.pk, url=row.url, acts=row.acts, made_at=row.made_at)


class WebhookMade(WebhookOut):
    """With the secret by which deliveries are verified (Standard Webhooks); it is shown here only."""

    secret: str


class WebhooksOut(Schema):
    items: list[WebhookOut]


class DeadOut(Schema):
    """A delivery that was given up, with why the last try failed."""

    id: UUID
    webhook: UUID
    type: str
    case: UUID
    sequence: int
    tries: int
    fault: str
    made_at: datetime

    @classmethod
    def of(cls, row: Outgoing) -> DeadOut:
        names = ("sequence", "tries", "fault", "made_at")
        return cls(
            id=row.pk,
            webhook=row.webhook_id,
            type=row.act,
            case=row.stream,
            **{name: getattr(row, name) for name in names},
        )


class DeadPage(Schema):
    items: list[DeadOut]
    next: str | None


class Again(Closed):
    """Which to send again; all where none are named."""

    ids: Annotated[list[Id], Field(max_length=1000)] = []


class Sent(Schema):
    many: int


SCOPE = Scope.WEBHOOKS_MANAGE


@operation(router, "GET", "", SCOPE, WebhooksOut, operation_id="listWebhooks")
def listed(request: Call) -> WebhooksOut:
    """The client's subscriptions, oldest first."""
    return WebhooksOut(items=[WebhookOut.of(row) for row in queries.of(request.auth.client)])


@operation(router, "POST", "", SCOPE, WebhookMade, status=201, writes=True, operation_id="subscribe")
def subscribe(request: Call, body: Subscription, idempotency_key: IdempotencyKey = None) -> Status[WebhookMade]:
    """Ask to be told. Deliveries are signed, come at least once, and in order within a case."""

    def make(number: UUID | None) -> tuple[Webhook, str]:
        caller = request.auth
        return services.subscribe(caller.client.pk, body.url, body.acts, by=caller.actor, request=number)

    row, secret = submitted(request, idempotency_key, make)
    return Status(201, WebhookMade(**WebhookOut.of(row).dict(), secret=secret))


@operation(router, "GET", "/dead", SCOPE, DeadPage, operation_id="listDead")
def dead(request: Call, cursor: Cursor = None, limit: Limit = 20) -> DeadPage:
    """What was given up after all tries, oldest first."""
    before = place("dead", cursor)
    rows = queries.dead(request.auth.client, UUID(before) if before else None, limit + 1)
    following = next_cursor("dead", str(rows[limit - 1].pk)) if len(rows) > limit else None
    return DeadPage(items=[DeadOut.of(row) for row in rows[:limit]], next=following)


@operation(router, "POST", "/dead/replay", SCOPE, Sent, writes=True, operation_id="replayDead")
def replay(request: Call, body: Again, idempotency_key: IdempotencyKey = None) -> Sent:
    """Send again what was given up, after its cause was mended."""

    def send(number: UUID | None) -> int:
        return services.replay(request.auth.client, body.ids, by=request.auth.actor, request=number)

    return Sent(many=submitted(request, idempotency_key, send))


# After /dead, which it would take for an id.
@operation(router, "DELETE", "/{webhook}", SCOPE, None, status=204, writes=True, operation_id="unsubscribe")
def unsubscribe(request: Call, webhook: Id) -> Status[None]:
    """Be told no more; what still waits is dropped."""
    queries.get(request.auth.client, webhook)
    services.unsubscribe(webhook, by=request.auth.actor)
    return Status(204, None)

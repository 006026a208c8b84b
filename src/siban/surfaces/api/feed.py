"""The feed: every act on the cases that the client may see, in one order, ids and codes only."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema

from siban.domain.exchange.queries import feed
from siban.domain.exchange.rules import Scope
from siban.surfaces.api.frame import Call, operation
from siban.surfaces.api.headers import Limit

router = Router(tags=["feed"])
After = Annotated[int, Query(ge=0, le=2**62, description="`next` of the page before; 0 is the beginning.")]


class EventOut(Schema):
    """One act. `number` grows within the case, `position` over all; `details` are ids, codes and dates."""

    position: int
    type: str
    case: UUID
    number: int
    at: datetime
    details: dict[str, Any]


class FeedOut(Schema):
    """`next` is where to go on, also where nothing was for this client; `more`: there is more already. `head` is the
    newest position: who wants only what is to come begins there."""

    items: list[EventOut]
    next: int
    more: bool
    head: int


@operation(router, "GET", "", Scope.FEED_READ, FeedOut, operation_id="readFeed")
def events(request: Call, after: After = 0, limit: Limit = 100) -> FeedOut:
    """What happened after a position, oldest first. Nothing comes between two positions later on."""
    page = feed.page(request.auth.actor, after, limit)
    return FeedOut(
        items=[
            EventOut(position=one.position, type=one.act, case=one.case, number=one.number, at=one.at, details=one.data)
            for one in page.events
        ],
        next=page.next,
        more=page.more,
        head=page.head,
    )


class ActsOut(Schema):
    items: list[str]


@operation(router, "GET", "/types", Scope.FEED_READ, ActsOut, operation_id="listEventTypes")
def types(request: Call) -> ActsOut:
    """The names that events may have."""
    return ActsOut(items=sorted(feed.acts()))

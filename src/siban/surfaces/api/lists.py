"""The inbox: what waits for the client's posts, what is due first at the top."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from ninja import Router

from siban.domain.cases.queries import inbox
from siban.domain.cases.queries.inbox import Show, Wanted
from siban.domain.exchange.rules import Scope
from siban.surfaces.api.frame import Call, next_cursor, operation, place
from siban.surfaces.api.headers import Cursor, Limit
from siban.surfaces.api.shapes.cases import InboxOut, TaskOut
from siban.surfaces.api.shapes.values import Key

router = Router(tags=["lists"])


class Part(StrEnum):
    """Which part of the inbox."""

    ALL = "all"
    MINE = "mine"
    UNCLAIMED = "unclaimed"
    HELD = "held"
    TOMORROW = "tomorrow"
    CARDS = "cards"


@operation(router, "GET", "/inbox", Scope.CASES_READ, InboxOut, operation_id="listTasks")
def tasks(
    request: Call, part: Part = Part.ALL, item: Key | None = None, cursor: Cursor = None, limit: Limit = 20
) -> InboxOut:
    """Open tasks of the client's posts, each with its case."""
    wanted = Wanted(show=Show.ALL if part is Part.ALL else Show(part.value), item=item or "")
    before = place("inbox", cursor)
    after = (date.fromisoformat(before[0]) if before[0] else None, UUID(before[1])) if before else None
    found = inbox.page(request.auth.actor, wanted, after, limit)
    following = None
    if found.next is not None:
        due, id = found.next
        following = next_cursor("inbox", [due.isoformat() if due else None, str(id)])
    return InboxOut(
        items=[TaskOut.of(line, line.task) for line in found.lines if line.task is not None], next=following
    )

"""The feed as another system reads it: the acts on cases that its posts take part in, ids and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from pydantic_core import to_jsonable_python

from siban.domain.cases.queries.scope import visible_to
from siban.domain.exchange.rules import TOLD
from siban.kernel.actors import Actor
from siban.kernel.events import Recorded, known_payloads, recorded
from siban.kernel.models import Feed

KIND = "case"
PREFIXES = (f"{KIND}.", "work.")
WINDOW = 2000
"""Positions that one call looks through: what is not the reader's costs her no more than this."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it leaves the house."""

    position: int
    act: str
    case: UUID
    number: int
    at: datetime
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """What came after a position. `next` is where to go on, `head` the newest position; `more`: there is more."""

    events: tuple[Told, ...]
    next: int
    more: bool
    head: int


def acts() -> frozenset[str]:
    """What is told: acts on cases, and what became of their limits; not what was asked of registers."""
    return frozenset(name for name, _version in known_payloads() if name.startswith(PREFIXES))


def sees(actor: Actor, stream: UUID) -> bool:
    """Whether this case is one that the actor may see. One statement."""
    return visible_to(actor).filter(pk=stream).exists()


def data(event: Recorded) -> dict[str, Any]:
    """What of an event leaves the house: ids, codes, dates."""
    names = (name for name in getattr(event.payload, "__slots__", ()) if name in TOLD)
    return {name: to_jsonable_python(getattr(event.payload, name)) for name in names}


def told(event: Recorded, position: int) -> dict[str, Any]:
    """One event as a webhook carries it."""
    return {
        "case": str(event.stream),
        "event": event.number,
        "position": position,
        "details": data(event),
    }


def page(actor: Actor, after: int, size: int) -> Page:
    """The events after a position that the actor may know, oldest first. Three statements."""
    head = Feed.objects.aggregate(head=Max("position"))["head"] or 0
    end = min(after + WINDOW, head)
    rows = list(
        Feed.objects.filter(position__gt=after, position__lte=end)
        .filter(event__act__in=acts(), event__stream__kind=KIND)
        .select_related("event")
        .order_by("position")
    )
    mine = set(visible_to(actor).filter(pk__in={row.event.stream_id for row in rows}).values_list("pk", flat=True))
    wanted = [row for row in rows if row.event.stream_id in mine]
    if len(wanted) > size:
        return Page(_all(wanted[:size]), wanted[size - 1].position, True, head)
    return Page(_all(wanted), max(after, end), end < head, head)


def _all(rows: list[Feed]) -> tuple[Told, ...]:
    found = [(row.position, recorded(row.event)) for row in rows]
    return tuple(
        Told(position, event.act, event.stream, event.number, event.at, data(event)) for position, event in found
    )

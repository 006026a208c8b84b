"""Payloads of events: frozen dataclasses with a name and a version, and the exact bytes that are hashed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import OuterRef, Subquery
from pydantic import TypeAdapter

from siban.kernel.clock import local_date
from siban.kernel.crypto import sm3
from siban.kernel.models import Event, User

P = TypeVar("P")

_TYPES: dict[tuple[str, int], type] = {}
_NAMES: dict[type, tuple[str, int]] = {}


def payload(act: str, *, version: int = 1) -> Callable[[type[P]], type[P]]:
    """Give a frozen dataclass the name and version under which the log keeps it, for ever."""

    def register(cls: type[P]) -> type[P]:
        if (act, version) in _TYPES:
            raise ValueError(f"two payloads are called {act} version {version}")
        _TYPES[act, version] = cls
        _NAMES[cls] = (act, version)
        return cls

    return register


def known_payloads() -> dict[tuple[str, int], type]:
    """Every payload type that the running code can read."""
    return dict(_TYPES)


def name_of(value: object) -> tuple[str, int]:
    """Act name and version of a payload."""
    return _NAMES[type(value)]


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(cls: type) -> TypeAdapter[Any]:
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(cls)
    return _ADAPTERS[cls]


def encode(value: object) -> bytes:
    """Canonical JSON: keys sorted, no spaces, UTF-8. These bytes are stored and hashed."""
    plain = _adapter(type(value)).dump_python(value, mode="json")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decode(act: str, version: int, stored: bytes | memoryview) -> Any:
    """The payload as a value of its dataclass. Raises KeyError for an act this code does not know."""
    return _adapter(_TYPES[act, version]).validate_json(bytes(stored))


def digest(event: Event, before: bytes) -> bytes:
    """The hash of an event: all its columns and the hash of the one before it in the stream."""
    header = json.dumps(
        [
            str(event.stream_id),
            event.number,
            event.act,
            event.version,
            *(str(value) if value else None for value in (event.actor, event.post, event.site, event.request)),
            _stamp(event.occurred_at),
            _stamp(event.recorded_at),
        ],
        separators=(",", ":"),
    ).encode()
    return sm3(bytes(before) + header + b"\x00" + bytes(event.payload))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as subscribers and timelines read it: who, when, and the payload as a value."""

    id: int
    stream: UUID
    number: int
    act: str
    payload: Any
    actor: UUID | None
    post: UUID | None
    site: UUID | None
    at: datetime
    by: str = ""
    """The name of who acted, where it was read along."""

    @property
    def date(self) -> date:
        return local_date(self.at)


def recorded(event: Event) -> Recorded:
    """Read a row of the log."""
    return Recorded(
        id=event.id,
        stream=event.stream_id,
        number=event.number,
        act=event.act,
        payload=decode(event.act, event.version, event.payload),
        actor=event.actor,
        post=event.post,
        site=event.site,
        at=event.occurred_at,
        by=getattr(event, "by", None) or "",
    )


def history(stream: UUID) -> list[Recorded]:
    """All events of one stream, first to last, each with the name of who acted. One query."""
    by = Subquery(User.objects.filter(pk=OuterRef("actor")).values("name"))
    return [recorded(event) for event in Event.objects.filter(stream=stream).annotate(by=by).order_by("number")]

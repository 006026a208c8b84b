"""What the log keeps of other systems: which came in, what they were given. No secrets, no addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from siban.kernel.events import payload


@payload("client.created")
@dataclass(frozen=True, slots=True)
class Created:
    """Another system may work here, in the name of these posts."""

    key: str
    posts: tuple[UUID, ...]
    region: str
    per_minute: int


@payload("client.stopped")
@dataclass(frozen=True, slots=True)
class Stopped:
    """Nothing is taken from it any more."""

    key: str


@payload("client.resumed")
@dataclass(frozen=True, slots=True)
class Resumed:
    """It may work here again."""

    key: str


@payload("client.token_issued")
@dataclass(frozen=True, slots=True)
class TokenIssued:
    token: UUID
    scopes: tuple[str, ...]
    expires_at: datetime


@payload("client.token_revoked")
@dataclass(frozen=True, slots=True)
class TokenRevoked:
    token: UUID


@payload("client.subscribed")
@dataclass(frozen=True, slots=True)
class Subscribed:
    """It asked to be told; of all acts where none are named."""

    webhook: UUID
    acts: tuple[str, ...]


@payload("client.unsubscribed")
@dataclass(frozen=True, slots=True)
class Unsubscribed:
    webhook: UUID


@payload("client.replayed")
@dataclass(frozen=True, slots=True)
class Replayed:
    """What had not arrived is sent again, because a person said so."""

    webhook: UUID
    many: int

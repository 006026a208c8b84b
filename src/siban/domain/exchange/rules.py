"""What other systems may do, how their calls are known and counted, and how what is sent to them is signed. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siban.kernel.actors import Role
from siban.kernel.acts import NEW, Transition


class Scope(StrEnum):
    """What a token lets its bearer do, beside what the client's posts allow (权限范围)."""

    CATALOGUE_READ = "catalogue:read"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    CASES_READ = "cases:read"
    CASES_ACT = "cases:act"
    CASES_TRACK = "cases:track"
    CASES_RATE = "cases:rate"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    NOTICES_READ = "notices:read"
    FEED_READ = "feed:read"
    WEBHOOKS_MANAGE = "webhooks:manage"


SCOPE_NAMES: Mapping[Scope, Promise] = {
    Scope.CATALOGUE_READ: _("查事项和办事指南"),
    Scope.PEOPLE_READ: _("查办事人；全号要写明用途"),
    Scope.PEOPLE_WRITE: _("登记办事人"),
    Scope.CASES_READ: _("看办件"),
    Scope.CASES_ACT: _("收件和办理"),
    Scope.CASES_TRACK: _("替本人查进度，凭编号和证件后四位"),
    Scope.CASES_RATE: _("替本人收评价"),
    Scope.DOCUMENTS_READ: _("看材料照片"),
    Scope.DOCUMENTS_WRITE: _("交材料照片"),
    Scope.NOTICES_READ: _("看文书"),
    Scope.FEED_READ: _("跟着办件的进展"),
    Scope.WEBHOOKS_MANAGE: _("设推送地址"),
}


class Action(StrEnum):
    """What is done with a client."""

    CREATE = "create"
    STOP = "stop"
    RESUME = "resume"
    ISSUE_TOKEN = "issue-token"  # noqa: S105  the name of an act
    REVOKE_TOKEN = "revoke-token"  # noqa: S105
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    REPLAY = "replay"


STANDING, STOPPED = "standing", "stopped"
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.SYSTEM})
OWN = frozenset({Action.SUBSCRIBE, Action.UNSUBSCRIBE, Action.REPLAY})
"""What a client may do for itself, through the API."""

TRANSITIONS: Mapping[tuple[str, str], Transition] = {
    (NEW, Action.CREATE): Transition(STANDING, KEEPERS),
    (STANDING, Action.STOP): Transition(STOPPED, KEEPERS),
    (STOPPED, Action.RESUME): Transition(STANDING, KEEPERS),
    (STANDING, Action.ISSUE_TOKEN): Transition(None, KEEPERS),
    (STANDING, Action.REVOKE_TOKEN): Transition(None, KEEPERS),
    (STOPPED, Action.REVOKE_TOKEN): Transition(None, KEEPERS),
    (STANDING, Action.SUBSCRIBE): Transition(None, KEEPERS),
    (STANDING, Action.UNSUBSCRIBE): Transition(None, KEEPERS),
    (STOPPED, Action.UNSUBSCRIBE): Transition(None, KEEPERS),
    (STANDING, Action.REPLAY): Transition(None, KEEPERS),
}

LONGEST_LIFE = timedelta(days=366)
"""A token that never ends is one that nobody remembers."""

# Tokens

PREFIX = "siban_"
"""So that who finds one in a log or a repository, and every scanner for secrets, knows what it is."""
SECRET_BYTES = 32


class Bearer(NamedTuple):
    """What a token says: which one it is, and the secret that proves it."""

    id: UUID
    secret: bytes


def write_token(id: UUID, secret: bytes) -> str:
    """A token as its bearer keeps it."""
    return PREFIX + base64.urlsafe_b64encode(id.bytes + secret).decode().rstrip("=")


def read_token(text: str) -> Bearer | None:
    """A token as it came; None for what cannot be one."""
    if not text.startswith(PREFIX) or not text.isascii():
        return None
    try:
        raw = base64.b64decode(text.removeprefix(PREFIX) + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return Bearer(UUID(bytes=raw[:16]), raw[16:]) if len(raw) == 16 + SECRET_BYTES else None


# Feed and webhooks

TOLD = frozenset(
    {
        *("item", "version", "step", "state", "outcome", "advice", "capacity", "channel", "manner", "kind", "proposal"),
        *("office", "to", "giver", "taker", "authority", "site", "notice", "proceeding"),
        *("answer_by", "promised_due", "statutory_due", "until", "due", "days", "turn", "level"),
        *("documents", "missing", "left", "on_time", "asked", "late", "objections", "upheld"),
    }
)
"""The fields of an event that leave the house: ids, codes, dates. Whatever else a payload holds stays inside."""

WAITS = tuple(timedelta(seconds=one) for one in (10, 60, 300, 1800, 7200, 21600, 86400))
"""How long to wait after each failure; after the last, a person looks at it."""

ANSWER_SECONDS = 10.0
"""A receiver that takes longer has not answered."""

PLAIN_URL = re.compile(r"[\x21-\x7e]+")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def wait(tries: int) -> timedelta | None:
    """How long to wait after so many failures; None when it is enough."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None


def address(url: str, *, loopback: bool) -> SplitResult | None:
    """An address that may be sent to, in its parts: https, or http to this machine where `loopback` allows it."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.username or parts.password or parts.fragment or not PLAIN_URL.fullmatch(url):
        return None
    here = host in LOOPBACK
    if parts.scheme == "https" and not here:
        return parts
    return parts if here and loopback and parts.scheme in ("http", "https") else None


def sign(secret: bytes, id: str, timestamp: int, body: bytes) -> str:
    """The signature of one delivery (Standard Webhooks 1.0.0): HMAC-SHA256 over `id.timestamp.body`."""
    signed = hmac.new(secret, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def write_secret(secret: bytes) -> str:
    """A webhook's secret as its receiver keeps it (Standard Webhooks 1.0.0)."""
    return "whsec_" + base64.b64encode(secret).decode()

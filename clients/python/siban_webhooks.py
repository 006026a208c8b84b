"""For who receives siban's webhooks: is it from siban, is it fresh, was it here before, is one missing.

One file, nothing but the standard library: copy it. The signature is that of Standard Webhooks 1.0.0, so libraries for
that verify it, too; what they do not do is notice a gap in a case.

    inbox = Inbox("whsec_…")              # one for as long as the process runs
    try:
        event = inbox.take(request.headers, request.body)
    except OutOfOrder as gap:
        …                                 # answer 409: it comes again, after the one before
    except Repeated:
        …                                 # answer 204: it was taken already
    except Untrusted:
        …                                 # answer 400
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TOLERANCE = 300
"""Seconds between signing and arrival: older ones are somebody's recording."""
REMEMBERED = 10_000
"""Deliveries and cases that an inbox remembers. Who needs more, or several processes, keeps them in a table."""


class Untrusted(Exception):
    """It is not to be believed: answer 400."""


class Forged(Untrusted):
    """The signature is not siban's, or something was changed on the way."""


class TooOld(Untrusted):
    """It was signed too long ago, or in the future."""


class Repeated(Exception):
    """This delivery was taken before. It comes again where the first answer was lost: answer 204."""


@dataclass(frozen=True)
class Event:
    """One act on a case. `sequence` counts 1, 2, 3 … within the case, for this receiver."""

    id: str
    type: str
    case: str
    sequence: int
    position: int
    at: str
    details: Mapping[str, Any]


class OutOfOrder(Exception):
    """One before it is missing. Answer 409 and it comes again; or read the feed from the position last seen."""

    def __init__(self, event: Event, expected: int) -> None:
        super().__init__(f"{event.sequence} instead of {expected}")
        self.event = event
        self.expected = expected


def verify(headers: Mapping[str, str], body: bytes, secret: str, *, now: int | None = None) -> Event:
    """The event, where it is siban's and fresh. Raises Forged, TooOld."""
    lower = {name.lower(): value for name, value in headers.items()}
    id, sent, signatures = (lower.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        timestamp = int(sent)
    except (binascii.Error, ValueError) as wrong:
        raise Forged from wrong
    signed = hmac.new(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(signed)
    # While a secret is changed there may be several.
    if not any(hmac.compare_digest(expected, one.encode()) for one in signatures.split(" ")):
        raise Forged
    if abs((int(time.time()) if now is None else now) - timestamp) > TOLERANCE:
        raise TooOld
    told = json.loads(body)
    data = told["data"]
    return Event(
        id=id,
        type=told["type"],
        case=data["case"],
        sequence=data["sequence"],
        position=data["position"],
        at=told["timestamp"],
        details=data["details"],
    )


class Inbox:
    """Takes each delivery once, and each case's in order."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._taken: OrderedDict[str, None] = OrderedDict()
        self._last: OrderedDict[str, int] = OrderedDict()

    def take(self, headers: Mapping[str, str], body: bytes, *, now: int | None = None) -> Event:
        """The event, to be acted on now. Raises Forged, TooOld, Repeated, OutOfOrder."""
        event = verify(headers, body, self._secret, now=now)
        if event.id in self._taken:
            raise Repeated
        expected = self._last.get(event.case, 0) + 1
        if event.sequence > expected:
            raise OutOfOrder(event, expected)
        self._taken[event.id] = None
        self._last[event.case] = max(event.sequence, expected - 1)
        self._last.move_to_end(event.case)
        for kept in (self._taken, self._last):
            while len(kept) > REMEMBERED:
                kept.popitem(last=False)
        return event

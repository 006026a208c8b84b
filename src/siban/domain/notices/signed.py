"""What the QR code holds where no public front can be reached: number, day and issuer, signed, to be checked offline.

Any node, kiosk or telephone that knows the public key can tell an altered paper; whether it was voided since, only the
node that issued it knows.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from siban.kernel import seals

TITLE = "siban-notice"
MARK = "|"


@dataclass(frozen=True, slots=True)
class Signed:
    """What a code says, once its signature has been found good."""

    number: str
    """文号, or the number of the case where the paper has none of its own."""
    issued_on: date
    issuer: str
    code: str


def signed_text(said: Signed) -> str:
    """The text of the QR code, with the signature of this node."""
    head = MARK.join((TITLE, said.number, said.issued_on.isoformat(), said.issuer.replace(MARK, " "), said.code))
    return MARK.join((head, _written(seals.signing_key().sign(head.encode()))))


def _written(signature: bytes) -> str:
    return base64.urlsafe_b64encode(signature).rstrip(b"=").decode()


def looks_signed(text: str) -> bool:
    """Whether this is meant to be the text of such a code."""
    return text.strip().startswith(TITLE + MARK)


def read_signed(text: str, keys: Collection[bytes] = ()) -> Signed | None:
    """Check a scanned text; None where it was altered or signed by nobody who is trusted.

    Without `keys`, this node's own is trusted, and those of other nodes in the settings.
    """
    head, _mark, tail = text.strip().rpartition(MARK)
    try:
        signature = base64.b64decode(tail + "=" * (-len(tail) % 4), altchars=b"-_", validate=True)
        title, number, day, issuer, code = head.split(MARK)
        said = Signed(number, date.fromisoformat(day), issuer, code)
    except (ValueError, binascii.Error):
        return None
    trusted = keys or (seals.public_key(), *trusted_keys())
    # Written in the one way in which it was: the last letter of base 64 leaves bits that count for nothing.
    if (
        title != TITLE
        or _written(signature) != tail
        or not any(seals.signed_by(key, signature, head.encode()) for key in trusted)
    ):
        return None
    return said


def trusted_keys() -> tuple[bytes, ...]:
    """Public keys of other nodes whose papers are believed here."""
    return tuple(bytes.fromhex(key) for key in settings.TRUSTED_KEYS)

"""The frozen data of a notice as sealed bytes, and what of it anyone may see."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from siban.domain.notices.data import OF_KIND, NoticeData, applicant_of, issuer_of
from siban.domain.notices.rules import Kind, masked_name
from siban.kernel.crypto import keyring


@dataclass(frozen=True, slots=True)
class Public:
    """What verification shows: no more than the paper itself shows, and the applicant's name masked."""

    issuer: str
    kind: Kind
    number: str | None
    issued_on: date
    case_number: str
    item: str
    applicant: str
    is_demonstration: bool

    def columns(self) -> dict[str, Any]:
        """As the JSON column holds it."""
        return asdict(self) | {"kind": self.kind.value, "issued_on": self.issued_on.isoformat()}

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Public:
        """From the JSON column."""
        return cls(**stored | {"kind": Kind(stored["kind"]), "issued_on": date.fromisoformat(stored["issued_on"])})


def public_of(kind: Kind, data: NoticeData, *, issued_on: date, is_demonstration: bool) -> Public:
    """What anyone may see of a notice; the number is added once it is drawn."""
    party = applicant_of(data)
    return Public(
        issuer=issuer_of(data),
        kind=kind,
        number=None,
        issued_on=issued_on,
        case_number=data.case_number or "",
        item=data.item,
        applicant=party.name if party.is_organisation else masked_name(party.name),
        is_demonstration=is_demonstration,
    )


@cache
def _adapter(kind: Kind) -> TypeAdapter[Any]:
    return TypeAdapter(OF_KIND[kind])


def _context(notice: UUID) -> bytes:
    return b"notice:" + notice.bytes


def seal(wrapped: bytes, notice: UUID, data: NoticeData) -> bytes:
    """Seal the data for one notice; the bytes do not open in another's place."""
    return keyring.seal(wrapped, _adapter(data.kind).dump_json(data), _context(notice))


def unseal(wrapped: bytes, notice: UUID, kind: Kind, sealed: bytes) -> NoticeData:
    """The data again. Raises crypto.Unreadable."""
    return _adapter(kind).validate_json(keyring.open(wrapped, sealed, _context(notice)))

"""Reading notices: those of a subject, one by its verification code, the frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from siban.domain.notices import frozen
from siban.domain.notices.data import NoticeData
from siban.domain.notices.errors import Erased
from siban.domain.notices.frozen import Public
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import Kind, State, read_code
from siban.kernel.crypto import Unreadable


@dataclass(frozen=True, slots=True)
class Verification:
    """What the platform says about a paper: whether it stands, and what it should read."""

    state: State
    public: Public


def for_stream(stream: UUID) -> list[Notice]:
    """The notices of one subject, newest first. One query; the frozen data stays where it is."""
    return list(
        Notice.objects.filter(stream=stream).defer("sealed").select_related("replaced_by").order_by("-issued_at", "-id")
    )


def verify(typed: str) -> Verification | None:
    """Check a code as typed or scanned. None for what is no code or nobody's; both cost one look-up at most."""
    code = read_code(typed)
    row = Notice.objects.filter(code=code).values("state", "public").first() if code else None
    return Verification(State(row["state"]), Public.of(row["public"])) if row else None


def track(typed: str) -> UUID | None:
    """The subject that the QR of a receipt leads to. Other notices' codes verify, they do not track."""
    code = read_code(typed)
    if code is None:
        return None
    return Notice.objects.filter(code=code, kind=Kind.RECEIPT.value).values_list("stream", flat=True).first()


def data(notice: Notice) -> NoticeData:
    """What the notice says, as it was frozen. Raises Erased once the person's key is gone."""
    wrapped = notice.key.wrapped
    if wrapped is None:
        raise Erased
    try:
        return frozen.unseal(bytes(wrapped), notice.id, notice.what, bytes(notice.sealed))
    except Unreadable as wrong:
        raise Erased from wrong

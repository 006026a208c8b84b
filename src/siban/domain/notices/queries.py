"""Reading notices: those of a subject, one by its verification code, the frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from siban.domain.notices import frozen
from siban.domain.notices.data import NoticeData
from siban.domain.notices.errors import Erased
from siban.domain.notices.frozen import Public
from siban.domain.notices.models import Counter, Notice
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


def series() -> list[Counter]:
    """Every series of document numbers, with the last number given out."""
    return list(Counter.objects.select_related("authority").order_by("series", "-year"))


def gaps() -> list[tuple[str, int, int]]:
    """Numbers (series, year, number) below the last that have neither a notice nor a range put on record as lost.

    There are none unless somebody wrote past the services: a number is drawn in the transaction that inserts its
    notice.
    """
    with connection.cursor() as cursor:
        cursor.execute(GAPS)
        return list(cursor.fetchall())


GAPS = """
SELECT c.series, c.year, n
FROM notices_counter c
CROSS JOIN LATERAL (
    SELECT generate_series(1, c.last) EXCEPT
    SELECT sequence FROM notices_notice
    WHERE authority_id = c.authority_id AND series = c.series AND year = c.year
) missing(n)
WHERE NOT EXISTS (
    SELECT FROM notices_lostrange l
    WHERE l.authority_id = c.authority_id AND l.series = c.series AND l.year = c.year AND n BETWEEN l.first AND l.last
)
ORDER BY 1, 2, 3
"""

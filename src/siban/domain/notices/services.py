"""Issuing notices inside an open act, voiding and replacing them. Numbers are drawn as the act's last write."""

from __future__ import annotations

import secrets
from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import replace as with_values
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection, transaction

from siban.domain.notices import frozen, rules
from siban.domain.notices.data import NoticeData
from siban.domain.notices.errors import AlreadyVoid, NumbersThere, UnknownSeries
from siban.domain.notices.models import Counter, LostRange, Notice
from siban.domain.notices.rules import CODE_LENGTH, NUMBERED, Kind, State
from siban.domain.places.models import Authority
from siban.kernel.acts import Change
from siban.kernel.models import DataKey

_pending: WeakKeyDictionary[Change[Any], list[Notice]] = WeakKeyDictionary()
"""Notices of acts that are still open, so that one act draws all its numbers together."""


def issue(
    change: Change[Any],
    kind: Kind,
    data: NoticeData,
    *,
    key: DataKey,
    authority: Authority | None = None,
    stream: UUID | None = None,
    is_demonstration: bool = False,
) -> Notice:
    """Issue a notice. Its code is known at once; its number (文号) when the act ends, with the last write before the
    events, so that the counter is locked briefly and a rolled back act gives its number back.

    `key` is the recipient's. Numbered kinds need the authority in whose name they are issued, others take none.
    All notices of one act together cost two statements, one where none is numbered.
    """
    if data.kind is not kind:
        raise TypeError(f"{type(data).__name__} is not the data of {kind}")
    if (authority is not None) != (kind in NUMBERED):
        raise TypeError(f"{kind} is issued by an authority" if kind in NUMBERED else f"{kind} carries no number")
    code = authority.code if authority else ""
    if code is None or key.wrapped is None:
        raise TypeError("the authority has no 代字, or the recipient's key is erased")
    notice = Notice(
        kind=kind.value,
        stream=stream or change.stream_id,
        case_number=data.case_number or "",
        authority=authority,
        series=rules.series(code, kind) if authority else "",
        year=change.date.year if authority else None,
        code=rules.code_from(secrets.randbelow(32**CODE_LENGTH)),
        key=key,
        issued_at=change.at,
        issued_on=change.date,
        is_demonstration=is_demonstration,
    )
    notice.sealed = frozen.seal(bytes(key.wrapped), notice.id, data)
    notice.public = frozen.public_of(kind, data, issued_on=change.date, is_demonstration=is_demonstration).columns()
    waiting = _pending.get(change)
    if waiting is None:
        waiting = _pending[change] = []
        change.at_end(lambda: _write(waiting))
    waiting.append(notice)
    return notice


def void(change: Change[Any], notice: Notice, reason: str) -> None:
    """Mark a notice void. Number and paper stay, verification says so. Raises AlreadyVoid.

    The caller's act holds the lock of the notice's stream.
    """
    del change  # taken to show that an act is open
    _withdraw(notice, State.VOID, reason)


def replace(
    change: Change[Any],
    notice: Notice,
    kind: Kind,
    data: NoticeData,
    *,
    key: DataKey,
    reason: str,
    authority: Authority | None = None,
) -> Notice:
    """Issue a notice in place of another, which keeps its number and points to the new one. Raises AlreadyVoid."""
    successor = issue(
        change,
        kind,
        data,
        key=key,
        authority=authority,
        stream=notice.stream,
        is_demonstration=notice.is_demonstration,
    )
    # The new row is written at the end of the act; the foreign key is checked at commit.
    _withdraw(notice, State.REPLACED, reason, successor)
    return successor


def _withdraw(notice: Notice, state: State, reason: str, successor: Notice | None = None) -> None:
    changed = Notice.objects.filter(pk=notice.pk, state=State.GENUINE.value).update(
        state=state.value, void_reason=reason, replaced_by_id=successor.pk if successor else None
    )
    if not changed:
        raise AlreadyVoid
    notice.state, notice.void_reason = state.value, reason
    notice.replaced_by_id = successor.pk if successor else None


Place = tuple[str, str, int]
"""Where a number is drawn: authority, series, year."""


def _write(notices: list[Notice]) -> None:
    """Draw the numbers of an act's notices, in their order, and insert them."""
    numbered = [(notice, _place(notice)) for notice in notices if notice.what in NUMBERED]
    if numbered:
        ends = _draw(place for _notice, place in numbered)
        for notice, place in reversed(numbered):
            notice.sequence = ends[place]
            ends[place] -= 1
            _authority, series, year = place
            notice.number = rules.document_number(series, year, notice.sequence)
            notice.public = with_values(frozen.Public.of(notice.public), number=notice.number).columns()
    Notice.objects.bulk_create(notices)


def _place(notice: Notice) -> Place:
    if notice.authority_id is None or notice.year is None:
        raise TypeError("a numbered notice has an authority and a year")
    return notice.authority_id, notice.series, notice.year


def leave_out(series: str, year: int, last: int, *, reason: str) -> LostRange:
    """Move a series of document numbers on to `last`, the highest that stands in the paper register, and put on record
    that those in between have no paper here: after a restore, numbers given out since the backup must not come again.

    Raises UnknownSeries, NumbersThere.
    """
    with transaction.atomic():
        counter = Counter.objects.select_for_update().filter(series=series, year=year).first()
        if counter is None:
            raise UnknownSeries
        if last <= counter.last:
            raise NumbersThere(last=counter.last)
        lost = LostRange.objects.create(
            authority_id=counter.authority_id,
            series=series,
            year=year,
            first=counter.last + 1,
            last=last,
            reason=reason,
        )
        counter.last = last
        counter.save(update_fields=["last"])
    return lost


def _draw(wanted: Iterable[Place]) -> dict[Place, int]:
    """The last number of the range drawn for each series. One statement, rows locked in sorted order: no deadlock."""
    counts = sorted(Tally(wanted).items())
    table = connection.ops.quote_name(Counter._meta.db_table)
    rows = ", ".join(["(%s, %s, %s, %s)"] * len(counts))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS c (authority_id, series, year, last) VALUES {rows}"  # noqa: S608  # placeholders alone
            " ON CONFLICT (authority_id, series, year) DO UPDATE SET last = c.last + excluded.last"
            " RETURNING authority_id, series, year, last",
            [value for place, count in counts for value in (*place, count)],
        )
        return {(authority, series, year): last for authority, series, year, last in cursor.fetchall()}

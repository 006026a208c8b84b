"""What hangs out for objections now, as anyone may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.domain.cases.errors_proceedings import NoSuchProceeding
from siban.domain.cases.models import Case, Proceeding
from siban.domain.cases.rules import State
from siban.domain.cases.rules_proceedings import ProceedingKind
from siban.domain.catalog import queries as catalog
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as open_notice
from siban.domain.notices.rules import masked_name
from siban.kernel.text import Text

MOST = 200
"""Publications on one page; a district has a few dozen at a time."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A publication without anything that would name the person in full (PIPL art. 6)."""

    id: UUID
    item: Text
    masked: str
    authority: str
    number: str
    proposal: str
    facts: tuple[tuple[str, str], ...]
    from_day: date
    until: date
    to: data.Place


def open_now(on: date, id: UUID | None = None) -> tuple[Shown, ...]:
    """What hangs out on this day, the one that ends first before the others. Two statements."""
    rows = Proceeding.objects.filter(
        kind=ProceedingKind.PUBLICATION, closed_at=None, until__gte=on, case__state=State.HANDLING
    )
    if id is not None:
        rows = rows.filter(pk=id)
    found = list(rows.select_related("case").order_by("until", "pk")[:MOST])
    notices = {
        notice.pk: notice
        for notice in Notice.objects.select_related("key").filter(pk__in=[row.notice for row in found])
    }
    return tuple(_shown(row.case, row, notices[row.notice]) for row in found if row.notice in notices)


def _shown(case: Case, row: Proceeding, notice: Notice) -> Shown:
    letter = open_notice(notice)
    if not isinstance(letter, data.Publication) or row.until is None:
        raise TypeError("a publication has the letter of one, and a last day")
    return Shown(
        id=row.pk,
        item=catalog.version(case.version_id).name,
        masked=masked_name(letter.applicant.name),
        authority=letter.authority,
        number=notice.number or "",
        proposal=letter.proposal,
        facts=tuple((one.label, one.value) for one in letter.shown),
        from_day=letter.from_day,
        until=row.until,
        to=letter.objections_to,
    )


def one(id: UUID, on: date) -> Shown:
    """One of them. Raises NoSuchProceeding, also where it is over: then nobody has to read it any more."""
    found = open_now(on, id)
    if not found:
        raise NoSuchProceeding
    return found[0]

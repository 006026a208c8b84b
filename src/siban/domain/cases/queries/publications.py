"""What hangs out for objections now, as anyone may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from siban.domain.cases.errors_proceedings import NoSuchProceeding
from siban.domain.cases.models import Case, Objection, Proceeding
from siban.domain.cases.rules import State
from siban.domain.cases.rules_proceedings import ProceedingKind
from siban.domain.cases.services.publications import opened
from siban.domain.catalog import queries as catalog
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as open_notice
from siban.domain.notices.rules import masked_name
from siban.domain.people.queries import identity
from siban.kernel.actors import Actor
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
    turn: int = 1
    changed: tuple[str, ...] = ()


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
        turn=letter.turn,
        changed=letter.changed,
    )


def one(id: UUID, on: date) -> Shown:
    """One of them. Raises NoSuchProceeding, also where it is over: then nobody has to read it any more."""
    found = open_now(on, id)
    if not found:
        raise NoSuchProceeding
    return found[0]


def count_now(on: date) -> int:
    """How many hang out on this day. One statement."""
    return Proceeding.objects.filter(
        kind=ProceedingKind.PUBLICATION, closed_at=None, until__gte=on, case__state=State.HANDLING
    ).count()


@dataclass(frozen=True, slots=True)
class Brought:
    """An objection that a window took, as that window sees it again: no more than it wrote down."""

    row: Objection
    item: Text
    masked: str
    said: dict[str, str]


def taken(actor: Actor, most: int = 30) -> tuple[Brought, ...]:
    """The latest objections that the actor's offices took, newest first. One statement."""
    rows = _visible(Q(office__in=actor.offices)).order_by("-came_at")[:most]
    return tuple(_brought(row) for row in rows)


def latest(actor: Actor, publication: UUID) -> UUID:
    """The last one that the actor's offices took against a publication. Raises NoSuchProceeding."""
    rows = Objection.objects.filter(proceeding=publication, office__in=actor.offices).order_by("-number")
    found = rows.values_list("pk", flat=True).first()
    if found is None:
        raise NoSuchProceeding
    return found


def brought(actor: Actor, id: UUID) -> Brought:
    """One that the actor's offices took. Raises NoSuchProceeding."""
    row = _visible(Q(office__in=actor.offices)).filter(pk=id).first()
    if row is None:
        raise NoSuchProceeding
    return _brought(row)


def receipt(actor: Actor, id: UUID) -> Notice:
    """The receipt of an objection, for who took it and for who looks into it. Raises NoSuchProceeding."""
    row = _visible(Q(office__in=actor.offices) | Q(proceeding__office__in=actor.offices)).filter(pk=id).first()
    if row is None or row.notice is None:
        raise NoSuchProceeding
    return Notice.objects.select_related("key", "file__key", "authority").get(pk=row.notice)


def _visible(condition: Q) -> QuerySet[Objection]:
    related = ("key", "proceeding__case__applicant__key", "proceeding__office")
    return Objection.objects.filter(condition).select_related(*related)


def _brought(row: Objection) -> Brought:
    case = row.proceeding.case
    return Brought(
        row=row,
        item=catalog.version(case.version_id).name,
        masked=masked_name(identity(case.applicant).name),
        said=opened(row),
    )

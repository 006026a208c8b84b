"""New standards: whom one concerns that is not applied yet, and which were applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from siban.domain.benefits.models import Entitlement, Reassessment
from siban.domain.benefits.queries.lists import item_name
from siban.domain.benefits.queries.scope import paying_offices
from siban.domain.benefits.rules import ENDING, State, add_months, month_of
from siban.domain.benefits.services.reassessment import differences
from siban.domain.catalog import queries as catalog
from siban.domain.people import queries as people
from siban.domain.places import queries as places
from siban.domain.staff.queries import names
from siban.kernel.actors import Actor

MOST = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of differences; `after` is None where nothing would be paid any more."""

    entitlement: UUID
    who: str
    before: int
    after: int | None

    @property
    def more(self) -> int:
        return (self.after or 0) - self.before


@dataclass(frozen=True, slots=True)
class Waiting:
    """A standard that is not applied yet; `may`: she may apply it."""

    office: UUID
    office_name: str
    item: str
    item_name: str
    month: date
    rows: tuple[Row, ...]
    may: bool

    @property
    def before(self) -> int:
        return sum(row.before for row in self.rows if row.after)

    @property
    def after(self) -> int:
        return sum(row.after or 0 for row in self.rows)

    @property
    def people(self) -> int:
        """Whom the act will concern."""
        return sum(1 for row in self.rows if row.after)


@dataclass(frozen=True, slots=True)
class Applied:
    """A standard that was applied: by whom, to how many, and what all of them together get a month."""

    item_name: str
    month: date
    people: int
    before: int
    after: int
    by: str
    at: datetime


def waiting(actor: Actor) -> tuple[Waiting, ...]:
    """What the standards in force, or soon in force, change for the offices that she keeps. Few items go by a sum of
    the decision; each costs seven statements."""
    offices = paying_offices(actor)
    rows = Entitlement.objects.filter(office__in=offices, granted_fen__isnull=False).exclude(state=State.STOPPED)
    found = []
    where = places.offices(offices)
    for office, item in rows.order_by("office", "item").values_list("office", "item").distinct():
        month = _first_full_month(item)
        lines = differences(office, item, month) if month else ()
        if not lines or month is None:
            continue
        known = people.identities(line.entitlement.person for line in lines)
        found.append(
            Waiting(
                office=office,
                office_name=str(where[office].short_label),
                item=item,
                item_name=item_name(item, month),
                month=month,
                rows=tuple(
                    Row(
                        line.entitlement.pk,
                        known[line.entitlement.person_id].name,
                        line.before,
                        line.after,
                    )
                    for line in lines
                ),
                may=actor.post_at(office, ENDING) is not None,
            )
        )
    return tuple(found)


def _first_full_month(item: str) -> date | None:
    """The first month for which the latest version of an item holds from its first day; None for the only one."""
    versions = catalog.history(item)
    if len(versions) < 2:
        return None
    began = versions[-1][0].in_force_from
    return began if began == month_of(began) else add_months(month_of(began), 1)


def applied(actor: Actor) -> tuple[Applied, ...]:
    """The last ones of her offices. Two statements and one an item."""
    rows = list(Reassessment.objects.filter(office__in=paying_offices(actor)).order_by("-made_at")[:MOST])
    who = names({row.made_by for row in rows})
    return tuple(
        Applied(
            item_name=item_name(row.item, row.from_month),
            month=row.from_month,
            people=row.people,
            before=row.fen_before,
            after=row.fen_after,
            by=who.get(row.made_by, ""),
            at=row.made_at,
        )
        for row in rows
    )

"""Lists of entitlements: those whose check is due, those suspended, all; by what is due first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from siban.domain.benefits import amounts
from siban.domain.benefits.models import Entitlement
from siban.domain.benefits.queries.scope import visible_to
from siban.domain.benefits.rules import STATE_NAMES, State, month_of
from siban.domain.benefits.wording import name_of
from siban.domain.people import queries as people
from siban.domain.places import queries as places
from siban.domain.work.rules import CHECK_NOTICE
from siban.kernel.actors import Actor
from siban.kernel.clock import today

SIZE = 50


class Show(StrEnum):
    """Which ones are shown."""

    ALL = ""
    DUE = "due"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    PROPOSED = "proposed"
    STOPPED = "stopped"


def _filter(show: Show, on: date) -> Q:
    return {
        Show.ALL: ~Q(state=State.STOPPED),
        Show.DUE: Q(state=State.RUNNING, check_due__lte=on + timedelta(days=CHECK_NOTICE)),
        Show.OVERDUE: Q(state=State.RUNNING, check_due__lt=on),
        Show.SUSPENDED: Q(state=State.SUSPENDED),
        Show.PROPOSED: Q(state=State.SUSPENDED, stop_proposed_on__isnull=False),
        Show.STOPPED: Q(state=State.STOPPED),
    }[show]


Cursor = tuple[date, UUID]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `fen`: what this month pays; `left`: days until the check is due, negative when over."""

    id: UUID
    who: str
    age: int | None
    where: str
    name: str
    fen: int
    first_month: date
    check_due: date
    left: int
    state: str
    state_name: str
    tone: str

    @property
    def over(self) -> int:
        """Days by which the check is over; negative before."""
        return -self.left


@dataclass(frozen=True, slots=True)
class Listed:
    rows: tuple[Row, ...]
    next: Cursor | None


def listing(actor: Actor, show: Show = Show.ALL, after: Cursor | None = None, size: int = SIZE) -> Listed:
    """A page of the entitlements she may see, by the day on which the check is due. Three statements."""
    on = today()
    found = visible_to(actor).filter(_filter(show, on))
    if after is not None:
        found = found.filter(Q(check_due__gt=after[0]) | Q(check_due=after[0], pk__gt=after[1]))
    page = list(found.select_related("person__key").order_by("check_due", "pk")[: size + 1])
    rows = _rows(page[:size], on)
    last = page[size - 1] if len(page) > size else None
    return Listed(rows, (last.check_due, last.pk) if last else None)


def counts(actor: Actor) -> dict[Show, int]:
    """How many there are of each. One statement."""
    on = today()
    found: QuerySet[Entitlement] = visible_to(actor)
    values = found.aggregate(**{f"n{show.value}": Count("pk", filter=_filter(show, on)) for show in Show})
    return {show: values[f"n{show.value}"] for show in Show}


def _rows(page: list[Entitlement], on: date) -> tuple[Row, ...]:
    known = people.identities(one.person for one in page)
    where = places.names({one.region for one in page})
    standards = amounts.Standards(page)
    rows = []
    for one in page:
        identity = known.get(one.person_id)
        month = max(month_of(on), one.first_month)
        birth = amounts.born(one, identity) if identity and identity.birth else None
        rows.append(
            Row(
                id=one.pk,
                who=identity.name if identity else "",
                age=identity.age(on) if identity else None,
                where=str(where.get(one.region, "")),
                name=name_of(one),
                fen=(amounts.amount_of(one, birth, standards)(month) or 0) if birth else 0,
                first_month=one.first_month,
                check_due=one.check_due,
                left=(one.check_due - on).days,
                state=one.state,
                state_name=str(STATE_NAMES[one.state]),
                tone=tone(one, on),
            )
        )
    return tuple(rows)


def tone(one: Entitlement, on: date) -> str:
    """The tone of its state in the design system."""
    if one.state == State.STOPPED:
        return "off"
    return "wait" if one.state == State.SUSPENDED or one.check_due < on else "good"

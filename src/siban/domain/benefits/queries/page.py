"""The page of one entitlement: what is paid, on which card, its pauses, lists, notices, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.domain.benefits import amounts
from siban.domain.benefits.models import Correction, Entitlement, PayLine, Suspension, opened_reason
from siban.domain.benefits.queries.history import Entry, entries
from siban.domain.benefits.queries.listing import tone
from siban.domain.benefits.queries.scope import get
from siban.domain.benefits.rules import GROUND_NAMES, LINE_NAMES, ListState, actions_in, add_months, month_of
from siban.domain.benefits.subject import ENTITLEMENT
from siban.domain.benefits.wording import name_of
from siban.domain.catalog.paying import Child
from siban.domain.people import queries as people
from siban.domain.people.rules import Identity
from siban.domain.places import queries as places
from siban.domain.work.queries import ClockView, clocks_for
from siban.domain.work.rules import Kind
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.refusals import Refusal

TAIL = 4


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A month on a list; `sure` once a second person confirmed it."""

    month: date
    kind: str
    fen: int
    list: UUID
    list_month: date
    sure: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Paused:
    ground: str
    from_month: date
    to_month: date | None
    paid_later: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A correction that goes onto the next list."""

    month: date
    fen: int
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    entitlement: Entitlement
    who: Identity
    name: str
    where: str
    fen: int
    tail: str
    tone: str
    clock: ClockView | None
    pauses: tuple[Paused, ...]
    lines: tuple[PaidLine, ...]
    waiting: tuple[Waiting, ...]
    total: int
    """Fen paid by confirmed lists."""
    child: Child | None
    last_month: date | None
    """The last month, where the child's age ends it."""
    rule: str
    """The article by which the first month is what it is."""
    entries: list[Entry]
    actions: frozenset[str]
    why: str
    """Why nothing may be done here, where the actor may look but not act."""


def page(actor: Actor, entitlement_id: UUID) -> Page:
    """All that the page shows. Nine statements at most. Raises BenefitNotFound."""
    one = get(actor, entitlement_id)
    who = people.identity(one.person)
    on = today()
    month = max(month_of(on), one.first_month)
    clocks = [view for view in clocks_for(one.pk) if view.kind is Kind.CHECK and view.stopped_on is None]
    lines = _lines(one)
    actions, why = _open_to(actor, one)
    begins = amounts.benefit_in(one, one.first_month).begins
    return Page(
        entitlement=one,
        who=who,
        name=name_of(one),
        where=str(places.region_path(one.region)),
        fen=(amounts.amount_of(one, amounts.born(one, who))(month) or 0) if who.birth else 0,
        tail=one.open_account()[-TAIL:],
        tone=tone(one, on),
        clock=next(iter(clocks), None),
        pauses=tuple(
            Paused(str(GROUND_NAMES[row.ground]), row.from_month, row.to_month, row.paid_later)
            for row in Suspension.objects.filter(entitlement=one).order_by("-from_month")
        ),
        lines=lines,
        waiting=tuple(
            Waiting(row.month, row.fen, opened_reason(one.person, row.reason))
            for row in Correction.objects.filter(entitlement=one, line=None, dropped_on=None).order_by("made_at")
        ),
        total=sum(line.fen for line in lines if line.sure),
        child=one.open_child(),
        last_month=add_months(one.until, -1) if one.until else None,
        rule=str(begins.basis) if begins else "",
        entries=entries(one.pk),
        actions=actions,
        why=why,
    )


def _lines(one: Entitlement) -> tuple[PaidLine, ...]:
    rows = (
        PayLine.objects.filter(entitlement=one).select_related("list", "correction").order_by("-list__month", "-month")
    )
    return tuple(
        PaidLine(
            month=row.month,
            kind=str(LINE_NAMES[row.kind]),
            fen=row.fen,
            list=row.list_id,
            list_month=row.list.month,
            sure=row.list.state == ListState.CONFIRMED,
            reason=opened_reason(one.person, row.correction.reason) if row.correction else "",
        )
        for row in rows
    )


def _open_to(actor: Actor, one: Entitlement) -> tuple[frozenset[str], str]:
    """What the table and her post let her do, and why not where that is nothing."""
    allowed, why = set(), ""
    for action in actions_in(one.state):
        try:
            ENTITLEMENT.may(actor, one, action, ENTITLEMENT.transition(one.state, action))
        except Refusal as refusal:
            why = str(refusal)
        else:
            allowed.add(action)
    return frozenset(allowed), "" if allowed else why

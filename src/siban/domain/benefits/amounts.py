"""What an entitlement owes, read from its rows: the amount of a month, what is listed, what is still to be paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.domain.benefits import rules
from siban.domain.benefits.models import Entitlement, PayLine, Rate, Suspension
from siban.domain.benefits.rules import LineKind, Owed, Pause
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import Benefit
from siban.domain.people import queries as people
from siban.domain.people.rules import Identity


def benefit_in(entitlement: Entitlement, month: date) -> Benefit:
    """What the item pays by the version in force in that month; before there was one, by the version that opened it.

    A raised standard so holds for all who draw it, from the month in which its version comes into force.
    """
    current = catalog.current(entitlement.item, month)
    if current is not None and current.result.benefit is not None:
        return current.result.benefit
    opened = catalog.version(entitlement.version_id).result.benefit
    if opened is None:
        raise RuntimeError("an entitlement comes from a version that grants a benefit")
    return opened


class Standards:
    """What each item pays in each month, and each person by a new standard, read once for all who draw it."""

    def __init__(self, entitlements: Iterable[Entitlement] = ()) -> None:
        self._known: dict[tuple[str, UUID, date], Benefit] = {}
        self._rates = rates([one.pk for one in entitlements if one.granted_fen is not None])

    def rates(self, entitlement: Entitlement) -> Sequence[rules.Rate]:
        """The sums that new standards brought her. One statement where she was not among those read together."""
        if entitlement.pk not in self._rates:
            self._rates |= rates([entitlement.pk])
        return self._rates[entitlement.pk]

    def benefit(self, entitlement: Entitlement, month: date) -> Benefit:
        """`benefit_in`, remembered."""
        key = (entitlement.item, entitlement.version_id, month)
        if key not in self._known:
            self._known[key] = benefit_in(entitlement, month)
        return self._known[key]


def amount_of(
    entitlement: Entitlement, birth: date, standards: Standards | None = None
) -> Callable[[date], int | None]:
    """The sum of each month for this person, in fen: what the decision granted, or by age the standard of that month.

    Lists hand their `standards` on from person to person.
    """
    kept = standards or Standards()
    granted = entitlement.granted_fen
    if granted is not None:
        known = kept.rates(entitlement)
        return lambda month: rules.rate_in(granted, known, month)
    return lambda month: rules.amount(kept.benefit(entitlement, month).bands, birth, month)


def rates(entitlements: Collection[UUID]) -> dict[UUID, list[rules.Rate]]:
    """The sums that new standards brought several people. One statement, none for nobody."""
    found: dict[UUID, list[rules.Rate]] = {id: [] for id in entitlements}
    if found:
        rows = Rate.objects.filter(entitlement__in=found).values_list("entitlement", "from_month", "fen")
        for id, month, fen in rows:
            found[id].append(rules.Rate(month, fen))
    return found


def born(entitlement: Entitlement, identity: Identity | None = None) -> date:
    """The day of birth by which ages count: the child's for whom it is drawn, else her own. One statement at most."""
    child = entitlement.open_child()
    if child is not None:
        return child.birth
    birth = (identity or people.identity(entitlement.person)).birth
    if birth is None:
        raise RuntimeError("a benefit by age goes to somebody whose day of birth is known")
    return birth


@dataclass(frozen=True, slots=True)
class Paid:
    """What is on lists of one entitlement, refused ones aside, and its pauses."""

    months: frozenset[date] = frozenset()
    pauses: tuple[Pause, ...] = ()


def paid(entitlements: Collection[UUID]) -> Mapping[UUID, Paid]:
    """Of several entitlements. Two statements."""
    months: defaultdict[UUID, set[date]] = defaultdict(set)
    lines = PayLine.objects.filter(entitlement__in=entitlements).exclude(kind=LineKind.CORRECTION)
    for id, month in lines.values_list("entitlement", "month"):
        months[id].add(month)
    pauses: defaultdict[UUID, list[Pause]] = defaultdict(list)
    for row in Suspension.objects.filter(entitlement__in=entitlements).order_by("from_month"):
        pauses[row.entitlement_id].append(row.pause())
    return {id: Paid(frozenset(months[id]), tuple(pauses[id])) for id in entitlements}


def payable(entitlement: Entitlement, so_far: Paid, upto: date) -> tuple[date, ...]:
    """The months that may be paid by a list of this month, listed or not."""
    end = rules.ends_before(entitlement.stopped_from, entitlement.until)
    return rules.payable(entitlement.first_month, upto, end, so_far.pauses)


def owed(
    entitlement: Entitlement, so_far: Paid, upto: date, birth: date, standards: Standards | None = None
) -> tuple[Owed, ...]:
    """The lines that a list of this month owes her."""
    due = payable(entitlement, so_far, upto)
    return rules.owed(so_far.months, due, upto, amount_of(entitlement, birth, standards))

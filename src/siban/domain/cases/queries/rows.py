"""Rows of lists: tasks and cases with the names, clocks and places that a list shows, in a few statements a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import BaseExpression

from siban.domain.cases.models import Case
from siban.domain.catalog import queries as catalog
from siban.domain.people.queries import identities
from siban.domain.people.rules import Identity
from siban.domain.work.queries import ClockView, clocks_for_many
from siban.domain.work.rules import Kind
from siban.kernel.clock import today
from siban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list. `clock` is the one that the row is about: the promised one, else the one that runs."""

    case: Case
    identity: Identity
    item: Text
    origin: Text
    holder: Text
    clock: ClockView | None
    statutory: ClockView | None
    tolerance: ClockView | None
    """The applicant's own time for what she promised, the first due."""
    age: int | None


SHOWN = (Kind.PROMISED, Kind.CORRECTION, Kind.ANSWER, Kind.DELIVERY)


def rows(cases: Sequence[Case]) -> list[Row]:
    """The rows of these cases, in their order. One statement, however many."""
    clocks = clocks_for_many([case.pk for case in cases])
    who = identities([case.applicant for case in cases])
    on = today()
    return [
        Row(
            case=case,
            identity=who[case.applicant_id],
            item=catalog.version(case.version_id).name,
            origin=case.origin.short_label,
            holder=case.holder.short_label,
            clock=_shown(clocks.get(case.pk, [])),
            statutory=next((one for one in clocks.get(case.pk, []) if one.kind is Kind.STATUTORY), None),
            tolerance=_tolerance(clocks.get(case.pk, [])),
            age=who[case.applicant_id].age(on),
        )
        for case in cases
    ]


def _shown(views: Iterable[ClockView]) -> ClockView | None:
    running = {view.kind: view for view in views if view.stopped_on is None}
    return next((running[kind] for kind in SHOWN if kind in running), None)


def _tolerance(views: Iterable[ClockView]) -> ClockView | None:
    running = [view for view in views if view.kind is Kind.TOLERANCE and view.stopped_on is None and view.due.date]
    return min(running, key=lambda view: view.due.date or view.due.start, default=None)


def by_ids(ids: Collection[UUID], *, also: Q | None = None, **more: BaseExpression) -> dict[UUID, Case]:
    """These cases, and those that are wanted also, with what rows need of them and what is asked of each besides. One
    statement."""
    wanted = Q(pk__in=ids) | also if also is not None else Q(pk__in=ids)
    cases = Case.objects.filter(wanted).select_related("stream", "applicant__key", "origin", "holder")
    cases = cases.annotate(**more)
    return {case.pk: case for case in cases}

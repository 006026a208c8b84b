"""What a window has to settle today: its open tasks, the drafts it began, and what it did so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from siban.domain.cases.models import Case, CaseStep, Document
from siban.domain.cases.queries.bringing import TAKING
from siban.domain.cases.queries.rows import Row, by_ids, rows
from siban.domain.cases.rules import WINDOW, DocumentState, State, StepState
from siban.domain.cases.services.pledges import BRING
from siban.domain.cases.services.sending import FETCH
from siban.domain.cases.services.steps import URGE
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import Handling, Stage
from siban.domain.work.models import Clock
from siban.domain.work.queries import inbox
from siban.domain.work.rules import Kind
from siban.kernel.actors import Actor
from siban.kernel.clock import SHANGHAI, today

MOST = 50


class Sort(StrEnum):
    """What there is to do about a case at a window."""

    URGED = "urged"
    CLAIM = "claim"
    RETURNED = "returned"
    ANSWER = "answer"
    HANDLE = "handle"
    HAND_OVER = "hand-over"
    FETCH = "fetch"
    SUPPLY = "supply"
    FULFIL = "fulfil"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to settle: a case and what there is to do; `at` is when it came."""

    row: Row
    sort: Sort
    at: datetime
    urgent: bool


def waiting(actor: Actor) -> tuple[Waiting, ...]:
    """Open tasks that her posts may do, and drafts of today, the most urgent first. Three statements."""
    offices = {post.office for post in actor.posts}
    if not offices:
        return ()
    roles = {post.role for post in actor.posts}
    page = inbox(offices, roles=roles | (WINDOW if roles & WINDOW else set()), size=MOST)
    returned = Exists(CaseStep.objects.filter(case=OuterRef("pk"), state=StepState.RETURNED, office__in=offices))
    cases = by_ids([task.stream_id for task in page.tasks], also=_begun(offices), returned=returned)
    drafts = sorted(
        (case for case in cases.values() if case.state == State.DRAFT), key=lambda case: case.opened_at, reverse=True
    )
    known = {row.case.pk: row for row in rows(list(cases.values()))}
    back = {case.pk for case in cases.values() if case.returned}  # type: ignore[attr-defined]
    found = []
    for task in page.tasks:
        row = known.get(task.stream_id)
        if row is None or not (task.role in roles or row.case.origin_id == task.office_id):
            continue
        sort = _sort(row.case, task.kind, task.claimed_by_id is not None, back)
        if sort is Sort.FULFIL:
            row = replace(row, clock=row.tolerance or row.clock)
        found.append(Waiting(row, sort, task.opened_at, _urgent(row)))
    found += [Waiting(known[draft.pk], Sort.DRAFT, draft.opened_at, False) for draft in drafts[:MOST]]
    return tuple(found)


def _begun(offices: set[UUID]) -> Q:
    """The intakes that were begun today at these windows and are not received yet. Those of a 一件事 lead to one page:
    the first stands for all."""
    before = Case.objects.filter(family=OuterRef("family"), number__lt=OuterRef("number"))
    return Q(origin__in=offices, state=State.DRAFT, opened_at__gte=midnight()) & ~Q(Exists(before))


def begun(actor: Actor, person: UUID, item: str) -> UUID | None:
    """The intake that was begun today at her window for this person and item, so that none is begun twice."""
    offices = {post.office for post in actor.posts}
    found = Case.objects.filter(
        applicant=person, item=item, origin__in=offices, state=State.DRAFT, opened_at__gte=midnight()
    )
    return found.order_by("-opened_at").values_list("pk", flat=True).first()


def _sort(case: Case, kind: str, claimed: bool, returned: set[UUID]) -> Sort:
    if kind == URGE:
        return Sort.URGED
    if kind == FETCH:
        return Sort.FETCH
    if kind == "supply":
        return Sort.SUPPLY
    if kind == BRING:
        return Sort.FULFIL
    step = next((one for one in catalog.version(case.version_id).steps if one.key == kind), None)
    if case.pk in returned and not claimed:
        return Sort.RETURNED
    if step is not None and step.stage is Stage.DELIVERING:
        return Sort.HAND_OVER
    if not claimed:
        return Sort.CLAIM
    return Sort.ANSWER if case.state == State.RECEIVED else Sort.HANDLE


def _urgent(row: Row) -> bool:
    """Warned of already, or due today or before."""
    clock = row.clock
    return clock is not None and (clock.level is not None or (clock.due.date is not None and clock.due.date <= today()))


@dataclass(frozen=True, slots=True)
class Tally:
    """What an office did today."""

    received: int
    accepted: int
    told: int
    delivered: int
    on_the_spot: int


def tally(office: UUID) -> Tally:
    """What this office took in, and answered, today. Two statements."""
    since = midnight()
    counts = Case.objects.filter(origin=office, opened_at__gte=since).aggregate(
        received=Count("pk", filter=Q(received_at__gte=since)),
        accepted=Count("pk", filter=Q(accepted_at__gte=since)),
        on_the_spot=Count("pk", filter=Q(delivered_at__gte=since, handling=Handling.INSTANT.value)),
        delivered=Count("pk", filter=Q(delivered_at__gte=since)),
    )
    told = Clock.objects.filter(office=office, kind=Kind.CORRECTION, starts_on=today()).count()
    return Tally(told=told, **counts)


def midnight() -> datetime:
    """The instant at which this local day began."""
    return datetime.combine(today(), time(), SHANGHAI)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A case of hers that was taken in before."""

    id: UUID
    item: str
    at: datetime
    state: str
    visible: bool
    awaits: bool
    """Whether it waits for a promised paper, which any comprehensive window takes."""


def earlier(actor: Actor, person: UUID, most: int = 5) -> tuple[tuple[Earlier, ...], int]:
    """Her earlier cases, newest first, and how many there are. Cases of other offices are named, not opened."""
    mine = {post.office for post in actor.posts}
    found = list(
        Case.objects.filter(applicant=person)
        .exclude(state=State.DRAFT)
        .order_by("-opened_at")
        .annotate(
            ours=Count("parties", filter=Q(parties__office__in=mine)),
            awaits=Exists(Document.objects.filter(case=OuterRef("pk"), state=DocumentState.PROMISED)),
        )[:MOST]
    )
    return (
        tuple(
            Earlier(
                one.pk,
                str(catalog.version(one.version_id).name),
                one.received_at or one.opened_at,
                one.state,
                bool(one.ours),
                one.awaits and one.state in TAKING,
            )
            for one in found[:most]
        ),
        len(found),
    )

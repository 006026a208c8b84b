"""Cases: listed, read, begun, filled in."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status

from siban.domain.cases.matter import Matter, open_form
from siban.domain.cases.models import Case
from siban.domain.cases.queries import page as pages
from siban.domain.cases.queries import scope
from siban.domain.cases.queries.timeline import timeline
from siban.domain.cases.rules import Capacity, State
from siban.domain.cases.services import intake
from siban.domain.exchange.rules import Scope
from siban.domain.people import queries as people
from siban.kernel.clock import today
from siban.surfaces.api.bodies import Filling, Opening
from siban.surfaces.api.frame import Call, etag, next_cursor, operation, place, seen, submitted
from siban.surfaces.api.headers import Cursor, IdempotencyKey, IfMatch, Limit, Purpose
from siban.surfaces.api.shapes import cases as shapes
from siban.surfaces.api.shapes.values import Id, Key

router = Router(tags=["cases"])
CaseNumber = Annotated[str | None, Query(pattern="^[0-9]{17}$", description="The case number, 17 digits.")]


def answer(request: Call, case_id: UUID, response: HttpResponse) -> shapes.CaseOut:
    """A case as it now stands, with its ETag."""
    page = pages.page(request.auth.actor, case_id)
    response["ETag"] = etag(page.seen)
    return shapes.CaseOut.read(page)


@operation(router, "GET", "", Scope.CASES_READ, shapes.CasePageOut, operation_id="listCases")
def cases(
    request: Call,
    state: State | None = None,
    item: Key | None = None,
    number: CaseNumber = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> shapes.CasePageOut:
    """The cases that the client's offices take part in, newest first."""
    found = scope.visible_to(request.auth.actor).select_related("stream", "applicant__key").order_by("-pk")
    if state is not None:
        found = found.filter(state=state)
    if item is not None:
        found = found.filter(item=item)
    if number is not None:
        found = found.filter(number=number)
    before = place("cases", cursor)
    if before is not None:
        found = found.filter(pk__lt=UUID(before))
    rows = list(found[: limit + 1])
    shown = rows[:limit]
    following = next_cursor("cases", str(shown[-1].pk)) if len(rows) > limit else None
    return shapes.CasePageOut(items=shapes.rows(shown), next=following)


@operation(router, "POST", "", Scope.CASES_ACT, shapes.CaseOut, status=201, writes=True, operation_id="openCase")
def open_case(
    request: Call, response: HttpResponse, body: Opening, idempotency_key: IdempotencyKey = None
) -> Status[shapes.CaseOut]:
    """Begin an intake: the client is on record as the first contact, what is known already is filled in."""
    applicant = people.get(body.applicant)
    representative = people.get(body.representative) if body.representative else None
    mandate = None
    if body.capacity is Capacity.REPRESENTATIVE and representative is not None:
        mandate = people.mandate_for(applicant.pk, representative.pk, body.item, today())

    def begin(number: UUID | None) -> Case:
        return intake.open_case(
            body.item,
            applicant,
            by=request.auth.actor,
            capacity=body.capacity,
            representative=representative,
            mandate=mandate,
            channel=body.channel,
            scenario=body.scenario,
            request=number,
        )

    case = submitted(request, idempotency_key, begin)
    return Status(201, answer(request, case.pk, response))


@operation(router, "GET", "/{case_id}", Scope.CASES_READ, shapes.CaseOut, operation_id="getCase")
def case(request: Call, case_id: Id, response: HttpResponse) -> shapes.CaseOut:
    """One case: state, papers, limits, steps, and the acts that the client may take now."""
    return answer(request, case_id, response)


@operation(router, "PATCH", "/{case_id}", Scope.CASES_ACT, shapes.CaseOut, writes=True, operation_id="fillCase")
def fill(
    request: Call,
    case_id: Id,
    response: HttpResponse,
    body: Filling,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> shapes.CaseOut:
    """Work on a draft: answer the scenario, fill the form, tick papers."""
    known = seen(if_match)

    def work(number: UUID | None) -> Case:
        return intake.fill(
            case_id,
            by=request.auth.actor,
            scenario=body.scenario or None,
            form=body.form or None,
            ticks={key: tick.tick() for key, tick in body.ticks.items()} or None,
            seen=known,
            request=number,
        )

    done = submitted(request, idempotency_key, work)
    return answer(request, done.pk, response)


@operation(router, "GET", "/{case_id}/timeline", Scope.CASES_READ, shapes.TimelineOut, operation_id="getTimeline")
def life(request: Call, case_id: Id) -> shapes.TimelineOut:
    """All that happened, first to last, in the caller's language."""
    found = scope.get(request.auth.actor, case_id)
    entries = timeline(Matter(found, today()))
    return shapes.TimelineOut(items=[shapes.EntryOut.of(entry) for entry in entries])


@operation(router, "GET", "/{case_id}/form", Scope.PEOPLE_READ, shapes.FormOut, operation_id="getForm")
def form(request: Call, case_id: Id, purpose: Purpose) -> shapes.FormOut:
    """The values of the form, in full, once the look and its purpose are on record."""
    found = scope.get(request.auth.actor, case_id)
    people.record_look(request.auth.actor, found.applicant, purpose, ["form"])
    return shapes.FormOut(values=open_form(found))

"""Results by post and over the net, and calls about those that nobody fetches."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from siban.domain.cases.services import sending
from siban.domain.notices.rules import Kind
from siban.kernel.refusals import BadInput
from siban.surfaces.desk.frame import desk_page, numbers
from siban.surfaces.desk.views.intake import newest, show
from siban.surfaces.desk.views.later import signature_of
from siban.surfaces.ui.requests import StaffRequest


@require_POST
@desk_page
def post(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The result went off by post."""
    carrier, number = request.POST.get("carrier", ""), request.POST.get("number", "")
    sending.post(case_id, by=request.actor, carrier=carrier, number=number, **numbers(request))
    return show(request, case_id)


@require_POST
@desk_page
def signed_for(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The carrier's signed receipt came back."""
    sending.signed_for(case_id, by=request.actor, receipt=signature_of(request), **numbers(request))
    return show(request, case_id, printing=newest(case_id, Kind.DELIVERY), just=True)


@require_POST
@desk_page
def screen(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """She wants to read the result on the tracking page."""
    sending.choose_screen(case_id, by=request.actor, **numbers(request))
    return show(request, case_id)


@require_POST
@desk_page
def follow_up(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """She was called: reached or not, and the day that was agreed. Raises BadInput."""
    text = request.POST.get("agreed_on", "")
    try:
        agreed_on = date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise BadInput(field="agreed_on") from wrong
    reached = request.POST.get("reached") == "yes"
    sending.follow_up(case_id, by=request.actor, reached=reached, agreed_on=agreed_on, **numbers(request))
    return show(request, case_id)

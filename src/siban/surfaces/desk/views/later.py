"""The answer to an application, and what comes after it at the same window."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siban.domain.cases.queries import scope
from siban.domain.cases.queries.counter import Intake, intake_of
from siban.domain.cases.queries.listing import of_intake
from siban.domain.cases.rules import Answer, DocumentState, State
from siban.domain.cases.rules_established import Shown
from siban.domain.cases.services import answers, delivery, intake, spot, steps, urging, withdrawing
from siban.domain.cases.services.documents import Tick
from siban.domain.notices.data import Ground, Place
from siban.domain.notices.rules import Kind
from siban.kernel.refusals import BadInput
from siban.surfaces.desk import counter
from siban.surfaces.desk.frame import desk_page, numbers
from siban.surfaces.desk.papers import usual_manner
from siban.surfaces.desk.views.intake import answer_of, newest, show
from siban.surfaces.ui.requests import StaffRequest


@require_POST
@desk_page
def answer(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """One of the five answers: real where this tier accepts, a proposal with a receipt where it only receives."""
    found = intake_of(scope.get(request.actor, case_id))
    chosen = answer_of(request)
    if chosen is Answer.MEND:
        return show(request, case_id, stage=counter.SCENARIO)
    if found.case.state == State.DRAFT and chosen is Answer.NO_APPROVAL and not found.signed:
        answers.dismiss(case_id, by=request.actor, reason=request.POST.get("reason", ""), **numbers(request))
        return show(request, case_id, just=True)
    if found.case.state == State.DRAFT:
        _from_draft(request, found, chosen)
    else:
        _received_before(request, found, chosen)
    kind = {
        Answer.ACCEPT: Kind.ACCEPTANCE if found.answers_here else Kind.RECEIPT,
        Answer.CORRECT: Kind.CORRECTION if found.answers_here else Kind.RECEIPT,
    }.get(chosen, Kind.DECLINE if found.answers_here else Kind.RECEIPT)
    if found.instant and chosen is Answer.ACCEPT:
        kind = Kind.DELIVERY
    return show(request, case_id, printing=newest(case_id, kind), just=True)


def _from_draft(request: StaffRequest, found: Intake, chosen: Answer) -> None:
    id, by, sent = found.case.pk, request.actor, numbers(request)
    if not found.answers_here:
        intake.receive(id, by=by, proposal=chosen, **sent)
    elif chosen is Answer.ACCEPT and found.instant:
        spot.conclude_on_the_spot(id, by=by, signature=signature_of(request), **sent)
    elif chosen is Answer.ACCEPT:
        spot.receive_and_accept(id, by=by, **sent)
    elif chosen is Answer.CORRECT:
        spot.receive_and_correct(id, by=by, **sent)
    else:
        spot.receive_and_decline(id, by=by, **_declining(request, chosen), **sent)


def _received_before(request: StaffRequest, found: Intake, chosen: Answer) -> None:
    id, by, sent = found.case.pk, request.actor, numbers(request)
    if chosen is Answer.ACCEPT:
        answers.accept(id, by=by, **sent)
    elif chosen is Answer.CORRECT:
        answers.correct(id, by=by, ticks=_open_ticks(request, found), **sent)
    else:
        answers.decline(id, by=by, **_declining(request, chosen), **sent)


def _open_ticks(request: StaffRequest, found: Intake) -> dict[str, Tick]:
    """What was found missing on checking what another office received."""
    if "checked" not in request.POST:
        return {}
    here = set(request.POST.getlist("here"))
    return {
        paper.document.material: Tick(here=False, reason=request.POST.get(f"why-{paper.document.material}", ""))
        for paper in found.papers
        if paper.document.material not in here and paper.document.state == DocumentState.RECEIVED
    }


def _declining(request: StaffRequest, chosen: Answer) -> dict[str, Any]:
    reason = request.POST.get("reason", "")
    if chosen is Answer.NO_APPROVAL:
        return {"ground": Ground.NO_APPROVAL_NEEDED, "reasons": (reason,)}
    name = request.POST.get("competent", "").strip()
    place = Place(
        name=name[:100],
        address=request.POST.get("competent_address", "").strip()[:100] or None,
        telephone=request.POST.get("competent_phone", "").strip()[:40] or None,
    )
    return {"ground": Ground.NOT_COMPETENT, "reasons": (), "competent": place if name else None}


def signature_of(request: StaffRequest) -> bytes:
    """The signature, written on the screen or photographed; empty where there is none."""
    file = request.FILES.get("signature") or request.FILES.get("signed_paper")
    return file.read() if file else b""


@require_POST
@desk_page
def claim(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Sign for what was handed to this office (签收)."""
    steps.claim(case_id, by=request.actor, **numbers(request))
    return show(request, case_id, said=_("签收了"))


@require_POST
@desk_page
def supply(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The applicant brought what the notice named. It goes up only whole; a part is kept against a receipt."""
    found = intake_of(scope.get(request.actor, case_id))
    open_ones = [paper.document.material for paper in found.papers if paper.document.state == DocumentState.MISSING]
    pictures = {
        key: [file.read() for file in request.FILES.getlist(f"pictures-{key}")]
        for key in open_ones
        if request.FILES.getlist(f"pictures-{key}")
    }
    here = set(request.POST.getlist("here")) | set(pictures)
    ticks = {
        paper.key: Tick(here=True, manner=usual_manner(paper.kind))
        for paper in of_intake(found).papers
        if paper.key in open_ones and paper.key in here
    }
    whole = set(open_ones) <= set(ticks) | set(pictures)
    act = answers.supply if whole else answers.supply_part
    act(case_id, by=request.actor, ticks=ticks, pictures=pictures, **numbers(request))
    return show(request, case_id, printing=newest(case_id, Kind.RECEIPT), just=True)


@require_POST
@desk_page
def deliver(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Hand the result over against signature, at the window or at her home."""
    manner = request.POST.get("manner", "window")
    if manner not in ("window", "home"):
        raise BadInput(field="manner")
    delivery.deliver(case_id, by=request.actor, signature=signature_of(request), manner=manner, **numbers(request))
    return show(request, case_id, printing=newest(case_id, Kind.DELIVERY), just=True)


@require_POST
@desk_page
def withdraw(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The applicant takes it back; the page has asked once."""
    shown = request.POST.get("shown", "")
    withdrawing.withdraw(
        case_id,
        by=request.actor,
        shown=Shown(shown) if shown in set(Shown) else None,
        tail=request.POST.get("tail", ""),
        pictures=[file.read() for file in request.FILES.getlist("pictures")],
        **numbers(request),
    )
    return show(request, case_id, printing=newest(case_id, Kind.TERMINATION))


@require_POST
@desk_page
def urge(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """催办: nudge the office that holds it."""
    urging.urge(case_id, by=request.actor, **numbers(request))
    return show(request, case_id)


@require_POST
@desk_page
def answer_urge(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say how it stands."""
    urging.answer(case_id, by=request.actor, sentence=request.POST.get("text", ""), **numbers(request))
    return show(request, case_id)

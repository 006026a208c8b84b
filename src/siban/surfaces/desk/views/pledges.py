"""Her word in place of papers, how she signs, what she brings later, and going on from an earlier case."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siban.domain.cases.queries import scope
from siban.domain.cases.queries.bringing import awaited
from siban.domain.cases.queries.counter import intake_of
from siban.domain.cases.queries.pledged import NOTICES
from siban.domain.cases.rules import Fault
from siban.domain.cases.services import again, pledges, representation, second
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.people import queries as people
from siban.domain.people.rules import Pledge
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput
from siban.surfaces.desk.frame import desk_page, frame, numbers
from siban.surfaces.desk.views.intake import newest, show
from siban.surfaces.ui.requests import StaffRequest


def pledge_of(text: str) -> Pledge:
    """Which of the two it is. Raises BadInput."""
    try:
        return Pledge(text)
    except ValueError as wrong:
        raise BadInput(field="kind") from wrong


@require_POST
@desk_page
def printed(request: StaffRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Print what she promises or declares; the same one again where nothing changed since."""
    wanted = pledge_of(kind)
    word = next((one for one in intake_of(scope.get(request.actor, case_id)).words if one.kind is wanted), None)
    if word is None or word.notice is None:
        pledges.print_pledge(case_id, wanted, by=request.actor, **numbers(request))
        notice = newest(case_id, NOTICES[wanted])
    else:
        notice = word.notice
    return show(request, case_id, printing=notice, said=_("承诺书送去打印了"))


@require_POST
@desk_page
def signed(request: StaffRequest, case_id: UUID, kind: str) -> HttpResponse:
    """The signed paper, photographed."""
    pictures = [file.read() for file in request.FILES.getlist("pictures")]
    pledges.sign_pledge(case_id, pledge_of(kind), pictures, by=request.actor, **numbers(request))
    return show(request, case_id)


@require_POST
@desk_page
def signing(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """How she signs: by hand, or by a fingerprint before a witness."""
    representation.sign_by(
        case_id,
        by=request.actor,
        fingerprint=request.POST.get("manner") == "fingerprint",
        witness=request.POST.get("witness", ""),
        **numbers(request),
    )
    return show(request, case_id, said=_("记下了"))


@require_POST
@desk_page
def start_again(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Go on from what an earlier case of the same item had."""
    again.start_again(case_id, by=request.actor, **numbers(request))
    return show(request, case_id, said=_("上次的表和材料接过来了"))


@require_GET
@desk_page
def bring(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """A promised paper at the window of another site: only what is awaited. Who has a part in it sees all."""
    if scope.visible_to(request.actor).filter(pk=case_id).exists():
        return redirect("desk:case", case_id)
    found = awaited(request.actor, case_id)
    context = {
        "case": found.case,
        "matter": found,
        "name": people.identity(found.case.applicant).name,
        "later": {"to_bring": found.papers},
        "seen": found.seen,
        "request_id": new_id(),
        "limit_of_files": 20 * 1024 * 1024,
    }
    return render(request, "desk/bring.html", frame(request, **context))


@require_POST
@desk_page
def fulfil(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """She brings what she promised."""
    keys = [key.removeprefix("pictures-") for key in request.FILES if key.startswith("pictures-")]
    pictures = {key: [file.read() for file in request.FILES.getlist(f"pictures-{key}")] for key in keys}
    here = request.POST.getlist("here")
    pledges.fulfil(case_id, by=request.actor, here=here, pictures=pictures, **numbers(request))
    return show(request, case_id, printing=newest(case_id, NoticeKind.RECEIPT), said=_("收下了，凭证在打印"))


@require_POST
@desk_page
def ask_second(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Ask the head to sign a second notice for what is new on its face."""
    faults = {}
    for key in request.POST.getlist("fault"):
        try:
            faults[key] = Fault(request.POST.get(f"what-{key}", ""))
        except ValueError as wrong:
            raise BadInput(field=f"what-{key}") from wrong
    second.ask_second(
        case_id, by=request.actor, faults=faults, reason=request.POST.get("reason", ""), **numbers(request)
    )
    return show(request, case_id, said=_("报上去了，等负责人签"))

"""What is framed on a page in the viewer, with the note of what is wrong there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siban.domain.cases.services.marking import Frame, mark
from siban.kernel.refusals import BadInput, NotFound, Refusal
from siban.surfaces.office.forms import number_and_request
from siban.surfaces.office.frame import ROLES
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest


@require_POST
@staff_page(*ROLES)
def add(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Keep a frame and its note, and show the page again where it was. Refused, the dialog says why and stays."""
    seen, number = number_and_request(request.POST)
    try:
        page = UUID(request.POST.get("page", ""))
        frame = Frame(**{name: int(request.POST.get(name, "")) for name in ("left", "top", "width", "height", "sheet")})
    except ValueError as wrong:
        raise BadInput from wrong
    try:
        note = request.POST.get("note", "")
        mark(case_id, by=request.actor, page=page, frame=frame, note=note, seen=seen, request=number)
    except NotFound:
        raise
    except Refusal as refusal:
        return render(request, "office/mark_refused.html", {"refusal": refusal}, status=refusal.status)
    messages.success(request, _("圈出来了，写的话跟着这一页。"))
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("office:case", args=[case_id]) + f"?paper={page}"
    return response

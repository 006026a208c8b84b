"""The box of the office: a case by its number, or by the name, telephone or document of whoever it is about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from siban.surfaces.office.frame import ROLES, frame
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.finding import asked
from siban.surfaces.ui.requests import StaffRequest


@require_http_methods(["GET", "POST"])
@staff_page(*ROLES)
def page(request: StaffRequest) -> HttpResponse:
    """What the words mean; one case alone is opened. They are sent by POST, so that no name stands in an address."""
    found = asked(request)
    if len(found.answer.cases) == 1:
        return redirect("office:case", found.answer.cases[0].id)
    return render(request, "office/found.html", frame(request.actor) | found.context, status=found.status)

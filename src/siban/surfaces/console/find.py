"""The box of the console: a case by its number, or by the name, telephone or document of whoever it is about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from siban.surfaces.console.views import frame, opened, overseen
from siban.surfaces.ui.finding import asked
from siban.surfaces.ui.requests import StaffRequest


@require_http_methods(["GET", "POST"])
@overseen
def page(request: StaffRequest) -> HttpResponse:
    """What the words mean, names masked; one case alone is opened. No name stands in an address."""
    _reach, here = opened(request)
    found = asked(request)
    if len(found.answer.cases) == 1:
        return redirect("console:case", found.answer.cases[0].id)
    context = found.context | {"section": ""} | frame(request.actor, here)
    return render(request, "console/found.html", context, status=found.status)

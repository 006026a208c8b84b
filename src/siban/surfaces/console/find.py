"""The box of the console: a case by its number, or by the name, telephone or document of whoever it is about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from siban.domain.cases.queries.finding import Answer, find
from siban.kernel.refusals import BadInput
from siban.surfaces.console.views import frame, opened, overseen
from siban.surfaces.ui.requests import StaffRequest


@require_http_methods(["GET", "POST"])
@overseen
def page(request: StaffRequest) -> HttpResponse:
    """What the words mean, names masked; one case alone is opened. No name stands in an address."""
    _reach, here = opened(request)
    words = request.POST.get("q", "").strip()
    answer, refusal = Answer(), None
    if words:
        try:
            answer = find(request.actor, words)
        except BadInput as refused:
            refusal = refused
    if len(answer.cases) == 1:
        return redirect("console:case", answer.cases[0].id)
    context = {"answer": answer, "find_words": words, "refusal": refusal, "section": ""}
    status = refusal.status if refusal else 200
    return render(request, "console/found.html", context | frame(request.actor, here), status=status)

"""The box of the office: a case by its number, or by the name, telephone or document of whoever it is about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from siban.domain.cases.queries.finding import Answer, find
from siban.kernel.refusals import BadInput
from siban.surfaces.office.frame import ROLES, frame
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest


@require_http_methods(["GET", "POST"])
@staff_page(*ROLES)
def page(request: StaffRequest) -> HttpResponse:
    """What the words mean; one case alone is opened. They are sent by POST, so that no name stands in an address."""
    words = request.POST.get("q", "").strip()
    answer, refusal = Answer(), None
    if words:
        try:
            answer = find(request.actor, words)
        except BadInput as refused:
            refusal = refused
    if len(answer.cases) == 1:
        return redirect("office:case", answer.cases[0].id)
    context = frame(request.actor) | {"answer": answer, "find_words": words, "refusal": refusal}
    return render(request, "office/found.html", context, status=refusal.status if refusal else 200)

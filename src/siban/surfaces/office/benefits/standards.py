"""New standards: the list of differences, and the one act that applies it to all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from siban.domain.benefits.queries.standards import applied, waiting
from siban.domain.benefits.services.reassessment import reassess
from siban.kernel.actors import Role
from siban.kernel.ids import new_id
from siban.kernel.refusals import NotFound, Refusal
from siban.surfaces.office.benefits.rail import surroundings
from siban.surfaces.office.forms import month_of_office
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

ROLES = (Role.REVIEWER, Role.DECIDER, Role.HEAD)


@require_GET
@staff_page(*ROLES)
def show(request: StaffRequest) -> HttpResponse:
    """Whose sum changes, from what to what, person by person."""
    return _answer(request)


def _answer(request: StaffRequest, refusal: Refusal | None = None) -> HttpResponse:
    context = surroundings(request.actor, "standards") | {
        "waiting": [(one, new_id()) for one in waiting(request.actor)],
        "applied": applied(request.actor),
        "refusal": refusal,
    }
    return render(request, "office/benefits/standards.html", context, status=refusal.status if refusal else 200)


@require_POST
@staff_page(*ROLES)
def apply(request: StaffRequest) -> HttpResponse:
    """Apply it to everyone on the list, once, each with a notice."""
    office, item, month, number = month_of_office(request.POST)
    try:
        done = reassess(office, item, month, by=request.actor, request=number)
    except NotFound:
        raise
    except Refusal as refusal:
        return _answer(request, refusal)
    told = ngettext(
        "按新标准调了%(count)d人，每人一份告知书。", "按新标准调了%(count)d人，每人一份告知书。", done.people
    )
    messages.success(request, told % {"count": done.people})
    return redirect("office:standards")

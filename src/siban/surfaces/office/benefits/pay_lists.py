"""The pay lists of an office: made by one, checked by another, exported for the bank."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siban.domain.benefits.queries.lists import list_page, pay_lists, to_make
from siban.domain.benefits.services import pay_lists as services
from siban.kernel.actors import Role
from siban.kernel.ids import new_id
from siban.kernel.looks import opened
from siban.kernel.refusals import BadInput, NotFound, Refusal
from siban.surfaces.office.benefits.rail import surroundings
from siban.surfaces.office.forms import month_of_office, number_and_request
from siban.surfaces.office.frame import PURPOSE
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

ROLES = (Role.REVIEWER, Role.DECIDER, Role.HEAD)
BOM = "\ufeff"
"""Without it the bank's spreadsheet reads the file in another encoding."""


@require_GET
@staff_page(*ROLES)
def show(request: StaffRequest) -> HttpResponse:
    """What this month still needs, and the lists so far."""
    return _lists(request)


def _lists(request: StaffRequest, refusal: Refusal | None = None) -> HttpResponse:
    context = surroundings(request.actor, "lists") | {
        "open_ones": [(one, new_id()) for one in to_make(request.actor)],
        "lists": pay_lists(request.actor),
        "refusal": refusal,
    }
    return render(request, "office/benefits/lists.html", context, status=refusal.status if refusal else 200)


@require_POST
@staff_page(*ROLES)
def make(request: StaffRequest) -> HttpResponse:
    """Make the list of a month, once; then the list itself."""
    office, item, month, number = month_of_office(request.POST)
    try:
        made = services.make(office, item, month, by=request.actor, request=number)
    except Refusal as refusal:
        return _lists(request, refusal)
    messages.success(request, _("名单做好了，等另一位同事核对。"))
    return redirect("office:pay-list", made.pk)


@require_GET
@staff_page(*ROLES)
def one(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """One list with its people; accounts by their last four."""
    return _one(request, list_id)


def _one(request: StaffRequest, list_id: UUID, refusal: Refusal | None = None) -> HttpResponse:
    page = list_page(request.actor, list_id, request.GET.get("page", "1"))
    opened(request.actor, (payee.person for payee in page.payees), PURPOSE, "发放名单")
    context = surroundings(request.actor, "lists") | {
        "page": page,
        "refusal": refusal,
        "crumbs": [(_("发放名单"), reverse("office:pay-lists"))],
        "errors": {refusal.field: f"{refusal.what()}{refusal.next()}"} if isinstance(refusal, BadInput) else {},
        "request_id": new_id(),
    }
    return render(request, "office/benefits/pay_list.html", context, status=refusal.status if refusal else 200)


@require_POST
@staff_page(*ROLES)
def act(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """Confirm it, or send it back with a reason."""
    seen, number = number_and_request(request.POST)
    try:
        if request.POST.get("do") == "refuse":
            reason = request.POST.get("reason", "")[:200]
            services.refuse(list_id, by=request.actor, reason=reason, seen=seen, request=number)
            messages.success(request, _("名单退回了，可以重新做。"))
        else:
            services.confirm(list_id, by=request.actor, seen=seen, request=number)
            messages.success(request, _("核对过了，可以导出给银行。"))
    except NotFound:
        raise
    except Refusal as refusal:
        return _one(request, list_id, refusal)
    return redirect("office:pay-list", list_id)


@require_POST
@staff_page(*ROLES)
def export(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """The bank's file. The look at each person on it is on record before it is opened."""
    try:
        text = services.export(list_id, by=request.actor)
    except NotFound:
        raise
    except Refusal as refusal:
        return _one(request, list_id, refusal)
    response = HttpResponse(BOM + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pay-list-{list_id}.csv"'
    add_never_cache_headers(response)
    return response

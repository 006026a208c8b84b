"""督办 before the head of an office: what is ordered, by when, and the report."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from siban.domain.work.orders import STATE_NAMES, State, answer_of, seen_by, text_of
from siban.domain.work.services import orders
from siban.kernel.actors import Role
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput
from siban.surfaces.office.forms import number_and_request
from siban.surfaces.office.frame import frame
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest


@staff_page(Role.HEAD)
def order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """One order; sent, the report. Refused, what was typed stays."""
    errors: dict[str, str] = {}
    if request.method == "POST":
        seen, number = number_and_request(request.POST)
        try:
            orders.answer(order_id, request.POST.get("text", ""), by=request.actor, seen=seen, request=number)
        except BadInput as bad:
            errors = {"text": f"{bad.what()}{bad.next()}"}
        else:
            messages.success(request, _("回报了。"))
            return redirect("office:inbox")
    found = seen_by(request.actor, order_id)
    context = frame(request.actor) | {
        "order": found,
        "text": text_of(found),
        "answer": answer_of(found),
        "state": STATE_NAMES[found.state],
        "open": found.state == State.OPEN,
        "typed": request.POST.get("text", ""),
        "errors": errors,
        "seen": found.stream.last_number,
        "request_id": new_id(),
    }
    return render(request, "office/order.html", context, status=422 if errors else 200)

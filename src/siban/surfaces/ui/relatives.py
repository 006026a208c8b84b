"""A member of staff's own page of declared relatives, and for who oversees her office, who there has declared any."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siban.domain.people.identity import Kind
from siban.domain.people.queries import identities
from siban.domain.people.rules import identify
from siban.domain.people.services import register_relative
from siban.domain.staff.models import PersonLink
from siban.domain.staff.recusal import declare_relative, withdraw_relative
from siban.domain.staff.relatives import declared_at_offices_of, own_declarations
from siban.kernel.clock import today
from siban.kernel.refusals import BadInput, NotAllowed, Refusal
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest


@require_GET
@staff_page()
def page(request: StaffRequest) -> HttpResponse:
    """Her relatives as she declared them, and below, for who oversees an office, those of its people."""
    return _page(request)


def _page(request: StaffRequest, refusal: Refusal | None = None) -> HttpResponse:
    actor = request.actor
    own = own_declarations(actor.user) if actor.user else ()
    others = declared_at_offices_of(actor)
    names = identities([row.person for row in (*own, *others)])
    errors = {refusal.field: f"{refusal.what()}{refusal.next()}"} if isinstance(refusal, BadInput) else {}
    context: dict[str, Any] = {
        "own": [(row, names[row.person].name if row.person in names else "") for row in own],
        "others": [(row, names[row.person].name if row.person in names else "") for row in others],
        "oversees": bool(others),
        "relations": PersonLink.Relation.choices,
        "typed": request.POST if refusal else {},
        "errors": errors,
        "refusal": refusal if refusal and not errors.keys() & {"name", "number", "relation"} else None,
    }
    return render(request, "ui/relatives.html", context, status=refusal.status if refusal else 200)


@require_POST
@staff_page()
def declare(request: StaffRequest) -> HttpResponse:
    """Declare a relative by name and number. Refused, the page keeps what was typed."""
    actor = request.actor
    try:
        if actor.user is None:
            raise NotAllowed
        relation = request.POST.get("relation", "")
        if relation not in PersonLink.Relation.values:
            raise BadInput(field="relation")
        identity = identify(
            name=request.POST.get("name", ""), kind=Kind.CITIZEN, number=request.POST.get("number", ""), on=today()
        )
        person = register_relative(identity, by=actor)
        declare_relative(actor.user, person.pk, PersonLink.Relation(relation), by=actor)
    except Refusal as refusal:
        return _page(request, refusal)
    messages.success(request, _("申报了。她来办事，您要回避；在您单位，受理和决定由负责人办。"))
    return redirect("relatives")


@require_POST
@staff_page()
def end(request: StaffRequest, user_id: UUID, person_id: UUID) -> HttpResponse:
    """End a declaration that was a mistake, or is no longer so: by who oversees the office, never by herself."""
    withdraw_relative(user_id, person_id, by=request.actor)
    messages.success(request, _("去掉了，什么时候、谁去掉的记下了。"))
    return redirect("relatives")

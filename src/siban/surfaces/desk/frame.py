"""What all pages of the desk share: whose desk it is, and the numbers that every form carries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from siban.domain.places import queries as places
from siban.domain.places.models import Office
from siban.kernel.actors import Actor, Role
from siban.kernel.refusals import BadInput, NotAllowed
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

PURPOSE, CASE_PAGE, PERSON_PAGE = "窗口办理", "办件页", "人员页"
"""What a look is for, and at what: on record as it is shown to the person, so it is Chinese."""

desk_page = staff_page(Role.AGENT, Role.CLERK, Role.ACCEPTOR)
"""A view for those who sit at a window."""


def office_of(actor: Actor) -> Office:
    """The office whose window this is. Raises NotAllowed for who has no post."""
    if actor.office is None:
        raise NotAllowed
    return places.office(actor.office)


def frame(request: StaffRequest, **more: Any) -> dict[str, Any]:
    """The context of every desk page."""
    actor = request.actor
    post = actor.posts[0] if actor.posts else None
    return {
        "place": office_of(actor).site.label,
        "post": (_("B岗") if post.stands_in else _("A岗")) if post else "",
        "find_url": reverse("desk:find"),
        "find_label": _("找人、找件、找事项"),
        "find_post": True,
        **more,
    }


def numbers(request: StaffRequest) -> dict[str, Any]:
    """What a form carries beside its fields: which state of the case its page showed, and its own number.

    Raises BadInput for what no page of ours sends.
    """
    try:
        seen = request.POST.get("seen")
        return {"seen": int(seen) if seen else None, "request": UUID(request.POST["request"])}
    except (KeyError, ValueError) as wrong:
        raise BadInput from wrong


def identifier(text: str) -> UUID:
    """A UUID out of a form or an address. Raises BadInput."""
    try:
        return UUID(text)
    except ValueError as wrong:
        raise BadInput from wrong


def gone_to(request: StaffRequest, url: str) -> HttpResponse:
    """Go to another page, also from within an htmx request."""
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    response = HttpResponse(status=303)
    response["Location"] = url
    return response

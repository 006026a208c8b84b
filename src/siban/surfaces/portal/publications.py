"""公示: what hangs out for objections, and the form on which anyone objects. Names are masked, nothing is searched."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from siban.domain.cases.queries import publications
from siban.domain.cases.rules_proceedings import Way
from siban.domain.cases.services.objections import LONGEST, take_objection
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.refusals import BadInput
from siban.surfaces.portal import limits

TRIES = 5
"""Objections from one address in an hour."""
HOUR = 60 * 60


@require_GET
@never_cache
def everything(request: HttpRequest) -> HttpResponse:
    """All that hangs out today, what ends first before the rest."""
    return render(request, "portal/publications.html", {"shown": publications.open_now(today())})


@never_cache
def one(request: HttpRequest, publication: UUID) -> HttpResponse:
    """One of them, with the form to object. Raises NoSuchProceeding once it is over, TooOften, PublicationOver."""
    shown = publications.one(publication, today())
    context: dict[str, object] = {"one": shown, "longest": LONGEST, "request_id": uuid4()}
    if request.method != "POST":
        return render(request, "portal/publication.html", context)
    limits.spend(request, "objection", TRIES, HOUR)
    texts = {name: request.POST.get(name, "") for name in ("words", "name", "telephone")}
    try:
        take_objection(
            publication,
            by=Actor.resident(),
            way=Way.PORTAL,
            words=texts["words"],
            name=texts["name"],
            telephone=texts["telephone"],
            request=_number(request.POST.get("request", "")),
        )
    except BadInput as bad:
        context |= texts | {"error": f"{bad.what()}{bad.next()}"}
        return render(request, "portal/publication.html", context, status=bad.status)
    return redirect("portal:objected")


def _number(text: str) -> UUID | None:
    """The form's own number, so that it counts once however often it is sent. Raises BadInput."""
    try:
        return UUID(text)
    except ValueError:
        raise BadInput(field="words") from None


@require_GET
def objected(request: HttpRequest) -> HttpResponse:
    """It has come in, and what happens with it."""
    return render(request, "portal/objected.html", {"title": _("异议收到了")})

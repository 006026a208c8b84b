"""异议 at the window: what hangs out today, what somebody says against it, and the receipt that she takes home."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from siban.domain.cases.queries import publications
from siban.domain.cases.rules_proceedings import CALL_BACK_DAYS, LONGEST_CALL_BACK, WAY_NAMES, Way
from siban.domain.cases.services.objections import LONGEST, take_objection
from siban.domain.notices.render import pdf
from siban.kernel.clock import today
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput
from siban.surfaces.desk.frame import desk_page, frame, identifier
from siban.surfaces.ui.papers import paper_response
from siban.surfaces.ui.requests import StaffRequest

WAYS = (Way.WINDOW, Way.TELEPHONE, Way.LETTER)
TEXTS = ("words", "name", "telephone", "call_days")


@require_GET
@desk_page
def everything(request: StaffRequest) -> HttpResponse:
    """What hangs out today, and what this window has taken down against it."""
    return render(
        request,
        "desk/objections.html",
        frame(request, shown=publications.open_now(today()), taken=publications.taken(request.actor)),
    )


@require_http_methods(["GET", "POST"])
@desk_page
def one(request: StaffRequest, publication: UUID) -> HttpResponse:
    """One publication with the form. Refused, the form keeps what was typed. Raises NoSuchProceeding."""
    shown = publications.one(publication, today())
    context: dict[str, Any] = {
        "one": shown,
        "longest": LONGEST,
        "most_days": LONGEST_CALL_BACK,
        "ways": tuple((way.value, str(WAY_NAMES[way])) for way in WAYS),
        "typed": {"way": Way.WINDOW.value, "call_days": str(CALL_BACK_DAYS)},
        "errors": {},
        "request_id": new_id(),
    }
    if request.method != "POST":
        return render(request, "desk/objection.html", frame(request, **context))
    typed = {name: request.POST.get(name, "") for name in (*TEXTS, "way")}
    try:
        take_objection(
            publication,
            by=request.actor,
            way=_way(typed["way"]),
            words=typed["words"],
            name=typed["name"],
            telephone=typed["telephone"],
            call_days=_days(typed["call_days"]),
            request=identifier(request.POST.get("request", "")),
        )
    except BadInput as bad:
        context |= {"typed": typed, "errors": {bad.field: f"{bad.what()}{bad.next()}"} if bad.field else {}}
        refusal = None if bad.field else bad
        return render(request, "desk/objection.html", frame(request, **context, refusal=refusal), status=bad.status)
    return redirect("desk:objected", publications.latest(request.actor, publication))


def _way(text: str) -> Way:
    """Raises BadInput."""
    try:
        return Way(text)
    except ValueError:
        raise BadInput(field="way") from None


def _days(text: str) -> int:
    """Raises BadInput."""
    if not text.isdecimal() or len(text) > len(str(LONGEST_CALL_BACK)):
        raise BadInput(field="call_days")
    return int(text)


@require_GET
@desk_page
def objected(request: StaffRequest, objection: UUID) -> HttpResponse:
    """It is taken down: what happens now, and the receipt to print. Raises NoSuchProceeding."""
    return render(request, "desk/objected.html", frame(request, one=publications.brought(request.actor, objection)))


@require_GET
@desk_page
def receipt(request: StaffRequest, objection: UUID) -> HttpResponse:
    """异议收件凭证 as PDF. Raises NoSuchProceeding."""
    notice = publications.receipt(request.actor, objection)
    return paper_response(pdf(notice), str(notice.sort.name))

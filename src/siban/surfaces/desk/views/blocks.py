"""Rows of a repeating part of the form, added, taken away and added up; papers that are signed by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siban.domain.cases.queries import scope
from siban.domain.cases.queries.counter import intake_of
from siban.domain.cases.services import undertakings
from siban.domain.notices.rules import Kind as NoticeKind
from siban.surfaces.desk import blocks, counter
from siban.surfaces.desk.frame import desk_page, numbers
from siban.surfaces.desk.views.intake import newest, show, typed_of
from siban.surfaces.ui.requests import StaffRequest


@require_POST
@desk_page
def rows(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The blocks with a row more (`add`), one less (`drop`), or added up anew. Nothing is kept until the form is sent.

    Answers htmx with the tables alone, a plain form with the whole page.
    """
    intake = intake_of(scope.get(request.actor, case_id))
    form = typed_of(request, intake)
    block, _dot, place = request.POST.get("drop", "").partition(".")
    typed = blocks.sent(_without(request, block, place), intake.matter)
    form |= typed
    fresh = request.POST.get("add", "")
    if not request.htmx:
        chosen = {name[2:]: str(text) for name, text in request.POST.items() if name.startswith("q-")}
        return show(request, case_id, stage=counter.SCENARIO, typed={"scenario": chosen, "form": form}, fresh=fresh)
    context = {
        "case": intake.case,
        "tables": blocks.tables(intake.matter, typed, {}, fresh=fresh),
        "verdicts": blocks.verdicts(intake.matter, typed),
    }
    return render(request, "desk/parts/blocks.html", context)


def _without(request: StaffRequest, block: str, place: str) -> dict[str, str]:
    """What was sent but for the cells of one row."""
    gone = f"b-{block}.{place}." if place else ""
    return {name: ("" if gone and name.startswith(gone) else str(text)) for name, text in request.POST.items()}


@require_POST
@desk_page
def blank(request: StaffRequest, case_id: UUID, material: str) -> HttpResponse:
    """Print a paper that is signed by itself."""
    undertakings.print_blank(case_id, material, by=request.actor, **numbers(request))
    notice = newest(case_id, NoticeKind.UNDERTAKING)
    return show(request, case_id, row=material, printing=notice, said=_("送去打印了，签完拍下来"))

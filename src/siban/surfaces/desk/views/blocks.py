"""Rows of a repeating part of the form, added, taken away and added up; papers that are signed by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siban.domain.cases.queries import scope
from siban.domain.cases.queries.counter import intake_of
from siban.domain.cases.queries.sheet import CaseSheet
from siban.domain.cases.services import undertakings
from siban.domain.notices.rules import Kind as NoticeKind
from siban.surfaces.desk import addresses, counter
from siban.surfaces.desk.frame import desk_page, numbers
from siban.surfaces.desk.sheets import answers_of, drawn, rows_of, typed_of
from siban.surfaces.desk.views.intake import newest, show
from siban.surfaces.ui.requests import StaffRequest


@require_POST
@desk_page
def rows(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The blocks with a row more (`add`), one less (`drop`), or added up anew. Nothing is kept until the form is sent.

    Answers htmx with the tables alone, a plain form with the whole page.
    """
    sheet = CaseSheet(intake_of(scope.get(request.actor, case_id)).matter)
    typed, fresh = rows_of(request, sheet), request.POST.get("add", "")
    if not request.htmx:
        told = {
            "scenario": answers_of(request, sheet.matter.version.scenario),
            "form": typed_of(request, sheet) | typed,
        }
        return show(request, case_id, stage=counter.SCENARIO, typed=told, fresh=fresh)
    context = {"at": addresses.of_case(case_id), "drawn": drawn(sheet, typed=typed, problems={}, fresh=fresh)}
    return render(request, "desk/parts/blocks.html", context)


@require_POST
@desk_page
def blank(request: StaffRequest, case_id: UUID, material: str) -> HttpResponse:
    """Print a paper that is signed by itself."""
    undertakings.print_blank(case_id, material, by=request.actor, **numbers(request))
    notice = newest(case_id, NoticeKind.UNDERTAKING)
    return show(request, case_id, row=material, printing=notice, said=_("送去打印了，签完拍下来"))

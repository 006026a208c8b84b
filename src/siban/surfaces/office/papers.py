"""Photographed pages and issued notices, each shown only to offices that take part in the case, and on record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET

from siban.domain.cases.queries import publications, scope
from siban.domain.notices import render
from siban.domain.notices.rules import SORTS, Kind
from siban.domain.people.queries import record_look
from siban.kernel import files, sheets
from siban.kernel.looks import opened
from siban.surfaces.office.frame import PURPOSE, ROLES
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

PDF = "application/pdf"
LONGEST_SHEET = 3
"""Digits of the number of a page."""


@require_GET
@staff_page(*ROLES)
def photograph(request: StaffRequest, page_id: UUID) -> HttpResponse:
    """One page of a paper as it was photographed, or of a PDF (`?sheet=`) as a picture. The look is on record before
    it is read."""
    found = scope.picture(request.actor, page_id)
    sheet = request.GET.get("sheet", "")
    record_look(request.actor, found.case.applicant, PURPOSE, (found.what,))
    data = files.read(found.file)
    if sheet.isdigit() and len(sheet) <= LONGEST_SHEET and found.file.media_type == PDF:
        return private(sheets.picture(data, int(sheet)), "image/jpeg")
    return private(data, found.file.media_type)


@require_GET
@staff_page(*ROLES)
def count(request: StaffRequest, page_id: UUID) -> HttpResponse:
    """How many pages a PDF has, for the viewer. Nothing of it is shown."""
    found = scope.picture(request.actor, page_id)
    pages = sheets.count(files.read(found.file)) if found.file.media_type == PDF else 1
    return private(str(pages).encode(), "text/plain")


@require_GET
@staff_page(*ROLES)
def notice(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """A notice of the case, as it was issued. The look is on record before it is read."""
    found, case = scope.notice(request.actor, notice_id)
    opened(request.actor, [case.applicant_id], PURPOSE, str(SORTS[Kind(found.kind)].name))
    return private(render.pdf(found), "application/pdf")


@require_GET
@staff_page(*ROLES)
def objection_receipt(request: StaffRequest, objection_id: UUID) -> HttpResponse:
    """What somebody got who objected, for who took it and who looks into it."""
    return private(render.pdf(publications.receipt(request.actor, objection_id)), "application/pdf")


def private(data: bytes, media_type: str) -> HttpResponse:
    """Personal data: kept by no cache."""
    response = HttpResponse(data, content_type=media_type)
    add_never_cache_headers(response)
    response["Content-Disposition"] = "inline"
    return response

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
from siban.kernel import files
from siban.kernel.looks import opened
from siban.surfaces.office.frame import PURPOSE, ROLES
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest


@require_GET
@staff_page(*ROLES)
def photograph(request: StaffRequest, page_id: UUID) -> HttpResponse:
    """One page of a paper as it was photographed. The look is on record before it is read."""
    found = scope.picture(request.actor, page_id)
    record_look(request.actor, found.case.applicant, PURPOSE, (found.what,))
    return private(files.read(found.file), found.file.media_type)


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

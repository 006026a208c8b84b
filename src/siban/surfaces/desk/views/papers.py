"""Notices and photographs of the cases that this window may see."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from siban.domain.cases.queries import scope
from siban.surfaces.desk.frame import desk_page
from siban.surfaces.ui.papers import notice_response, picture_response
from siban.surfaces.ui.requests import StaffRequest


@require_GET
@desk_page
def notice(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """A notice as PDF."""
    return notice_response(request, *scope.notice(request.actor, notice_id))


@require_GET
@desk_page
def picture(request: StaffRequest, page_id: UUID) -> HttpResponse:
    """A photographed page of a paper."""
    return picture_response(request, scope.picture(request.actor, page_id))

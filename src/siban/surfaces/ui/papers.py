"""Notices and photographs as they are sent to a browser, after the look at them is on record."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from siban.domain.cases.models import Case
from siban.domain.cases.queries.scope import Picture
from siban.domain.notices.models import Notice
from siban.domain.notices.render import pdf
from siban.domain.notices.rules import SORTS, Kind
from siban.domain.people.queries import record_look
from siban.kernel import files
from siban.surfaces.ui.requests import StaffRequest

KEPT_SECONDS = 600
"""A page drawn again within ten minutes shows what it fetched before, without another look."""


def notice_response(request: StaffRequest, notice: Notice, case: Case) -> HttpResponse:
    """A notice as PDF, to be shown and printed by the browser. Raises Erased, NotAllowed."""
    name = str(SORTS[Kind(notice.kind)].name)
    record_look(request.actor, case.applicant, _("打印文书"), [name])
    return _private(HttpResponse(pdf(notice), content_type="application/pdf"), f"{name}.pdf")


def paper_response(data: bytes, name: str) -> HttpResponse:
    """A paper that names no applicant, so that nobody's file is looked at."""
    return _private(HttpResponse(data, content_type="application/pdf"), f"{name}.pdf")


def picture_response(request: StaffRequest, page: Picture) -> HttpResponse:
    """A photographed page. Raises NotAllowed."""
    record_look(request.actor, page.case.applicant, _("核对材料"), [page.what])
    return _private(HttpResponse(files.read(page.file), content_type=page.file.media_type), "")


def _private(response: HttpResponse, name: str) -> HttpResponse:
    # A browser's own viewer of PDF styles its page inline, and would show nothing under the policy of our pages.
    response._csp_exempt = True  # type: ignore[attr-defined]
    response["Content-Security-Policy"] = "frame-ancestors 'self'"
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    response["X-Content-Type-Options"] = "nosniff"
    if name and (header := content_disposition_header(as_attachment=False, filename=name)):
        response["Content-Disposition"] = header
    return response

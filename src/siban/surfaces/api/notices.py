"""Notices and hand-overs of a case; whether a paper is genuine."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Router, Schema

from siban.domain.cases.queries import scope
from siban.domain.exchange.rules import Scope
from siban.domain.notices import queries as notices
from siban.domain.notices.errors import NoticeNotFound
from siban.domain.notices.render import pdf
from siban.domain.people.queries import record_look
from siban.surfaces.api.frame import Call, operation
from siban.surfaces.api.headers import Purpose
from siban.surfaces.api.shapes import cases as shapes
from siban.surfaces.api.shapes.values import Id

router = Router(tags=["notices"])
PDF = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}


@operation(router, "GET", "/cases/{case_id}/notices", Scope.CASES_READ, shapes.NoticesOut, operation_id="listNotices")
def listed(request: Call, case_id: Id) -> shapes.NoticesOut:
    """The notices of a case, newest first."""
    found = scope.get(request.auth.actor, case_id)
    return shapes.NoticesOut(items=[shapes.NoticeOut.of(notice) for notice in notices.for_stream(found.pk)])


@operation(
    router, "GET", "/cases/{case_id}/deliveries", Scope.CASES_READ, shapes.DeliveriesOut, operation_id="listDeliveries"
)
def deliveries(request: Call, case_id: Id) -> shapes.DeliveriesOut:
    """How the result passed from hand to hand (送达)."""
    found = scope.get(request.auth.actor, case_id)
    rows = found.hand_overs.select_related("giver", "taker").order_by("number")
    return shapes.DeliveriesOut(items=[shapes.DeliveryOut.of(row) for row in rows])


@operation(
    router,
    "GET",
    "/notices/{notice_id}/paper",
    Scope.NOTICES_READ,
    None,
    operation_id="getPaper",
    extra={"responses": {200: {"content": PDF}}},
)
def paper(request: Call, notice_id: Id, purpose: Purpose) -> HttpResponse:
    """The paper itself (PDF/A), once the look and its purpose are on record."""
    notice, case = scope.notice(request.auth.actor, notice_id)
    record_look(request.auth.actor, case.applicant, purpose, [str(notice.sort.name)])
    response = HttpResponse(pdf(notice), content_type="application/pdf")
    response["Cache-Control"] = "no-store"
    return response


class Verified(Schema):
    """What the platform says of a paper: no more than the paper itself shows, the name masked."""

    state: str
    kind: str
    issuer: str
    number: str | None
    issued_on: date
    case_number: str
    item: str
    applicant: str
    is_demonstration: bool


Code = Annotated[str, Path(pattern=r"^[0-9A-Za-z -]{10,14}$", examples=["7K4M2Q9XWB"])]


@operation(router, "GET", "/verify/{code}", Scope.NOTICES_READ, Verified, operation_id="verifyNotice")
def verify(request: Call, code: Code) -> Verified:
    """Whether a paper is genuine, by the code that is printed under its QR."""
    found = notices.verify(code)
    if found is None:
        raise NoticeNotFound
    public = found.public
    names = ("issuer", "number", "issued_on", "case_number", "item", "applicant", "is_demonstration")
    return Verified(state=found.state.value, kind=public.kind.value, **{name: getattr(public, name) for name in names})

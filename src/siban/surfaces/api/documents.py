"""Papers of a case: which are asked and here, their photographs, and the signed form."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Router, Status
from ninja.files import UploadedFile

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.queries import page as pages
from siban.domain.cases.queries import scope
from siban.domain.cases.services import documents
from siban.domain.exchange.rules import Scope
from siban.domain.people.queries import record_look
from siban.kernel import files
from siban.kernel.clock import today
from siban.kernel.crypto import sm3
from siban.surfaces.api.cases import answer
from siban.surfaces.api.frame import Call, operation, seen, submitted
from siban.surfaces.api.headers import IdempotencyKey, IfMatch, Purpose
from siban.surfaces.api.shapes import cases as shapes
from siban.surfaces.api.shapes.values import Id, Key

router = Router(tags=["documents"])
PICTURE = {"image/jpeg", "application/pdf"}
BINARY = {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in sorted(PICTURE)}


@operation(
    router, "GET", "/cases/{case_id}/documents", Scope.CASES_READ, shapes.DocumentsOut, operation_id="listDocuments"
)
def listed(request: Call, case_id: Id) -> shapes.DocumentsOut:
    """The papers that the case asks for, in the order of the list."""
    found = pages.of(Matter(scope.get(request.auth.actor, case_id), today()))
    return shapes.DocumentsOut(items=[shapes.DocumentOut.of(paper) for paper in found])


@operation(
    router,
    "POST",
    "/cases/{case_id}/documents/{material}/pages",
    Scope.DOCUMENTS_WRITE,
    shapes.CaseOut,
    writes=True,
    status=201,
    operation_id="addPages",
)
def photograph(
    request: Call,
    case_id: Id,
    material: Key,
    response: HttpResponse,
    pages: Annotated[list[UploadedFile], File(min_length=1, max_length=20)],
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Status[shapes.CaseOut]:
    """Photographed pages of a paper, while the case is a draft; photographs or PDF, 20 MB each."""
    known = seen(if_match)
    pictures = [page.read() for page in pages]

    def keep(number: UUID | None) -> Case:
        return documents.photograph(case_id, material, pictures, by=request.auth.actor, seen=known, request=number)

    content = b"".join(sm3(picture) for picture in pictures)
    done = submitted(request, idempotency_key, keep, content=content)
    return Status(201, answer(request, done.pk, response))


@operation(
    router,
    "GET",
    "/documents/pages/{page_id}",
    Scope.DOCUMENTS_READ,
    None,
    operation_id="getPage",
    extra={"responses": {200: {"content": BINARY}}},
)
def picture(request: Call, page_id: Id, purpose: Purpose) -> HttpResponse:
    """A photographed page, once the look and its purpose are on record."""
    page = scope.picture(request.auth.actor, page_id)
    record_look(request.auth.actor, page.case.applicant, purpose, [page.what])
    response = HttpResponse(files.read(page.file), content_type=page.file.media_type)
    response["Cache-Control"] = "no-store"
    return response

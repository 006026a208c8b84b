"""Every "no" as problem+json (RFC 9457): the code that the page shows, too, in the caller's language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from ninja import Schema

from siban.domain.exchange.errors import TooManyCalls
from siban.kernel.refusals import BadInput, Refusal, Stale
from siban.surfaces.api.errors import WrongShape

MEDIA_TYPE = "application/problem+json"
PRECONDITION_FAILED = 412
MOST_ERRORS = 50


class Wrong(Schema):
    """One place of the call that is wrong. What was sent is not repeated."""

    where: str
    code: str


class Problem(Schema):
    """Why a call was not carried out. `code` is stable and published in the list of refusals."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    errors: list[Wrong] | None = None


def status_of(refusal: Refusal) -> int:
    """A page that is too old is a precondition that failed where the caller named the state it saw (RFC 9110 §13)."""
    return PRECONDITION_FAILED if isinstance(refusal, Stale) else refusal.status


def problem(refusal: Refusal, errors: Sequence[Wrong] = ()) -> HttpResponse:
    """The answer to a call that was refused."""
    status = status_of(refusal)
    body: dict[str, Any] = {
        "type": f"urn:siban:problem:{refusal.code}",
        "title": refusal.what(),
        "status": status,
        "detail": str(refusal),
        "code": refusal.code,
    }
    if isinstance(refusal, BadInput) and refusal.field:
        body["field"] = refusal.field
    if errors:
        body["errors"] = [{"where": fault.where, "code": fault.code} for fault in errors]
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if isinstance(refusal, TooManyCalls):
        response["Retry-After"] = str(refusal.values["seconds"])
    return response


def wrong_shape(found: Iterable[dict[str, Any]]) -> HttpResponse:
    """The answer to JSON that is not what the description asks for."""
    faults = [
        Wrong(where=".".join(_plain(part) for part in one.get("loc", ())), code=str(one.get("type", ""))[:60])
        for one in found
    ]
    return problem(WrongShape(many=len(faults)), faults[:MOST_ERRORS])


def _plain(part: object) -> str:
    """A part of a path; a key that the caller made up is cut short, since it may be anything."""
    return "".join(mark for mark in str(part)[:60] if mark.isprintable())

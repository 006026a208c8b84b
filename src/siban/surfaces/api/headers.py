"""The headers by which a caller says which state of a case she saw, and which call this is."""

from __future__ import annotations

from typing import Annotated

from ninja import Header, Query

from siban.surfaces.api.frame import IF_MATCH, MOST

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=IF_MATCH,
        description="The ETag of the case as it was read: an act on an older state is refused with 412, one without "
        "this header with 428. `*` acts on whatever state it is in.",
    ),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9._:-]{1,64}$",
        description="The caller's own number for this call. Sent again with the same content, it answers with the "
        "first result; with another, it is refused with 422.",
    ),
]
Purpose = Annotated[
    str,
    Query(
        min_length=1,
        max_length=60,
        pattern=r"^[^\u0000]*[^\s\u0000][^\u0000]*$",
        description="What the personal data is looked at for. The person reads it.",
        examples=["核对材料"],
    ),
]
Cursor = Annotated[str | None, Query(max_length=400, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description=f"Rows of a page, {MOST} at the most.")]

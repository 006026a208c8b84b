"""The papers of a case, as pages show them."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from siban.domain.cases.matter import Matter, open_opinion
from siban.domain.cases.models import Document, DocumentPage
from siban.domain.cases.services.marking import Frame
from siban.kernel.events import Recorded
from siban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Paper:
    """A material as handed in, with its name and the ids of its photographed pages."""

    document: Document
    name: Text
    note: Text
    pages: tuple[UUID, ...]
    files: frozenset[UUID]
    """Those of the pages that are PDFs, each with pages of its own."""
    reasons: tuple[tuple[str, Text], ...]
    tolerable: bool
    declarable: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that somebody framed on a page, and what is wrong there (圈出)."""

    page: UUID
    frame: Frame
    note: str
    by: str
    at: datetime


PDF = "application/pdf"
PAGES = ArraySubquery(
    DocumentPage.objects.filter(document=OuterRef("pk"))
    .order_by("number")
    .values(row=JSONObject(id=F("pk"), media_type=F("file__media_type")))
)


def of(matter: Matter) -> tuple[Paper, ...]:
    """The papers of a case. One statement."""
    materials = {material.key: material for material in matter.version.materials}
    rows = Document.objects.filter(case=matter.case).order_by("position").annotate(kept=PAGES)
    return tuple(
        Paper(
            document=row,
            name=materials[row.material].name,
            note=materials[row.material].asked_note,
            pages=tuple(UUID(one["id"]) for one in row.kept),
            files=frozenset(UUID(one["id"]) for one in row.kept if one["media_type"] == PDF),
            reasons=tuple((option.key, option.text) for option in materials[row.material].why_missing),
            tolerable=materials[row.material].tolerable,
            declarable=materials[row.material].declarable,
        )
        for row in rows
    )


def marks(matter: Matter, events: Iterable[Recorded]) -> tuple[Mark, ...]:
    """What was framed on the papers, in the order in which it was. No statement."""
    return tuple(
        Mark(
            page=one.payload.page,
            frame=Frame(one.payload.left, one.payload.top, one.payload.width, one.payload.height, one.payload.sheet),
            note=open_opinion(matter.case, b64decode(one.payload.note)),
            by=one.by,
            at=one.at,
        )
        for one in events
        if one.act == "case.marked"
    )

"""The papers of a case, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Document, DocumentPage
from siban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Paper:
    """A material as handed in, with its name and the ids of its photographed pages."""

    document: Document
    name: Text
    note: Text
    pages: tuple[UUID, ...]
    reasons: tuple[tuple[str, Text], ...]
    tolerable: bool
    declarable: bool


PAGES = ArraySubquery(DocumentPage.objects.filter(document=OuterRef("pk")).order_by("number").values("pk"))


def of(matter: Matter) -> tuple[Paper, ...]:
    """The papers of a case. One statement."""
    materials = {material.key: material for material in matter.version.materials}
    rows = Document.objects.filter(case=matter.case).order_by("position").annotate(page_ids=PAGES)
    return tuple(
        Paper(
            document=row,
            name=materials[row.material].name,
            note=materials[row.material].asked_note,
            pages=tuple(row.page_ids),
            reasons=tuple((option.key, option.text) for option in materials[row.material].why_missing),
            tolerable=materials[row.material].tolerable,
            declarable=materials[row.material].declarable,
        )
        for row in rows
    )

"""The list of papers at the window, of one case or of all cases of a 一件事, with what is signed beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from siban.domain.cases.matter import Matter, form_digest
from siban.domain.cases.models import Document, DocumentPage
from siban.domain.cases.queries.counter import Intake
from siban.domain.cases.queries.papers import Paper
from siban.domain.cases.queries.pledged import Allowed, Word, allowed, words_of
from siban.domain.cases.rules import DocumentState, Manner
from siban.domain.cases.services import words
from siban.domain.cases.services.documents import signed_form
from siban.domain.cases.services.themes import Household
from siban.domain.catalog.themes import Merged, Once
from siban.domain.catalog.types import Material, MaterialKind
from siban.domain.people.rules import Pledge
from siban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper of the list, as it stands."""

    key: str
    name: Text
    note: Text
    kind: MaterialKind
    state: str
    manner: str | None
    reason: str
    promised_until: date | None
    supplied_at: datetime | None
    pages: tuple[UUID, ...]
    reasons: tuple[tuple[str, Text], ...]
    tolerable: bool
    declarable: bool
    is_blank: bool
    """Whether it is printed here and signed by itself."""


@dataclass(frozen=True, slots=True)
class Listing:
    """All papers. `forms`: keys of the signed application form; `printed`: it says what was printed last; `altered`:
    it was changed since."""

    papers: tuple[Listed, ...]
    forms: frozenset[str]
    printed: bool
    altered: bool
    words: tuple[Word, ...]
    allowed: Allowed
    on: date

    @property
    def signed(self) -> bool:
        """Whether the signed form is here, or there is none."""
        rows = [one for one in self.papers if one.key in self.forms]
        return all(one.state == DocumentState.RECEIVED and one.pages for one in rows)

    @property
    def missing(self) -> tuple[Listed, ...]:
        return tuple(one for one in self.papers if one.state == DocumentState.MISSING)


def of_intake(intake: Intake) -> Listing:
    """The list of one case that was read already. No statement."""
    materials = {one.key: one for one in intake.matter.version.materials}
    return Listing(
        papers=tuple(_listed(paper, materials[paper.document.material]) for paper in intake.papers),
        forms=frozenset({intake.form.document.material} if intake.form else ()),
        printed=intake.printed is not None,
        altered=intake.altered,
        words=intake.words,
        allowed=intake.allowed,
        on=intake.matter.on,
    )


def _listed(paper: Paper, material: Material) -> Listed:
    row = paper.document
    return Listed(
        key=row.material,
        name=paper.name,
        note=paper.note,
        kind=material.kind,
        state=row.state,
        manner=row.manner,
        reason=row.reason,
        promised_until=row.promised_until,
        supplied_at=row.supplied_at,
        pages=paper.pages,
        reasons=paper.reasons,
        tolerable=paper.tolerable,
        declarable=paper.declarable,
        is_blank=material.blank is not None,
    )


def of_family(house: Household, whole: Merged) -> Listing:
    """The one list of a 一件事: a paper is here when it is here for every item that wants it."""
    cases = {matter.case.pk: item for item, matter in house.matters.items()}
    documents = list(Document.objects.filter(case__in=cases).order_by("position"))
    rows = {(cases[row.case_id], row.material): row for row in documents}
    pages: dict[UUID, list[UUID]] = {}
    kept = DocumentPage.objects.filter(document__case__in=cases).order_by("number")
    for page, document in kept.values_list("pk", "document"):
        pages.setdefault(document, []).append(page)
    papers = tuple(
        _joined(once, [rows[item, key] for item, key in once.parts.items() if (item, key) in rows], pages)
        for once in whole.materials
    )
    matters = list(house.matters.values())
    own = {item: [row for row in documents if cases[row.case_id] == item] for item in house.matters}
    altered = any(
        matter.case.signed_digest and matter.case.signed_digest != form_digest(matter.case, matter.declared)
        for matter in matters
    )
    return Listing(
        papers=papers,
        forms=_forms(house, whole, own),
        printed=not altered and all(matter.case.signed_digest for matter in matters),
        altered=altered,
        words=_words([(matter, own[item]) for item, matter in house.matters.items()], papers),
        allowed=_allowed(matters),
        on=house.on,
    )


def _forms(house: Household, whole: Merged, documents: Mapping[str, list[Document]]) -> frozenset[str]:
    """The papers that are the signed application of one of the items."""
    found = set()
    for item, matter in house.matters.items():
        form = signed_form(matter, documents[item])
        found |= {one.key for one in whole.materials if form is not None and one.parts.get(item) == form.material}
    return frozenset(found)


def _joined(once: Once[Material], rows: Sequence[Document], pages: dict[UUID, list[UUID]]) -> Listed:
    """One paper for all. It is as far as the item for which it is least far; the pages shown are one item's copy."""
    order = (DocumentState.MISSING, DocumentState.PROMISED, DocumentState.DECLARED, DocumentState.RECEIVED)
    least = min(rows, key=lambda row: order.index(DocumentState(row.state)), default=None)
    shared = bool(rows) and all(row.manner == Manner.SHARED for row in rows)
    taken = next((row.manner for row in rows if row.manner and row.manner != Manner.SHARED), None)
    copies: list[list[UUID]] = [pages.get(row.pk, []) for row in rows if row.manner != Manner.SHARED]
    return Listed(
        key=once.key,
        name=once.what.name,
        note=once.what.asked_note,
        kind=once.what.kind,
        state=least.state if least else DocumentState.MISSING,
        manner=Manner.SHARED if shared else taken,
        reason=least.reason if least else "",
        promised_until=max((row.promised_until for row in rows if row.promised_until), default=None),
        supplied_at=max((row.supplied_at for row in rows if row.supplied_at), default=None),
        pages=tuple(sorted(copies, key=len)[0] if copies else ()),
        reasons=tuple((option.key, option.text) for option in once.what.why_missing),
        tolerable=once.what.tolerable,
        declarable=once.what.declarable,
        is_blank=once.what.blank is not None and len(once.parts) == 1,
    )


def _words(cases: Sequence[tuple[Matter, list[Document]]], papers: Sequence[Listed]) -> tuple[Word, ...]:
    """What is signed for beside the form: one paper of a kind for all cases."""
    found: dict[Pledge, list[Word]] = {}
    for matter, rows in cases:
        for word in words_of(matter, rows):
            found.setdefault(word.kind, []).append(word)
    return tuple(
        Word(
            kind,
            some[0].name,
            tuple(str(one.name) for one in papers if one.state == words.STATES[kind]),
            tuple({text.zh: text for word in some for text in word.said}.values()),
            some[0].notice if len({one.notice for one in some}) == 1 else None,
            all(one.signed for one in some),
        )
        for kind, some in found.items()
    )


def _allowed(matters: Sequence[Matter]) -> Allowed:
    """What her word may be taken for in all of the cases."""
    first = allowed(matters[0])
    return Allowed(min(words.latest_promise(matter) for matter in matters), first.broken)

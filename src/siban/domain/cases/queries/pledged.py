"""What stands in for papers in a case, as pages show it: what was promised or declared, signed or not, kept or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Document, Pledge
from siban.domain.cases.rules import DocumentState
from siban.domain.cases.services import words
from siban.domain.notices.rules import SORTS
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.people.queries import broken_promises
from siban.domain.people.rules import Pledge as Kind
from siban.kernel.text import Text

NOTICES = {Kind.TOLERANCE: NoticeKind.PROMISE, Kind.DECLARATION: NoticeKind.DECLARATION}


@dataclass(frozen=True, slots=True)
class Word:
    """A paper that the applicant signs for what she promises or declares. `notice`: as printed, None where it is not
    printed or says something else by now."""

    kind: Kind
    name: str | Promise
    papers: tuple[str, ...]
    said: tuple[Text, ...]
    """What she declares in place of each, which is read to her before she signs."""
    notice: UUID | None
    signed: bool


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the window may take her word for: until when, and why not where she did not keep it before."""

    latest: date
    broken: tuple[tuple[Kind, date], ...]

    @property
    def may_promise(self) -> bool:
        return all(kind is not Kind.TOLERANCE for kind, _on in self.broken)

    @property
    def may_declare(self) -> bool:
        return all(kind is not Kind.DECLARATION for kind, _on in self.broken)


def words_of(matter: Matter, documents: Sequence[Document]) -> tuple[Word, ...]:
    """What is to be signed beside the form. One statement where anything is promised or declared, else none."""
    case, names = matter.case, {one.key: str(one.name) for one in matter.version.materials}
    digests = {kind: words.digest_of(case, list(documents), kind) for kind in Kind}
    if not any(digests.values()):
        return ()
    rows = {Kind(row.kind): row for row in Pledge.objects.filter(case=case)}
    found = []
    for kind, digest in digests.items():
        if not digest:
            continue
        row = rows.get(kind)
        same = row is not None and row.digest == digest
        found.append(
            Word(
                kind,
                SORTS[NOTICES[kind]].name,
                tuple(names[one.material] for one in documents if one.state == words.STATES[kind]),
                _said(matter, documents) if kind is Kind.DECLARATION else (),
                row.notice if row is not None and same else None,
                row is not None and same and row.signed_at is not None,
            )
        )
    return tuple(found)


def _said(matter: Matter, documents: Sequence[Document]) -> tuple[Text, ...]:
    materials = {one.key: one for one in matter.version.materials}
    return tuple(words.declared(materials[one.material]) for one in documents if one.state == DocumentState.DECLARED)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed paper as the case keeps it. `lines`: each paper with what was declared, or until when it was promised
    and whether it has come; `pages`: the photographs of the signed paper."""

    kind: Kind
    name: str | Promise
    lines: tuple[Line, ...]
    notice: UUID
    pages: tuple[UUID, ...]
    signed_at: datetime | None
    check_by: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One paper on a signed promise or declaration."""

    paper: Text
    said: Text | None
    until: date | None
    here: bool


def signed_of(matter: Matter, documents: Sequence[Document]) -> tuple[Signed, ...]:
    """What the applicant signed in place of papers. No statement where she never did, else two."""
    of_kind = {
        Kind.TOLERANCE: [one for one in documents if one.promised_until],
        Kind.DECLARATION: [one for one in documents if one.state == DocumentState.DECLARED],
    }
    if not any(of_kind.values()):
        return ()
    materials = {one.key: one for one in matter.version.materials}
    rows = Pledge.objects.filter(case=matter.case).order_by("kind").prefetch_related("pages")
    return tuple(
        Signed(
            kind=Kind(row.kind),
            name=SORTS[NOTICES[Kind(row.kind)]].name,
            lines=tuple(
                Line(
                    materials[one.material].name,
                    words.declared(materials[one.material]) if row.kind == Kind.DECLARATION else None,
                    one.promised_until,
                    one.state == DocumentState.RECEIVED,
                )
                for one in of_kind[Kind(row.kind)]
            ),
            notice=row.notice,
            pages=tuple(page.pk for page in sorted(row.pages.all(), key=lambda page: page.number)),
            signed_at=row.signed_at,
            check_by=row.check_by,
        )
        for row in rows
        if of_kind[Kind(row.kind)]
    )


def allowed(matter: Matter) -> Allowed:
    """Until when she may promise, and what she did not keep. One statement."""
    broken = broken_promises(matter.case.applicant)
    return Allowed(words.latest_promise(matter), tuple((kind, row.on) for kind, row in broken.items()))

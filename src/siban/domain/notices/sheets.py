"""Data of working papers: survey on the spot, hand-off to a department's own system, list of the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from siban.domain.notices.rules import Kind
from siban.domain.notices.slips import Paper, Section
from siban.domain.notices.values import Agent, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyor:
    """Who went there: name, office, and the number of the work card that was shown."""

    name: str
    office: str
    card: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """入户调查表, 现场核查记录 (ALL 34(3)): by two or more, all named; found, concluded, signed there."""

    kind: ClassVar[Kind] = Kind.SURVEY
    title: str = "现场核查记录"
    authority: str
    case_number: str
    item: str
    applicant: Party
    staff: tuple[Surveyor, ...]
    place: str
    at: datetime | None = None
    """Local time; None: written in by hand, as where the line is cut."""
    met: Party | None = None
    """Who was there; None: the applicant."""
    met_relation: str | None = None
    sections: tuple[Section, ...] = ()
    """What was asked and seen; values that are None leave room for handwriting."""
    findings: str | None = None
    conclusion: str | None = None
    photos: int | None = None
    by_fingerprint: bool = False

    def __post_init__(self) -> None:
        if len({one.name for one in self.staff}) < 2:
            raise ValueError("a survey is made by two or more (ALL 34)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """交接单: what is keyed into a department's own system, and lines for its number and result to come back."""

    kind: ClassVar[Kind] = Kind.HANDOFF
    authority: str
    system: str
    """全国社会救助信息系统."""
    case_number: str
    item: str
    applicant: Party
    agent: Agent | None = None
    sections: tuple[Section, ...] = ()
    """In the order of that system's own form."""
    papers: tuple[Paper, ...] = ()
    from_office: str
    to_office: str
    giver: str | None = None
    receiver: str | None = None
    at: datetime | None = None
    due: date | None = None
    """By when the result is wanted back."""
    number_back: str | None = None
    result_back: str | None = None
    """As they came back; None leaves a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One document or notice of the package: name, number where it has one, pages, digest of its file."""

    name: str
    number: str | None = None
    pages: int | None = None
    digest: str
    """Hexadecimal, as the package holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of the case: its number in the stream, what was done, when, and its hash in the chain."""

    number: int
    act: str
    by: str | None = None
    at: datetime
    """Local time."""
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """归档目录 (DA/T 85-2019): cover of the package, with a digest for each of its parts."""

    kind: ClassVar[Kind] = Kind.ARCHIVE
    authority: str
    case_number: str
    item: str
    applicant: Party
    number: str | None = None
    """档号."""
    retention: str
    """30年, 10年, 永久."""
    outcome: str
    concluded_on: date | None = None
    documents: tuple[Listed, ...] = ()
    notices: tuple[Listed, ...] = ()
    events: tuple[Entry, ...]
    algorithm: str = "SM3"
    package_digest: str | None = None
    packed_by: str | None = None
    checked_by: str | None = None

    def __post_init__(self) -> None:
        if not self.events:
            raise ValueError("a case without events is none")

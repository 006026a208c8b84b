"""Data of what follows a decision or stands in its place: conclusion, amendment, revocation, answer to a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from siban.domain.notices.rules import Kind
from siban.domain.notices.values import Basis, Letter, Remedies, Repayment


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One matter of an 一件事 and what came of it."""

    item: str
    outcome: str
    """已办好, 没有办成：原因."""
    collect: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion(Letter):
    """办结告知书: a filing or service that ends without a written decision, or all parts of an 一件事 together."""

    kind: ClassVar[Kind] = Kind.CONCLUSION
    accepted_on: date
    concluded_on: date
    outcome: str
    """As a clause: 已经备案, 五件事都办好了."""
    basis: tuple[Basis, ...] = ()
    parts: tuple[Part, ...] = ()
    paper: str | None = None
    collect: str | None = None
    days_taken: int | None = None
    days_promised: int | None = None
    """Working days, as the figures count them."""
    remedies: Remedies = Remedies()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """One place that is put right."""

    where: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Letter):
    """更正决定书: what was written wrongly in a notice, and how it should read. The rest of it stands."""

    kind: ClassVar[Kind] = Kind.AMENDMENT
    amends: str
    """The notice with its number: 准予决定书（甘区民准〔2026〕96号）."""
    amends_of: date
    basis: tuple[Basis, ...] = ()
    reasons: tuple[str, ...]
    changes: tuple[Amended, ...]
    effect: str | None = None
    """What follows for the applicant, a whole sentence: 少发的100元和2027年1月的津贴一起补发。"""
    remedies: Remedies = Remedies()

    def __post_init__(self) -> None:
        if not self.changes or not self.reasons:
            raise ValueError("an amendment says what is put right, and why")


class Fault(StrEnum):
    """Why a grant could not stand (ALL 69)."""

    OFFICE = "office"
    """69(1): the authority's own fault. Losses are made good (69(4))."""
    APPLICANT = "applicant"
    """69(2): deceit or bribery. What was gained is not protected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation(Letter):
    """撤销决定书 (ALL 69), with reasons, basis and remedies."""

    kind: ClassVar[Kind] = Kind.REVOCATION
    revokes: str
    """The decision with its number: 准予决定书（甘区民准〔2026〕96号）."""
    revokes_of: date
    fault: Fault
    reasons: tuple[str, ...]
    basis: tuple[Basis, ...]
    heard: str | None = None
    """How the holder was heard, a whole sentence. None: she was told and said nothing."""
    void_from: date | None = None
    """From which day the decision has no force; None: the day of this one."""
    give_back: str | None = None
    """The paper to be handed back, how and by when."""
    repayment: Repayment | None = None
    remedies: Remedies = Remedies()

    def __post_init__(self) -> None:
        if not self.reasons or not self.basis:
            raise ValueError("a revocation gives reasons and basis")


class Finding(StrEnum):
    """What an enquiry into a complaint found."""

    TRUE = "true"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswer(Letter):
    """投诉答复书. The applicant is who complained; `case_number` may be empty, `complaint_number` never."""

    kind: ClassVar[Kind] = Kind.COMPLAINT_ANSWER
    complaint_number: str
    received_on: date
    complaint: str
    """What was complained of, in short."""
    finding: Finding
    found: tuple[str, ...]
    """What the enquiry found, each a whole sentence."""
    measures: tuple[str, ...] = ()
    """What was done about it, each a whole sentence."""
    enquired_by: str | None = None
    """Who looked into it: never the person complained of."""
    review: str | None = None
    """Who looks at it again where the answer does not satisfy: 甘州区政务服务中心."""

    def __post_init__(self) -> None:
        if not self.found or not self.complaint_number:
            raise ValueError("an answer says what was found, and to which complaint")
        if self.finding is not Finding.UNFOUNDED and not self.measures:
            raise ValueError("where a complaint is true, the answer says what was done")

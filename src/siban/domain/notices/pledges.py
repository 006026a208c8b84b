"""Data of what the applicant signs: a promise to bring a paper later, a declaration in place of a proof, and what an
item wants signed by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from siban.domain.notices.rules import Kind
from siban.domain.notices.values import Agent, Basis, Party, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A paper that is to follow by a date on the applicant's signed promise (容缺)."""

    name: str
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """What both share: to whom, for which case, by whom."""

    authority: str
    """To whom it is addressed."""
    case_number: str
    item: str
    applicant: Party
    agent: Agent | None = None
    telephone: str | None = None
    by_fingerprint: bool = False
    """The applicant cannot write: a witness signs beside the fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Pledge):
    """容缺受理承诺书: papers, dates, what follows from a broken promise."""

    kind: ClassVar[Kind] = Kind.PROMISE
    promised: tuple[Promised, ...]
    bring_to: Place | None = None
    online: bool = False
    """Photographs sent through the portal will do."""

    def __post_init__(self) -> None:
        if not self.promised:
            raise ValueError("a promise names the papers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One proof (证明事项) that the declaration stands in for: its name, what it would show, what asks for it."""

    name: str
    content: str
    """What it would show, as the applicant declares it: 我在廿里堡村连续住满一年."""
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Pledge):
    """告知承诺书 (国办发〔2020〕42号): what the office tells, what the applicant declares."""

    kind: ClassVar[Kind] = Kind.DECLARATION
    proofs: tuple[Proof, ...]
    check: str | None = None
    """How it is checked, as a clause: 办结后向公安、村委会核实. None: by asking the offices that hold the data."""
    check_by: date | None = None
    liability: str | None = None
    """What the item's own rules say of a false declaration, a whole sentence."""
    published: str | None = None
    """Where and how long the declaration is published; None: it is not."""

    def __post_init__(self) -> None:
        if not self.proofs:
            raise ValueError("a declaration names what it stands in for")


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking(Pledge):
    """A paper of the item that is signed by itself (核对授权书, 食品安全承诺书), in the item's own words."""

    kind: ClassVar[Kind] = Kind.UNDERTAKING
    title: str
    text: str
    signers: tuple[str, ...] = ()
    """Who else signs, by name (every adult of the household); the applicant always does."""

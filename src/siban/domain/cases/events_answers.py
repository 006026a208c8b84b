"""What the log keeps of promises, declarations and second notices. Personal text is sealed before it comes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.kernel.events import payload


@payload("case.dismissed")
@dataclass(frozen=True, slots=True)
class Dismissed:
    """No approval is needed, said at once; nothing was taken (ALL 32(1)). The reason is sealed."""

    office: UUID
    reason: str


@payload("case.signed_by")
@dataclass(frozen=True, slots=True)
class SignedBy:
    """How who applies signs: by hand, or by a fingerprint before a witness, whose name is sealed on the case."""

    by_fingerprint: bool


@payload("case.pledge_printed")
@dataclass(frozen=True, slots=True)
class PledgePrinted:
    """A promise or a declaration was printed to be signed."""

    kind: str
    documents: tuple[str, ...]
    notice: UUID


@payload("case.pledged")
@dataclass(frozen=True, slots=True)
class Pledged:
    """The signed paper is here."""

    kind: str


@payload("case.fulfilled")
@dataclass(frozen=True, slots=True)
class Fulfilled:
    """What was promised was brought, at whichever window (容缺补来)."""

    office: UUID
    documents: tuple[str, ...]
    left: tuple[str, ...]
    notice: UUID


@payload("case.papers_passed_on")
@dataclass(frozen=True, slots=True)
class PapersPassedOn:
    """Papers that another site took in went to the office that has the case."""

    number: int
    giver: UUID
    taker: UUID
    documents: tuple[str, ...]


@payload("case.promise_broken")
@dataclass(frozen=True, slots=True)
class PromiseBroken:
    """A word was not kept: the case ends by it, a decision that was not handed over with it."""

    office: UUID
    kind: str
    documents: tuple[str, ...]
    decided: bool
    notice: UUID


@payload("case.declaration_checked")
@dataclass(frozen=True, slots=True)
class DeclarationChecked:
    """What was declared was looked into afterwards; what was found is sealed."""

    office: UUID
    documents: tuple[str, ...]
    true: bool
    found: str


@payload("case.supplied_part")
@dataclass(frozen=True, slots=True)
class SuppliedPart:
    """A part of what the notice named came in; the same notice stays open, its time goes on."""

    office: UUID
    documents: tuple[str, ...]
    left: tuple[str, ...]
    notice: UUID


@payload("case.second_asked")
@dataclass(frozen=True, slots=True)
class SecondAsked:
    """Something is new on its face among what was supplied; the head is asked to sign a second notice."""

    office: UUID
    faults: tuple[tuple[str, str], ...]
    """Material and what is wrong with it."""
    reason: str


@payload("case.second_told")
@dataclass(frozen=True, slots=True)
class SecondTold:
    """A second notice, signed by the head; it counts against the office."""

    office: UUID
    turn: int
    missing: tuple[str, ...]
    until: date
    notice: UUID


@payload("case.second_refused")
@dataclass(frozen=True, slots=True)
class SecondRefused:
    """The head did not sign; who accepts answers with what is here."""

    office: UUID


@payload("case.started_again")
@dataclass(frozen=True, slots=True)
class StartedAgain:
    """An intake took over what an earlier case of the same item had."""

    earlier: UUID
    documents: tuple[str, ...]


@payload("case.unanswered")
@dataclass(frozen=True, slots=True)
class Unanswered:
    """The office did not answer in time; the applicant was told that she may complain (F12)."""

    office: UUID
    due: date

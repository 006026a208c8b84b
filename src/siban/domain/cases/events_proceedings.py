"""What the log keeps of surveys, hearings, publications, opinions, hand-offs, redress and the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from siban.kernel.events import payload


@payload("case.surveying")
@dataclass(frozen=True, slots=True)
class Surveying:
    """Two people are named to go there; the sheet is printed (ALL 34)."""

    proceeding: UUID
    kind: str
    office: UUID
    notice: UUID


@payload("case.surveyed")
@dataclass(frozen=True, slots=True)
class Surveyed:
    """What two people found on the spot, with the signed sheet."""

    proceeding: UUID
    kind: str
    office: UUID
    on: date
    result: str


@payload("case.established")
@dataclass(frozen=True, slots=True)
class Established:
    """Values were established beside the declared ones (核定); which and why is sealed in the case."""

    office: UUID
    found_by: str
    places: tuple[str, ...]


@payload("case.interest_told")
@dataclass(frozen=True, slots=True)
class InterestTold:
    """Somebody else whose interest is at stake was told of her right to be heard (ALL 36, 47)."""

    number: int
    office: UUID
    ask_by: date
    notice: UUID


@payload("case.interest_answered")
@dataclass(frozen=True, slots=True)
class InterestAnswered:
    """She asked for a hearing, or did not; what she said is sealed in its row."""

    number: int
    office: UUID
    wish: str


@payload("case.hearing_called")
@dataclass(frozen=True, slots=True)
class HearingCalled:
    """When and where the hearing is, told to everybody seven days before (ALL 48)."""

    proceeding: UUID
    office: UUID
    begins: datetime
    notices: tuple[UUID, ...]


@payload("case.heard")
@dataclass(frozen=True, slots=True)
class Heard:
    """The hearing is over; the decision rests on its minutes (ALL 48(2))."""

    proceeding: UUID
    office: UUID
    on: date
    result: str


@payload("case.published")
@dataclass(frozen=True, slots=True)
class Published:
    """What is about to be decided hangs out for objections (公示)."""

    proceeding: UUID
    office: UUID
    until: date
    days: int
    notice: UUID


@payload("case.published_again")
@dataclass(frozen=True, slots=True)
class PublishedAgain:
    """What an objection has changed hangs out once more; `turn`: which publication of the step it is."""

    proceeding: UUID
    office: UUID
    until: date
    days: int
    notice: UUID
    turn: int


@payload("case.objected")
@dataclass(frozen=True, slots=True)
class Objected:
    """Somebody objects; who and why is sealed in its row."""

    proceeding: UUID
    number: int
    way: str


@payload("case.objection_answered")
@dataclass(frozen=True, slots=True)
class ObjectionAnswered:
    """An objection was looked into."""

    proceeding: UUID
    number: int
    office: UUID
    upheld: bool


@payload("case.objector_called")
@dataclass(frozen=True, slots=True)
class ObjectorCalled:
    """Who objected was called back; `done`: reached, or given up after the last call."""

    proceeding: UUID
    number: int
    office: UUID
    reached: bool
    done: bool


@payload("case.publication_ended")
@dataclass(frozen=True, slots=True)
class PublicationEnded:
    """The publication is over, and no objection is open."""

    proceeding: UUID
    office: UUID
    result: str
    objections: int


@payload("case.consulted")
@dataclass(frozen=True, slots=True)
class Consulted:
    """Another office is asked, beside others and under the same limit."""

    number: int
    office: UUID
    to: UUID
    days: int


@payload("case.consultation_taken")
@dataclass(frozen=True, slots=True)
class ConsultationTaken:
    """The office that was asked has it in hand."""

    number: int
    office: UUID


@payload("case.opined")
@dataclass(frozen=True, slots=True)
class Opined:
    """The office that was asked has answered; `late`: after its share of the time."""

    number: int
    office: UUID
    advice: str
    late: bool


@payload("case.handed_off")
@dataclass(frozen=True, slots=True)
class HandedOff:
    """A sheet for the department's own system; `fields` are keyed a second time there."""

    number: int
    office: UUID
    system: str
    fields: int
    notice: UUID


@payload("case.handed_back")
@dataclass(frozen=True, slots=True)
class HandedBack:
    """That system's number and result are back."""

    number: int
    office: UUID
    on: date


@payload("case.amended")
@dataclass(frozen=True, slots=True)
class Amended:
    """A slip of the decision was put right; the new notice replaces the old one (更正)."""

    office: UUID
    authority: str
    replaced: UUID
    notice: UUID


@payload("case.revocation_proposed")
@dataclass(frozen=True, slots=True)
class RevocationProposed:
    """Who decided proposes to revoke; the reasons are sealed."""

    office: UUID
    fault: str
    reasons: str


@payload("case.revocation_refused")
@dataclass(frozen=True, slots=True)
class RevocationRefused:
    """The decision stands."""

    office: UUID


@payload("case.revoked")
@dataclass(frozen=True, slots=True)
class Revoked:
    """The decision has no force from `void_from` on, signed by the office's head (ALL 69)."""

    office: UUID
    authority: str
    fault: str
    void_from: date
    notice: UUID


@payload("case.packed")
@dataclass(frozen=True, slots=True)
class Packed:
    """The file of the archive was written and read again; `digest` is that of its index."""

    number: str
    digest: str
    kept_until: date | None
    notice: UUID


@payload("case.destruction_proposed")
@dataclass(frozen=True, slots=True)
class DestructionProposed:
    """The time of keeping is over; one person proposes to destroy the package."""

    number: str


@payload("case.destroyed")
@dataclass(frozen=True, slots=True)
class Destroyed:
    """A second person destroyed the package; this log stays."""

    number: str
    digest: str

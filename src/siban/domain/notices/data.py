"""What each kind of notice prints, frozen at the moment it is issued.

Every value is final: names as they stand that day, dates already counted. The document number, the verification code
and the date of issue belong to the notice itself. Optional parts may be missing and the wording is then still complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, get_args

from siban.domain.notices.entitlements import Adjustment as Adjustment
from siban.domain.notices.entitlements import Resumption as Resumption
from siban.domain.notices.entitlements import Stop as Stop
from siban.domain.notices.entitlements import Suspension as Suspension
from siban.domain.notices.outcomes import Amended as Amended
from siban.domain.notices.outcomes import Amendment as Amendment
from siban.domain.notices.outcomes import ComplaintAnswer as ComplaintAnswer
from siban.domain.notices.outcomes import Conclusion as Conclusion
from siban.domain.notices.outcomes import Fault as Fault
from siban.domain.notices.outcomes import Finding as Finding
from siban.domain.notices.outcomes import Part as Part
from siban.domain.notices.outcomes import Revocation as Revocation
from siban.domain.notices.pledges import Declaration as Declaration
from siban.domain.notices.pledges import Promise as Promise
from siban.domain.notices.pledges import Promised as Promised
from siban.domain.notices.pledges import Proof as Proof
from siban.domain.notices.pledges import Undertaking as Undertaking
from siban.domain.notices.proceedings import Hearing as Hearing
from siban.domain.notices.proceedings import Hold as Hold
from siban.domain.notices.proceedings import HoldEnd as HoldEnd
from siban.domain.notices.proceedings import ObjectionReceipt as ObjectionReceipt
from siban.domain.notices.proceedings import Publication as Publication
from siban.domain.notices.proceedings import Session as Session
from siban.domain.notices.proceedings import Shown as Shown
from siban.domain.notices.rules import Kind
from siban.domain.notices.sheets import Archive as Archive
from siban.domain.notices.sheets import Entry as Entry
from siban.domain.notices.sheets import Handoff as Handoff
from siban.domain.notices.sheets import Listed as Listed
from siban.domain.notices.sheets import Survey as Survey
from siban.domain.notices.sheets import Surveyor as Surveyor
from siban.domain.notices.slips import AgencyReceipt as AgencyReceipt
from siban.domain.notices.slips import ApplicationForm as ApplicationForm
from siban.domain.notices.slips import Block as Block
from siban.domain.notices.slips import Field as Field
from siban.domain.notices.slips import Mandate as Mandate
from siban.domain.notices.slips import Paper as Paper
from siban.domain.notices.slips import Receipt as Receipt
from siban.domain.notices.slips import Section as Section
from siban.domain.notices.values import Agent as Agent
from siban.domain.notices.values import Basis as Basis
from siban.domain.notices.values import Benefit as Benefit
from siban.domain.notices.values import Contact as Contact
from siban.domain.notices.values import Letter as Letter
from siban.domain.notices.values import Party as Party
from siban.domain.notices.values import Per as Per
from siban.domain.notices.values import Place as Place
from siban.domain.notices.values import Remedies as Remedies
from siban.domain.notices.values import Repayment as Repayment


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Letter):
    """受理通知书 (ALL 32(5)); on silence, 32(4)."""

    kind: ClassVar[Kind] = Kind.ACCEPTANCE
    received_on: date
    accepted_on: date
    by_silence: bool = False
    """Nobody answered in five working days: accepted from the day of receipt."""
    basis: Basis | None = None
    answer_by: date | None = None
    """Last day of the promised limit; None for what is done on the spot."""
    answer_days: int | None = None
    in_working_days: bool = True
    legal_by: date | None = None
    legal_days: int | None = None
    provisional: bool = False
    """Counted over a year whose holidays are not yet published."""
    fee: str | None = None
    """None: free."""
    promised: tuple[Promised, ...] = ()
    meanwhile: str | None = None
    """What the applicant must do or expect before the answer; None: nothing."""
    remedies: Remedies = Remedies()
    """Against no answer at all."""


class Ground(StrEnum):
    """Why an application is declined (ALL 32(1), (2))."""

    NO_APPROVAL_NEEDED = "no-approval-needed"
    NOT_COMPETENT = "not-competent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Letter):
    """不予受理通知书."""

    kind: ClassVar[Kind] = Kind.DECLINE
    received_on: date
    ground: Ground
    basis: Basis | None = None
    reasons: tuple[str, ...] = ()
    competent: Place | None = None
    """Required where this authority is not competent."""
    papers_returned: bool = True
    remedies: Remedies = Remedies()

    def __post_init__(self) -> None:
        if self.ground is Ground.NOT_COMPETENT and self.competent is None:
            raise ValueError("a decline for want of competence names the competent authority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A paper that is missing or not in order: why it is needed or what is wrong, and how to mend it."""

    name: str
    reason: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Letter):
    """补正材料一次性告知书 (ALL 32(4)): everything that is missing, once."""

    kind: ClassVar[Kind] = Kind.CORRECTION
    received_on: date
    basis: Basis | None = None
    missing: tuple[Missing, ...]
    until: date
    until_days: int | None = None
    """Calendar days that the applicant has."""
    bring_to: Place | None = None
    online: bool = False
    """Photographs sent through the portal will do."""
    again_because: str | None = None
    """Why a second notice is lawful (new on its face), signed by the head of the office."""
    turn: int = 1
    """Which notice of this case it is; printed from the second on, which the figures count."""
    again_signed_by: str | None = None
    """The head of the office, who signed that a second notice is lawful."""

    def __post_init__(self) -> None:
        if not self.missing:
            raise ValueError("a correction notice names what is missing")
        if self.turn > 1 and not self.again_because:
            raise ValueError("a second correction notice says why it is lawful")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Letter):
    """延期告知书 (ALL 42): at most once, with the reason."""

    kind: ClassVar[Kind] = Kind.EXTENSION
    accepted_on: date
    basis: Basis | None = None
    reason: str
    before: date
    answer_by: date
    days: int
    in_working_days: bool = True
    approved_by: str | None = None
    remedies: Remedies = Remedies()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Letter):
    """准予决定书."""

    kind: ClassVar[Kind] = Kind.GRANT
    accepted_on: date
    decided_on: date
    findings: str | None = None
    """What was found, as a clause without full stop: 您已满80周岁，户口在甘州区，符合发放条件."""
    basis: tuple[Basis, ...]
    benefit: Benefit | None = None
    paper: str | None = None
    """The licence or certificate that comes of it, with its number."""
    valid_from: date | None = None
    valid_to: date | None = None
    collect: str | None = None
    """How the result is fetched."""
    yearly: str | None = None
    """The yearly check, if there is one."""
    duties: tuple[str, ...] = ()
    """What the applicant must tell or do, each a whole sentence."""
    remedies: Remedies = Remedies()

    def __post_init__(self) -> None:
        if not self.basis:
            raise ValueError("a decision rests on a basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deny(Letter):
    """不予决定书. Denial without reasons is not possible (ALL 38)."""

    kind: ClassVar[Kind] = Kind.DENY
    accepted_on: date
    decided_on: date
    reasons: tuple[str, ...]
    basis: tuple[Basis, ...]
    advice: tuple[str, ...] = ()
    """What else can be tried, each a whole sentence."""
    remedies: Remedies = Remedies()

    def __post_init__(self) -> None:
        if not self.reasons or not self.basis:
            raise ValueError("a denial gives reasons and basis")


class End(StrEnum):
    """How a case ended without a decision."""

    WITHDRAWN = "withdrawn"
    NOT_PURSUED = "not-pursued"
    FALLEN_AWAY = "fallen-away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination(Letter):
    """终止办理告知书: withdrawn, not pursued, or the matter fell away."""

    kind: ClassVar[Kind] = Kind.TERMINATION
    received_on: date
    ended_on: date
    end: End
    reasons: tuple[str, ...] = ()
    basis: Basis | None = None
    papers_returned: bool = True
    remedies: Remedies = Remedies()

    def __post_init__(self) -> None:
        if self.end is End.FALLEN_AWAY and not self.reasons:
            raise ValueError("a termination gives reasons")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One hand-over of a result. What is not known yet is left as a line to be filled in by hand."""

    from_office: str
    to: str
    """The office, or the recipient and her relation to the applicant."""
    giver: str | None = None
    receiver: str | None = None
    at: datetime | None = None
    """Local time."""
    how: str | None = None
    """当面交, 邮寄 with the tracking number, 代办员送上门."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Letter):
    """送达回证, with up to two hand-overs: office to point, point to resident."""

    kind: ClassVar[Kind] = Kind.DELIVERY
    results: tuple[str, ...]
    """What is handed over, each with its number and copies."""
    handovers: tuple[Handover, ...]
    remark: str | None = None

    def __post_init__(self) -> None:
        if not self.results or not 1 <= len(self.handovers) <= 2:
            raise ValueError("a delivery record names what is delivered, in one or two hand-overs")


NoticeData = (
    Receipt
    | ApplicationForm
    | Mandate
    | Promise
    | Declaration
    | Undertaking
    | Survey
    | Handoff
    | AgencyReceipt
    | ObjectionReceipt
    | Archive
    | Acceptance
    | Decline
    | Correction
    | Hold
    | HoldEnd
    | Extension
    | Hearing
    | Publication
    | Grant
    | Deny
    | Conclusion
    | Amendment
    | Revocation
    | Termination
    | Delivery
    | Suspension
    | Resumption
    | Stop
    | Adjustment
    | ComplaintAnswer
)

OF_KIND: dict[Kind, type[NoticeData]] = {data.kind: data for data in get_args(NoticeData)}


def applicant_of(data: NoticeData) -> Party:
    """Whom the notice concerns."""
    return data.principal if isinstance(data, Mandate) else data.applicant


def issuer_of(data: NoticeData) -> str:
    """The authority or site in whose name the notice is issued."""
    return data.site if isinstance(data, Receipt | Mandate | AgencyReceipt | ObjectionReceipt) else data.authority

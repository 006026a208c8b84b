"""What each kind of notice prints, frozen at the moment it is issued.

Every value is final: names as they stand that day, dates already counted. The document number, the verification code
and the date of issue belong to the notice itself. Optional parts may be missing and the wording is then still complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from siban.domain.notices.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The applicant (申请人)."""

    name: str
    masked_number: str | None = None
    is_organisation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who acts for the applicant (代办人), and as what: 儿子, 监护人, 代办员."""

    name: str
    relation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who handles it (谁在办)."""

    office: str
    telephone: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a decision rests on: the document without book marks, and the article as it is cited (第三十三条)."""

    document: str
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to go."""

    name: str
    address: str | None = None
    telephone: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """What can be done against a decision. Reconsideration within 60 days, lawsuit within six months
    (Reconsideration Law 2023 art. 20, Administrative Procedure Law art. 46). With neither: complaint only."""

    reconsideration: str | None = None
    """The body that reconsiders: 甘州区人民政府."""
    court: str | None = None
    """The court of first instance: 甘州区人民法院."""
    reconsideration_first: bool = False
    """A lawsuit is only open after reconsideration (art. 23)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What all numbered notices have in common."""

    authority: str
    """Full name, as on the seal."""
    we: str = "我单位"
    """How the authority calls itself: 我局, 我镇."""
    case_number: str
    applicant: Party
    agent: Agent | None = None
    item: str
    matter: str | None = None
    """What was asked for, as it is said (高龄津贴), where the item's name does not read in a sentence."""
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A paper that is to follow by a date on the applicant's signed promise (容缺)."""

    name: str
    by: date


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

    def __post_init__(self) -> None:
        if not self.missing:
            raise ValueError("a correction notice names what is missing")


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
    approved_by: str | None = None
    remedies: Remedies = Remedies()


class Per(StrEnum):
    """How often a sum is paid."""

    ONCE = "once"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What a granted benefit pays."""

    fen: int
    per: Per = Per.MONTH
    first_month: date | None = None
    last_month: date | None = None
    paid: str | None = None
    """How it reaches the person: 每月15日前打到社保卡（尾号0371）."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper taken in, how (收原件, 看过，已还), and how many (1份, 拍2张)."""

    name: str
    how: str
    quantity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """收件凭证: what was taken, when, by whom. Not yet acceptance."""

    kind: ClassVar[Kind] = Kind.RECEIPT
    site: str
    case_number: str
    item: str
    applicant: Party
    agent: Agent | None = None
    clerk: str
    taken_at: datetime
    """Local time."""
    telephone: str | None = None
    papers: tuple[Paper, ...] = ()
    looked_up: str | None = None
    """What is asked of the state instead: 户口本由我们向公安查，不用交。"""
    answer_by: date | None = None
    """By when acceptance is answered; None where the matter is done on the spot."""
    silence_accepts: bool = True
    """Without an answer it counts as accepted from the day of receipt (ALL 32(4))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the form. A value that is None leaves room for handwriting."""

    label: str
    value: str | None = None
    wide: bool = False
    """Takes the whole width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A repeating block (household members) as a table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    fields: tuple[Field, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm:
    """申请表, printed filled, to be signed or marked with a fingerprint before a witness."""

    kind: ClassVar[Kind] = Kind.APPLICATION_FORM
    title: str
    """高龄津贴申请表."""
    authority: str
    """To whom it is addressed."""
    case_number: str
    item: str
    version: str
    """Which version of the item the form belongs to: 2026年第2版."""
    applicant: Party
    agent: Agent | None = None
    sections: tuple[Section, ...] = ()
    declaration: tuple[str, ...] = ()
    """Empty: the usual declaration that what is stated is true."""
    authorisation: str | None = None
    """Text of the authorisation to check income and assets, signed apart (低保)."""
    photo: bool = False
    by_fingerprint: bool = False
    """The applicant cannot write: a witness signs beside the fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """委托书: who, for whom, which item, until when."""

    kind: ClassVar[Kind] = Kind.MANDATE
    site: str
    case_number: str | None = None
    item: str
    principal: Party
    principal_telephone: str | None = None
    representative: Party
    representative_telephone: str | None = None
    relation: str | None = None
    powers: tuple[str, ...] = ()
    """Empty: handing in papers, signing receipts, taking the result."""
    until: date | None = None
    by_fingerprint: bool = False


NoticeData = (
    Receipt
    | ApplicationForm
    | Mandate
    | Acceptance
    | Decline
    | Correction
    | Extension
    | Grant
    | Deny
    | Termination
    | Delivery
)

OF_KIND: dict[Kind, type[NoticeData]] = {
    data.kind: data
    for data in (
        Receipt,
        ApplicationForm,
        Mandate,
        Acceptance,
        Decline,
        Correction,
        Extension,
        Grant,
        Deny,
        Termination,
        Delivery,
    )
}


def applicant_of(data: NoticeData) -> Party:
    """Whom the notice concerns."""
    return data.principal if isinstance(data, Mandate) else data.applicant


def issuer_of(data: NoticeData) -> str:
    """The authority or site in whose name the notice is issued."""
    return data.site if isinstance(data, Receipt | Mandate) else data.authority

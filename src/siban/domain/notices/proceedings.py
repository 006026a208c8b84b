"""Data of what is told between acceptance and decision: time that does not count, hearing, publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from siban.domain.notices.rules import Kind
from siban.domain.notices.values import Basis, Letter, Party, Place, Remedies


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Letter):
    """特别程序告知书 (ALL 45): what is done, how long it will take, from which day the limit does not run."""

    kind: ClassVar[Kind] = Kind.HOLD
    accepted_on: date
    basis: Basis | None = None
    ground: str
    """One of the regime's own, as a noun: 听证, 现场检验, 专家评审."""
    reason: str | None = None
    """Why this application needs it, as a clause: 您申报的面积要到现场量."""
    from_day: date
    """The first day that is not counted."""
    expected_until: date
    """The last day that it should take; the limit runs again on the day after it ends."""
    expected_days: int | None = None
    """The same in working days."""
    before: date | None = None
    """The last day of the limit as it was told."""
    duties: tuple[str, ...] = ()
    """What the applicant must do meanwhile, each a whole sentence. Empty: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnd(Letter):
    """恢复计算期限告知书: what was held is over; the new last day."""

    kind: ClassVar[Kind] = Kind.HOLD_END
    accepted_on: date
    basis: Basis | None = None
    ground: str
    from_day: date
    until_day: date
    """First and last day that were not counted."""
    result: str | None = None
    """What came of it, as a clause: 现场检验合格."""
    before: date | None = None
    answer_by: date
    legal_by: date | None = None
    in_working_days: bool = True
    remedies: Remedies = Remedies()
    """Against no answer at all."""

    def __post_init__(self) -> None:
        if self.until_day < self.from_day:
            raise ValueError("a hold ends after it began")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """When and where a hearing is held, told seven days before (ALL 48(1)(1))."""

    at: datetime
    """Local time."""
    place: Place
    presider: str | None = None
    """None of those who examine the application (ALL 48(1)(3))."""
    is_public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing(Letter):
    """听证告知书 (ALL 46–48): the right to a hearing and until when to ask for it; or when and where it is held."""

    kind: ClassVar[Kind] = Kind.HEARING
    accepted_on: date
    basis: tuple[Basis, ...] = ()
    recipient: Party | None = None
    """Someone else whose interest is at stake; None: the applicant."""
    interest: str
    """What is at stake, as a clause: 加工坊的排烟口正对您家窗户."""
    ask_by: date | None = None
    ask_at: Place | None = None
    session: Session | None = None

    def __post_init__(self) -> None:
        if (self.ask_by is None) == (self.session is None):
            raise ValueError("a hearing notice says until when to ask, or when the hearing is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One fact that is made public: 家庭人口 3人."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Letter):
    """公示, to be posted: names masked by the wording itself, no document numbers, no addresses."""

    kind: ClassVar[Kind] = Kind.PUBLICATION
    basis: Basis | None = None
    proposal: str
    """What is about to be decided, after 拟: 准予最低生活保障."""
    shown: tuple[Shown, ...] = ()
    from_day: date
    until_day: date
    days: int
    in_working_days: bool = False
    posted_at: tuple[str, ...] = ()
    """Where it hangs; empty: where this paper hangs."""
    objections_to: Place
    """Who takes objections, with telephone."""
    turn: int = 1
    """Which publication of this matter it is."""
    changed: tuple[str, ...] = ()
    """What the objections to the one before changed, each as a sentence. Only from the second on."""

    def __post_init__(self) -> None:
        if self.until_day < self.from_day:
            raise ValueError("a publication ends after it began")
        if self.objections_to.telephone is None:
            raise ValueError("a publication says whom to call")
        if bool(self.changed) != (self.turn > 1):
            raise ValueError("a publication is repeated for what has changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionReceipt:
    """异议收件凭证: what somebody objects to, in whose hands it is, and by when she is called back."""

    kind: ClassVar[Kind] = Kind.OBJECTION_RECEIPT
    site: str
    """Where it was taken."""
    case_number: None = None
    """She is no party: nothing of the case but what hangs out."""
    publication: str
    """The number (文号) of what she objects to."""
    item: str
    applicant: Party
    """Who applied, as she is named to others."""
    objector: str | None = None
    """Her name, where she gave it."""
    telephone: str | None = None
    """The number to call her back on, masked."""
    words: str
    way: str
    """How she said it: 当面, 电话, 来信."""
    clerk: str
    taken_at: datetime
    """Local time."""
    looked_into_by: Place
    answer_by: date | None = None
    """The last day on which she is called back; None where she left no telephone."""

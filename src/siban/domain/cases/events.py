"""What the log keeps of each act on a case. Ids and codes; personal text is sealed before it comes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.domain.cases.events_answers import DeclarationChecked as DeclarationChecked
from siban.domain.cases.events_answers import Dismissed as Dismissed
from siban.domain.cases.events_answers import Fulfilled as Fulfilled
from siban.domain.cases.events_answers import PapersPassedOn as PapersPassedOn
from siban.domain.cases.events_answers import Pledged as Pledged
from siban.domain.cases.events_answers import PledgePrinted as PledgePrinted
from siban.domain.cases.events_answers import PromiseBroken as PromiseBroken
from siban.domain.cases.events_answers import SecondAsked as SecondAsked
from siban.domain.cases.events_answers import SecondRefused as SecondRefused
from siban.domain.cases.events_answers import SecondTold as SecondTold
from siban.domain.cases.events_answers import SignedBy as SignedBy
from siban.domain.cases.events_answers import StartedAgain as StartedAgain
from siban.domain.cases.events_answers import SuppliedPart as SuppliedPart
from siban.domain.cases.events_answers import Unanswered as Unanswered
from siban.domain.cases.events_delivery import Chased as Chased
from siban.domain.cases.events_delivery import FollowedUp as FollowedUp
from siban.domain.cases.events_delivery import Posted as Posted
from siban.domain.cases.events_delivery import ScreenChosen as ScreenChosen
from siban.domain.cases.events_families import FamilyOpened as FamilyOpened
from siban.domain.cases.events_proceedings import Amended as Amended
from siban.domain.cases.events_proceedings import ConsultationTaken as ConsultationTaken
from siban.domain.cases.events_proceedings import Consulted as Consulted
from siban.domain.cases.events_proceedings import Destroyed as Destroyed
from siban.domain.cases.events_proceedings import DestructionProposed as DestructionProposed
from siban.domain.cases.events_proceedings import Established as Established
from siban.domain.cases.events_proceedings import HandedBack as HandedBack
from siban.domain.cases.events_proceedings import HandedOff as HandedOff
from siban.domain.cases.events_proceedings import Heard as Heard
from siban.domain.cases.events_proceedings import HearingCalled as HearingCalled
from siban.domain.cases.events_proceedings import InterestAnswered as InterestAnswered
from siban.domain.cases.events_proceedings import InterestTold as InterestTold
from siban.domain.cases.events_proceedings import Objected as Objected
from siban.domain.cases.events_proceedings import ObjectionAnswered as ObjectionAnswered
from siban.domain.cases.events_proceedings import ObjectorCalled as ObjectorCalled
from siban.domain.cases.events_proceedings import Opined as Opined
from siban.domain.cases.events_proceedings import Packed as Packed
from siban.domain.cases.events_proceedings import PublicationEnded as PublicationEnded
from siban.domain.cases.events_proceedings import Published as Published
from siban.domain.cases.events_proceedings import PublishedAgain as PublishedAgain
from siban.domain.cases.events_proceedings import RevocationProposed as RevocationProposed
from siban.domain.cases.events_proceedings import RevocationRefused as RevocationRefused
from siban.domain.cases.events_proceedings import Revoked as Revoked
from siban.domain.cases.events_proceedings import Surveyed as Surveyed
from siban.domain.cases.events_proceedings import Surveying as Surveying
from siban.domain.cases.events_urging import UrgeAnswered as UrgeAnswered
from siban.domain.cases.events_urging import Urged as Urged
from siban.domain.cases.events_within import HandedOn as HandedOn
from siban.domain.cases.events_within import Marked as Marked
from siban.kernel.events import payload


@payload("case.opened")
@dataclass(frozen=True, slots=True)
class Opened:
    """A clerk was first asked (首问) and began an intake."""

    number: str
    item: str
    version: UUID
    office: UUID
    channel: str
    capacity: str


@payload("case.filled")
@dataclass(frozen=True, slots=True)
class Filled:
    """Scenario, form or papers were worked on; names of what changed, not values."""

    scenario: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@payload("case.received")
@dataclass(frozen=True, slots=True)
class Received:
    """Documents were taken against a receipt; nothing is decided (收件)."""

    office: UUID
    documents: tuple[str, ...]
    missing: tuple[str, ...]
    proposal: str
    answer_by: date | None
    notice: UUID


@payload("case.dispatched")
@dataclass(frozen=True, slots=True)
class Dispatched:
    """The next step was handed to an office, which must take it (转办)."""

    step: str
    number: int
    office: UUID
    days: int


@payload("case.claimed")
@dataclass(frozen=True, slots=True)
class Claimed:
    """An office took over a step (签收)."""

    step: str
    number: int
    office: UUID


@payload("case.returned")
@dataclass(frozen=True, slots=True)
class Returned:
    """A step went back to the office before, with a reason."""

    step: str
    office: UUID
    to: UUID
    reason: str


@payload("case.accepted")
@dataclass(frozen=True, slots=True)
class Accepted:
    """Accepted as complete (ALL 32(5)); both clocks run from this day."""

    office: UUID
    authority: str
    promised_due: date | None
    statutory_due: date | None
    notice: UUID


@payload("case.deemed")
@dataclass(frozen=True, slots=True)
class Deemed:
    """Nobody answered in time: it counts as accepted from the day of receipt, and the failure is the office's."""

    office: UUID
    since: date
    promised_due: date | None
    statutory_due: date | None
    notice: UUID


@payload("case.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    """The applicant did not supply what was asked in her own time; the case may be started again."""

    office: UUID
    until: date
    notice: UUID


@payload("case.held")
@dataclass(frozen=True, slots=True)
class Held:
    """The limits stand still on a ground that the regime knows (ALL 45)."""

    office: UUID
    ground: str
    expected_until: date
    notice: UUID


@payload("case.resumed")
@dataclass(frozen=True, slots=True)
class Resumed:
    """The limits go on, and the applicant is told until when."""

    office: UUID
    promised_due: date | None
    statutory_due: date | None
    notice: UUID | None


@payload("case.extension_asked")
@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    """Whoever handles the case asks for more time; the reason is sealed."""

    office: UUID
    days: int
    reason: str


@payload("case.extended")
@dataclass(frozen=True, slots=True)
class Extended:
    """More time, once, approved by who the regime names, and told to the applicant (ALL 42)."""

    office: UUID
    days: int
    promised_due: date | None
    statutory_due: date | None
    notice: UUID


@payload("case.extension_refused")
@dataclass(frozen=True, slots=True)
class ExtensionRefused:
    """The limits stay as they are."""

    office: UUID


@payload("case.declined")
@dataclass(frozen=True, slots=True)
class Declined:
    """Not taken: no approval is needed, or another authority is competent (ALL 32(1), (2))."""

    office: UUID
    ground: str
    competent: str
    notice: UUID


@payload("case.corrected")
@dataclass(frozen=True, slots=True)
class Corrected:
    """All that is missing was told, once (ALL 32(4))."""

    office: UUID
    missing: tuple[str, ...]
    until: date
    notice: UUID


@payload("case.supplied")
@dataclass(frozen=True, slots=True)
class Supplied:
    """What was missing came in; the time to answer begins anew."""

    office: UUID
    documents: tuple[str, ...]
    answer_by: date | None
    notice: UUID


@payload("case.reviewed")
@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reviewer's opinion, for who decides."""

    step: str
    office: UUID
    advice: str


@payload("case.decided")
@dataclass(frozen=True, slots=True)
class Decided:
    """Granted or denied: the conclusion (办结)."""

    outcome: str
    office: UUID
    authority: str
    on_time: bool | None
    notice: UUID | None


@payload("case.ended")
@dataclass(frozen=True, slots=True)
class Ended:
    """Withdrawn by the applicant, or terminated with reasons, before a decision."""

    outcome: str
    state: str
    notice: UUID | None


@payload("case.ended", version=2)
@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Withdrawn by the applicant; `shown`: how it was made sure that she wished it, `pages`: her signed request."""

    outcome: str
    state: str
    notice: UUID | None
    shown: str
    pages: tuple[UUID, ...]


@payload("case.handed_over")
@dataclass(frozen=True, slots=True)
class HandedOver:
    """A result passed between offices, against signature."""

    number: int
    giver: UUID
    taker: UUID


@payload("case.delivered")
@dataclass(frozen=True, slots=True)
class Delivered:
    """The applicant has the result, against signature (送达)."""

    number: int
    office: UUID
    manner: str
    notice: UUID


@payload("case.visited")
@dataclass(frozen=True, slots=True)
class Visited:
    """The applicant came to a window; `asked` where the procedure made her come."""

    site: UUID
    purpose: str
    asked: bool


@payload("case.archived")
@dataclass(frozen=True, slots=True)
class Archived:
    """The file is closed."""

    state: str

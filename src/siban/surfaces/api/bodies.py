"""The body of every act on a case. What an act needs is in its service; a field that no service knows is refused."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictInt

from siban.domain.cases.rules import Advice, Answer, Capacity, Channel, Fault, Manner
from siban.domain.cases.rules_established import FoundBy, Shown
from siban.domain.cases.rules_proceedings import CALL_BACK_DAYS, LONGEST_CALL_BACK, Way, Wish
from siban.domain.cases.services.documents import Tick
from siban.domain.notices.data import Ground
from siban.domain.notices.outcomes import Fault as RevocationFault
from siban.domain.people.rules import Pledge
from siban.surfaces.api.shapes.values import (
    Answers,
    Closed,
    Count,
    Day,
    Flag,
    Form,
    Id,
    Key,
    Moment,
    Picture,
    Prose,
    Word,
    words,
)

Reasons = Annotated[list[Prose], Field(max_length=20)]
Pictures = Annotated[list[Picture], Field(max_length=20)]


class TickIn(Closed):
    """What is said of one paper: here, and how it was taken; or missing, and why; or to follow by a day (容缺); or
    replaced by a declaration (告知承诺)."""

    here: Flag
    manner: Manner = Manner.SEEN
    reason: Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9_.-]*$")] = ""
    promised: Day | None = None
    declared: Flag = False

    def tick(self) -> Tick:
        return Tick(self.here, self.manner, self.reason, self.promised, self.declared)


Ticks = Annotated[dict[Key, TickIn], Field(max_length=100)]


class Opening(Closed):
    """A new case: who applies, for what, and as whom."""

    item: Key
    applicant: Id
    capacity: Capacity = Capacity.SELF
    representative: Id | None = None
    channel: Channel = Channel.WINDOW
    scenario: Answers = {}

    model_config = Closed.model_config | {
        "json_schema_extra": {
            "examples": [{"item": "old-age-allowance", "applicant": "0199a2b4-7c7e-7000-8000-000000000001"}]
        }
    }


class Filling(Closed):
    """Work on a draft: answers, values of the form, papers. What is left out stays."""

    scenario: Answers = {}
    form: Form = {}
    ticks: Ticks = {}

    model_config = Closed.model_config | {
        "json_schema_extra": {
            "examples": [{"form": {"bank_account": "6217 0000 0000 0000 006"}, "ticks": {"id-copy": {"here": True}}}]
        }
    }


class Plain(Closed):
    """An act that needs no word. `at`: when it really happened, where that is not now."""

    at: Moment | None = None


class Receive(Plain):
    proposal: Answer | None = None
    came: Flag = True


class Reason(Plain):
    reason: Prose


class Withdrawal(Plain):
    """How it is known that she wishes it; a draft needs none of it. `tail`: the last four of her document number."""

    shown: Shown | None = None
    tail: Word = ""
    pictures: Pictures = []


class HandingOn(Plain):
    post: Id
    reason: Prose


class Frame(Closed):
    """A place on a page in thousandths, from the upper left corner; `sheet` counts the pages of a PDF from 1."""

    left: Count
    top: Count
    width: Count
    height: Count
    sheet: Count = 0


class Marking(Plain):
    page: Id
    frame: Frame
    note: Prose


class Place(Closed):
    name: Word
    address: Word | None = None
    telephone: Word | None = None
    hours: Word | None = None


class Decline(Plain):
    ground: Ground
    reasons: Reasons = []
    competent: Place | None = None


class Correct(Plain):
    """The papers found missing on checking; what stands on the list already need not be said again."""

    ticks: Ticks = {}

    model_config = Plain.model_config | {
        "json_schema_extra": {"examples": [{"ticks": {"bank-card-copy": {"here": False}}}]}
    }


class Supply(Plain):
    ticks: Ticks
    pictures: Annotated[dict[Key, Pictures], Field(max_length=100)] = {}
    came: Flag = True


class Second(Plain):
    faults: Annotated[dict[Key, Fault], Field(max_length=100)]
    reason: Prose


class Fulfil(Plain):
    here: Annotated[list[Key], Field(max_length=100)] = []
    pictures: Annotated[dict[Key, Pictures], Field(max_length=100)] = {}


class DeclarationCheck(Plain):
    true: Flag
    found: Prose


class Review(Plain):
    advice: Advice
    opinion: Prose

    model_config = Plain.model_config | {
        "json_schema_extra": {"examples": [{"advice": "grant", "opinion": "满80周岁，户籍在本区。"}]}
    }


class Grant(Plain):
    opinion: Prose = ""


class Deny(Plain):
    reasons: Reasons
    advice: Reasons = []


class Ending(Plain):
    reasons: Reasons


class Hold(Plain):
    ground: Key
    expected_until: Day
    reason: Prose = ""


class ExtensionAsked(Plain):
    days: Annotated[StrictInt, Field(ge=1, le=366)]
    reason: Prose


class UrgeAnswer(Plain):
    sentence: Prose


class Deliver(Plain):
    """The result against her signature, photographed or drawn."""

    signature: Picture
    manner: Literal["window", "home", "agent"] = "window"


class Post(Plain):
    carrier: Word
    number: Word


class FollowUp(Plain):
    reached: Flag
    agreed_on: Day | None = None


class Survey(Plain):
    posts: Annotated[list[Id], Field(max_length=10)]
    place: Word = ""


class Findings(Plain):
    on: Day
    findings: Prose
    confirmed: Flag
    pictures: Pictures


class Setting(Closed):
    """A place of the form (`income`; `household.2.income`, rows from 0; `household.2`), what is so, and why."""

    place: Word
    value: str | int | bool | dict[str, str | int | bool | None] | None = None
    reason: Prose


class Establishing(Plain):
    found_by: FoundBy
    settings: Annotated[list[Setting], Field(min_length=1, max_length=200)]
    consent: Prose = ""


class Interest(Plain):
    name: Word
    interest: Prose
    telephone: Word = ""
    address: Word = ""


class InterestAnswer(Plain):
    number: Count
    wish: Wish
    words: Prose = ""


class Hearing(Plain):
    begins: Moment
    presider: Id
    interest: Prose = ""
    is_public: Flag = True


class Minutes(Plain):
    minutes: Prose
    pictures: Pictures
    confirmed: Flag
    on: Day | None = None


class Publication(Plain):
    posted_at: Annotated[list[Word], Field(max_length=10)] = []


class Objection(Plain):
    proceeding: Id
    way: Way
    words: Prose
    name: Word = ""
    telephone: Word = ""
    call_days: Annotated[StrictInt, Field(ge=1, le=LONGEST_CALL_BACK)] = CALL_BACK_DAYS


class ObjectionAnswer(Plain):
    """`changes`: it is upheld so that what hung out changes; `changed` says how, a sentence each."""

    number: Count
    upheld: Flag
    answer: Prose
    changes: Flag = False
    changed: Annotated[list[Prose], Field(max_length=20)] = []


class CallBack(Plain):
    objection: Id
    reached: Flag


class Consultation(Plain):
    """Offices that are asked, each with its days to answer."""

    offices: Annotated[dict[UUID, Annotated[StrictInt, Field(ge=1, le=366)]], Field(max_length=20)]
    question: Prose


class Opinion(Plain):
    advice: Advice
    opinion: Prose


class HandBack(Plain):
    number: Word
    result: Prose
    on: Day


class SlipIn(Closed):
    where: Word
    was: Prose
    now: Prose


class Amendment(Plain):
    slips: Annotated[list[SlipIn], Field(max_length=20)]
    reasons: Reasons
    effect: Prose = ""


class RevocationProposal(Plain):
    fault: Annotated[RevocationFault, words(RevocationFault)]
    reasons: Reasons
    heard: Prose
    void_from: Day | None = None


class Representation(Plain):
    """Who acts for her: a guardian, or somebody with a mandate until a day."""

    capacity: Capacity
    representative: Id | None = None
    until: Day | None = None


class Signing(Plain):
    """By hand, or by fingerprint before a witness."""

    fingerprint: Flag
    witness: Word = ""


class PledgeIn(Plain):
    kind: Pledge


class PledgeSigned(PledgeIn):
    pictures: Pictures


class Proof(Plain):
    """Photographs of a signed paper."""

    pictures: Pictures

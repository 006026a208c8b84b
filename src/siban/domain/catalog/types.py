"""An item version as it is read: frozen values that rules, pages, notices and the API share.

The content of a version is JSON with exactly these fields (`services` validates it against these classes before it is
published), so a new item needs no Python. Money is in fen, days are in `unit`, texts that residents read are `Text`.

Conditions (`check`, `ask_when`, `required_when`, `visible_when`) are JSONLogic over facts; see `rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from siban.kernel.text import Text

Logic = Mapping[str, Any]
"""A JSONLogic expression, kept as the JSON it is, since browsers that are offline evaluate the same one."""


class Kind(StrEnum):
    """Kind of power behind an item (事项类型)."""

    LICENSING = "licensing"
    CONFIRMATION = "confirmation"
    BENEFIT = "benefit"
    REWARD = "reward"
    ADJUDICATION = "adjudication"
    OTHER_POWER = "other-power"
    PUBLIC_SERVICE = "public-service"


class Tier(StrEnum):
    """A tier of the district's network, lowest last."""

    DISTRICT = "district"
    TOWNSHIP = "township"
    VILLAGE = "village"


class StepTier(StrEnum):
    """Where a step is done; `ORIGIN` is wherever the application was taken in."""

    DISTRICT = "district"
    TOWNSHIP = "township"
    VILLAGE = "village"
    ORIGIN = "origin"


class Mode(StrEnum):
    """How a tier takes an item in: own power, entrusted (委托受理), or receives only (代收). rules.md §1."""

    OWN = "own"
    ENTRUSTED = "entrusted"
    RECEIVES = "receives"


class Handling(StrEnum):
    """即办件 or 承诺件."""

    INSTANT = "instant"
    PROMISED = "promised"


class Unit(StrEnum):
    """What a limit counts."""

    WORKING = "working"
    CALENDAR = "calendar"


class Stage(StrEnum):
    """Which state of a case a step belongs to."""

    RECEIVED = "received"
    HANDLING = "handling"
    DELIVERING = "delivering"


class Jurisdiction(StrEnum):
    """Which place decides who is competent (管辖): 户籍地 常住地 参保地 项目所在地 经营所在地 服务所在地."""

    HOUSEHOLD = "household"
    RESIDENCE = "residence"
    INSURED = "insured"
    PROJECT = "project"
    BUSINESS = "business"
    SERVICE = "service"


class Channel(StrEnum):
    """A way by which an application can come in."""

    WINDOW = "window"
    PORTAL = "portal"
    AGENT = "agent"
    KIOSK = "kiosk"
    HOME_VISIT = "home-visit"


class FieldType(StrEnum):
    """What a form field takes; `REGION` is the 12-digit code of a village, community or township."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    MONEY = "money"
    BANK_ACCOUNT = "bank-account"
    PHONE = "phone"
    ADDRESS = "address"
    BOOLEAN = "boolean"
    PERSON_NAME = "person-name"
    REGION = "region"


class MaterialKind(StrEnum):
    """In which shape a material is wanted."""

    ORIGINAL = "original"
    COPY = "copy"
    FORM = "form"
    CERTIFICATE = "certificate"


class Silence(StrEnum):
    """What follows when an authority does not answer an application in time."""

    ACCEPTED = "accepted"
    COMPLAINT = "complaint"


class Outcome(StrEnum):
    """What a remedy is open against."""

    GRANT = "grant"
    DENY = "deny"
    DECLINE = "decline"
    INACTION = "inaction"


class RemedyKind(StrEnum):
    """行政复议, 行政诉讼, or complaint only."""

    RECONSIDERATION = "reconsideration"
    LAWSUIT = "lawsuit"
    COMPLAINT = "complaint"
    MEDIATION = "mediation"


class _Closed:
    """A value that is read from JSON and allows no field that it does not know."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Option(_Closed):
    """One answer to choose from; `told` is how a notice puts it, where that differs from the button."""

    key: str
    text: Text
    told: Text | None = None


@dataclass(frozen=True, slots=True)
class Basis(_Closed):
    """Legal basis: document, article, wording."""

    document: Text
    article: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Condition(_Closed):
    """An acceptance condition. Without `check` a person judges it; `refusal` says why not and where to go instead."""

    key: str
    text: Text
    refusal: Text
    check: Logic | None = None


@dataclass(frozen=True, slots=True)
class Question(_Closed):
    """A scenario question (情形). Its answer is the fact `scenario.<key>`; `prefilled_from` names a source of the answer."""

    key: str
    text: Text
    options: tuple[Option, ...]
    ask_when: Logic | None = None
    prefilled_from: str | None = None


@dataclass(frozen=True, slots=True)
class Material(_Closed):
    """A paper that is needed (材料).

    `shared_from`: key of the register from which it is obtained, then it is not asked from the applicant unless she
    refuses the look-up (State Council Decree 716). `asked_note`: how the clerk asks for it. `picture`: key of a drawing.
    `tolerable` 容缺, `declarable` 告知承诺 (国办发〔2020〕42号). `why_missing`: reasons the clerk picks from.
    """

    key: str
    name: Text
    kind: MaterialKind
    copies: int
    issued_by: Text
    asked_note: Text
    picture: str
    why_missing: tuple[Option, ...]
    sample_note: Text | None = None
    required_when: Logic | None = None
    electronic: bool = True
    shared_from: str | None = None
    tolerable: bool = False
    declarable: bool = False

    @property
    def asked(self) -> bool:
        """Whether the applicant is asked for it; False for what is obtained by sharing."""
        return self.shared_from is None


@dataclass(frozen=True, slots=True)
class Field(_Closed):
    """A field of the application form. Its value is the fact `form.<key>`.

    `prefilled_from`: identity.* , register.<register>.<field>, scenario.<key>, or earlier.<key> (an earlier case).
    `check`: further check by name, so far `luhn` for bank cards (ISO/IEC 7812-1).
    """

    key: str
    label: Text
    type: FieldType
    help: Text | None = None
    required: bool = True
    visible_when: Logic | None = None
    prefilled_from: str | None = None
    sample: Text | None = None
    max_length: int = 100
    pattern: str | None = None
    check: str | None = None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Step(_Closed):
    """A step of the procedure with its share of the limit, in `Version.unit`.

    `role`: agent, clerk, acceptor, reviewer, decider. `office`: key of the bureau's section, None for the tier's own office.
    """

    key: str
    name: Text
    stage: Stage
    tier: StepTier
    role: str
    days: int
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Band(_Closed):
    """Monthly amount in fen for ages from `from_age` to `to_age` (both included; None: no upper end)."""

    from_age: int
    to_age: int | None
    monthly: int


@dataclass(frozen=True, slots=True)
class Benefit(_Closed):
    """What a grant pays: amounts by age, the form field with the account, the months between proofs of life."""

    bands: tuple[Band, ...]
    account_field: str
    check_months: int
    starts: Text


@dataclass(frozen=True, slots=True)
class Result(_Closed):
    """What the applicant has in the end; `sample` shows or describes it, `validity` says how long it is good for."""

    name: Text
    sample: Text
    validity: Text
    benefit: Benefit | None = None


@dataclass(frozen=True, slots=True)
class Fee(_Closed):
    """Fee in fen with its basis; 0 is free."""

    amount: int
    basis: Text | None = None

    @property
    def free(self) -> bool:
        """Whether nothing is charged."""
        return self.amount == 0


@dataclass(frozen=True, slots=True)
class Remedy(_Closed):
    """What can be done against an outcome: within `days` or `months` of its notice, at `to`; `text` is the full sentence."""

    outcome: Outcome
    kind: RemedyKind
    to: Text
    text: Text
    days: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Telephone(_Closed):
    """A number to ring; `purpose` is enquiry or complaint."""

    purpose: str
    number: str
    name: Text


@dataclass(frozen=True, slots=True)
class Procedure(_Closed):
    """操作规程 of one step: what the clerk does, line by line. `step` is `intake` or the key of a step."""

    step: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Ground(_Closed):
    """A ground on which a limit stops (ALL 45)."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class Extension(_Closed):
    """How far a limit may be extended, how often, and by whom."""

    days: int
    times: int
    approver: str


@dataclass(frozen=True, slots=True)
class Article(_Closed):
    """The words by which a notice of kind `notice` names its article."""

    notice: str
    text: Text


@dataclass(frozen=True, slots=True)
class Regime(_Closed):
    """The procedure of a kind of item (程序): limits, what silence means, holds, extension, remedies. rules.md §0.

    `answer_days` are working days from receipt; `correction_days` calendar days for the applicant; `delivery_days` and
    `tolerance_days` working days.
    """

    key: str
    name: Text
    answer_days: int
    silence: Silence
    statutory_days: int
    unit: Unit
    correction_days: int
    tolerance_days: int
    delivery_days: int
    hold_grounds: tuple[Ground, ...]
    extension: Extension | None
    remedies: tuple[Remedy, ...]
    articles: tuple[Article, ...]

    def article(self, notice: str) -> Text | None:
        """The article that a notice of this kind cites, None where it cites none."""
        return next((article.text for article in self.articles if article.notice == notice), None)


@dataclass(frozen=True, slots=True)
class Version(_Closed):
    """An item as one authority carries it out (实施清单), in force from a date, never edited once published."""

    id: UUID
    item: str
    number: int
    in_force_from: date
    name: Text
    summary: Text
    kind: Kind
    authority: str
    office: str
    level: Tier
    regime: Regime
    basis: tuple[Basis, ...]
    conditions: tuple[Condition, ...]
    applicants: tuple[str, ...]
    materials: tuple[Material, ...]
    form: tuple[Field, ...]
    steps: tuple[Step, ...]
    handling: Handling
    statutory_days: int
    promised_days: int
    unit: Unit
    visits: int
    fee: Fee
    result: Result
    jurisdiction: Jurisdiction
    modes: Mapping[Tier, Mode]
    accepting: tuple[Tier, ...]
    deciding: Tier
    channels: tuple[Channel, ...]
    remedies: tuple[Remedy, ...]
    telephones: tuple[Telephone, ...]
    places: Text
    hours: Text
    procedure: tuple[Procedure, ...]
    audience: tuple[str, ...]
    scenario: tuple[Question, ...] = ()
    village_days: int | None = None
    vertical_system: Text | None = None
    agency: str | None = None
    home_visit: bool = False
    note: Text | None = None

    def remedies_for(self, outcome: Outcome) -> tuple[Remedy, ...]:
        """The remedies open against this outcome."""
        return tuple(remedy for remedy in self.remedies if remedy.outcome == outcome)

    def procedure_for(self, step: str) -> tuple[Text, ...]:
        """What the clerk does at this step, empty where nothing is written."""
        return next((procedure.lines for procedure in self.procedure if procedure.step == step), ())


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits under which an application taken in at some tier runs; days in `unit`, promised ≤ statutory."""

    handling: Handling
    promised: int
    statutory: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in a list. `version` is None for a draft, which can be found but not taken in."""

    key: str
    name: Text
    summary: Text | None
    kind: Kind
    authority: str
    life_events: tuple[str, ...]
    handling: Handling
    promised_days: int
    unit: Unit
    accepting: tuple[Tier, ...]
    version: UUID | None
    is_demonstration: bool

    @property
    def published(self) -> bool:
        """Whether it can be taken in."""
        return self.version is not None


@dataclass(frozen=True, slots=True)
class ReferralEntry:
    """What people ask for at a window and another body does: where to send them."""

    key: str
    name: Text
    where: Text
    words: tuple[str, ...]
    note: Text | None

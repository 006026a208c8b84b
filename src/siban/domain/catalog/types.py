"""An item version as it is read: frozen values that rules, pages, notices and the API share.

The content of a version is JSON with exactly these fields (`services` validates it against these classes before it is
published), so a new item needs no Python. Money is in fen, days are in `unit`, texts that residents read are `Text`.

Conditions (`check`, `ask_when`, `required_when`, `visible_when`) are JSONLogic over facts; see `rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date
from typing import Any
from uuid import UUID

from siban.domain.catalog.kinds import (
    Channel,
    FieldType,
    FirstMonth,
    Handling,
    Jurisdiction,
    Kind,
    MaterialKind,
    Mode,
    Outcome,
    Stage,
    StepAct,
    StepTier,
    Tier,
    Unit,
)
from siban.domain.catalog.kinds import RemedyKind as RemedyKind
from siban.domain.catalog.kinds import Silence as Silence
from siban.domain.catalog.regimes import Closed, Regime, Remedy
from siban.kernel.actors import Role
from siban.kernel.text import Text

Logic = Mapping[str, Any]
"""A JSONLogic expression, kept as the JSON it is, since browsers that are offline evaluate the same one."""


@dataclass(frozen=True, slots=True)
class Option(Closed):
    """One answer to choose from; `told` is how a notice puts it, where that differs from the button.

    `facts`: what the answer says of the applicant, as long as nobody knows better (`age` before her card is read).
    """

    key: str
    text: Text
    told: Text | None = None
    facts: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Basis(Closed):
    """Legal basis: document, article, wording."""

    document: Text
    article: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Condition(Closed):
    """An acceptance condition. Without `check` a person judges it; `refusal` says why not and where to go instead."""

    key: str
    text: Text
    refusal: Text
    check: Logic | None = None


@dataclass(frozen=True, slots=True)
class Question(Closed):
    """A scenario question (情形). Its answer is the fact `scenario.<key>`, known already from `prefilled_from`."""

    key: str
    text: Text
    options: tuple[Option, ...]
    ask_when: Logic | None = None
    prefilled_from: str | None = None


@dataclass(frozen=True, slots=True)
class Material(Closed):
    """A paper that is needed (材料).

    `shared_from`: key of the register from which it is obtained, then it is not asked from the applicant unless she
    refuses the look-up (State Council Decree 716). `asked_note`: how the clerk asks for it. `picture`: key of a
    drawing. `tolerable` 容缺, `declarable` 告知承诺 (国办发〔2020〕42号), and then `declares`: what she declares in its
    place, in her own words, without a full stop. `why_missing`: reasons the clerk picks from; `mend`: what to
    bring or do instead, as the correction notice says it. `blank`: the words of a paper that the window prints for
    signature by itself, apart from the application form.
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
    mend: Text | None = None
    required_when: Logic | None = None
    electronic: bool = True
    shared_from: str | None = None
    tolerable: bool = False
    declarable: bool = False
    declares: Text | None = None
    blank: Text | None = None

    @property
    def asked(self) -> bool:
        """Whether the applicant is asked for it; False for what is obtained by sharing."""
        return self.shared_from is None


@dataclass(frozen=True, slots=True)
class Field(Closed):
    """A field of the application form. Its value is the fact `form.<key>`.

    `prefilled_from`: identity.* , register.<register>.<field>, scenario.<key>, or earlier.<key> (an earlier case).
    `check`: further check by name: `luhn` for bank cards (ISO/IEC 7812-1), `citizen-id` for ID numbers (GB 11643-1999,
    ISO 7064 MOD 11-2), with a pattern. `section`: heading on the form.
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
    section: Text | None = None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Block(Closed):
    """A part of the form that repeats (重复填写的一组): one row a household member, one row an income.

    Its value is a list of rows under the block's key, each row by the keys of `fields`. `sums` names its number and
    money fields that are added up: facts `block.<key>.count` and `block.<key>.sum.<field>`. `prefilled_from`
    "household": the rows that people keep of the household. `row`: what one row is called.
    """

    key: str
    title: Text
    row: Text
    fields: tuple[Field, ...]
    min: int = 0
    max: int = 30
    sums: tuple[str, ...] = ()
    prefilled_from: str | None = None
    visible_when: Logic | None = None
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class Step(Closed):
    """A step of the procedure with its share of the limit, in `Version.unit`.

    A delivering step counts under the regime's `delivery_days` instead. `office`: key of the bureau's section, None for
    the tier's own office. `act`: what the step is; `staff`: how many people do it, all named (ALL 34: two on site);
    `period`: days of `period_unit` that a publication stays up for objections, within the share; `second_period`: for
    how many it hangs out again after an objection was upheld that changes what was made public, None where never.
    """

    key: str
    name: Text
    stage: Stage
    tier: StepTier
    role: Role
    days: int
    office: str | None = None
    act: StepAct | None = None
    staff: int = 1
    period: int | None = None
    period_unit: Unit = Unit.CALENDAR
    second_period: int | None = None


@dataclass(frozen=True, slots=True)
class Band(Closed):
    """Monthly amount in fen for ages from `from_age` to `to_age` (both included; None: no upper end)."""

    from_age: int
    to_age: int | None
    monthly: int


@dataclass(frozen=True, slots=True)
class Begins(Closed):
    """The first month of a benefit and the article that says so; none before `not_before`, where that is set."""

    month: FirstMonth
    basis: Text
    not_before: date | None = None


@dataclass(frozen=True, slots=True)
class ForChild(Closed):
    """A benefit that a parent draws for one child: the form's fields that say which, and the birthday that ends it."""

    name_field: str
    number_field: str
    birth_field: str
    until_age: int
    basis: Text
    """The article that ends it."""


@dataclass(frozen=True, slots=True)
class Benefit(Closed):
    """What a grant pays: amounts by age, the form field with the account, the months between proofs of life.

    `amount`: what it pays a month where that goes by other facts than age (低保 fills up to the standard), in fen, a
    JSONLogic expression; `bands` are then empty.

    `starts`, `yearly` and `duties` are sentences for the decision: from when, the yearly check, what must be reported.
    `begins`: the rule behind `starts`; without one the month of acceptance is the first. `child`: it is drawn for a
    child, ages count by the child, and each child has its own.
    """

    bands: tuple[Band, ...]
    account_field: str
    check_months: int
    starts: Text
    yearly: Text
    duties: Text
    amount: Logic | None = None
    begins: Begins | None = None
    child: ForChild | None = None


@dataclass(frozen=True, slots=True)
class Result(Closed):
    """What the applicant has in the end; `sample` shows or describes it, `validity` says how long it is good for.

    `electronic`: it may be given on the tracking page, where the applicant wants it so.
    """

    name: Text
    sample: Text
    validity: Text
    benefit: Benefit | None = None
    electronic: bool = False


@dataclass(frozen=True, slots=True)
class Fee(Closed):
    """Fee in fen with its basis; 0 is free."""

    amount: int
    basis: Text | None = None

    @property
    def free(self) -> bool:
        """Whether nothing is charged."""
        return self.amount == 0


@dataclass(frozen=True, slots=True)
class Telephone(Closed):
    """A number to ring; `purpose` is enquiry or complaint."""

    purpose: str
    number: str
    name: Text


@dataclass(frozen=True, slots=True)
class Procedure(Closed):
    """操作规程 of one step: what the clerk does, line by line. `step` is `intake` or the key of a step."""

    step: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Version(Closed):
    """An item as one authority carries it out (实施清单), in force from a date, never edited once published.

    For its notices: `matter` is what people call it (高龄津贴), `findings` what a grant found, `declaration` and
    `authorisation` what the applicant signs on the form. `village_days`: limit of an instant item taken in at another
    tier than the deciding one. `agency`: what a village agent may do with it (handle, pay). `note`: what a clerk knows.
    `figures`: numbers that conditions read as `figure.<key>`, such as the district's standard in fen.
    """

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
    blocks: tuple[Block, ...] = ()
    figures: Mapping[str, int] = attribute(default_factory=dict)
    village_days: int | None = None
    vertical_system: Text | None = None
    agency: str | None = None
    home_visit: bool = False
    matter: Text | None = None
    findings: Text | None = None
    declaration: Text | None = None
    authorisation: Text | None = None
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

"""Items, guides and places as other systems read them. The catalogue is public."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictInt

from siban.domain.cases.rules import Capacity, Channel
from siban.domain.catalog.kinds import Tier
from siban.domain.catalog.types import Entry, Version
from siban.domain.people.identity import Sex
from siban.surfaces.api.shapes.values import Answers, Closed, TextOut


class ItemOut(Schema):
    """An item of the catalogue. `version` is None for a draft, which cannot be taken in yet."""

    key: str
    name: TextOut
    summary: TextOut | None
    kind: str
    authority: str
    life_events: list[str]
    handling: str
    promised_days: int
    unit: str
    accepting: list[str]
    version: UUID | None
    is_demonstration: bool

    @classmethod
    def of(cls, entry: Entry) -> ItemOut:
        names = ("key", "kind", "authority", "handling", "promised_days", "unit", "version", "is_demonstration")
        return cls(
            name=TextOut(zh=entry.name.zh, en=entry.name.en),
            summary=TextOut(zh=entry.summary.zh, en=entry.summary.en) if entry.summary else None,
            life_events=list(entry.life_events),
            accepting=[tier.value for tier in entry.accepting],
            **{name: getattr(entry, name) for name in names},
        )


class ItemsOut(Schema):
    items: list[ItemOut]


class VersionOut(Schema):
    """An item version in force (实施清单). `content` has exactly the fields of the published catalogue."""

    id: UUID
    item: str
    number: int
    in_force_from: date
    name: TextOut
    content: dict[str, Any]

    @classmethod
    def of(cls, version: Version, content: dict[str, Any]) -> VersionOut:
        return cls(
            id=version.id,
            item=version.item,
            number=version.number,
            in_force_from=version.in_force_from,
            name=TextOut(zh=version.name.zh, en=version.name.en),
            content=content,
        )


class Hit(Schema):
    """An item that the words may mean. `certain`: they say enough."""

    item: str
    name: TextOut
    score: float
    certain: bool
    why: str


class Elsewhere(Schema):
    """What another body does, and where to go for it."""

    name: str
    where: str
    note: str


class Found(Schema):
    items: list[Hit]
    elsewhere: Elsewhere | None


class Situation(Closed):
    """What is known of the applicant so far; what is not said stays open in the guide."""

    tier: Tier = Tier.VILLAGE
    scenario: Answers = {}
    age: Annotated[StrictInt, Field(ge=0, le=150)] | None = None
    sex: Sex | None = None
    household_region: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None
    residence_region: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None
    capacity: Capacity = Capacity.SELF
    channel: Channel = Channel.WINDOW


class QuestionOut(Schema):
    key: str
    text: TextOut
    options: list[str]
    answered: bool


class MaterialOut(Schema):
    """A paper that applies; `asked` is False for what is obtained by sharing."""

    key: str
    name: TextOut
    kind: str
    copies: int
    issued_by: TextOut
    asked: bool
    tolerable: bool
    declarable: bool


class FormFieldOut(Schema):
    key: str
    label: TextOut
    type: str
    required: bool
    max_length: int
    options: list[str]


class GuideStep(Schema):
    key: str
    name: TextOut
    stage: str
    role: str
    days: int


class GuideOut(Schema):
    """What this applicant needs and what will happen: exactly what intake will ask for."""

    item: str
    version: UUID
    mode: str | None
    handling: str
    promised_days: int
    statutory_days: int
    unit: str
    fee: int
    visits: int
    competent: bool | None
    monthly_amount: int | None
    questions: list[QuestionOut]
    materials: list[MaterialOut]
    fields: list[FormFieldOut]
    steps: list[GuideStep]
    unmet: list[TextOut]
    unsettled: list[TextOut]


class SiteOut(Schema):
    """A hall, centre or point, and whether it is open now."""

    id: UUID
    office: UUID
    kind: str
    region: str
    name: TextOut
    address: TextOut
    telephone: str
    open: bool
    until: datetime | None
    is_demonstration: bool


class SitesOut(Schema):
    items: list[SiteOut]

"""People as other systems register and find them: numbers masked."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from siban.domain.people.identity import Kind
from siban.domain.people.queries import Card
from siban.domain.people.rules import Field as What
from siban.domain.people.rules import Need
from siban.surfaces.api.shapes.values import Closed, Word

Region = Annotated[str, Field(pattern=r"^([0-9]{12})?$")]


class PersonIn(Closed):
    """Somebody as her document and she herself say. The same number gives the same record."""

    name: Word
    kind: Kind = Kind.CITIZEN
    number: Word
    phone: Word = ""
    phone_owner: Word = ""
    address: Word = ""
    household_region: Region = ""
    residence_region: Region = ""
    ethnicity: Word = ""
    needs: Annotated[list[Need], Field(max_length=9)] = []

    model_config = Closed.model_config | {
        "json_schema_extra": {
            "examples": [
                {
                    "name": "王桂珍",
                    "number": "622201194503080042",
                    "phone": "13900002716",
                    "phone_owner": "儿子刘建军",
                    "address": "党寨镇党寨村三社",
                    "household_region": "620702107203",
                    "residence_region": "620702107203",
                }
            ]
        }
    }


class PersonOut(Schema):
    """A person beside the work: the name masked, the number and the telephone, too."""

    id: UUID
    name: str
    sex: str | None
    age: int | None
    priority: str | None
    kind: str
    masked_number: str
    masked_phone: str
    household_region: str
    residence_region: str

    @classmethod
    def of(cls, card: Card, name: str) -> PersonOut:
        return cls(
            id=card.person,
            name=name,
            sex=card.sex.value if card.sex else None,
            age=card.age,
            priority=card.priority.value if card.priority else None,
            kind=card.kind.value,
            masked_number=card.masked_number,
            masked_phone=card.masked_phone,
            household_region=card.household_region,
            residence_region=card.residence_region,
        )


class Words(Closed):
    """A number, telephone, name, part of one, or its pinyin. In the body, since addresses are logged."""

    words: Annotated[Word, Field(min_length=1)]


class PeopleOut(Schema):
    """At most 50; `more` says that there are further ones."""

    items: list[PersonOut]
    more: bool


class Look(Closed):
    """What is to be seen in full, and what for: the person sees who looked, when, and why."""

    purpose: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\u0000]*[^\s\u0000][^\u0000]*$")]
    what: What = What.ALL


class SeenOut(Schema):
    """What was asked for, in full; the rest is None."""

    person: UUID
    name: str | None = None
    number: str | None = None
    phone: str | None = None
    address: str | None = None
    birth: str | None = None

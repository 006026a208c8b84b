"""The small values that calls are made of. What no field may hold is refused here, before any subject sees it."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    WithJsonSchema,
)


def words(kind: type[StrEnum]) -> WithJsonSchema:
    """A closed set described where it is used: shapes are kept by name, and another class may bear the same."""
    return WithJsonSchema({"type": "string", "enum": [one.value for one in kind]})


FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


class Closed(Schema):
    """A body that allows no field which it does not know."""

    model_config = ConfigDict(extra="forbid")


def _clean(text: str) -> str:
    # PostgreSQL keeps no NUL in a text.
    if "\x00" in text:
        raise ValueError("NUL")
    return text


def _text_only(value: Any) -> Any:
    """JSON has no dates and no identifiers: each is written as a text, and a number is neither."""
    if isinstance(value, str):
        return value
    raise ValueError("a text is wanted")


PLAIN = {"pattern": "^[^\\u0000]*$"}
Word = Annotated[str, AfterValidator(_clean), Field(max_length=120, json_schema_extra=PLAIN)]
"""A word or a short line."""
Prose = Annotated[str, AfterValidator(_clean), Field(max_length=2000, json_schema_extra=PLAIN)]
"""Some sentences, as an opinion or a reason."""
Key = Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9_.-]{1,60}$")]
"""A key of the catalogue."""
Flag = StrictBool
Number = Annotated[StrictInt, Field(ge=-(2**53), le=2**53)]
Count = Annotated[StrictInt, Field(ge=0, le=10_000)]
Id = Annotated[UUID, BeforeValidator(_text_only)]


def _in_reach(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError("out of reach")
    return day


def _moment(moment: datetime) -> datetime:
    if not FIRST.year <= moment.year <= LAST.year:
        raise ValueError("out of reach")
    return moment.astimezone(UTC)


Day = Annotated[date, BeforeValidator(_text_only), AfterValidator(_in_reach)]
"""A local date, 1900 to 2199."""
Moment = Annotated[AwareDatetime, BeforeValidator(_text_only), AfterValidator(_moment)]
"""A moment with its offset."""


def _picture(value: Any) -> bytes:
    if not isinstance(value, str):
        raise ValueError("base64 is wanted")
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("base64 is wanted") from None


Picture = Annotated[
    bytes,
    BeforeValidator(_picture, json_schema_input_type=str),
    Field(json_schema_extra={"contentEncoding": "base64", "contentMediaType": "image/jpeg"}),
]
"""A photograph or a PDF, base64; 5 MB for all of a call."""

Cell = Prose | StrictBool | Number | None
Row = Annotated[dict[Key, Cell], Field(max_length=60)]
FormValue = Cell | Annotated[list[Row], Field(max_length=30)]
"""What a field of a form holds, or the rows of a block."""
Answers = Annotated[dict[Key, Key], Field(max_length=60)]
"""Scenario question → option."""
Form = Annotated[dict[Key, FormValue], Field(max_length=200)]


class TextOut(Schema):
    """A text that residents read, in both languages."""

    zh: str
    en: str


class Choice(Schema):
    key: str
    text: TextOut


class Ref(Schema):
    """An office, by its id, with its name."""

    id: UUID
    name: TextOut

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.rating_in_level import RatingInLevel
from ..types import UNSET, Unset

T = TypeVar("T", bound="RatingIn")


@_attrs_define
class RatingIn:
    """How it was, with words if she likes."""

    number: str
    tail: str
    level: RatingInLevel
    words: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        tail = self.tail

        level = self.level.value

        words = self.words

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "tail": tail,
                "level": level,
            }
        )
        if words is not UNSET:
            field_dict["words"] = words

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        tail = d.pop("tail")

        level = RatingInLevel(d.pop("level"))

        words = d.pop("words", UNSET)

        rating_in = cls(
            number=number,
            tail=tail,
            level=level,
            words=words,
        )

        return rating_in

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.wish import Wish
from ..types import UNSET, Unset

T = TypeVar("T", bound="InterestAnswer")


@_attrs_define
class InterestAnswer:
    number: int
    wish: Wish
    """ What who has an interest said when told of her right to a hearing. """
    at: datetime.datetime | None | Unset = UNSET
    words: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        wish = self.wish.value

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        words = self.words

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "wish": wish,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if words is not UNSET:
            field_dict["words"] = words

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        wish = Wish(d.pop("wish"))

        def _parse_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                at_type_0 = datetime.datetime.fromisoformat(data)

                return at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        at = _parse_at(d.pop("at", UNSET))

        words = d.pop("words", UNSET)

        interest_answer = cls(
            number=number,
            wish=wish,
            at=at,
            words=words,
        )

        return interest_answer

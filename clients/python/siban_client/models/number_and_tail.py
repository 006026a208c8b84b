from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="NumberAndTail")


@_attrs_define
class NumberAndTail:
    """What shows that she may ask: the number on her receipt, and the last four of her document."""

    number: str
    tail: str

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        tail = self.tail

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "tail": tail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        tail = d.pop("tail")

        number_and_tail = cls(
            number=number,
            tail=tail,
        )

        return number_and_tail

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.field import Field
from ..types import UNSET, Unset

T = TypeVar("T", bound="Look")


@_attrs_define
class Look:
    """What is to be seen in full, and what for: the person sees who looked, when, and why."""

    purpose: str
    what: Field | Unset = Field.ALL
    """ What can be shown in full, one thing at a time, for a purpose. """

    def to_dict(self) -> dict[str, Any]:
        purpose = self.purpose

        what: str | Unset = UNSET
        if not isinstance(self.what, Unset):
            what = self.what.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "purpose": purpose,
            }
        )
        if what is not UNSET:
            field_dict["what"] = what

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        purpose = d.pop("purpose")

        _what = d.pop("what", UNSET)
        what: Field | Unset
        if isinstance(_what, Unset):
            what = UNSET
        else:
            what = Field(_what)

        look = cls(
            purpose=purpose,
            what=what,
        )

        return look

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Frame")


@_attrs_define
class Frame:
    """A place on a page in thousandths, from the upper left corner; `sheet` counts the pages of a PDF from 1."""

    left: int
    top: int
    width: int
    height: int
    sheet: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        left = self.left

        top = self.top

        width = self.width

        height = self.height

        sheet = self.sheet

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "left": left,
                "top": top,
                "width": width,
                "height": height,
            }
        )
        if sheet is not UNSET:
            field_dict["sheet"] = sheet

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        left = d.pop("left")

        top = d.pop("top")

        width = d.pop("width")

        height = d.pop("height")

        sheet = d.pop("sheet", UNSET)

        frame = cls(
            left=left,
            top=top,
            width=width,
            height=height,
            sheet=sheet,
        )

        return frame

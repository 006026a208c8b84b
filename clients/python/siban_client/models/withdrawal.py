from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.shown import Shown
from ..types import UNSET, Unset

T = TypeVar("T", bound="Withdrawal")


@_attrs_define
class Withdrawal:
    """How it is known that she wishes it; a draft needs none of it. `tail`: the last four of her document number."""

    at: datetime.datetime | None | Unset = UNSET
    shown: None | Shown | Unset = UNSET
    tail: str | Unset = ""
    pictures: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        shown: None | str | Unset
        if isinstance(self.shown, Unset):
            shown = UNSET
        elif isinstance(self.shown, Shown):
            shown = self.shown.value
        else:
            shown = self.shown

        tail = self.tail

        pictures: list[str] | Unset = UNSET
        if not isinstance(self.pictures, Unset):
            pictures = self.pictures

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if at is not UNSET:
            field_dict["at"] = at
        if shown is not UNSET:
            field_dict["shown"] = shown
        if tail is not UNSET:
            field_dict["tail"] = tail
        if pictures is not UNSET:
            field_dict["pictures"] = pictures

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

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

        def _parse_shown(data: object) -> None | Shown | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                shown_type_0 = Shown(data)

                return shown_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Shown | Unset, data)

        shown = _parse_shown(d.pop("shown", UNSET))

        tail = d.pop("tail", UNSET)

        pictures = cast(list[str], d.pop("pictures", UNSET))

        withdrawal = cls(
            at=at,
            shown=shown,
            tail=tail,
            pictures=pictures,
        )

        return withdrawal

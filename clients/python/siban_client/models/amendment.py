from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.slip_in import SlipIn


T = TypeVar("T", bound="Amendment")


@_attrs_define
class Amendment:
    slips: list[SlipIn]
    reasons: list[str]
    at: datetime.datetime | None | Unset = UNSET
    effect: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        slips = []
        for slips_item_data in self.slips:
            slips_item = slips_item_data.to_dict()
            slips.append(slips_item)

        reasons = self.reasons

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        effect = self.effect

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slips": slips,
                "reasons": reasons,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if effect is not UNSET:
            field_dict["effect"] = effect

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.slip_in import SlipIn

        d = dict(src_dict)
        slips = []
        _slips = d.pop("slips")
        for slips_item_data in _slips:
            slips_item = SlipIn.from_dict(slips_item_data)

            slips.append(slips_item)

        reasons = cast(list[str], d.pop("reasons"))

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

        effect = d.pop("effect", UNSET)

        amendment = cls(
            slips=slips,
            reasons=reasons,
            at=at,
            effect=effect,
        )

        return amendment

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.supply_pictures import SupplyPictures
    from ..models.supply_ticks import SupplyTicks


T = TypeVar("T", bound="Supply")


@_attrs_define
class Supply:
    ticks: SupplyTicks
    at: datetime.datetime | None | Unset = UNSET
    pictures: SupplyPictures | Unset = UNSET
    came: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        ticks = self.ticks.to_dict()

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        pictures: dict[str, Any] | Unset = UNSET
        if not isinstance(self.pictures, Unset):
            pictures = self.pictures.to_dict()

        came = self.came

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "ticks": ticks,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if pictures is not UNSET:
            field_dict["pictures"] = pictures
        if came is not UNSET:
            field_dict["came"] = came

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.supply_pictures import SupplyPictures
        from ..models.supply_ticks import SupplyTicks

        d = dict(src_dict)
        ticks = SupplyTicks.from_dict(d.pop("ticks"))

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

        _pictures = d.pop("pictures", UNSET)
        pictures: SupplyPictures | Unset
        if isinstance(_pictures, Unset):
            pictures = UNSET
        else:
            pictures = SupplyPictures.from_dict(_pictures)

        came = d.pop("came", UNSET)

        supply = cls(
            ticks=ticks,
            at=at,
            pictures=pictures,
            came=came,
        )

        return supply

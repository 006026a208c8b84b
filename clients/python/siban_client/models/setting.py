from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.setting_value_type_3 import SettingValueType3


T = TypeVar("T", bound="Setting")


@_attrs_define
class Setting:
    """A place of the form (`income`; `household.2.income`, rows from 0; `household.2`), what is so, and why."""

    place: str
    reason: str
    value: bool | int | None | SettingValueType3 | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.setting_value_type_3 import SettingValueType3

        place = self.place

        reason = self.reason

        value: bool | dict[str, Any] | int | None | str | Unset
        if isinstance(self.value, Unset):
            value = UNSET
        elif isinstance(self.value, SettingValueType3):
            value = self.value.to_dict()
        else:
            value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "place": place,
                "reason": reason,
            }
        )
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.setting_value_type_3 import SettingValueType3

        d = dict(src_dict)
        place = d.pop("place")

        reason = d.pop("reason")

        def _parse_value(
            data: object,
        ) -> bool | int | None | SettingValueType3 | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                value_type_3 = SettingValueType3.from_dict(data)

                return value_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(bool | int | None | SettingValueType3 | str | Unset, data)

        value = _parse_value(d.pop("value", UNSET))

        setting = cls(
            place=place,
            reason=reason,
            value=value,
        )

        return setting

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.elsewhere import Elsewhere
    from ..models.hit import Hit


T = TypeVar("T", bound="Found")


@_attrs_define
class Found:
    items: list[Hit]
    elsewhere: Elsewhere | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.elsewhere import Elsewhere

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        elsewhere: dict[str, Any] | None
        if isinstance(self.elsewhere, Elsewhere):
            elsewhere = self.elsewhere.to_dict()
        else:
            elsewhere = self.elsewhere

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "items": items,
                "elsewhere": elsewhere,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.elsewhere import Elsewhere
        from ..models.hit import Hit

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Hit.from_dict(items_item_data)

            items.append(items_item)

        def _parse_elsewhere(data: object) -> Elsewhere | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                elsewhere_type_0 = Elsewhere.from_dict(data)

                return elsewhere_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Elsewhere | None, data)

        elsewhere = _parse_elsewhere(d.pop("elsewhere"))

        found = cls(
            items=items,
            elsewhere=elsewhere,
        )

        found.additional_properties = d
        return found

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties

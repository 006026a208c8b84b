from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.text_out import TextOut


T = TypeVar("T", bound="FormFieldOut")


@_attrs_define
class FormFieldOut:
    key: str
    label: TextOut
    """ A text that residents read, in both languages. """
    type_: str
    required: bool
    max_length: int
    options: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        label = self.label.to_dict()

        type_ = self.type_

        required = self.required

        max_length = self.max_length

        options = self.options

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "label": label,
                "type": type_,
                "required": required,
                "max_length": max_length,
                "options": options,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.text_out import TextOut

        d = dict(src_dict)
        key = d.pop("key")

        label = TextOut.from_dict(d.pop("label"))

        type_ = d.pop("type")

        required = d.pop("required")

        max_length = d.pop("max_length")

        options = cast(list[str], d.pop("options"))

        form_field_out = cls(
            key=key,
            label=label,
            type_=type_,
            required=required,
            max_length=max_length,
            options=options,
        )

        form_field_out.additional_properties = d
        return form_field_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.text_out import TextOut


T = TypeVar("T", bound="MaterialOut")


@_attrs_define
class MaterialOut:
    """A paper that applies; `asked` is False for what is obtained by sharing."""

    key: str
    name: TextOut
    """ A text that residents read, in both languages. """
    kind: str
    copies: int
    issued_by: TextOut
    """ A text that residents read, in both languages. """
    asked: bool
    tolerable: bool
    declarable: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name.to_dict()

        kind = self.kind

        copies = self.copies

        issued_by = self.issued_by.to_dict()

        asked = self.asked

        tolerable = self.tolerable

        declarable = self.declarable

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "name": name,
                "kind": kind,
                "copies": copies,
                "issued_by": issued_by,
                "asked": asked,
                "tolerable": tolerable,
                "declarable": declarable,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.text_out import TextOut

        d = dict(src_dict)
        key = d.pop("key")

        name = TextOut.from_dict(d.pop("name"))

        kind = d.pop("kind")

        copies = d.pop("copies")

        issued_by = TextOut.from_dict(d.pop("issued_by"))

        asked = d.pop("asked")

        tolerable = d.pop("tolerable")

        declarable = d.pop("declarable")

        material_out = cls(
            key=key,
            name=name,
            kind=kind,
            copies=copies,
            issued_by=issued_by,
            asked=asked,
            tolerable=tolerable,
            declarable=declarable,
        )

        material_out.additional_properties = d
        return material_out

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

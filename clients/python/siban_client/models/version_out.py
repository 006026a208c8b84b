from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.text_out import TextOut
    from ..models.version_out_content import VersionOutContent


T = TypeVar("T", bound="VersionOut")


@_attrs_define
class VersionOut:
    """An item version in force (实施清单). `content` has exactly the fields of the published catalogue."""

    id: UUID
    item: str
    number: int
    in_force_from: datetime.date
    name: TextOut
    """ A text that residents read, in both languages. """
    content: VersionOutContent
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        item = self.item

        number = self.number

        in_force_from = self.in_force_from.isoformat()

        name = self.name.to_dict()

        content = self.content.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "item": item,
                "number": number,
                "in_force_from": in_force_from,
                "name": name,
                "content": content,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.text_out import TextOut
        from ..models.version_out_content import VersionOutContent

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        item = d.pop("item")

        number = d.pop("number")

        in_force_from = datetime.date.fromisoformat(d.pop("in_force_from"))

        name = TextOut.from_dict(d.pop("name"))

        content = VersionOutContent.from_dict(d.pop("content"))

        version_out = cls(
            id=id,
            item=item,
            number=number,
            in_force_from=in_force_from,
            name=name,
            content=content,
        )

        version_out.additional_properties = d
        return version_out

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

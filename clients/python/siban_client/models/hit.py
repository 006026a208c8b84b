from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.text_out import TextOut


T = TypeVar("T", bound="Hit")


@_attrs_define
class Hit:
    """An item that the words may mean. `certain`: they say enough."""

    item: str
    name: TextOut
    """ A text that residents read, in both languages. """
    score: float
    certain: bool
    why: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        item = self.item

        name = self.name.to_dict()

        score = self.score

        certain = self.certain

        why = self.why

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "item": item,
                "name": name,
                "score": score,
                "certain": certain,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.text_out import TextOut

        d = dict(src_dict)
        item = d.pop("item")

        name = TextOut.from_dict(d.pop("name"))

        score = d.pop("score")

        certain = d.pop("certain")

        why = d.pop("why")

        hit = cls(
            item=item,
            name=name,
            score=score,
            certain=certain,
            why=why,
        )

        hit.additional_properties = d
        return hit

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

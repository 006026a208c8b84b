from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.text_out import TextOut


T = TypeVar("T", bound="QuestionOut")


@_attrs_define
class QuestionOut:
    key: str
    text: TextOut
    """ A text that residents read, in both languages. """
    options: list[str]
    answered: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        text = self.text.to_dict()

        options = self.options

        answered = self.answered

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "text": text,
                "options": options,
                "answered": answered,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.text_out import TextOut

        d = dict(src_dict)
        key = d.pop("key")

        text = TextOut.from_dict(d.pop("text"))

        options = cast(list[str], d.pop("options"))

        answered = d.pop("answered")

        question_out = cls(
            key=key,
            text=text,
            options=options,
            answered=answered,
        )

        question_out.additional_properties = d
        return question_out

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

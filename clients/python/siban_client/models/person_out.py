from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PersonOut")


@_attrs_define
class PersonOut:
    """A person beside the work: the name masked, the number and the telephone, too."""

    id: UUID
    name: str
    sex: None | str
    age: int | None
    priority: None | str
    kind: str
    masked_number: str
    masked_phone: str
    household_region: str
    residence_region: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        sex: None | str
        sex = self.sex

        age: int | None
        age = self.age

        priority: None | str
        priority = self.priority

        kind = self.kind

        masked_number = self.masked_number

        masked_phone = self.masked_phone

        household_region = self.household_region

        residence_region = self.residence_region

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "sex": sex,
                "age": age,
                "priority": priority,
                "kind": kind,
                "masked_number": masked_number,
                "masked_phone": masked_phone,
                "household_region": household_region,
                "residence_region": residence_region,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        def _parse_sex(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sex = _parse_sex(d.pop("sex"))

        def _parse_age(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        age = _parse_age(d.pop("age"))

        def _parse_priority(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        priority = _parse_priority(d.pop("priority"))

        kind = d.pop("kind")

        masked_number = d.pop("masked_number")

        masked_phone = d.pop("masked_phone")

        household_region = d.pop("household_region")

        residence_region = d.pop("residence_region")

        person_out = cls(
            id=id,
            name=name,
            sex=sex,
            age=age,
            priority=priority,
            kind=kind,
            masked_number=masked_number,
            masked_phone=masked_phone,
            household_region=household_region,
            residence_region=residence_region,
        )

        person_out.additional_properties = d
        return person_out

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

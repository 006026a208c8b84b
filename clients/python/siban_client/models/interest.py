from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Interest")


@_attrs_define
class Interest:
    name: str
    interest: str
    at: datetime.datetime | None | Unset = UNSET
    telephone: str | Unset = ""
    address: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        interest = self.interest

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        telephone = self.telephone

        address = self.address

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "interest": interest,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if telephone is not UNSET:
            field_dict["telephone"] = telephone
        if address is not UNSET:
            field_dict["address"] = address

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        interest = d.pop("interest")

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

        telephone = d.pop("telephone", UNSET)

        address = d.pop("address", UNSET)

        interest = cls(
            name=name,
            interest=interest,
            at=at,
            telephone=telephone,
            address=address,
        )

        return interest

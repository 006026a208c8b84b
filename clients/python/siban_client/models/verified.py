from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Verified")


@_attrs_define
class Verified:
    """What the platform says of a paper: no more than the paper itself shows, the name masked."""

    state: str
    kind: str
    issuer: str
    number: None | str
    issued_on: datetime.date
    case_number: str
    item: str
    applicant: str
    is_demonstration: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        state = self.state

        kind = self.kind

        issuer = self.issuer

        number: None | str
        number = self.number

        issued_on = self.issued_on.isoformat()

        case_number = self.case_number

        item = self.item

        applicant = self.applicant

        is_demonstration = self.is_demonstration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "state": state,
                "kind": kind,
                "issuer": issuer,
                "number": number,
                "issued_on": issued_on,
                "case_number": case_number,
                "item": item,
                "applicant": applicant,
                "is_demonstration": is_demonstration,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        state = d.pop("state")

        kind = d.pop("kind")

        issuer = d.pop("issuer")

        def _parse_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        number = _parse_number(d.pop("number"))

        issued_on = datetime.date.fromisoformat(d.pop("issued_on"))

        case_number = d.pop("case_number")

        item = d.pop("item")

        applicant = d.pop("applicant")

        is_demonstration = d.pop("is_demonstration")

        verified = cls(
            state=state,
            kind=kind,
            issuer=issuer,
            number=number,
            issued_on=issued_on,
            case_number=case_number,
            item=item,
            applicant=applicant,
            is_demonstration=is_demonstration,
        )

        verified.additional_properties = d
        return verified

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

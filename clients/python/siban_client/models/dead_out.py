from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DeadOut")


@_attrs_define
class DeadOut:
    """A delivery that was given up, with why the last try failed."""

    id: UUID
    webhook: UUID
    type_: str
    case: UUID
    sequence: int
    tries: int
    fault: str
    made_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        webhook = str(self.webhook)

        type_ = self.type_

        case = str(self.case)

        sequence = self.sequence

        tries = self.tries

        fault = self.fault

        made_at = self.made_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "webhook": webhook,
                "type": type_,
                "case": case,
                "sequence": sequence,
                "tries": tries,
                "fault": fault,
                "made_at": made_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        webhook = UUID(d.pop("webhook"))

        type_ = d.pop("type")

        case = UUID(d.pop("case"))

        sequence = d.pop("sequence")

        tries = d.pop("tries")

        fault = d.pop("fault")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        dead_out = cls(
            id=id,
            webhook=webhook,
            type_=type_,
            case=case,
            sequence=sequence,
            tries=tries,
            fault=fault,
            made_at=made_at,
        )

        dead_out.additional_properties = d
        return dead_out

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

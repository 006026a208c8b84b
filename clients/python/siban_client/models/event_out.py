from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event_out_details import EventOutDetails


T = TypeVar("T", bound="EventOut")


@_attrs_define
class EventOut:
    """One act. `number` grows within the case, `position` over all; `details` are ids, codes and dates."""

    position: int
    type_: str
    case: UUID
    number: int
    at: datetime.datetime
    details: EventOutDetails
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        position = self.position

        type_ = self.type_

        case = str(self.case)

        number = self.number

        at = self.at.isoformat()

        details = self.details.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "position": position,
                "type": type_,
                "case": case,
                "number": number,
                "at": at,
                "details": details,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.event_out_details import EventOutDetails

        d = dict(src_dict)
        position = d.pop("position")

        type_ = d.pop("type")

        case = UUID(d.pop("case"))

        number = d.pop("number")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        details = EventOutDetails.from_dict(d.pop("details"))

        event_out = cls(
            position=position,
            type_=type_,
            case=case,
            number=number,
            at=at,
            details=details,
        )

        event_out.additional_properties = d
        return event_out

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

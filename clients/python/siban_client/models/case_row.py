from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.party import Party


T = TypeVar("T", bound="CaseRow")


@_attrs_define
class CaseRow:
    """A case in a list."""

    id: UUID
    number: str
    item: str
    state: str
    outcome: None | str
    applicant: Party
    """ Who applies, or acts for her: the record's id, and the name with all but its first character masked. """
    origin: UUID
    holder: UUID
    region: str
    handling: str
    promised_due: datetime.date | None
    opened_at: datetime.datetime
    received_at: datetime.datetime | None
    accepted_at: datetime.datetime | None
    concluded_at: datetime.datetime | None
    delivered_at: datetime.datetime | None
    etag: str
    is_demonstration: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        number = self.number

        item = self.item

        state = self.state

        outcome: None | str
        outcome = self.outcome

        applicant = self.applicant.to_dict()

        origin = str(self.origin)

        holder = str(self.holder)

        region = self.region

        handling = self.handling

        promised_due: None | str
        if isinstance(self.promised_due, datetime.date):
            promised_due = self.promised_due.isoformat()
        else:
            promised_due = self.promised_due

        opened_at = self.opened_at.isoformat()

        received_at: None | str
        if isinstance(self.received_at, datetime.datetime):
            received_at = self.received_at.isoformat()
        else:
            received_at = self.received_at

        accepted_at: None | str
        if isinstance(self.accepted_at, datetime.datetime):
            accepted_at = self.accepted_at.isoformat()
        else:
            accepted_at = self.accepted_at

        concluded_at: None | str
        if isinstance(self.concluded_at, datetime.datetime):
            concluded_at = self.concluded_at.isoformat()
        else:
            concluded_at = self.concluded_at

        delivered_at: None | str
        if isinstance(self.delivered_at, datetime.datetime):
            delivered_at = self.delivered_at.isoformat()
        else:
            delivered_at = self.delivered_at

        etag = self.etag

        is_demonstration = self.is_demonstration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "number": number,
                "item": item,
                "state": state,
                "outcome": outcome,
                "applicant": applicant,
                "origin": origin,
                "holder": holder,
                "region": region,
                "handling": handling,
                "promised_due": promised_due,
                "opened_at": opened_at,
                "received_at": received_at,
                "accepted_at": accepted_at,
                "concluded_at": concluded_at,
                "delivered_at": delivered_at,
                "etag": etag,
                "is_demonstration": is_demonstration,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.party import Party

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        number = d.pop("number")

        item = d.pop("item")

        state = d.pop("state")

        def _parse_outcome(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        outcome = _parse_outcome(d.pop("outcome"))

        applicant = Party.from_dict(d.pop("applicant"))

        origin = UUID(d.pop("origin"))

        holder = UUID(d.pop("holder"))

        region = d.pop("region")

        handling = d.pop("handling")

        def _parse_promised_due(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                promised_due_type_0 = datetime.date.fromisoformat(data)

                return promised_due_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        promised_due = _parse_promised_due(d.pop("promised_due"))

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        def _parse_received_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                received_at_type_0 = datetime.datetime.fromisoformat(data)

                return received_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        received_at = _parse_received_at(d.pop("received_at"))

        def _parse_accepted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                accepted_at_type_0 = datetime.datetime.fromisoformat(data)

                return accepted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        accepted_at = _parse_accepted_at(d.pop("accepted_at"))

        def _parse_concluded_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                concluded_at_type_0 = datetime.datetime.fromisoformat(data)

                return concluded_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        concluded_at = _parse_concluded_at(d.pop("concluded_at"))

        def _parse_delivered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delivered_at_type_0 = datetime.datetime.fromisoformat(data)

                return delivered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        delivered_at = _parse_delivered_at(d.pop("delivered_at"))

        etag = d.pop("etag")

        is_demonstration = d.pop("is_demonstration")

        case_row = cls(
            id=id,
            number=number,
            item=item,
            state=state,
            outcome=outcome,
            applicant=applicant,
            origin=origin,
            holder=holder,
            region=region,
            handling=handling,
            promised_due=promised_due,
            opened_at=opened_at,
            received_at=received_at,
            accepted_at=accepted_at,
            concluded_at=concluded_at,
            delivered_at=delivered_at,
            etag=etag,
            is_demonstration=is_demonstration,
        )

        case_row.additional_properties = d
        return case_row

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

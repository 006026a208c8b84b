from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.text_out import TextOut


T = TypeVar("T", bound="SiteOut")


@_attrs_define
class SiteOut:
    """A hall, centre or point, and whether it is open now."""

    id: UUID
    office: UUID
    kind: str
    region: str
    name: TextOut
    """ A text that residents read, in both languages. """
    address: TextOut
    """ A text that residents read, in both languages. """
    telephone: str
    open_: bool
    until: datetime.datetime | None
    is_demonstration: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        office = str(self.office)

        kind = self.kind

        region = self.region

        name = self.name.to_dict()

        address = self.address.to_dict()

        telephone = self.telephone

        open_ = self.open_

        until: None | str
        if isinstance(self.until, datetime.datetime):
            until = self.until.isoformat()
        else:
            until = self.until

        is_demonstration = self.is_demonstration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "office": office,
                "kind": kind,
                "region": region,
                "name": name,
                "address": address,
                "telephone": telephone,
                "open": open_,
                "until": until,
                "is_demonstration": is_demonstration,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.text_out import TextOut

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        office = UUID(d.pop("office"))

        kind = d.pop("kind")

        region = d.pop("region")

        name = TextOut.from_dict(d.pop("name"))

        address = TextOut.from_dict(d.pop("address"))

        telephone = d.pop("telephone")

        open_ = d.pop("open")

        def _parse_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.datetime.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        until = _parse_until(d.pop("until"))

        is_demonstration = d.pop("is_demonstration")

        site_out = cls(
            id=id,
            office=office,
            kind=kind,
            region=region,
            name=name,
            address=address,
            telephone=telephone,
            open_=open_,
            until=until,
            is_demonstration=is_demonstration,
        )

        site_out.additional_properties = d
        return site_out

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

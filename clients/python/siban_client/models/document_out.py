from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.text_out import TextOut


T = TypeVar("T", bound="DocumentOut")


@_attrs_define
class DocumentOut:
    """A paper of a case (材料): what is asked, whether it is here, and its photographed pages."""

    material: str
    name: TextOut
    """ A text that residents read, in both languages. """
    state: str
    manner: None | str
    reason: str
    copies: int
    supplied_at: datetime.datetime | None
    promised_until: datetime.date | None
    told: bool
    tolerable: bool
    declarable: bool
    pages: list[UUID]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        material = self.material

        name = self.name.to_dict()

        state = self.state

        manner: None | str
        manner = self.manner

        reason = self.reason

        copies = self.copies

        supplied_at: None | str
        if isinstance(self.supplied_at, datetime.datetime):
            supplied_at = self.supplied_at.isoformat()
        else:
            supplied_at = self.supplied_at

        promised_until: None | str
        if isinstance(self.promised_until, datetime.date):
            promised_until = self.promised_until.isoformat()
        else:
            promised_until = self.promised_until

        told = self.told

        tolerable = self.tolerable

        declarable = self.declarable

        pages = []
        for pages_item_data in self.pages:
            pages_item = str(pages_item_data)
            pages.append(pages_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "material": material,
                "name": name,
                "state": state,
                "manner": manner,
                "reason": reason,
                "copies": copies,
                "supplied_at": supplied_at,
                "promised_until": promised_until,
                "told": told,
                "tolerable": tolerable,
                "declarable": declarable,
                "pages": pages,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.text_out import TextOut

        d = dict(src_dict)
        material = d.pop("material")

        name = TextOut.from_dict(d.pop("name"))

        state = d.pop("state")

        def _parse_manner(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        manner = _parse_manner(d.pop("manner"))

        reason = d.pop("reason")

        copies = d.pop("copies")

        def _parse_supplied_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                supplied_at_type_0 = datetime.datetime.fromisoformat(data)

                return supplied_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        supplied_at = _parse_supplied_at(d.pop("supplied_at"))

        def _parse_promised_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                promised_until_type_0 = datetime.date.fromisoformat(data)

                return promised_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        promised_until = _parse_promised_until(d.pop("promised_until"))

        told = d.pop("told")

        tolerable = d.pop("tolerable")

        declarable = d.pop("declarable")

        pages = []
        _pages = d.pop("pages")
        for pages_item_data in _pages:
            pages_item = UUID(pages_item_data)

            pages.append(pages_item)

        document_out = cls(
            material=material,
            name=name,
            state=state,
            manner=manner,
            reason=reason,
            copies=copies,
            supplied_at=supplied_at,
            promised_until=promised_until,
            told=told,
            tolerable=tolerable,
            declarable=declarable,
            pages=pages,
        )

        document_out.additional_properties = d
        return document_out

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.deliver_manner import DeliverManner
from ..types import UNSET, Unset

T = TypeVar("T", bound="Deliver")


@_attrs_define
class Deliver:
    """The result against her signature, photographed or drawn."""

    signature: str
    at: datetime.datetime | None | Unset = UNSET
    manner: DeliverManner | Unset = DeliverManner.WINDOW

    def to_dict(self) -> dict[str, Any]:
        signature = self.signature

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        manner: str | Unset = UNSET
        if not isinstance(self.manner, Unset):
            manner = self.manner.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "signature": signature,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if manner is not UNSET:
            field_dict["manner"] = manner

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        signature = d.pop("signature")

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

        _manner = d.pop("manner", UNSET)
        manner: DeliverManner | Unset
        if isinstance(_manner, Unset):
            manner = UNSET
        else:
            manner = DeliverManner(_manner)

        deliver = cls(
            signature=signature,
            at=at,
            manner=manner,
        )

        return deliver

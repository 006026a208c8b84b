from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.ref import Ref


T = TypeVar("T", bound="DeliveryOut")


@_attrs_define
class DeliveryOut:
    """A hand-over: a result passing from hand to hand (送达). `taker` is None where the applicant took it."""

    number: int
    giver: Ref
    """ An office, by its id, with its name. """
    taker: None | Ref
    manner: str
    at: datetime.datetime
    signed: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.ref import Ref

        number = self.number

        giver = self.giver.to_dict()

        taker: dict[str, Any] | None
        if isinstance(self.taker, Ref):
            taker = self.taker.to_dict()
        else:
            taker = self.taker

        manner = self.manner

        at = self.at.isoformat()

        signed = self.signed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "giver": giver,
                "taker": taker,
                "manner": manner,
                "at": at,
                "signed": signed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.ref import Ref

        d = dict(src_dict)
        number = d.pop("number")

        giver = Ref.from_dict(d.pop("giver"))

        def _parse_taker(data: object) -> None | Ref:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                taker_type_0 = Ref.from_dict(data)

                return taker_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Ref, data)

        taker = _parse_taker(d.pop("taker"))

        manner = d.pop("manner")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        signed = d.pop("signed")

        delivery_out = cls(
            number=number,
            giver=giver,
            taker=taker,
            manner=manner,
            at=at,
            signed=signed,
        )

        delivery_out.additional_properties = d
        return delivery_out

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

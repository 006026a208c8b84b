from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.kind import Kind
from ..models.need import Need
from ..types import UNSET, Unset

T = TypeVar("T", bound="PersonIn")


@_attrs_define
class PersonIn:
    """Somebody as her document and she herself say. The same number gives the same record."""

    name: str
    number: str
    kind: Kind | Unset = Kind.CITIZEN
    """ Kinds of documents that are taken. """
    phone: str | Unset = ""
    phone_owner: str | Unset = ""
    address: str | Unset = ""
    household_region: str | Unset = ""
    residence_region: str | Unset = ""
    ethnicity: str | Unset = ""
    needs: list[Need] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        number = self.number

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        phone = self.phone

        phone_owner = self.phone_owner

        address = self.address

        household_region = self.household_region

        residence_region = self.residence_region

        ethnicity = self.ethnicity

        needs: list[str] | Unset = UNSET
        if not isinstance(self.needs, Unset):
            needs = []
            for needs_item_data in self.needs:
                needs_item = needs_item_data.value
                needs.append(needs_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "number": number,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if phone is not UNSET:
            field_dict["phone"] = phone
        if phone_owner is not UNSET:
            field_dict["phone_owner"] = phone_owner
        if address is not UNSET:
            field_dict["address"] = address
        if household_region is not UNSET:
            field_dict["household_region"] = household_region
        if residence_region is not UNSET:
            field_dict["residence_region"] = residence_region
        if ethnicity is not UNSET:
            field_dict["ethnicity"] = ethnicity
        if needs is not UNSET:
            field_dict["needs"] = needs

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        number = d.pop("number")

        _kind = d.pop("kind", UNSET)
        kind: Kind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = Kind(_kind)

        phone = d.pop("phone", UNSET)

        phone_owner = d.pop("phone_owner", UNSET)

        address = d.pop("address", UNSET)

        household_region = d.pop("household_region", UNSET)

        residence_region = d.pop("residence_region", UNSET)

        ethnicity = d.pop("ethnicity", UNSET)

        _needs = d.pop("needs", UNSET)
        needs: list[Need] | Unset = UNSET
        if _needs is not UNSET:
            needs = []
            for needs_item_data in _needs:
                needs_item = Need(needs_item_data)

                needs.append(needs_item)

        person_in = cls(
            name=name,
            number=number,
            kind=kind,
            phone=phone,
            phone_owner=phone_owner,
            address=address,
            household_region=household_region,
            residence_region=residence_region,
            ethnicity=ethnicity,
            needs=needs,
        )

        return person_in

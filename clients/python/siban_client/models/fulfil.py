from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fulfil_pictures import FulfilPictures


T = TypeVar("T", bound="Fulfil")


@_attrs_define
class Fulfil:
    at: datetime.datetime | None | Unset = UNSET
    here: list[str] | Unset = UNSET
    pictures: FulfilPictures | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        here: list[str] | Unset = UNSET
        if not isinstance(self.here, Unset):
            here = self.here

        pictures: dict[str, Any] | Unset = UNSET
        if not isinstance(self.pictures, Unset):
            pictures = self.pictures.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if at is not UNSET:
            field_dict["at"] = at
        if here is not UNSET:
            field_dict["here"] = here
        if pictures is not UNSET:
            field_dict["pictures"] = pictures

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.fulfil_pictures import FulfilPictures

        d = dict(src_dict)

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

        here = cast(list[str], d.pop("here", UNSET))

        _pictures = d.pop("pictures", UNSET)
        pictures: FulfilPictures | Unset
        if isinstance(_pictures, Unset):
            pictures = UNSET
        else:
            pictures = FulfilPictures.from_dict(_pictures)

        fulfil = cls(
            at=at,
            here=here,
            pictures=pictures,
        )

        return fulfil

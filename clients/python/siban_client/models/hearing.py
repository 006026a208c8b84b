from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Hearing")


@_attrs_define
class Hearing:
    begins: datetime.datetime
    presider: UUID
    at: datetime.datetime | None | Unset = UNSET
    interest: str | Unset = ""
    is_public: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        begins = self.begins.isoformat()

        presider = str(self.presider)

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        interest = self.interest

        is_public = self.is_public

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "begins": begins,
                "presider": presider,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if interest is not UNSET:
            field_dict["interest"] = interest
        if is_public is not UNSET:
            field_dict["is_public"] = is_public

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        begins = datetime.datetime.fromisoformat(d.pop("begins"))

        presider = UUID(d.pop("presider"))

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

        interest = d.pop("interest", UNSET)

        is_public = d.pop("is_public", UNSET)

        hearing = cls(
            begins=begins,
            presider=presider,
            at=at,
            interest=interest,
            is_public=is_public,
        )

        return hearing

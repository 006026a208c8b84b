from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.way import Way
from ..types import UNSET, Unset

T = TypeVar("T", bound="Objection")


@_attrs_define
class Objection:
    proceeding: UUID
    way: Way
    """ How an objection came in. """
    words: str
    at: datetime.datetime | None | Unset = UNSET
    name: str | Unset = ""
    telephone: str | Unset = ""
    call_days: int | Unset = 5

    def to_dict(self) -> dict[str, Any]:
        proceeding = str(self.proceeding)

        way = self.way.value

        words = self.words

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        name = self.name

        telephone = self.telephone

        call_days = self.call_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "proceeding": proceeding,
                "way": way,
                "words": words,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if name is not UNSET:
            field_dict["name"] = name
        if telephone is not UNSET:
            field_dict["telephone"] = telephone
        if call_days is not UNSET:
            field_dict["call_days"] = call_days

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        proceeding = UUID(d.pop("proceeding"))

        way = Way(d.pop("way"))

        words = d.pop("words")

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

        name = d.pop("name", UNSET)

        telephone = d.pop("telephone", UNSET)

        call_days = d.pop("call_days", UNSET)

        objection = cls(
            proceeding=proceeding,
            way=way,
            words=words,
            at=at,
            name=name,
            telephone=telephone,
            call_days=call_days,
        )

        return objection

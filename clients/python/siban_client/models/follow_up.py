from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="FollowUp")


@_attrs_define
class FollowUp:
    reached: bool
    at: datetime.datetime | None | Unset = UNSET
    agreed_on: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        reached = self.reached

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        agreed_on: None | str | Unset
        if isinstance(self.agreed_on, Unset):
            agreed_on = UNSET
        elif isinstance(self.agreed_on, datetime.date):
            agreed_on = self.agreed_on.isoformat()
        else:
            agreed_on = self.agreed_on

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reached": reached,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if agreed_on is not UNSET:
            field_dict["agreed_on"] = agreed_on

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reached = d.pop("reached")

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

        def _parse_agreed_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                agreed_on_type_0 = datetime.date.fromisoformat(data)

                return agreed_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        agreed_on = _parse_agreed_on(d.pop("agreed_on", UNSET))

        follow_up = cls(
            reached=reached,
            at=at,
            agreed_on=agreed_on,
        )

        return follow_up

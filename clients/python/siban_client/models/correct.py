from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.correct_ticks import CorrectTicks


T = TypeVar("T", bound="Correct")


@_attrs_define
class Correct:
    """The papers found missing on checking; what stands on the list already need not be said again."""

    at: datetime.datetime | None | Unset = UNSET
    ticks: CorrectTicks | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        ticks: dict[str, Any] | Unset = UNSET
        if not isinstance(self.ticks, Unset):
            ticks = self.ticks.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if at is not UNSET:
            field_dict["at"] = at
        if ticks is not UNSET:
            field_dict["ticks"] = ticks

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.correct_ticks import CorrectTicks

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

        _ticks = d.pop("ticks", UNSET)
        ticks: CorrectTicks | Unset
        if isinstance(_ticks, Unset):
            ticks = UNSET
        else:
            ticks = CorrectTicks.from_dict(_ticks)

        correct = cls(
            at=at,
            ticks=ticks,
        )

        return correct

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ClockOut")


@_attrs_define
class ClockOut:
    """A limit that runs or ran. `left` are days, below 0 once it is over; None while it is paused."""

    kind: str
    limit: int
    unit: str
    starts_on: datetime.date
    due: datetime.date | None
    provisional: bool
    left: int | None
    level: None | str
    paused_for: None | str
    stopped_on: datetime.date | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        limit = self.limit

        unit = self.unit

        starts_on = self.starts_on.isoformat()

        due: None | str
        if isinstance(self.due, datetime.date):
            due = self.due.isoformat()
        else:
            due = self.due

        provisional = self.provisional

        left: int | None
        left = self.left

        level: None | str
        level = self.level

        paused_for: None | str
        paused_for = self.paused_for

        stopped_on: None | str
        if isinstance(self.stopped_on, datetime.date):
            stopped_on = self.stopped_on.isoformat()
        else:
            stopped_on = self.stopped_on

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "limit": limit,
                "unit": unit,
                "starts_on": starts_on,
                "due": due,
                "provisional": provisional,
                "left": left,
                "level": level,
                "paused_for": paused_for,
                "stopped_on": stopped_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = d.pop("kind")

        limit = d.pop("limit")

        unit = d.pop("unit")

        starts_on = datetime.date.fromisoformat(d.pop("starts_on"))

        def _parse_due(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_type_0 = datetime.date.fromisoformat(data)

                return due_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due = _parse_due(d.pop("due"))

        provisional = d.pop("provisional")

        def _parse_left(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        left = _parse_left(d.pop("left"))

        def _parse_level(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        level = _parse_level(d.pop("level"))

        def _parse_paused_for(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        paused_for = _parse_paused_for(d.pop("paused_for"))

        def _parse_stopped_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                stopped_on_type_0 = datetime.date.fromisoformat(data)

                return stopped_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        stopped_on = _parse_stopped_on(d.pop("stopped_on"))

        clock_out = cls(
            kind=kind,
            limit=limit,
            unit=unit,
            starts_on=starts_on,
            due=due,
            provisional=provisional,
            left=left,
            level=level,
            paused_for=paused_for,
            stopped_on=stopped_on,
        )

        clock_out.additional_properties = d
        return clock_out

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

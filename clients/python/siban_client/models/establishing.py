from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.found_by import FoundBy
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.setting import Setting


T = TypeVar("T", bound="Establishing")


@_attrs_define
class Establishing:
    found_by: FoundBy
    """ What a finding rests on. """
    settings: list[Setting]
    at: datetime.datetime | None | Unset = UNSET
    consent: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        found_by = self.found_by.value

        settings = []
        for settings_item_data in self.settings:
            settings_item = settings_item_data.to_dict()
            settings.append(settings_item)

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        consent = self.consent

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "found_by": found_by,
                "settings": settings,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if consent is not UNSET:
            field_dict["consent"] = consent

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.setting import Setting

        d = dict(src_dict)
        found_by = FoundBy(d.pop("found_by"))

        settings = []
        _settings = d.pop("settings")
        for settings_item_data in _settings:
            settings_item = Setting.from_dict(settings_item_data)

            settings.append(settings_item)

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

        consent = d.pop("consent", UNSET)

        establishing = cls(
            found_by=found_by,
            settings=settings,
            at=at,
            consent=consent,
        )

        return establishing

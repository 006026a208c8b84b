from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.text_out import TextOut


T = TypeVar("T", bound="ItemOut")


@_attrs_define
class ItemOut:
    """An item of the catalogue. `version` is None for a draft, which cannot be taken in yet."""

    key: str
    name: TextOut
    """ A text that residents read, in both languages. """
    summary: None | TextOut
    kind: str
    authority: str
    life_events: list[str]
    handling: str
    promised_days: int
    unit: str
    accepting: list[str]
    version: None | UUID
    is_demonstration: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.text_out import TextOut

        key = self.key

        name = self.name.to_dict()

        summary: dict[str, Any] | None
        if isinstance(self.summary, TextOut):
            summary = self.summary.to_dict()
        else:
            summary = self.summary

        kind = self.kind

        authority = self.authority

        life_events = self.life_events

        handling = self.handling

        promised_days = self.promised_days

        unit = self.unit

        accepting = self.accepting

        version: None | str
        if isinstance(self.version, UUID):
            version = str(self.version)
        else:
            version = self.version

        is_demonstration = self.is_demonstration

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "name": name,
                "summary": summary,
                "kind": kind,
                "authority": authority,
                "life_events": life_events,
                "handling": handling,
                "promised_days": promised_days,
                "unit": unit,
                "accepting": accepting,
                "version": version,
                "is_demonstration": is_demonstration,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.text_out import TextOut

        d = dict(src_dict)
        key = d.pop("key")

        name = TextOut.from_dict(d.pop("name"))

        def _parse_summary(data: object) -> None | TextOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                summary_type_0 = TextOut.from_dict(data)

                return summary_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TextOut, data)

        summary = _parse_summary(d.pop("summary"))

        kind = d.pop("kind")

        authority = d.pop("authority")

        life_events = cast(list[str], d.pop("life_events"))

        handling = d.pop("handling")

        promised_days = d.pop("promised_days")

        unit = d.pop("unit")

        accepting = cast(list[str], d.pop("accepting"))

        def _parse_version(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                version_type_0 = UUID(data)

                return version_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        version = _parse_version(d.pop("version"))

        is_demonstration = d.pop("is_demonstration")

        item_out = cls(
            key=key,
            name=name,
            summary=summary,
            kind=kind,
            authority=authority,
            life_events=life_events,
            handling=handling,
            promised_days=promised_days,
            unit=unit,
            accepting=accepting,
            version=version,
            is_demonstration=is_demonstration,
        )

        item_out.additional_properties = d
        return item_out

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.frame import Frame


T = TypeVar("T", bound="Marking")


@_attrs_define
class Marking:
    page: UUID
    frame: Frame
    """ A place on a page in thousandths, from the upper left corner; `sheet` counts the pages of a PDF from 1. """
    note: str
    at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        page = str(self.page)

        frame = self.frame.to_dict()

        note = self.note

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "page": page,
                "frame": frame,
                "note": note,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.frame import Frame

        d = dict(src_dict)
        page = UUID(d.pop("page"))

        frame = Frame.from_dict(d.pop("frame"))

        note = d.pop("note")

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

        marking = cls(
            page=page,
            frame=frame,
            note=note,
            at=at,
        )

        return marking

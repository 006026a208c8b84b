from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.ground import Ground
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.place import Place


T = TypeVar("T", bound="Decline")


@_attrs_define
class Decline:
    ground: Ground
    """ Why an application is declined (ALL 32(1), (2)). """
    at: datetime.datetime | None | Unset = UNSET
    reasons: list[str] | Unset = UNSET
    competent: None | Place | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.place import Place

        ground = self.ground.value

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        reasons: list[str] | Unset = UNSET
        if not isinstance(self.reasons, Unset):
            reasons = self.reasons

        competent: dict[str, Any] | None | Unset
        if isinstance(self.competent, Unset):
            competent = UNSET
        elif isinstance(self.competent, Place):
            competent = self.competent.to_dict()
        else:
            competent = self.competent

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "ground": ground,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if reasons is not UNSET:
            field_dict["reasons"] = reasons
        if competent is not UNSET:
            field_dict["competent"] = competent

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.place import Place

        d = dict(src_dict)
        ground = Ground(d.pop("ground"))

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

        reasons = cast(list[str], d.pop("reasons", UNSET))

        def _parse_competent(data: object) -> None | Place | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                competent_type_0 = Place.from_dict(data)

                return competent_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Place | Unset, data)

        competent = _parse_competent(d.pop("competent", UNSET))

        decline = cls(
            ground=ground,
            at=at,
            reasons=reasons,
            competent=competent,
        )

        return decline

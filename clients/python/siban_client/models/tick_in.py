from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.manner import Manner
from ..types import UNSET, Unset

T = TypeVar("T", bound="TickIn")


@_attrs_define
class TickIn:
    """What is said of one paper: here, and how it was taken; or missing, and why; or to follow by a day (容缺); or
    replaced by a declaration (告知承诺).

    """

    here: bool
    manner: Manner | Unset = Manner.SEEN
    """ How a material was taken. """
    reason: str | Unset = ""
    promised: datetime.date | None | Unset = UNSET
    declared: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        here = self.here

        manner: str | Unset = UNSET
        if not isinstance(self.manner, Unset):
            manner = self.manner.value

        reason = self.reason

        promised: None | str | Unset
        if isinstance(self.promised, Unset):
            promised = UNSET
        elif isinstance(self.promised, datetime.date):
            promised = self.promised.isoformat()
        else:
            promised = self.promised

        declared = self.declared

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "here": here,
            }
        )
        if manner is not UNSET:
            field_dict["manner"] = manner
        if reason is not UNSET:
            field_dict["reason"] = reason
        if promised is not UNSET:
            field_dict["promised"] = promised
        if declared is not UNSET:
            field_dict["declared"] = declared

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        here = d.pop("here")

        _manner = d.pop("manner", UNSET)
        manner: Manner | Unset
        if isinstance(_manner, Unset):
            manner = UNSET
        else:
            manner = Manner(_manner)

        reason = d.pop("reason", UNSET)

        def _parse_promised(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                promised_type_0 = datetime.date.fromisoformat(data)

                return promised_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        promised = _parse_promised(d.pop("promised", UNSET))

        declared = d.pop("declared", UNSET)

        tick_in = cls(
            here=here,
            manner=manner,
            reason=reason,
            promised=promised,
            declared=declared,
        )

        return tick_in

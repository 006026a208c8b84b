from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ObjectionAnswer")


@_attrs_define
class ObjectionAnswer:
    """`changes`: it is upheld so that what hung out changes; `changed` says how, a sentence each."""

    number: int
    upheld: bool
    answer: str
    at: datetime.datetime | None | Unset = UNSET
    changes: bool | Unset = False
    changed: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        upheld = self.upheld

        answer = self.answer

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        changes = self.changes

        changed: list[str] | Unset = UNSET
        if not isinstance(self.changed, Unset):
            changed = self.changed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "upheld": upheld,
                "answer": answer,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if changes is not UNSET:
            field_dict["changes"] = changes
        if changed is not UNSET:
            field_dict["changed"] = changed

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        upheld = d.pop("upheld")

        answer = d.pop("answer")

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

        changes = d.pop("changes", UNSET)

        changed = cast(list[str], d.pop("changed", UNSET))

        objection_answer = cls(
            number=number,
            upheld=upheld,
            answer=answer,
            at=at,
            changes=changes,
            changed=changed,
        )

        return objection_answer

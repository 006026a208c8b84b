from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SlipIn")


@_attrs_define
class SlipIn:
    where: str
    was: str
    now: str

    def to_dict(self) -> dict[str, Any]:
        where = self.where

        was = self.was

        now = self.now

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "where": where,
                "was": was,
                "now": now,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        where = d.pop("where")

        was = d.pop("was")

        now = d.pop("now")

        slip_in = cls(
            where=where,
            was=was,
            now=now,
        )

        return slip_in

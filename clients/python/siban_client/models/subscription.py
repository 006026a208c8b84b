from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Subscription")


@_attrs_define
class Subscription:
    """Where to tell, and of which acts; of all where none are named."""

    url: str
    acts: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        acts: list[str] | Unset = UNSET
        if not isinstance(self.acts, Unset):
            acts = self.acts

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "url": url,
            }
        )
        if acts is not UNSET:
            field_dict["acts"] = acts

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        url = d.pop("url")

        acts = cast(list[str], d.pop("acts", UNSET))

        subscription = cls(
            url=url,
            acts=acts,
        )

        return subscription

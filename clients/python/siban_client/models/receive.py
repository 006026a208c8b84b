from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.answer import Answer
from ..types import UNSET, Unset

T = TypeVar("T", bound="Receive")


@_attrs_define
class Receive:
    at: datetime.datetime | None | Unset = UNSET
    proposal: Answer | None | Unset = UNSET
    came: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        proposal: None | str | Unset
        if isinstance(self.proposal, Unset):
            proposal = UNSET
        elif isinstance(self.proposal, Answer):
            proposal = self.proposal.value
        else:
            proposal = self.proposal

        came = self.came

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if at is not UNSET:
            field_dict["at"] = at
        if proposal is not UNSET:
            field_dict["proposal"] = proposal
        if came is not UNSET:
            field_dict["came"] = came

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
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

        def _parse_proposal(data: object) -> Answer | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                proposal_type_0 = Answer(data)

                return proposal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Answer | None | Unset, data)

        proposal = _parse_proposal(d.pop("proposal", UNSET))

        came = d.pop("came", UNSET)

        receive = cls(
            at=at,
            proposal=proposal,
            came=came,
        )

        return receive

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.revocation_proposal_fault import RevocationProposalFault
from ..types import UNSET, Unset

T = TypeVar("T", bound="RevocationProposal")


@_attrs_define
class RevocationProposal:
    fault: RevocationProposalFault
    reasons: list[str]
    heard: str
    at: datetime.datetime | None | Unset = UNSET
    void_from: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        fault = self.fault.value

        reasons = self.reasons

        heard = self.heard

        at: None | str | Unset
        if isinstance(self.at, Unset):
            at = UNSET
        elif isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        void_from: None | str | Unset
        if isinstance(self.void_from, Unset):
            void_from = UNSET
        elif isinstance(self.void_from, datetime.date):
            void_from = self.void_from.isoformat()
        else:
            void_from = self.void_from

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "fault": fault,
                "reasons": reasons,
                "heard": heard,
            }
        )
        if at is not UNSET:
            field_dict["at"] = at
        if void_from is not UNSET:
            field_dict["void_from"] = void_from

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        fault = RevocationProposalFault(d.pop("fault"))

        reasons = cast(list[str], d.pop("reasons"))

        heard = d.pop("heard")

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

        def _parse_void_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                void_from_type_0 = datetime.date.fromisoformat(data)

                return void_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        void_from = _parse_void_from(d.pop("void_from", UNSET))

        revocation_proposal = cls(
            fault=fault,
            reasons=reasons,
            heard=heard,
            at=at,
            void_from=void_from,
        )

        return revocation_proposal

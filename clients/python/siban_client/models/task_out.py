from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.case_row import CaseRow


T = TypeVar("T", bound="TaskOut")


@_attrs_define
class TaskOut:
    """A task of one of the client's posts (待办), with its case."""

    task: UUID
    kind: str
    role: None | str
    office: UUID
    opened_at: datetime.datetime
    claimed: bool
    due: datetime.date | None
    case: CaseRow
    """ A case in a list. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        task = str(self.task)

        kind = self.kind

        role: None | str
        role = self.role

        office = str(self.office)

        opened_at = self.opened_at.isoformat()

        claimed = self.claimed

        due: None | str
        if isinstance(self.due, datetime.date):
            due = self.due.isoformat()
        else:
            due = self.due

        case = self.case.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "task": task,
                "kind": kind,
                "role": role,
                "office": office,
                "opened_at": opened_at,
                "claimed": claimed,
                "due": due,
                "case": case,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.case_row import CaseRow

        d = dict(src_dict)
        task = UUID(d.pop("task"))

        kind = d.pop("kind")

        def _parse_role(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        role = _parse_role(d.pop("role"))

        office = UUID(d.pop("office"))

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        claimed = d.pop("claimed")

        def _parse_due(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_type_0 = datetime.date.fromisoformat(data)

                return due_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due = _parse_due(d.pop("due"))

        case = CaseRow.from_dict(d.pop("case"))

        task_out = cls(
            task=task,
            kind=kind,
            role=role,
            office=office,
            opened_at=opened_at,
            claimed=claimed,
            due=due,
            case=case,
        )

        task_out.additional_properties = d
        return task_out

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

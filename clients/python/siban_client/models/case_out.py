from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.case_out_scenario import CaseOutScenario
    from ..models.check_out import CheckOut
    from ..models.clock_out import ClockOut
    from ..models.delivery_out import DeliveryOut
    from ..models.document_out import DocumentOut
    from ..models.field_fault import FieldFault
    from ..models.notice_out import NoticeOut
    from ..models.party import Party
    from ..models.ref import Ref
    from ..models.step_out import StepOut


T = TypeVar("T", bound="CaseOut")


@_attrs_define
class CaseOut:
    """One case, with all that stands before who works on it. `actions` are those the client may take now."""

    id: UUID
    number: str
    item: str
    state: str
    outcome: None | str
    applicant: Party
    """ Who applies, or acts for her: the record's id, and the name with all but its first character masked. """
    origin: UUID
    holder: UUID
    region: str
    handling: str
    promised_due: datetime.date | None
    opened_at: datetime.datetime
    received_at: datetime.datetime | None
    accepted_at: datetime.datetime | None
    concluded_at: datetime.datetime | None
    delivered_at: datetime.datetime | None
    etag: str
    is_demonstration: bool
    version: UUID
    authority: str
    tier: str
    channel: str
    capacity: str
    scenario: CaseOutScenario
    corrections: int
    representative: None | Party
    holder_office: Ref
    """ An office, by its id, with its name. """
    actions: list[str]
    steps: list[StepOut]
    clocks: list[ClockOut]
    documents: list[DocumentOut]
    notices: list[NoticeOut]
    deliveries: list[DeliveryOut]
    conditions: list[CheckOut]
    open_questions: list[str]
    problems: list[FieldFault]
    visits: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.party import Party

        id = str(self.id)

        number = self.number

        item = self.item

        state = self.state

        outcome: None | str
        outcome = self.outcome

        applicant = self.applicant.to_dict()

        origin = str(self.origin)

        holder = str(self.holder)

        region = self.region

        handling = self.handling

        promised_due: None | str
        if isinstance(self.promised_due, datetime.date):
            promised_due = self.promised_due.isoformat()
        else:
            promised_due = self.promised_due

        opened_at = self.opened_at.isoformat()

        received_at: None | str
        if isinstance(self.received_at, datetime.datetime):
            received_at = self.received_at.isoformat()
        else:
            received_at = self.received_at

        accepted_at: None | str
        if isinstance(self.accepted_at, datetime.datetime):
            accepted_at = self.accepted_at.isoformat()
        else:
            accepted_at = self.accepted_at

        concluded_at: None | str
        if isinstance(self.concluded_at, datetime.datetime):
            concluded_at = self.concluded_at.isoformat()
        else:
            concluded_at = self.concluded_at

        delivered_at: None | str
        if isinstance(self.delivered_at, datetime.datetime):
            delivered_at = self.delivered_at.isoformat()
        else:
            delivered_at = self.delivered_at

        etag = self.etag

        is_demonstration = self.is_demonstration

        version = str(self.version)

        authority = self.authority

        tier = self.tier

        channel = self.channel

        capacity = self.capacity

        scenario = self.scenario.to_dict()

        corrections = self.corrections

        representative: dict[str, Any] | None
        if isinstance(self.representative, Party):
            representative = self.representative.to_dict()
        else:
            representative = self.representative

        holder_office = self.holder_office.to_dict()

        actions = self.actions

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        clocks = []
        for clocks_item_data in self.clocks:
            clocks_item = clocks_item_data.to_dict()
            clocks.append(clocks_item)

        documents = []
        for documents_item_data in self.documents:
            documents_item = documents_item_data.to_dict()
            documents.append(documents_item)

        notices = []
        for notices_item_data in self.notices:
            notices_item = notices_item_data.to_dict()
            notices.append(notices_item)

        deliveries = []
        for deliveries_item_data in self.deliveries:
            deliveries_item = deliveries_item_data.to_dict()
            deliveries.append(deliveries_item)

        conditions = []
        for conditions_item_data in self.conditions:
            conditions_item = conditions_item_data.to_dict()
            conditions.append(conditions_item)

        open_questions = self.open_questions

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        visits = self.visits

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "number": number,
                "item": item,
                "state": state,
                "outcome": outcome,
                "applicant": applicant,
                "origin": origin,
                "holder": holder,
                "region": region,
                "handling": handling,
                "promised_due": promised_due,
                "opened_at": opened_at,
                "received_at": received_at,
                "accepted_at": accepted_at,
                "concluded_at": concluded_at,
                "delivered_at": delivered_at,
                "etag": etag,
                "is_demonstration": is_demonstration,
                "version": version,
                "authority": authority,
                "tier": tier,
                "channel": channel,
                "capacity": capacity,
                "scenario": scenario,
                "corrections": corrections,
                "representative": representative,
                "holder_office": holder_office,
                "actions": actions,
                "steps": steps,
                "clocks": clocks,
                "documents": documents,
                "notices": notices,
                "deliveries": deliveries,
                "conditions": conditions,
                "open_questions": open_questions,
                "problems": problems,
                "visits": visits,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.case_out_scenario import CaseOutScenario
        from ..models.check_out import CheckOut
        from ..models.clock_out import ClockOut
        from ..models.delivery_out import DeliveryOut
        from ..models.document_out import DocumentOut
        from ..models.field_fault import FieldFault
        from ..models.notice_out import NoticeOut
        from ..models.party import Party
        from ..models.ref import Ref
        from ..models.step_out import StepOut

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        number = d.pop("number")

        item = d.pop("item")

        state = d.pop("state")

        def _parse_outcome(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        outcome = _parse_outcome(d.pop("outcome"))

        applicant = Party.from_dict(d.pop("applicant"))

        origin = UUID(d.pop("origin"))

        holder = UUID(d.pop("holder"))

        region = d.pop("region")

        handling = d.pop("handling")

        def _parse_promised_due(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                promised_due_type_0 = datetime.date.fromisoformat(data)

                return promised_due_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        promised_due = _parse_promised_due(d.pop("promised_due"))

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        def _parse_received_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                received_at_type_0 = datetime.datetime.fromisoformat(data)

                return received_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        received_at = _parse_received_at(d.pop("received_at"))

        def _parse_accepted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                accepted_at_type_0 = datetime.datetime.fromisoformat(data)

                return accepted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        accepted_at = _parse_accepted_at(d.pop("accepted_at"))

        def _parse_concluded_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                concluded_at_type_0 = datetime.datetime.fromisoformat(data)

                return concluded_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        concluded_at = _parse_concluded_at(d.pop("concluded_at"))

        def _parse_delivered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delivered_at_type_0 = datetime.datetime.fromisoformat(data)

                return delivered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        delivered_at = _parse_delivered_at(d.pop("delivered_at"))

        etag = d.pop("etag")

        is_demonstration = d.pop("is_demonstration")

        version = UUID(d.pop("version"))

        authority = d.pop("authority")

        tier = d.pop("tier")

        channel = d.pop("channel")

        capacity = d.pop("capacity")

        scenario = CaseOutScenario.from_dict(d.pop("scenario"))

        corrections = d.pop("corrections")

        def _parse_representative(data: object) -> None | Party:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                representative_type_0 = Party.from_dict(data)

                return representative_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Party, data)

        representative = _parse_representative(d.pop("representative"))

        holder_office = Ref.from_dict(d.pop("holder_office"))

        actions = cast(list[str], d.pop("actions"))

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = StepOut.from_dict(steps_item_data)

            steps.append(steps_item)

        clocks = []
        _clocks = d.pop("clocks")
        for clocks_item_data in _clocks:
            clocks_item = ClockOut.from_dict(clocks_item_data)

            clocks.append(clocks_item)

        documents = []
        _documents = d.pop("documents")
        for documents_item_data in _documents:
            documents_item = DocumentOut.from_dict(documents_item_data)

            documents.append(documents_item)

        notices = []
        _notices = d.pop("notices")
        for notices_item_data in _notices:
            notices_item = NoticeOut.from_dict(notices_item_data)

            notices.append(notices_item)

        deliveries = []
        _deliveries = d.pop("deliveries")
        for deliveries_item_data in _deliveries:
            deliveries_item = DeliveryOut.from_dict(deliveries_item_data)

            deliveries.append(deliveries_item)

        conditions = []
        _conditions = d.pop("conditions")
        for conditions_item_data in _conditions:
            conditions_item = CheckOut.from_dict(conditions_item_data)

            conditions.append(conditions_item)

        open_questions = cast(list[str], d.pop("open_questions"))

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = FieldFault.from_dict(problems_item_data)

            problems.append(problems_item)

        visits = d.pop("visits")

        case_out = cls(
            id=id,
            number=number,
            item=item,
            state=state,
            outcome=outcome,
            applicant=applicant,
            origin=origin,
            holder=holder,
            region=region,
            handling=handling,
            promised_due=promised_due,
            opened_at=opened_at,
            received_at=received_at,
            accepted_at=accepted_at,
            concluded_at=concluded_at,
            delivered_at=delivered_at,
            etag=etag,
            is_demonstration=is_demonstration,
            version=version,
            authority=authority,
            tier=tier,
            channel=channel,
            capacity=capacity,
            scenario=scenario,
            corrections=corrections,
            representative=representative,
            holder_office=holder_office,
            actions=actions,
            steps=steps,
            clocks=clocks,
            documents=documents,
            notices=notices,
            deliveries=deliveries,
            conditions=conditions,
            open_questions=open_questions,
            problems=problems,
            visits=visits,
        )

        case_out.additional_properties = d
        return case_out

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.capacity import Capacity
from ..models.channel import Channel
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.opening_scenario import OpeningScenario


T = TypeVar("T", bound="Opening")


@_attrs_define
class Opening:
    """A new case: who applies, for what, and as whom."""

    item: str
    applicant: UUID
    capacity: Capacity | Unset = Capacity.SELF
    """ As what the person at the window applies. """
    representative: None | Unset | UUID = UNSET
    channel: Channel | Unset = Channel.WINDOW
    """ How a case came in. """
    scenario: OpeningScenario | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        item = self.item

        applicant = str(self.applicant)

        capacity: str | Unset = UNSET
        if not isinstance(self.capacity, Unset):
            capacity = self.capacity.value

        representative: None | str | Unset
        if isinstance(self.representative, Unset):
            representative = UNSET
        elif isinstance(self.representative, UUID):
            representative = str(self.representative)
        else:
            representative = self.representative

        channel: str | Unset = UNSET
        if not isinstance(self.channel, Unset):
            channel = self.channel.value

        scenario: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scenario, Unset):
            scenario = self.scenario.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "item": item,
                "applicant": applicant,
            }
        )
        if capacity is not UNSET:
            field_dict["capacity"] = capacity
        if representative is not UNSET:
            field_dict["representative"] = representative
        if channel is not UNSET:
            field_dict["channel"] = channel
        if scenario is not UNSET:
            field_dict["scenario"] = scenario

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.opening_scenario import OpeningScenario

        d = dict(src_dict)
        item = d.pop("item")

        applicant = UUID(d.pop("applicant"))

        _capacity = d.pop("capacity", UNSET)
        capacity: Capacity | Unset
        if isinstance(_capacity, Unset):
            capacity = UNSET
        else:
            capacity = Capacity(_capacity)

        def _parse_representative(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                representative_type_0 = UUID(data)

                return representative_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        representative = _parse_representative(d.pop("representative", UNSET))

        _channel = d.pop("channel", UNSET)
        channel: Channel | Unset
        if isinstance(_channel, Unset):
            channel = UNSET
        else:
            channel = Channel(_channel)

        _scenario = d.pop("scenario", UNSET)
        scenario: OpeningScenario | Unset
        if isinstance(_scenario, Unset):
            scenario = UNSET
        else:
            scenario = OpeningScenario.from_dict(_scenario)

        opening = cls(
            item=item,
            applicant=applicant,
            capacity=capacity,
            representative=representative,
            channel=channel,
            scenario=scenario,
        )

        return opening

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.capacity import Capacity
from ..models.channel import Channel
from ..models.sex import Sex
from ..models.tier import Tier
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.situation_scenario import SituationScenario


T = TypeVar("T", bound="Situation")


@_attrs_define
class Situation:
    """What is known of the applicant so far; what is not said stays open in the guide."""

    tier: Tier | Unset = Tier.VILLAGE
    """ A tier of the district's network, lowest last. """
    scenario: SituationScenario | Unset = UNSET
    age: int | None | Unset = UNSET
    sex: None | Sex | Unset = UNSET
    household_region: None | str | Unset = UNSET
    residence_region: None | str | Unset = UNSET
    capacity: Capacity | Unset = Capacity.SELF
    """ As what the person at the window applies. """
    channel: Channel | Unset = Channel.WINDOW
    """ How a case came in. """

    def to_dict(self) -> dict[str, Any]:
        tier: str | Unset = UNSET
        if not isinstance(self.tier, Unset):
            tier = self.tier.value

        scenario: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scenario, Unset):
            scenario = self.scenario.to_dict()

        age: int | None | Unset
        if isinstance(self.age, Unset):
            age = UNSET
        else:
            age = self.age

        sex: None | str | Unset
        if isinstance(self.sex, Unset):
            sex = UNSET
        elif isinstance(self.sex, Sex):
            sex = self.sex.value
        else:
            sex = self.sex

        household_region: None | str | Unset
        if isinstance(self.household_region, Unset):
            household_region = UNSET
        else:
            household_region = self.household_region

        residence_region: None | str | Unset
        if isinstance(self.residence_region, Unset):
            residence_region = UNSET
        else:
            residence_region = self.residence_region

        capacity: str | Unset = UNSET
        if not isinstance(self.capacity, Unset):
            capacity = self.capacity.value

        channel: str | Unset = UNSET
        if not isinstance(self.channel, Unset):
            channel = self.channel.value

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if tier is not UNSET:
            field_dict["tier"] = tier
        if scenario is not UNSET:
            field_dict["scenario"] = scenario
        if age is not UNSET:
            field_dict["age"] = age
        if sex is not UNSET:
            field_dict["sex"] = sex
        if household_region is not UNSET:
            field_dict["household_region"] = household_region
        if residence_region is not UNSET:
            field_dict["residence_region"] = residence_region
        if capacity is not UNSET:
            field_dict["capacity"] = capacity
        if channel is not UNSET:
            field_dict["channel"] = channel

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.situation_scenario import SituationScenario

        d = dict(src_dict)
        _tier = d.pop("tier", UNSET)
        tier: Tier | Unset
        if isinstance(_tier, Unset):
            tier = UNSET
        else:
            tier = Tier(_tier)

        _scenario = d.pop("scenario", UNSET)
        scenario: SituationScenario | Unset
        if isinstance(_scenario, Unset):
            scenario = UNSET
        else:
            scenario = SituationScenario.from_dict(_scenario)

        def _parse_age(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        age = _parse_age(d.pop("age", UNSET))

        def _parse_sex(data: object) -> None | Sex | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sex_type_0 = Sex(data)

                return sex_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Sex | Unset, data)

        sex = _parse_sex(d.pop("sex", UNSET))

        def _parse_household_region(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        household_region = _parse_household_region(d.pop("household_region", UNSET))

        def _parse_residence_region(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        residence_region = _parse_residence_region(d.pop("residence_region", UNSET))

        _capacity = d.pop("capacity", UNSET)
        capacity: Capacity | Unset
        if isinstance(_capacity, Unset):
            capacity = UNSET
        else:
            capacity = Capacity(_capacity)

        _channel = d.pop("channel", UNSET)
        channel: Channel | Unset
        if isinstance(_channel, Unset):
            channel = UNSET
        else:
            channel = Channel(_channel)

        situation = cls(
            tier=tier,
            scenario=scenario,
            age=age,
            sex=sex,
            household_region=household_region,
            residence_region=residence_region,
            capacity=capacity,
            channel=channel,
        )

        return situation

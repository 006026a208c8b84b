from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.filling_form import FillingForm
    from ..models.filling_scenario import FillingScenario
    from ..models.filling_ticks import FillingTicks


T = TypeVar("T", bound="Filling")


@_attrs_define
class Filling:
    """Work on a draft: answers, values of the form, papers. What is left out stays."""

    scenario: FillingScenario | Unset = UNSET
    form: FillingForm | Unset = UNSET
    ticks: FillingTicks | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        scenario: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scenario, Unset):
            scenario = self.scenario.to_dict()

        form: dict[str, Any] | Unset = UNSET
        if not isinstance(self.form, Unset):
            form = self.form.to_dict()

        ticks: dict[str, Any] | Unset = UNSET
        if not isinstance(self.ticks, Unset):
            ticks = self.ticks.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if scenario is not UNSET:
            field_dict["scenario"] = scenario
        if form is not UNSET:
            field_dict["form"] = form
        if ticks is not UNSET:
            field_dict["ticks"] = ticks

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.filling_form import FillingForm
        from ..models.filling_scenario import FillingScenario
        from ..models.filling_ticks import FillingTicks

        d = dict(src_dict)
        _scenario = d.pop("scenario", UNSET)
        scenario: FillingScenario | Unset
        if isinstance(_scenario, Unset):
            scenario = UNSET
        else:
            scenario = FillingScenario.from_dict(_scenario)

        _form = d.pop("form", UNSET)
        form: FillingForm | Unset
        if isinstance(_form, Unset):
            form = UNSET
        else:
            form = FillingForm.from_dict(_form)

        _ticks = d.pop("ticks", UNSET)
        ticks: FillingTicks | Unset
        if isinstance(_ticks, Unset):
            ticks = UNSET
        else:
            ticks = FillingTicks.from_dict(_ticks)

        filling = cls(
            scenario=scenario,
            form=form,
            ticks=ticks,
        )

        return filling

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.form_field_out import FormFieldOut
    from ..models.guide_step import GuideStep
    from ..models.material_out import MaterialOut
    from ..models.question_out import QuestionOut
    from ..models.text_out import TextOut


T = TypeVar("T", bound="GuideOut")


@_attrs_define
class GuideOut:
    """What this applicant needs and what will happen: exactly what intake will ask for."""

    item: str
    version: UUID
    mode: None | str
    handling: str
    promised_days: int
    statutory_days: int
    unit: str
    fee: int
    visits: int
    competent: bool | None
    monthly_amount: int | None
    questions: list[QuestionOut]
    materials: list[MaterialOut]
    fields: list[FormFieldOut]
    steps: list[GuideStep]
    unmet: list[TextOut]
    unsettled: list[TextOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        item = self.item

        version = str(self.version)

        mode: None | str
        mode = self.mode

        handling = self.handling

        promised_days = self.promised_days

        statutory_days = self.statutory_days

        unit = self.unit

        fee = self.fee

        visits = self.visits

        competent: bool | None
        competent = self.competent

        monthly_amount: int | None
        monthly_amount = self.monthly_amount

        questions = []
        for questions_item_data in self.questions:
            questions_item = questions_item_data.to_dict()
            questions.append(questions_item)

        materials = []
        for materials_item_data in self.materials:
            materials_item = materials_item_data.to_dict()
            materials.append(materials_item)

        fields = []
        for fields_item_data in self.fields:
            fields_item = fields_item_data.to_dict()
            fields.append(fields_item)

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        unmet = []
        for unmet_item_data in self.unmet:
            unmet_item = unmet_item_data.to_dict()
            unmet.append(unmet_item)

        unsettled = []
        for unsettled_item_data in self.unsettled:
            unsettled_item = unsettled_item_data.to_dict()
            unsettled.append(unsettled_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "item": item,
                "version": version,
                "mode": mode,
                "handling": handling,
                "promised_days": promised_days,
                "statutory_days": statutory_days,
                "unit": unit,
                "fee": fee,
                "visits": visits,
                "competent": competent,
                "monthly_amount": monthly_amount,
                "questions": questions,
                "materials": materials,
                "fields": fields,
                "steps": steps,
                "unmet": unmet,
                "unsettled": unsettled,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.form_field_out import FormFieldOut
        from ..models.guide_step import GuideStep
        from ..models.material_out import MaterialOut
        from ..models.question_out import QuestionOut
        from ..models.text_out import TextOut

        d = dict(src_dict)
        item = d.pop("item")

        version = UUID(d.pop("version"))

        def _parse_mode(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        mode = _parse_mode(d.pop("mode"))

        handling = d.pop("handling")

        promised_days = d.pop("promised_days")

        statutory_days = d.pop("statutory_days")

        unit = d.pop("unit")

        fee = d.pop("fee")

        visits = d.pop("visits")

        def _parse_competent(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        competent = _parse_competent(d.pop("competent"))

        def _parse_monthly_amount(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        monthly_amount = _parse_monthly_amount(d.pop("monthly_amount"))

        questions = []
        _questions = d.pop("questions")
        for questions_item_data in _questions:
            questions_item = QuestionOut.from_dict(questions_item_data)

            questions.append(questions_item)

        materials = []
        _materials = d.pop("materials")
        for materials_item_data in _materials:
            materials_item = MaterialOut.from_dict(materials_item_data)

            materials.append(materials_item)

        fields = []
        _fields = d.pop("fields")
        for fields_item_data in _fields:
            fields_item = FormFieldOut.from_dict(fields_item_data)

            fields.append(fields_item)

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = GuideStep.from_dict(steps_item_data)

            steps.append(steps_item)

        unmet = []
        _unmet = d.pop("unmet")
        for unmet_item_data in _unmet:
            unmet_item = TextOut.from_dict(unmet_item_data)

            unmet.append(unmet_item)

        unsettled = []
        _unsettled = d.pop("unsettled")
        for unsettled_item_data in _unsettled:
            unsettled_item = TextOut.from_dict(unsettled_item_data)

            unsettled.append(unsettled_item)

        guide_out = cls(
            item=item,
            version=version,
            mode=mode,
            handling=handling,
            promised_days=promised_days,
            statutory_days=statutory_days,
            unit=unit,
            fee=fee,
            visits=visits,
            competent=competent,
            monthly_amount=monthly_amount,
            questions=questions,
            materials=materials,
            fields=fields,
            steps=steps,
            unmet=unmet,
            unsettled=unsettled,
        )

        guide_out.additional_properties = d
        return guide_out

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

"""Questions and fields as the desk draws them, of one item or of several asked for at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from siban.domain.catalog.types import Field, FieldType, Question
from siban.domain.people.identity import mask
from siban.domain.people.phones import mask_phone
from siban.domain.places import queries as places
from siban.surfaces.desk.asking import KEYS


@dataclass(frozen=True, slots=True)
class OptionRow:
    key: str
    text: str
    press: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    key: str
    text: str
    options: tuple[OptionRow, ...]


def question_rows(asked: Sequence[Question], likely: Mapping[str, str]) -> tuple[QuestionRow, ...]:
    """Any questions with a digit at each answer."""
    keys = iter(KEYS)
    return tuple(
        QuestionRow(
            question.key,
            str(question.text),
            tuple(
                OptionRow(one.key, str(one.text), next(keys, ""), one.key == likely.get(question.key))
                for one in question.options
            ),
        )
        for question in asked
    )


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the form: shown as known, or open to be typed. `value` is empty for what is shown masked."""

    key: str
    label: str
    help: str
    value: str
    shown: str
    open: bool
    optional: bool
    error: str
    options: tuple[OptionRow, ...]
    kind: str
    longest: int
    masked: bool
    focused: bool = False

    @property
    def id(self) -> str:
        """The element's id."""
        return f"f-{self.key.replace('/', '-')}"


MASKED = {FieldType.BANK_ACCOUNT: mask, FieldType.PHONE: mask_phone}
INPUTS = {FieldType.DATE: "date", FieldType.PHONE: "tel", FieldType.BOOLEAN: "yes", FieldType.REGION: "region"}


def field_rows(
    asked: Sequence[Field],
    form: Mapping[str, object],
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
    editing: Collection[str] = (),
) -> tuple[FieldRow, ...]:
    """Any fields, with what is known of them and what is wrong."""
    rows = [_field(one, form, typed, wrong, editing) for one in asked]
    # The keyboard goes to the first field that stops the intake; where none does, Enter goes on.
    first = next((row.key for row in rows if row.error), None) or next((key for key in editing), None)
    first = first or next((row.key for row in rows if row.open and not row.optional), None)
    return tuple(replace(row, focused=row.key == first) for row in rows)


def _field(
    field: Field,
    form: Mapping[str, object],
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
    editing: Collection[str],
) -> FieldRow:
    value = "" if form.get(field.key) is None else _typed_form(field, form[field.key])
    hide = MASKED.get(field.type) or (mask if field.prefilled_from == "identity.number" else None)
    chosen = typed.get(field.key, value)
    options = tuple(OptionRow(one.key, str(one.text), "", one.key == chosen) for one in field.options)
    words = next((one.text for one in options if one.key == value), value)
    if field.type is FieldType.REGION and value:
        words = str(places.region_path(value))
    return FieldRow(
        key=field.key,
        label=str(field.label),
        help=str(field.help or ""),
        value=typed.get(field.key, "" if hide else value),
        shown=hide(value) if hide and value else words,
        open=not value or field.key in wrong or field.key in editing or field.key in typed,
        optional=not field.required,
        error=wrong.get(field.key, ""),
        options=options,
        kind="choice" if options else INPUTS.get(field.type, "text"),
        longest=field.max_length,
        masked=hide is not None and bool(value),
    )


def _typed_form(field: Field, value: object) -> str:
    """A stored value as it is typed again: money in yuan."""
    if field.type is FieldType.MONEY:
        return f"{int(str(value)) / 100:g}"
    if field.type is FieldType.BOOLEAN:
        return "yes" if value is True else "no"
    return str(value)

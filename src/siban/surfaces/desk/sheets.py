"""A sheet at the desk, of a case or of a 一件事: reads what was sent of it, and draws it. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from siban.domain.cases.queries.sheet import Sheet
from siban.domain.catalog.types import Question
from siban.domain.places import queries as places
from siban.domain.places.queries import Node
from siban.surfaces.desk import blocks
from siban.surfaces.desk.asked import FieldRow, QuestionRow, field_rows, question_rows
from siban.surfaces.desk.blocks import Table, Verdict
from siban.surfaces.ui.requests import StaffRequest

Sentences = Mapping[str, "str | Promise"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sheet as the page shows it. `stops`: the keyboard waits in a field; else Enter goes on."""

    questions: tuple[QuestionRow, ...]
    fields: tuple[FieldRow, ...]
    tables: tuple[Table, ...]
    verdicts: tuple[Verdict, ...]
    regions: Sequence[Node]
    stops: bool


def drawn(
    sheet: Sheet,
    *,
    scenario: Mapping[str, str] | None = None,
    typed: Mapping[str, object] | None = None,
    problems: Sentences | None = None,
    editing: Collection[str] = (),
    fresh: str = "",
) -> Drawn:
    """With what was typed and not kept, what is wrong with it, the fields that are opened again, and the repeating part
    that gets a new row."""
    told = typed or {}
    if problems is None:
        problems = {one.field: one.sentence for one in sheet.problems if one.code != "required"}
    wrong = {key: str(text) for key, text in problems.items()}
    texts = {key: text for key, text in told.items() if isinstance(text, str)}
    fields = field_rows(sheet.fields, sheet.form, texts, wrong, editing)
    tables = blocks.tables(sheet, told, wrong, fields, fresh)
    on_cell = any(table.stops for table in tables)
    return Drawn(
        questions=question_rows(sheet.questions, {**sheet.likely, **(scenario or {})}),
        fields=tuple(replace(row, focused=False) for row in fields) if on_cell else fields,
        tables=tables,
        verdicts=blocks.verdicts(sheet, told) if tables else (),
        regions=places.tree().children if any(row.open and row.kind == "region" for row in fields) else (),
        stops=on_cell or any(row.focused for row in fields),
    )


def answers_of(request: StaffRequest, questions: Sequence[Question]) -> dict[str, str]:
    """What was chosen."""
    return {one.key: request.POST[f"q-{one.key}"] for one in questions if request.POST.get(f"q-{one.key}")}


def typed_of(request: StaffRequest, sheet: Sheet) -> dict[str, object]:
    """What was typed into the form; a masked field or cell left empty keeps what it holds."""
    rows = {row.key: row for row in field_rows(sheet.fields, sheet.form, {}, {})}
    found: dict[str, object] = {}
    for field in sheet.known_fields:
        text = request.POST.get(f"f-{field.key}")
        row = rows.get(field.key)
        if text is None or (not text.strip() and (row is None or row.masked or not sheet.form.get(field.key))):
            continue
        found[field.key] = text
    return found | blocks.sent(_texts(request), sheet)


def rows_of(request: StaffRequest, sheet: Sheet) -> dict[str, list[dict[str, object]]]:
    """The repeating parts as they were sent, without the row that is taken away (`drop`)."""
    block, _dot, place = request.POST.get("drop", "").rpartition(".")
    gone = f"b-{block}.{place}." if block else ""
    sent = {name: "" if gone and name.startswith(gone) else text for name, text in _texts(request).items()}
    return blocks.sent(sent, sheet)


def _texts(request: StaffRequest) -> dict[str, str]:
    return {name: str(text) for name, text in request.POST.items()}

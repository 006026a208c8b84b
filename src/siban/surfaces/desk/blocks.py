"""The repeating parts of a form (household, incomes) as small tables with their sums. Nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from django.utils.translation import gettext as _

from siban.domain.cases.queries.sheet import Sheet
from siban.domain.catalog.types import Block, Field, FieldType
from siban.domain.people.identity import mask
from siban.domain.people.phones import mask_phone
from siban.surfaces.ui.templatetags.words import money

CELL = re.compile(r"b-([a-z][a-z0-9_/-]*)\.(\d{1,3})\.([a-z][a-z0-9_]*)")
"""A cell's name: block, place of the row, column. The row's place in the kept form is sent as column `was`."""
WAS = "was"
INPUTS = {FieldType.DATE: "date", FieldType.PHONE: "tel"}
HIDDEN = {FieldType.BANK_ACCOUNT: mask, FieldType.PHONE: mask_phone}

Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the values of a cell that is chosen."""

    key: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One input. `shown` is what a masked cell holds, which stays while nothing else is typed."""

    name: str
    label: str
    value: str
    shown: str
    help: str
    kind: str
    picks: tuple[Pick, ...]
    optional: bool
    error: str
    focused: bool = False

    @property
    def id(self) -> str:
        """The name as an element's id."""
        return self.name.replace(".", "-").replace("/", "-")


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `number` counts from 1, `drop` is the value that takes it away, `was` its place in the kept form."""

    number: int
    drop: str
    was: str
    was_name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    title: str
    row: str
    help: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    figures: tuple[str, ...]
    error: str
    full: bool

    @property
    def id(self) -> str:
        """The key as part of an element's id."""
        return self.key.replace("/", "-")

    @property
    def stops(self) -> bool:
        """Whether the keyboard goes here."""
        return any(cell.focused for line in self.lines for cell in line.cells)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A condition on the sums, as the figures typed so far have it."""

    text: str
    figures: str
    met: bool


def sent(posted: Mapping[str, str], sheet: Sheet) -> dict[str, Rows]:
    """The rows as they were typed, empty ones left out; of a masked cell that was left empty, what is kept of it.

    A block of which nothing was sent is left out.
    """
    found: dict[str, dict[int, dict[str, str]]] = {}
    for name, text in posted.items():
        if cell := CELL.fullmatch(name):
            found.setdefault(cell[1], {}).setdefault(int(cell[2]), {})[cell[3]] = str(text).strip()
    blocks = {block.key: block for block in sheet.known_blocks}
    return {
        key: [row for _place, typed in sorted(rows.items()) if (row := _row(blocks[key], typed, sheet.form))]
        for key, rows in found.items()
        if key in blocks
    }


def _row(block: Block, typed: Mapping[str, str], form: Mapping[str, object]) -> dict[str, object]:
    kept = _kept(block, form)
    was = typed.get(WAS, "")
    before = kept[int(was)] if was.isdigit() and int(was) < len(kept) else {}
    row: dict[str, object] = {}
    for field in block.fields:
        text = typed.get(field.key, "")
        if text:
            row[field.key] = text
        elif field.key in before and _mask_of(field) is not None:
            row[field.key] = before[field.key]
    return row


def _kept(block: Block, form: Mapping[str, object]) -> Rows:
    rows = form.get(block.key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _mask_of(field: Field) -> Callable[[str], str] | None:
    if field.check == "citizen-id" or field.prefilled_from == "identity.number":
        return mask
    return HIDDEN.get(field.type)


class Focus(Protocol):
    """What of a field tells where the keyboard goes."""

    @property
    def error(self) -> str: ...

    @property
    def focused(self) -> bool: ...


def tables(
    sheet: Sheet,
    typed: Mapping[str, object],
    wrong: Mapping[str, str],
    fields: Sequence[Focus] | None = None,
    fresh: str = "",
) -> tuple[Table, ...]:
    """The blocks as tables, filled with what was typed or else is kept, always one row to write in.

    `wrong`: sentences by place (`household.0.name`). `fresh`: the block that gets a new row, where the keyboard goes.
    With the `fields` above, it goes to a wrong cell where no field is wrong, or to one to fill where no field waits.
    """
    found = []
    form = {**sheet.form, **typed}
    for block in sheet.blocks(typed):
        rows = _kept(block, form)
        if not rows or block.key == fresh:
            rows = [*rows, {}]
        lines = tuple(_line(block, place, row, sheet.form, wrong) for place, row in enumerate(rows[: block.max]))
        count, sums = sheet.figures(block.key, typed)
        found.append(
            Table(
                key=block.key,
                title=str(block.title),
                row=str(block.row),
                help=str(block.help or ""),
                heads=tuple(str(field.label) for field in block.fields),
                lines=lines,
                figures=_figures(block, count, sums),
                error=wrong.get(block.key, ""),
                full=len(rows) >= block.max,
            )
        )
    if fresh:
        return _focused(found, fresh)
    if fields is None or any(row.error for row in fields):
        return tuple(found)
    in_cells = any(cell.error for table in found for line in table.lines for cell in line.cells)
    return _focused(found) if in_cells or not any(row.focused for row in fields) else tuple(found)


def _line(
    block: Block, place: int, row: Mapping[str, object], form: Mapping[str, object], wrong: Mapping[str, str]
) -> Line:
    hidden = [field.key for field in block.fields if _mask_of(field) is not None]
    before = next(
        (
            at
            for at, kept in enumerate(_kept(block, form))
            if any(kept.get(key) and kept.get(key) == row.get(key) for key in hidden)
        ),
        None,
    )
    name = f"b-{block.key}.{place}"
    return Line(
        number=place + 1,
        drop=f"{block.key}.{place}",
        was="" if before is None else str(before),
        was_name=f"{name}.{WAS}",
        cells=tuple(
            _cell(field, f"{name}.{field.key}", row.get(field.key), before is not None, wrong) for field in block.fields
        ),
    )


def _cell(field: Field, name: str, value: object, kept: bool, wrong: Mapping[str, str]) -> Cell:
    text = "" if value is None else str(value)
    if field.type is FieldType.MONEY and isinstance(value, int):
        text = f"{value // 100}" if value % 100 == 0 else f"{value / 100:.2f}"
    if field.type is FieldType.BOOLEAN and isinstance(value, bool):
        text = "yes" if value else "no"
    hide = _mask_of(field) if kept else None
    options = [(one.key, str(one.text)) for one in field.options]
    if field.type is FieldType.BOOLEAN:
        options = [("yes", _("是")), ("no", _("不是"))]
    return Cell(
        name=name,
        label=str(field.label),
        value="" if hide and text else text,
        shown=hide(text) if hide and text else "",
        help=str(field.help or ""),
        kind="choice" if options else INPUTS.get(field.type, "money" if field.type is FieldType.MONEY else "text"),
        picks=tuple(Pick(key, words, key == text) for key, words in options),
        optional=not field.required,
        error=wrong.get(name.removeprefix("b-"), ""),
    )


def _figures(block: Block, count: int, sums: Mapping[str, int]) -> tuple[str, ...]:
    """How many rows, each sum, and of money what it comes to for each of a household."""
    said = [_("%(count)s行") % {"count": count}]
    for field in block.fields:
        if field.key not in sums:
            continue
        is_money = field.type is FieldType.MONEY
        total = money(sums[field.key]) if is_money else str(sums[field.key])
        said.append(_("%(label)s：合计%(sum)s") % {"label": field.label, "sum": total})
        if is_money and count and block.prefilled_from == "household":
            said.append(_("人均%(sum)s") % {"sum": money(round(sums[field.key] / count))})
    return tuple(said)


def verdicts(sheet: Sheet, typed: Mapping[str, object]) -> tuple[Verdict, ...]:
    """The conditions on the sums: what it comes to, and against what."""
    found = []
    for one in sheet.judged(typed):
        value, bound = (money(round(side)) if one.is_money else f"{side:g}" for side in (one.value, one.bound))
        said = _("算下来%(value)s，标准%(bound)s") % {"value": value, "bound": bound}
        found.append(Verdict(str(one.condition.text), said, one.met))
    return tuple(found)


def _focused(found: Sequence[Table], fresh: str = "") -> tuple[Table, ...]:
    """The keyboard in one cell: a wrong one, else where the new row begins, else the first that must be filled."""
    cells = [(table, line, cell) for table in found for line in table.lines for cell in line.cells]
    newest = [cell for table, line, cell in cells if table.key == fresh and line is table.lines[-1]]
    wrong = [cell for _table, _line, cell in cells if cell.error]
    begun = [
        cell
        for _table, line, cell in cells
        if not cell.optional and not cell.value and not cell.shown and any(one.value or one.shown for one in line.cells)
    ]
    target = next(iter(newest or wrong or begun), None)
    if target is None:
        return tuple(found)
    return tuple(
        replace(
            table,
            lines=tuple(
                replace(line, cells=tuple(replace(cell, focused=cell.name == target.name) for cell in line.cells))
                for line in table.lines
            ),
        )
        for table in found
    )

"""The application form as it is filled in: values read by their field's type, all that is wrong told at once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from siban.domain.catalog.logic import Facts, Nested, blocks_on, fields_on, holds, is_blank, tree_of
from siban.domain.catalog.reading import Value, WrongError, read
from siban.domain.catalog.types import Block, Field, Version
from siban.kernel.text import Text

UNKNOWN_FIELD = _("表单没有这一项，请刷新页面再填。")

Row = dict[str, Value]
Kept = dict[str, Value | list[Row]]


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a form. `code` is stable; `str()` is the sentence in the reader's language.

    Of a repeating block `field` is the block's key, or `key.row.column` with rows counted from 0.
    """

    field: str
    code: str
    template: str | Promise
    values: Mapping[str, object] = attribute(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the reader's language."""
        return str(self.template) % {name: str(value) for name, value in self.values.items()}

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class _Cell:
    """How a column of a row is called; `row` counts from 1."""

    block: Block
    row: int
    label: Text

    def __str__(self) -> str:
        return gettext("%(row)s%(number)s：%(label)s") % {
            "row": self.block.row,
            "number": self.row,
            "label": self.label,
        }


def validate(version: Version, facts: Facts, values: Mapping[str, object]) -> tuple[FieldProblem, ...]:
    """All that is wrong with what was filled in, at once, in the order of the form. Never raises."""
    return _filled(version, facts, values)[1]


def clean(version: Version, facts: Facts, values: Mapping[str, object]) -> Kept:
    """What was filled in, as it is kept: text trimmed, dates ISO, money in fen; only fields that apply.

    Of a block the rows in which something stands, each by its columns.
    """
    return _filled(version, facts, values)[0]


def _filled(version: Version, facts: Facts, values: Mapping[str, object]) -> tuple[Kept, tuple[FieldProblem, ...]]:
    first, wrong = _read_all(version.form, values)
    # What is asked may hang on other answers of the same form, so it is known only once all are read.
    whole: dict[str, object] = {**facts, **{f"form.{key}": value for key, value in first.items()}}
    whole |= {f"form.{block.key}": values[block.key] for block in version.blocks if block.key in values}
    tree = tree_of(version, whole)
    kept: Kept = {}
    problems = _keep(fields_on(version, tree), first, wrong, kept)
    for block in blocks_on(version, tree):
        if block.key in values or block.min:
            rows, faults = _rows(block, values.get(block.key), tree)
            problems += faults
            if rows:
                kept[block.key] = rows
    known_keys = {one.key for one in version.form} | {block.key for block in version.blocks}
    problems += [FieldProblem(str(key)[:60], "unknown", UNKNOWN_FIELD) for key in values if key not in known_keys]
    return kept, tuple(problems)


def _read_all(fields: Iterable[Field], values: Mapping[str, object]) -> tuple[Row, dict[str, WrongError]]:
    first: Row = {}
    wrong: dict[str, WrongError] = {}
    for one in fields:
        try:
            value = read(one, values.get(one.key))
        except WrongError as fault:
            wrong[one.key] = fault
        else:
            if value is not None:
                first[one.key] = value
    return first, wrong


def _keep(
    asked: Iterable[Field],
    first: Mapping[str, Value],
    wrong: Mapping[str, WrongError],
    kept: Kept | Row,
    cell: tuple[Block, int] | None = None,
) -> list[FieldProblem]:
    """Move what is asked and was read into `kept`; what is wrong with the rest."""
    problems: list[FieldProblem] = []
    for one in asked:
        place = f"{cell[0].key}.{cell[1]}.{one.key}" if cell else one.key
        label = _Cell(cell[0], cell[1] + 1, one.label) if cell else one.label
        if one.key in wrong:
            shown = {"label": label, "most": one.max_length, "sample": one.sample or ""}
            problems.append(FieldProblem(place, wrong[one.key].code, wrong[one.key].template, shown))
        elif one.key in first:
            kept[one.key] = first[one.key]
        elif one.required:
            problems.append(FieldProblem(place, "required", _("“%(label)s”还没有填。"), {"label": label}))
    return problems


def _rows(block: Block, value: object, tree: Nested) -> tuple[list[Row], list[FieldProblem]]:
    told = {"label": block.title, "row": block.row, "least": block.min, "most": block.max}
    if is_blank(value):
        value = []
    if not isinstance(value, Sequence) or isinstance(value, (str, bytes)):
        return [], [FieldProblem(block.key, "kind", _("“%(label)s”要一行一行地填，请刷新页面再填。"), told)]
    if len(value) > block.max:
        return [], [FieldProblem(block.key, "many", _("“%(label)s”最多填%(most)s行。"), told)]
    rows: list[Row] = []
    problems: list[FieldProblem] = []
    columns = {one.key for one in block.fields}
    for number, given in enumerate(value):
        if not isinstance(given, Mapping):
            problems.append(FieldProblem(block.key, "kind", _("“%(label)s”要一行一行地填，请刷新页面再填。"), told))
            continue
        if all(is_blank(one) for one in given.values()):
            continue
        problems += [
            FieldProblem(f"{block.key}.{number}.{str(key)[:60]}", "unknown", UNKNOWN_FIELD)
            for key in given
            if key not in columns
        ]
        first, wrong = _read_all(block.fields, given)
        inner: Nested = {**tree, "row": first}
        asked = [one for one in block.fields if holds(one.visible_when, inner)]
        row: Row = {}
        problems += _keep(asked, first, wrong, row, (block, number))
        if row:
            rows.append(row)
    if len(rows) < block.min and not problems:
        problems.append(FieldProblem(block.key, "required", _("“%(label)s”至少要填%(least)s行。"), told))
    return rows, problems

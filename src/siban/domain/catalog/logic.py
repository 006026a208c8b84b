"""JSONLogic over facts, through datalogic-py: compiled once, never raising on what an applicant may have given.

A fact is a str, int, float, bool or date. Facts come as one flat mapping with dotted names (`scenario.who`,
`form.bank_account`) or nested; both read the same. A fact of the wrong kind never fulfils a condition.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from datalogic_py import CompileError, Engine, EvaluateError, ParseError, Rule

from siban.domain.catalog.reading import WrongError, read
from siban.domain.catalog.types import Block, Field, Logic, Version

Facts = Mapping[str, object]
Nested = dict[str, Any]

_ENGINE = Engine()
_LARGEST = 2**53
"""Beyond it a number is not the same in a browser's JSON."""


@lru_cache(maxsize=4096)
def _compiled(source: str) -> tuple[Rule, tuple[tuple[str, ...], ...]]:
    rule = _ENGINE.compile_checked(source)
    return rule, tuple(tuple(str(part) for part in path) for path in rule.facts()["reads"])


def _rule(check: Logic) -> tuple[Rule, tuple[tuple[str, ...], ...]]:
    return _compiled(json.dumps(check, ensure_ascii=False, sort_keys=True))


def fault(check: Logic) -> str | None:
    """What is wrong with an expression before it runs, None where nothing is."""
    try:
        rule, _ = _rule(check)
    except CompileError as error:
        return "; ".join(f"{one['pointer']}: {one['message']}" for one in error.diagnostics)
    except ParseError as error:
        return str(error)
    # What it reads must be plain to see, otherwise nobody can say which fact is still missing.
    return None if rule.facts()["reads_complete"] else "reads a fact whose name is computed"


def reads(check: Logic) -> tuple[tuple[str, ...], ...]:
    """The facts that an expression reads, each by its path."""
    return _rule(check)[1]


def nested(facts: Facts) -> Nested:
    """Facts as the engine reads them: dotted names opened up, dates as ISO text, what is no fact left out."""
    tree: Nested = {}
    for name, value in facts.items():
        if isinstance(value, Mapping):
            kept: object = nested({str(key): inner for key, inner in value.items()})
        else:
            kept = _plain(value)
        if kept is None:
            continue
        *way, last = str(name).split(".")
        place = tree
        for part in way:
            inner = place.setdefault(part, {})
            if not isinstance(inner, dict):
                break
            place = inner
        else:
            before = place.get(last)
            if isinstance(before, dict) and isinstance(kept, dict):
                before.update(kept)
            else:
                place[last] = kept
    return tree


def _plain(value: object) -> str | int | float | bool | None:
    match value:
        case bool():
            return value
        case int():
            return value if abs(value) <= _LARGEST else None
        case float():
            return value if math.isfinite(value) else None
        case date():
            return value.isoformat()
        case str():
            # Half of a surrogate pair is no text: neither the engine nor the database takes it.
            return value if value.isprintable() or not any("\ud800" <= mark <= "\udfff" for mark in value) else None
        case _:
            return None


def known(check: Logic, facts: Nested) -> bool:
    """Whether every fact that the expression reads is there."""
    return all(look_up(facts, path) is not None for path in _rule(check)[1])


def look_up(facts: Nested, path: tuple[str, ...]) -> object:
    """The fact at a path, None where there is none."""
    place: object = facts
    for part in path:
        if not isinstance(place, dict):
            return None
        place = place.get(part)
    return place


def holds(check: Logic | None, facts: Nested) -> bool:
    """Whether an expression holds on these facts; one that is not there always does."""
    if check is None:
        return True
    try:
        return _ENGINE.truthy(_rule(check)[0].evaluate(facts))
    except EvaluateError:
        return False


def number(expression: Logic, facts: Nested) -> float | None:
    """What an expression comes to as a number; None where a fact is missing, or it is none."""
    if not known(expression, facts):
        return None
    try:
        found = _rule(expression)[0].evaluate(facts)
    except EvaluateError:
        return None
    return found if isinstance(found, (int, float)) and not isinstance(found, bool) and math.isfinite(found) else None


def tree_of(version: Version, facts: Facts) -> Nested:
    """The facts, what the scenario's answers say where nobody knows better, figures, counts and sums of blocks."""
    tree = nested(facts)
    for question in version.scenario:
        answer = look_up(tree, ("scenario", question.key))
        for option in question.options:
            if option.key == answer and option.facts:
                for name, value in option.facts.items():
                    tree.setdefault(name, value)
    if version.figures:
        tree["figure"] = dict(version.figures)
    added = {block.key: found for block in version.blocks if (found := _added_up(block, _given(facts, block.key)))}
    if added:
        # Once the household is told, a list that may be empty and was left so holds nothing: no further income.
        left = (block for block in version.blocks if not block.min and is_blank(_given(facts, block.key)))
        tree["block"] = {block.key: {"count": 0, "sum": dict.fromkeys(block.sums, 0)} for block in left} | added
    return tree


def _given(facts: Facts, block: str) -> object:
    """The rows of a block as the facts hold them, flat (`form.household`) or nested."""
    flat = facts.get(f"form.{block}")
    if flat is not None:
        return flat
    form = facts.get("form")
    return form.get(block) if isinstance(form, Mapping) else None


def is_blank(value: object) -> bool:
    """Whether a cell or a block holds nothing."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], ())


def _added_up(block: Block, rows: object) -> Nested | None:
    """How many rows a block has, and the sums of its columns; None while it was not filled in.

    A sum that hangs on a value which cannot be read is not known, so a condition on it stays open.
    """
    if not isinstance(rows, Sequence) or isinstance(rows, (str, bytes)) or len(rows) > block.max:
        return None
    filled = [row for row in rows if isinstance(row, Mapping) and not all(is_blank(cell) for cell in row.values())]
    sums: Nested = {}
    for column in block.fields:
        if column.key not in block.sums:
            continue
        try:
            values = [read(column, row.get(column.key)) for row in filled]
        except WrongError:
            continue
        if column.required and None in values:
            continue
        sums[column.key] = sum(value for value in values if isinstance(value, int))
    return {"count": len(filled), "sum": sums}


def fields_on(version: Version, tree: Nested) -> tuple[Field, ...]:
    """The form fields that apply on these facts."""
    return tuple(field for field in version.form if holds(field.visible_when, tree))


def blocks_on(version: Version, tree: Nested) -> tuple[Block, ...]:
    """The repeating blocks that apply on these facts."""
    return tuple(block for block in version.blocks if holds(block.visible_when, tree))

"""Vectors: facts and what each expression of the catalogue says on them, for whoever evaluates it elsewhere (F1).

A browser that is offline reads the same expressions with an evaluator of its own; it is right if it gives the same on
every vector. They are made from the expressions themselves, so a changed expression changes them. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from siban.domain.catalog.logic import Nested, holds, known, reads, tree_of
from siban.domain.catalog.types import Logic, Version

MOST = 24
"""Vectors of one expression; enough to try each fact on both sides of each of its limits."""

UNLIKELY = "000000000000"
"""A region that there is not."""


def of(versions: Iterable[Version]) -> list[dict[str, Any]]:
    """The vectors of these versions, in their order: item, part, expression, facts, `known`, `holds`.

    A condition is judged only once all its facts are known, so until then `holds` is None; every other expression is
    read as it stands, a missing fact being null.
    """
    return [vector for version in versions for vector in _of(version)]


def written(vectors: Sequence[Mapping[str, Any]]) -> str:
    """As the file holds them: one line a vector, so that a change shows where it is."""
    lines = (json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for one in vectors)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _of(version: Version) -> Iterator[dict[str, Any]]:
    for part, expression in expressions(version):
        for facts in _facts(version, expression):
            judged = known(expression, facts)
            yield {
                "item": version.item,
                "part": part,
                "logic": expression,
                "facts": facts,
                "known": judged,
                "holds": holds(expression, facts) if judged or not part.startswith("conditions.") else None,
            }


def expressions(version: Version) -> Iterator[tuple[str, Logic]]:
    """Every expression of a version, each with its place."""
    for condition in version.conditions:
        if condition.check:
            yield f"conditions.{condition.key}", condition.check
    for question in version.scenario:
        if question.ask_when:
            yield f"scenario.{question.key}", question.ask_when
    for material in version.materials:
        if material.required_when:
            yield f"materials.{material.key}", material.required_when
    for field in version.form:
        if field.visible_when:
            yield f"form.{field.key}", field.visible_when
    for block in version.blocks:
        if block.visible_when:
            yield f"blocks.{block.key}", block.visible_when
        for column in block.fields:
            if column.visible_when:
                yield f"blocks.{block.key}.{column.key}", column.visible_when


def _facts(version: Version, expression: Logic) -> Iterator[Nested]:
    """Facts to try: none at all, then combinations of values on both sides of the expression's own limits."""
    figures = tree_of(version, {})
    yield figures
    paths = [path for path in reads(expression) if path[0] != "figure"]
    values = [_values(version, path, expression) for path in paths]
    total = 1
    for choices in values:
        total *= len(choices)
    step = max(1, -(-total // (MOST - 1)))
    # An odd stride meets every value of every fact where not all combinations are taken.
    stride = step if step % 2 or step == 1 else step + 1
    for place, chosen in enumerate(product(*values)):
        if place % stride == 0:
            tree = json.loads(json.dumps(figures))
            for path, value in zip(paths, chosen, strict=True):
                _put(tree, path, value)
            yield tree


def _values(version: Version, path: tuple[str, ...], expression: Logic) -> list[Any]:
    if path[0] == "scenario":
        question = next((one for one in version.scenario if one.key == path[1]), None)
        return [option.key for option in question.options] if question else ["?"]
    if path[-1] == "received" or path[-1] == "drawing":
        return [True, False]
    if path[-1].endswith("region"):
        return ["620702107203", "620723100201", UNLIKELY]
    if path[0] == "block":
        return [1, 3] if path[-1] == "count" else [0, 60000, 400000]
    field = next((one for one in version.form if path[0] == "form" and one.key == path[1]), None)
    if field is not None and field.options:
        return [option.key for option in field.options]
    numbers = sorted({*_constants(expression), *version.figures.values()})
    if numbers:
        return sorted({near for number in numbers for near in (number - 1, number, number + 1)})
    return [True, False, "yes", "no"]


def _constants(expression: object) -> Iterator[int]:
    if isinstance(expression, Mapping):
        for value in expression.values():
            yield from _constants(value)
    elif isinstance(expression, (list, tuple)):
        for value in expression:
            yield from _constants(value)
    elif isinstance(expression, int) and not isinstance(expression, bool):
        yield expression


def _put(tree: Nested, path: tuple[str, ...], value: object) -> None:
    *way, last = path
    place = tree
    for part in way:
        place = place.setdefault(part, {})
    place[last] = value

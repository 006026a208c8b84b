"""JSONLogic over facts, through datalogic-py: compiled once, never raising on what an applicant may have given.

A fact is a str, int, float, bool or date. Facts come as one flat mapping with dotted names (`scenario.who`,
`form.bank_account`) or nested; both read the same. A fact of the wrong kind never fulfils a condition.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from datalogic_py import CompileError, Engine, EvaluateError, ParseError, Rule

from siban.domain.catalog.types import Field, Logic, Version

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


def tree_of(version: Version, facts: Facts) -> Nested:
    """The facts, and what the scenario's answers say where nobody knows better."""
    tree = nested(facts)
    for question in version.scenario:
        answer = look_up(tree, ("scenario", question.key))
        for option in question.options:
            if option.key == answer and option.facts:
                for name, value in option.facts.items():
                    tree.setdefault(name, value)
    return tree


def fields_on(version: Version, tree: Nested) -> tuple[Field, ...]:
    """The form fields that apply on these facts."""
    return tuple(field for field in version.form if holds(field.visible_when, tree))

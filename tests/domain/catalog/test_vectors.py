"""The vectors for evaluators elsewhere are those of the shipped items, and true by a second reading of JSONLogic."""

from __future__ import annotations

import json

import pytest

from siban.domain.catalog import loading, vectors
from tests.domain.catalog.shipped import FOLDER

FILE = FOLDER / "condition-vectors.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))


def evaluate(rule, facts):
    """JSONLogic once more, as jsonlogic.com tells it: only what the catalogue uses."""
    if isinstance(rule, list):
        return [evaluate(one, facts) for one in rule]
    if not isinstance(rule, dict):
        return rule
    ((operator, arguments),) = rule.items()
    arguments = arguments if isinstance(arguments, list) else [arguments]
    if operator == "var":
        place = facts
        for part in str(arguments[0]).split("."):
            place = place.get(part) if isinstance(place, dict) else None
        return place
    if operator == "if":
        return evaluate(arguments[1] if evaluate(arguments[0], facts) else arguments[2], facts)
    if operator in ("and", "or"):
        found = None
        for one in arguments:
            found = evaluate(one, facts)
            if bool(found) is (operator == "or"):
                break
        return found
    values = [evaluate(one, facts) for one in arguments]
    numbers = [0 if value is None else value for value in values]
    match operator:
        case "==":
            return values[0] == values[1]
        case "!=":
            return values[0] != values[1]
        case "!":
            return not values[0]
        case "in":
            return values[0] in values[1]
        case "<" | "<=" | ">" | ">=":
            first, second = numbers
            return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}[operator]
        case "+":
            return sum(numbers)
        case "/":
            return numbers[0] / numbers[1]
        case "max":
            return max(numbers)
        case "substr":
            return (values[0] or "")[values[1] : values[1] + values[2]]
    raise AssertionError(f"the catalogue uses {operator}: teach it to this reading, too")


def test_the_file_is_that_of_the_shipped_items():
    """After a change of an expression: `python tools/condition_vectors.py`."""
    assert FILE.read_text(encoding="utf-8") == vectors.written(vectors.of(loading.published(FOLDER)))


def test_a_second_reading_says_the_same():
    told = [one for one in VECTORS if one["holds"] is not None]
    assert [one for one in told if bool(evaluate(one["logic"], one["facts"])) is not one["holds"]] == []
    assert len(told) > 500


def test_every_expression_is_tried_on_both_sides():
    said: dict[tuple[str, str], set[bool]] = {}
    for one in VECTORS:
        said.setdefault((one["item"], one["part"]), set()).add(one["holds"])
    assert {place for place, found in said.items() if not found >= {True, False}} == set()
    whole = {(item.item, part) for item in loading.published(FOLDER) for part, _ in vectors.expressions(item)}
    assert set(said) == whole


@pytest.mark.parametrize("part", ["conditions.income", "conditions.household"])
def test_what_is_not_known_yet_is_among_them(part):
    assert any(not one["known"] for one in VECTORS if one["item"] == "subsistence-allowance" and one["part"] == part)

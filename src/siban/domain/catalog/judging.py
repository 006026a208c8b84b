"""What the repeating parts of a form come to, beside the bound that a condition sets them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from siban.domain.catalog.logic import Facts, holds, number, reads, tree_of
from siban.domain.catalog.types import Condition, FieldType, Version

COMPARES = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition on what blocks add up to: income per head against the standard. Money is in fen."""

    condition: Condition
    value: float
    bound: float
    met: bool
    is_money: bool


def judged(version: Version, facts: Facts) -> tuple[Judged, ...]:
    """The conditions that compare a count or sum of blocks with a bound, as far as the facts tell both."""
    tree = tree_of(version, facts)
    money = {
        (block.key, field.key) for block in version.blocks for field in block.fields if field.type is FieldType.MONEY
    }
    found = []
    for condition in version.conditions:
        sides = _sides(condition)
        if sides is None:
            continue
        paths = [path for path in reads(sides[0]) if path[0] == "block"]
        value, bound = number(sides[0], tree), number(sides[1], tree)
        if not paths or value is None or bound is None:
            continue
        is_money = any((path[1], path[3]) in money for path in paths if len(path) == 4)
        found.append(Judged(condition, value, bound, holds(condition.check, tree), is_money))
    return tuple(found)


def _sides(condition: Condition) -> tuple[Mapping[str, object], Mapping[str, object]] | None:
    """What a condition compares; None where it is no comparison of two expressions."""
    check = condition.check
    if check is None or len(check) != 1:
        return None
    ((operator, sides),) = check.items()
    if operator not in COMPARES or not isinstance(sides, list) or len(sides) != 2:
        return None
    left, right = sides
    return (left, right) if isinstance(left, Mapping) and isinstance(right, Mapping) else None

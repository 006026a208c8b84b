"""The terms of each benefit beside its grant: which items prove the yearly check, and how much time there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

DATA = Path(__file__).resolve().parents[2] / "data" / "benefits" / "benefits.yaml"


@dataclass(frozen=True, slots=True)
class Terms:
    """`checked_by`: items whose grant is the yearly check. `grace_days`: calendar days after a missed check until
    payment pauses. `repay_days`: calendar days to pay back what was paid beyond the end. `long_months`: months of a
    pause after which its end is proposed. `register`: the register that answers for it."""

    checked_by: tuple[str, ...] = ()
    grace_days: int = 30
    repay_days: int = 30
    long_months: int = 12
    register: str = ""
    mend: tuple[str, ...] = ("带身份证到就近的便民服务点，或者打上面的电话约人上门，核对清楚就恢复。",)
    """How a pause for a missed check ends, as the notice says it; official documents are Chinese."""


@cache
def all_terms() -> Mapping[str, Terms]:
    """By item, from the shipped file."""
    with DATA.open(encoding="utf-8") as file:
        return TypeAdapter(dict[str, Terms]).validate_python(yaml.safe_load(file))


def terms(item: str) -> Terms:
    """The terms of one benefit; an item that the file does not name has the usual ones."""
    return all_terms().get(item, Terms())


def checked_by(check: str) -> tuple[str, ...]:
    """The benefits for which a case of this item is the yearly check."""
    return tuple(item for item, one in all_terms().items() if check in one.checked_by)


def items_of(register: str) -> tuple[str, ...]:
    """The benefits for which this register answers."""
    return tuple(item for item, one in all_terms().items() if one.register == register)

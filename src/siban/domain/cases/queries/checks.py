"""What the machine settles of a case by itself, and what it asks a person to look at."""

from __future__ import annotations

from dataclasses import dataclass

from siban.domain.cases.matter import Matter
from siban.domain.catalog.rules import open_conditions, unmet_conditions
from siban.domain.catalog.types import Condition
from siban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Check:
    """A condition as the facts settle it: met, not met, or for a person to judge (None).

    `machine`: whether the item says how a machine may settle it; of the others a person always judges.
    """

    text: Text
    met: bool | None
    machine: bool
    refusal: Text


def checks(matter: Matter) -> tuple[Check, ...]:
    """The acceptance conditions as the machine settles them (机器核对)."""
    unmet = {condition.key for condition in unmet_conditions(matter.version, matter.facts)}
    unknown = {condition.key for condition in open_conditions(matter.version, matter.facts)}
    return tuple(
        Check(one.text, _met(one, unmet, unknown), one.check is not None, one.refusal)
        for one in matter.version.conditions
    )


def to_look_at(matter: Matter, lacking: int) -> int:
    """At how many places the machine asks a person to look: conditions not met or not known, papers, fields."""
    unsettled = sum(check.machine and check.met is not True for check in checks(matter))
    return unsettled + lacking + len(matter.problems)


def _met(condition: Condition, unmet: set[str], unknown: set[str]) -> bool | None:
    if condition.key in unknown:
        return None
    return condition.key not in unmet

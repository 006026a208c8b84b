"""What an item version asks of one application. Pure: version and facts in, values out.

Facts (see `logic`): age, sex (female, male), household_region, residence_region, insured_region, project_region,
business_region, service_region (12 digits), tier, channel, on, scenario.<question>, form.<field>; of the version itself
figure.<key>; of a repeating block, whose rows are given as form.<block>: block.<block>.count and
block.<block>.sum.<column>. What is not known is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from siban.domain.catalog.forms import UNKNOWN_FIELD, FieldProblem, clean, validate
from siban.domain.catalog.logic import (
    Facts,
    Nested,
    blocks_on,
    fields_on,
    holds,
    is_blank,
    known,
    look_up,
    number,
    tree_of,
)
from siban.domain.catalog.types import (
    Block,
    Condition,
    Field,
    Handling,
    Jurisdiction,
    Limits,
    Material,
    Mode,
    Question,
    Stage,
    Step,
    StepTier,
    Tier,
    Version,
)

__all__ = [
    "UNKNOWN_FIELD",
    "FieldProblem",
    "block_figures",
    "blocks_for",
    "clean",
    "competent_region",
    "fields_for",
    "in_district",
    "limits",
    "longest",
    "materials_for",
    "mode",
    "monthly_amount",
    "open_conditions",
    "prefill",
    "questions_for",
    "steps_for",
    "unanswered",
    "unmet_conditions",
    "validate",
]

_PLACES: Mapping[Jurisdiction, tuple[str, ...]] = {
    Jurisdiction.HOUSEHOLD: ("household_region",),
    Jurisdiction.RESIDENCE: ("residence_region", "household_region"),
    Jurisdiction.INSURED: ("insured_region", "household_region"),
    Jurisdiction.PROJECT: ("project_region", "form.project_region"),
    Jurisdiction.BUSINESS: ("business_region", "form.business_region"),
    Jurisdiction.SERVICE: ("service_region", "form.service_region", "residence_region"),
}
"""Which fact says where an item belongs; a later one stands in where the first is not told."""


def mode(version: Version, tier: Tier | str) -> Mode | None:
    """How this tier takes the item in, None where it may not (rules.md §1: own power, entrusted, receives only)."""
    return version.modes.get(Tier(tier))


def limits(version: Version, received: Tier | str) -> Limits:
    """The limits of an application taken in at this tier.

    An instant item is instant only where the accepting tier decides (ALL 34). Taken in elsewhere it is promised, with
    the limit that the version gives for it (`village_days`).
    """
    handling, promised = version.handling, version.promised_days
    if handling is Handling.INSTANT and Tier(received) is not version.deciding and version.village_days is not None:
        handling, promised = Handling.PROMISED, version.village_days
    return Limits(handling, promised, max(version.statutory_days, promised), version.unit)


def slack(version: Version, received: Tier | str) -> int:
    """Working days of the promised limit that are no step's share: for handing over and claiming in between.

    None where an item is done on the spot. The step that answers has a time of its own before the limit begins.
    """
    given = sum(step.days for step in version.steps if step.stage is Stage.HANDLING)
    return max(limits(version, received).promised - given, 0)


def questions_for(version: Version, facts: Facts) -> tuple[Question, ...]:
    """The scenario questions that these facts call for, answered ones included."""
    tree = tree_of(version, facts)
    return tuple(question for question in version.scenario if holds(question.ask_when, tree))


def unanswered(version: Version, facts: Facts) -> tuple[Question, ...]:
    """The scenario questions still to be asked."""
    tree = tree_of(version, facts)
    return tuple(
        question
        for question in version.scenario
        if holds(question.ask_when, tree)
        and look_up(tree, ("scenario", question.key)) not in {option.key for option in question.options}
    )


def materials_for(version: Version, facts: Facts) -> tuple[Material, ...]:
    """The materials that apply, those obtained by sharing included; a clerk never reads out another."""
    tree = tree_of(version, facts)
    return tuple(material for material in version.materials if holds(material.required_when, tree))


def fields_for(version: Version, facts: Facts) -> tuple[Field, ...]:
    """The form fields that apply; what a field shows may hang on others (`form.<key>`)."""
    return fields_on(version, tree_of(version, facts))


def blocks_for(version: Version, facts: Facts) -> tuple[Block, ...]:
    """The repeating blocks of the form that apply."""
    return blocks_on(version, tree_of(version, facts))


def block_figures(version: Version, facts: Facts, block: str) -> tuple[int, Mapping[str, int]]:
    """How many rows of a block are filled in, and its sums (money in fen) as far as they are known."""
    tree = tree_of(version, facts)
    count, sums = look_up(tree, ("block", block, "count")), look_up(tree, ("block", block, "sum"))
    return (count if isinstance(count, int) else 0), (dict(sums) if isinstance(sums, dict) else {})


def longest(version: Version, *, joint: bool = False) -> int:
    """The statutory limit with every extension that the regime allows, in `Version.unit`.

    `joint`: several authorities handle it together, under the regime's own limit for that (ALL 42(2)).
    """
    days, extension = version.statutory_days, version.regime.extension
    if joint and version.regime.joint is not None:
        days, extension = version.regime.joint.days, version.regime.joint.extension
    return days + (extension.days * extension.times if extension else 0)


def unmet_conditions(version: Version, facts: Facts) -> tuple[Condition, ...]:
    """The acceptance conditions that these facts are known not to meet. More facts never make one of them met."""
    tree = tree_of(version, facts)
    return tuple(
        one for one in version.conditions if one.check and known(one.check, tree) and not holds(one.check, tree)
    )


def open_conditions(version: Version, facts: Facts) -> tuple[Condition, ...]:
    """The conditions that these facts do not settle: a fact is missing, or a person has to judge."""
    tree = tree_of(version, facts)
    return tuple(one for one in version.conditions if not (one.check and known(one.check, tree)))


def competent_region(version: Version, facts: Facts) -> str | None:
    """The region (12 digits) that decides who is competent (管辖), None while the facts do not tell."""
    tree = tree_of(version, facts)
    for name in _PLACES[version.jurisdiction]:
        found = look_up(tree, tuple(name.split(".")))
        if isinstance(found, str) and len(found) == 12 and found.isascii() and found.isdigit():
            return found
    return None


def in_district(version: Version, facts: Facts, district: str) -> bool | None:
    """Whether this district (first 6 digits) is competent. False is answer 2 of ALL 32, None: not known yet."""
    region = competent_region(version, facts)
    return None if region is None else region.startswith(district[:6])


def steps_for(version: Version, received: Tier | str) -> tuple[Step, ...]:
    """The steps of an application taken in at this tier.

    A tier that accepts, in its own power or entrusted, does the acceptance itself: its step is then at the origin.
    """
    if mode(version, received) in (None, Mode.RECEIVES):
        return version.steps
    return tuple(
        replace(step, tier=StepTier.ORIGIN) if step.stage is Stage.RECEIVED else step for step in version.steps
    )


def monthly_amount(version: Version, facts: Facts) -> int | None:
    """What a grant pays a month, in fen, by age or as the version counts it; None where it pays nothing or a fact that
    decides is not known.
    """
    benefit, tree = version.result.benefit, tree_of(version, facts)
    if benefit is None:
        return None
    if benefit.amount is not None:
        found = number(benefit.amount, tree)
        return None if found is None or found <= 0 else int(found)
    age = tree.get("age")
    if not isinstance(age, int) or isinstance(age, bool):
        return None
    for band in benefit.bands:
        if band.from_age <= age and (band.to_age is None or age <= band.to_age):
            return band.monthly
    return None


def prefill(version: Version, facts: Facts, sources: Mapping[str, object]) -> dict[str, object]:
    """What is known already for the fields that apply, by `prefilled_from` (F2); answers of the scenario included.

    A block takes its rows from the source of its name ("household": rows by column); where nothing is kept yet, one
    row of what its columns know of the applicant.
    """
    tree = tree_of(version, facts)
    known_already: dict[str, object] = {}
    for field in fields_on(version, tree):
        value = _known_of(field, tree, sources)
        if value is not None:
            known_already[field.key] = value
    for block in blocks_on(version, tree):
        rows = _known_rows(block, tree, sources)
        if rows:
            known_already[block.key] = rows
    return known_already


def _known_of(field: Field, tree: Nested, sources: Mapping[str, object]) -> object:
    if field.prefilled_from is None:
        return None
    value = sources.get(field.prefilled_from)
    if value is None:
        value = look_up(tree, tuple(field.prefilled_from.split(".")))
    return None if value in (None, "") or isinstance(value, dict) else value


def _known_rows(block: Block, tree: Nested, sources: Mapping[str, object]) -> list[dict[str, object]]:
    given = sources.get(block.prefilled_from) if block.prefilled_from else None
    columns = {field.key for field in block.fields}
    if isinstance(given, Sequence) and not isinstance(given, (str, bytes)):
        rows = [
            {key: value for key, value in row.items() if key in columns and not is_blank(value)}
            for row in given[: block.max]
            if isinstance(row, Mapping)
        ]
        if any(rows):
            return [row for row in rows if row]
    first = {field.key: value for field in block.fields if (value := _known_of(field, tree, sources)) is not None}
    return [first] if first else []

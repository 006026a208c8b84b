"""一件事: several items at once, with one form, one set of materials, one limit and one result (F9). Pure.

A theme maps what it asks once to what each of its items asks: a question, field, block or material that is not mapped
belongs to one item alone and goes under `<item>/<key>`. Facts and values of a theme are flat, as those of an item, but
by these keys; `facts_for` turns them into the facts of one item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from typing import Generic, Protocol, TypeVar

from siban.domain.catalog import rules
from siban.domain.catalog.forms import FieldProblem
from siban.domain.catalog.logic import Facts, holds, nested
from siban.domain.catalog.regimes import Closed
from siban.domain.catalog.types import (
    Block,
    Field,
    Jurisdiction,
    Logic,
    Material,
    Question,
    Tier,
    Unit,
    Version,
)
from siban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Part(Closed):
    """One item of a theme. `when`: on which facts it is taken in (a theme's own question is `scenario.<key>`);
    `scenario`: answers that the theme itself gives for this item.
    """

    item: str
    when: Logic | None = None
    scenario: Mapping[str, str] = attribute(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shared(Closed):
    """What is asked once for several items: `parts` says which key it has in each. `text`: how the theme words it."""

    key: str
    parts: Mapping[str, str]
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Theme(Closed):
    """一件事. `days` in `unit` is the one limit for all of it; `entry` the row of the basic list that stands for it.

    `questions` are the theme's own; `shared_questions` those of the items that are asked once. A key in both is asked
    in the theme's own words, also before it is known which items are taken in. `result`: the one text by which the
    family is told the whole.
    """

    key: str
    name: Text
    summary: Text
    life_event: str
    parts: tuple[Part, ...]
    days: int
    unit: Unit
    visits: int
    jurisdiction: Jurisdiction
    accepting: tuple[Tier, ...]
    result: Text
    entry: str | None = None
    questions: tuple[Question, ...] = ()
    shared_questions: tuple[Shared, ...] = ()
    fields: tuple[Shared, ...] = ()
    blocks: tuple[Shared, ...] = ()
    materials: tuple[Shared, ...] = ()
    note: Text | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """All items that the theme names, in their order."""
        return tuple(part.item for part in self.parts)


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Piece = TypeVar("Piece", bound=_Keyed)


@dataclass(frozen=True, slots=True)
class Once(Generic[Piece]):
    """A question, field, block or material as the theme asks it; `what.key` is the theme's key, `parts` each item's."""

    what: Piece
    parts: Mapping[str, str]

    @property
    def key(self) -> str:
        """The key under which it is answered."""
        return self.what.key


@dataclass(frozen=True, slots=True)
class Merged:
    """A theme on given facts: which items are taken in, and all that is asked for them, each once."""

    theme: Theme
    versions: Mapping[str, Version]
    """The items taken in, in the theme's order."""
    waiting: tuple[str, ...]
    """Items that the theme names and nobody can take in yet: told, not taken in."""
    questions: tuple[Once[Question], ...]
    fields: tuple[Once[Field], ...]
    blocks: tuple[Once[Block], ...]
    materials: tuple[Once[Material], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one item of a theme gets: its own scenario and form, and its materials by the theme's keys."""

    version: Version
    scenario: Mapping[str, str]
    form: Mapping[str, object]
    materials: Mapping[str, str]


def merged(theme: Theme, versions: Mapping[str, Version], facts: Facts) -> Merged:
    """The theme on these facts. `versions`: of its items those in force; `facts` by the theme's keys."""
    tree = nested(facts)
    taken = {part.item: versions[part.item] for part in theme.parts if part.item in versions and holds(part.when, tree)}
    of_item = {item: facts_for(theme, version, facts) for item, version in taken.items()}
    shared_out = {one.key: one.parts for one in theme.shared_questions}
    own = tuple(
        Once(question, {item: key for item, key in shared_out.get(question.key, {}).items() if item in taken})
        for question in theme.questions
        if holds(question.ask_when, tree)
    )
    own_keys = {question.key for question in theme.questions}
    fixed = {part.item: part.scenario for part in theme.parts}

    def asked(version: Version) -> tuple[Question, ...]:
        questions = rules.questions_for(version, of_item[version.item])
        return tuple(
            question
            for question in questions
            if question.key not in fixed[version.item]
            and _key(theme.shared_questions, version, question.key) not in own_keys
        )

    return Merged(
        theme=theme,
        versions=taken,
        waiting=tuple(part.item for part in theme.parts if part.item not in versions and holds(part.when, tree)),
        questions=own + _once(theme.shared_questions, taken, asked, _question),
        fields=_once(theme.fields, taken, lambda one: rules.fields_for(one, of_item[one.item]), _field),
        blocks=_once(theme.blocks, taken, lambda one: rules.blocks_for(one, of_item[one.item]), _block),
        materials=_once(theme.materials, taken, lambda one: rules.materials_for(one, of_item[one.item]), _material),
    )


def facts_for(theme: Theme, version: Version, facts: Facts) -> dict[str, object]:
    """The theme's facts as one of its items reads them: scenario and form by the item's own keys."""
    scenario, form = _under(facts, "scenario"), _under(facts, "form")
    found: dict[str, object] = {
        name: value for name, value in facts.items() if str(name).split(".")[0] not in ("scenario", "form")
    }
    part = next(part for part in theme.parts if part.item == version.item)
    for question in version.scenario:
        answer = part.scenario.get(question.key, scenario.get(_key(theme.shared_questions, version, question.key)))
        if answer is not None:
            found[f"scenario.{question.key}"] = answer
    for shared, pieces in ((theme.fields, version.form), (theme.blocks, version.blocks)):
        for piece in pieces:
            value = form.get(_key(shared, version, piece.key))
            if value is not None:
                found[f"form.{piece.key}"] = value
    return found


def share(whole: Merged, item: str, facts: Facts, values: Mapping[str, object]) -> Share:
    """What one item gets of the theme's answers. `values`: the form, by the theme's keys. Raises KeyError for an item
    that is not taken in.
    """
    version = whole.versions[item]
    told = facts_for(whole.theme, version, {**facts, "form": dict(values)})
    asked = {question.key for question in version.scenario}
    return Share(
        version=version,
        scenario={key: str(told[f"scenario.{key}"]) for key in asked if f"scenario.{key}" in told},
        form={name.removeprefix("form."): value for name, value in told.items() if name.startswith("form.")},
        materials={one.key: one.parts[item] for one in whole.materials if item in one.parts},
    )


def validate(whole: Merged, facts: Facts, values: Mapping[str, object]) -> tuple[FieldProblem, ...]:
    """All that is wrong with the one form, each thing told once, by the theme's keys. Never raises."""
    told: dict[str, FieldProblem] = {}
    asked = {one.key: one.parts for one in whole.fields} | {one.key: one.parts for one in whole.blocks}
    for item, version in whole.versions.items():
        one = share(whole, item, facts, values)
        of_theme = {parts[item]: key for key, parts in asked.items() if item in parts}
        for problem in rules.validate(version, facts_for(whole.theme, version, facts), one.form):
            key, *rest = problem.field.split(".")
            place = ".".join((of_theme.get(key, f"{item}/{key}"), *rest))
            told.setdefault(place, replace(problem, field=place))
    known = set(asked)
    known |= {f"{item}/{one.key}" for item, version in whole.versions.items() for one in version.form}
    known |= {shared.key for shared in (*whole.theme.fields, *whole.theme.blocks)}
    for key in values:
        if key not in known:
            told.setdefault(str(key)[:60], FieldProblem(str(key)[:60], "unknown", rules.UNKNOWN_FIELD))
    return tuple(told.values())


def faults(theme: Theme, versions: Mapping[str, Version]) -> tuple[str, ...]:
    """What does not hold together between a theme and its items, as far as they are published; for who writes one."""
    found = [f"{one}: named twice" for one in sorted(set(theme.items)) if theme.items.count(one) > 1]
    longest = max((version.promised_days or version.village_days or 0 for version in versions.values()), default=0)
    if versions and theme.days > longest:
        found.append(f"days: longer than the longest of its items ({longest})")
    pieces: tuple[tuple[tuple[Shared, ...], Callable[[Version], Iterable[_Keyed]]], ...] = (
        (theme.shared_questions, lambda version: version.scenario),
        (theme.fields, lambda version: version.form),
        (theme.blocks, lambda version: version.blocks),
        (theme.materials, lambda version: version.materials),
    )
    for shared, of in pieces:
        for one in shared:
            for item, key in one.parts.items():
                if item not in theme.items:
                    found.append(f"{one.key}: {item} is no part of the theme")
                elif item in versions and key not in {piece.key for piece in of(versions[item])}:
                    found.append(f"{one.key}: {item} has no {key}")
    for question in theme.shared_questions:
        offered = {
            frozenset(option.key for option in asked.options)
            for item, key in question.parts.items()
            if item in versions
            for asked in versions[item].scenario
            if asked.key == key
        }
        own = next((one for one in theme.questions if one.key == question.key), None)
        if own is None and len(offered) > 1:
            found.append(f"{question.key}: the items offer different answers")
        if own is not None and any({option.key for option in own.options} - known for known in offered):
            found.append(f"{question.key}: an item does not know one of the answers")
    return tuple(found)


def _under(facts: Facts, root: str) -> dict[str, object]:
    inner = facts.get(root)
    found: dict[str, object] = {str(key): value for key, value in inner.items()} if isinstance(inner, Mapping) else {}
    start = f"{root}."
    return found | {str(name)[len(start) :]: value for name, value in facts.items() if str(name).startswith(start)}


def _key(shared: Iterable[Shared], version: Version, key: str) -> str:
    return next((one.key for one in shared if one.parts.get(version.item) == key), f"{version.item}/{key}")


def _once(
    shared: tuple[Shared, ...],
    versions: Mapping[str, Version],
    of: Callable[[Version], tuple[Piece, ...]],
    joined: Callable[[str, Text | None, tuple[Piece, ...]], Piece],
) -> tuple[Once[Piece], ...]:
    """What applies in any of the items: first what is shared, in the theme's order, then what is one item's alone."""
    found: dict[str, dict[str, Piece]] = {one.key: {} for one in shared}
    for item, version in versions.items():
        for piece in of(version):
            found.setdefault(_key(shared, version, piece.key), {})[item] = piece
    text = {one.key: one.text for one in shared}
    return tuple(
        Once(joined(key, text.get(key), tuple(pieces.values())), {item: piece.key for item, piece in pieces.items()})
        for key, pieces in found.items()
        if pieces
    )


def _question(key: str, text: Text | None, pieces: tuple[Question, ...]) -> Question:
    return replace(pieces[0], key=key, text=text or pieces[0].text)


def _field(key: str, text: Text | None, pieces: tuple[Field, ...]) -> Field:
    return replace(pieces[0], key=key, label=text or pieces[0].label, required=any(piece.required for piece in pieces))


def _block(key: str, text: Text | None, pieces: tuple[Block, ...]) -> Block:
    return replace(pieces[0], key=key, title=text or pieces[0].title, min=max(piece.min for piece in pieces))


def _declares(pieces: tuple[Material, ...]) -> Text | None:
    """All that is declared in place of the one paper, each thing once."""
    said = list(dict.fromkeys(piece.declares for piece in pieces if piece.declares))
    if not said or not all(piece.declarable for piece in pieces):
        return None
    return Text("；".join(one.zh for one in said), "; ".join(one.en for one in said))


def _material(key: str, text: Text | None, pieces: tuple[Material, ...]) -> Material:
    """One paper for all: as many copies as the most exacting wants, late or declared only where all allow it."""
    return replace(
        pieces[0],
        key=key,
        name=text or pieces[0].name,
        copies=max(piece.copies for piece in pieces),
        tolerable=all(piece.tolerable for piece in pieces),
        declarable=all(piece.declarable for piece in pieces),
        declares=_declares(pieces),
        shared_from=next((piece.shared_from for piece in pieces), None) if not any(p.asked for p in pieces) else None,
    )

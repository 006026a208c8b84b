"""What is asked in one go, of one item or of several at once: questions, form, repeating parts, and what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from siban.domain.cases.matter import Matter
from siban.domain.cases.queries.counter import preselected
from siban.domain.cases.services.themes import Household
from siban.domain.catalog import themes
from siban.domain.catalog.judging import Judged, judged
from siban.domain.catalog.rules import FieldProblem, block_figures, blocks_for, questions_for
from siban.domain.catalog.themes import Merged, Once
from siban.domain.catalog.types import Block, Field, Question, Version
from siban.kernel.text import Text

Values = Mapping[str, object]


class Sheet(Protocol):
    """A sheet that an applicant fills in. `typed` is what is on the page and not kept yet; it goes before the kept."""

    @property
    def questions(self) -> tuple[Question, ...]: ...

    @property
    def likely(self) -> Mapping[str, str]:
        """The answers that were given, or are most likely."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that apply."""

    @property
    def known_fields(self) -> tuple[Field, ...]:
        """The fields that may come to apply by what is answered with them."""

    @property
    def known_blocks(self) -> tuple[Block, ...]: ...

    @property
    def form(self) -> Values:
        """What is kept, by field and block."""

    @property
    def problems(self) -> tuple[FieldProblem, ...]: ...

    def blocks(self, typed: Values) -> tuple[Block, ...]:
        """The repeating parts that apply."""

    def figures(self, block: str, typed: Values) -> tuple[int, Mapping[str, int]]:
        """How many rows a repeating part has, and the sums of its columns."""

    def judged(self, typed: Values) -> tuple[Judged, ...]:
        """The conditions on sums, as the figures have them."""


@dataclass(frozen=True)
class CaseSheet:
    """The sheet of one case."""

    matter: Matter

    @property
    def questions(self) -> tuple[Question, ...]:
        return questions_for(self.matter.version, self.matter.facts)

    @property
    def likely(self) -> Mapping[str, str]:
        return preselected(self.matter)

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.matter.fields

    @property
    def known_fields(self) -> tuple[Field, ...]:
        return self.matter.version.form

    @property
    def known_blocks(self) -> tuple[Block, ...]:
        return self.matter.version.blocks

    @property
    def form(self) -> Values:
        return self.matter.form

    @property
    def problems(self) -> tuple[FieldProblem, ...]:
        return self.matter.problems

    def blocks(self, typed: Values) -> tuple[Block, ...]:
        return blocks_for(self.matter.version, self._facts(typed))

    def figures(self, block: str, typed: Values) -> tuple[int, Mapping[str, int]]:
        return block_figures(self.matter.version, self._facts(typed), block)

    def judged(self, typed: Values) -> tuple[Judged, ...]:
        return judged(self.matter.version, self._facts(typed))

    def _facts(self, typed: Values) -> dict[str, object]:
        form = {**self.matter.form, **typed}
        return {**self.matter.facts, **{f"form.{key}": value for key, value in form.items()}}


@dataclass(frozen=True)
class FamilySheet:
    """The one sheet of a 一件事 (F9): what several items ask, each thing once, by the theme's keys."""

    house: Household
    whole: Merged

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(once.what for once in self.whole.questions)

    @property
    def likely(self) -> Mapping[str, str]:
        given = self.house.family.scenario
        of_item = {item: preselected(matter) for item, matter in self.house.matters.items()}
        found = {}
        for once in self.whole.questions:
            guesses = (of_item[item].get(key) for item, key in once.parts.items() if item in of_item)
            answer = given.get(once.key) or next((guess for guess in guesses if guess), None)
            if answer is not None:
                found[once.key] = answer
        return found

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(once.what for once in self.whole.fields)

    @property
    def known_fields(self) -> tuple[Field, ...]:
        return self.fields

    @property
    def known_blocks(self) -> tuple[Block, ...]:
        titles = Counter(once.what.title.zh for once in self.whole.blocks)
        return tuple(once.what if titles[once.what.title.zh] == 1 else self._named(once) for once in self.whole.blocks)

    def _named(self, once: Once[Block]) -> Block:
        """A part that two items ask in columns of their own says for which it is."""
        title, name = once.what.title, self.whole.versions[next(iter(once.parts))].name
        return replace(once.what, title=Text(f"{title.zh}（{name.zh}）", f"{title.en} ({name.en})"))

    @property
    def form(self) -> Values:
        return self.house.values

    @property
    def problems(self) -> tuple[FieldProblem, ...]:
        return themes.validate(self.whole, self.house.facts, self.house.values)

    def blocks(self, typed: Values) -> tuple[Block, ...]:
        return self.known_blocks

    def figures(self, block: str, typed: Values) -> tuple[int, Mapping[str, int]]:
        once = next(one for one in self.whole.blocks if one.key == block)
        item, key = next(iter(once.parts.items()))
        version = self.whole.versions[item]
        return block_figures(version, self._facts(version, typed), key)

    def judged(self, typed: Values) -> tuple[Judged, ...]:
        found: dict[str, Judged] = {}
        for version in self.whole.versions.values():
            for one in judged(version, self._facts(version, typed)):
                found.setdefault(one.condition.text.zh, one)
        return tuple(found.values())

    def _facts(self, version: Version, typed: Values) -> dict[str, object]:
        told = {**self.house.facts, "form": {**self.house.values, **typed}}
        return themes.facts_for(self.house.theme, version, told)

"""The scenario of a guide as an address: which questions are answered, which are open, and how to change one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from siban.domain.catalog import rules
from siban.domain.catalog.types import Question, Version
from siban.kernel.text import Text

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, and the address of the same page on which it is asked again."""

    question: Text
    answer: Text
    change: str
    key: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """`answers` are the valid ones only; whatever else the address says is ignored."""

    answers: Mapping[str, str]
    answered: tuple[Answered, ...]
    unanswered: tuple[Question, ...]
    facts: Facts

    @property
    def complete(self) -> bool:
        return not self.unanswered

    @property
    def query(self) -> str:
        """The answers as the query of an address, in the order of the questions."""
        return urlencode(self.answers)


def read(version: Version, given: Mapping[str, str]) -> Scenario:
    """The scenario of this version as the address answers it."""
    answers: dict[str, str] = {}
    for question in version.scenario:
        answer = given.get(question.key, "")
        known = any(option.key == answer for option in question.options)
        # What a question would itself tell must not make it superfluous, so it is asked without its own answer.
        if known and question in rules.questions_for(version, facts(answers)):
            answers[question.key] = answer
    told = facts(answers)
    return Scenario(answers, _answered(version, answers), rules.unanswered(version, told), told)


def facts(answers: Mapping[str, str]) -> Facts:
    """The answers as facts of the catalogue."""
    return {f"scenario.{key}": answer for key, answer in answers.items()}


def _answered(version: Version, answers: Mapping[str, str]) -> tuple[Answered, ...]:
    found = []
    for question in version.scenario:
        if question.key not in answers:
            continue
        option = next(option for option in question.options if option.key == answers[question.key])
        others = urlencode({key: value for key, value in answers.items() if key != question.key})
        found.append(Answered(question.text, option.text, f"?{others}#q-{question.key}", question.key))
    return tuple(found)

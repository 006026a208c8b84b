"""程序: the procedure that a kind of item follows, with its limits, silence, holds, extension and remedies.

A district writes one in YAML; no code knows a regime by its key.
"""

from __future__ import annotations

from dataclasses import dataclass

from siban.domain.catalog.kinds import Outcome, RemedyKind, Silence, Unit
from siban.kernel.text import Text


class Closed:
    """A value that is read from JSON and allows no field that it does not know."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Remedy(Closed):
    """What can be done against an outcome, within `days` or `months` of its notice, at `to`; `text` says it in full."""

    outcome: Outcome
    kind: RemedyKind
    to: Text
    text: Text
    days: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Ground(Closed):
    """A ground on which a limit stops (ALL 45)."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class Extension(Closed):
    """How far a limit may be extended, how often, and by whom (`leader`, `government`); `reason` where law names it."""

    days: int
    times: int
    approver: str
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Joint(Closed):
    """Joint handling by several authorities in parallel: one limit for all, and its own extension (ALL 42(2))."""

    days: int
    extension: Extension | None = None


@dataclass(frozen=True, slots=True)
class Article(Closed):
    """The words by which a notice of kind `notice` names its article."""

    notice: str
    text: Text


@dataclass(frozen=True, slots=True)
class Regime(Closed):
    """The procedure of a kind of item (程序): limits, what silence means, holds, extension, remedies. rules.md §0.

    `answer_days` are working days from receipt; `correction_days` calendar days for the applicant; `delivery_days` and
    `tolerance_days` working days. `joint`: None where the regime knows no joint handling. `examination_days`: what a
    lower authority has that examines first (ALL 43). `articles` name the law that a notice of each kind cites.
    """

    key: str
    name: Text
    answer_days: int
    silence: Silence
    statutory_days: int
    unit: Unit
    correction_days: int
    tolerance_days: int
    delivery_days: int
    hold_grounds: tuple[Ground, ...]
    extension: Extension | None
    remedies: tuple[Remedy, ...]
    articles: tuple[Article, ...]
    joint: Joint | None = None
    examination_days: int | None = None

    def article(self, notice: str) -> Text | None:
        """The article that a notice of this kind cites, None where it cites none."""
        return next((article.text for article in self.articles if article.notice == notice), None)

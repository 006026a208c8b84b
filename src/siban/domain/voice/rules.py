"""Levels of a rating (国办发〔2019〕51号, GB/T 39734-2020) and when it may be seen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siban.kernel.actors import Role
from siban.kernel.acts import NEW, Transition


class Level(StrEnum):
    """How satisfied; the first three are good."""

    VERY_GOOD = "very-good"
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    VERY_BAD = "very-bad"


LEVEL_NAMES: Mapping[str, Promise] = {
    Level.VERY_GOOD: _("非常满意"),
    Level.GOOD: _("满意"),
    Level.FAIR: _("基本满意"),
    Level.BAD: _("不满意"),
    Level.VERY_BAD: _("非常不满意"),
}
GOOD = frozenset({Level.VERY_GOOD, Level.GOOD, Level.FAIR})


class Action(StrEnum):
    GIVE = "give"


GIVEN = "given"
TRANSITIONS: Mapping[tuple[str, str], Transition] = MappingProxyType(
    {(NEW, Action.GIVE.value): Transition(GIVEN, frozenset({Role.RESIDENT}))}
)

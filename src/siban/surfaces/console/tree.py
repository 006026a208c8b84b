"""The tree at the left: places with their lights, the worst first, what is well folded into one line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from siban.domain.insight.queries import EmptyWindow
from siban.domain.work.queries import Light
from siban.surfaces.console.place import Place


@dataclass(frozen=True, slots=True)
class Lamps:
    """Cases with a card at a place and in it, and windows with nobody."""

    yellow: int = 0
    red: int = 0
    violation: int = 0
    empty: int = 0

    @property
    def well(self) -> bool:
        return not (self.yellow or self.red or self.violation or self.empty)

    @property
    def badness(self) -> tuple[int, int, int]:
        """By this the tree is sorted, the worst first."""
        return (-self.violation - self.red, -self.yellow, -self.empty)


@dataclass(frozen=True, slots=True)
class Lights:
    """What shines where, by office."""

    by_office: Mapping[UUID, Lamps] = field(default_factory=dict)

    def at(self, place: Place) -> Lamps:
        """The lamps of a place: all offices in it together."""
        lamps = [self.by_office[office] for office in place.offices if office in self.by_office]
        return Lamps(
            sum(lamp.yellow for lamp in lamps),
            sum(lamp.red for lamp in lamps),
            sum(lamp.violation for lamp in lamps),
            sum(lamp.empty for lamp in lamps),
        )


def lights(shining: Collection[Light], empty: Collection[EmptyWindow]) -> Lights:
    """Cards and empty windows by office."""
    cards: dict[UUID, Light] = {light.office: light for light in shining}
    windows = Counter(window.office for window in empty)
    found = {}
    for office in {*cards, *windows}:
        card = cards.get(office)
        found[office] = Lamps(
            card.yellow if card else 0, card.red if card else 0, card.violation if card else 0, windows[office]
        )
    return Lights(found)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the tree. `folds`: the places that are well and stand behind this one line."""

    place: Place
    level: int
    lamps: Lamps
    current: bool = False
    opened: bool = False
    has_inside: bool = False
    shown: bool = True
    parent: str = ""
    folds: tuple[Place, ...] = ()

    @property
    def id(self) -> str:
        """What the line is called in the page."""
        return f"at-{self.parent}-{self.place.code}-rest" if self.folds else f"at-{self.place.code}"


def rows(top: Place, here: Place, shining: Lights) -> tuple[Row, ...]:
    """The lines of one tree. The way to `here`, and the worst place below the top, are opened."""
    lines = [_row(top, 0, shining, here, opened=True)]
    if not top.inside:
        return tuple(lines)
    level = 1
    shown, well = _split(top, shining, here)
    worst = {place.code for place in shown[:2] if shining.at(place).red}
    for place in shown:
        opened = bool(place.inside) and (place.code in worst or _holds(place, here))
        lines.append(_row(place, level, shining, here, opened=opened))
        lines += _below(place, shining, here, opened)
    if well:
        lines.append(_fold(top, level, well, True))
    return tuple(lines)


def _below(place: Place, shining: Lights, here: Place, opened: bool) -> list[Row]:
    shown, well = _split(place, shining, here)
    lines = [_row(inner, 2, shining, here, parent=place.code, shown=opened) for inner in shown]
    return lines + ([_fold(place, 2, well, opened)] if well else [])


def _split(place: Place, shining: Lights, here: Place) -> tuple[list[Place], tuple[Place, ...]]:
    lamps = {inner.code: shining.at(inner) for inner in place.inside}
    bad = [inner for inner in place.inside if not lamps[inner.code].well]
    bad.sort(key=lambda inner: lamps[inner.code].badness)
    bad += [inner for inner in place.inside if inner not in bad and _holds(inner, here)]
    return bad, tuple(inner for inner in place.inside if inner not in bad)


def _holds(place: Place, here: Place) -> bool:
    return any(inner.code == here.code for inner in place.walk())


def _row(
    place: Place,
    level: int,
    shining: Lights,
    here: Place,
    *,
    opened: bool = False,
    parent: str = "",
    shown: bool = True,
) -> Row:
    return Row(
        place,
        level,
        shining.at(place),
        current=place.code == here.code,
        opened=opened,
        has_inside=bool(place.inside) and level == 1,
        shown=shown,
        parent=parent,
    )


def _fold(place: Place, level: int, well: tuple[Place, ...], shown: bool) -> Row:
    return Row(place, level, Lamps(), shown=shown, parent=place.code if level == 2 else "", folds=well)


@dataclass(frozen=True, slots=True)
class Names:
    """Which place an office is, for lists that name offices."""

    by_office: Mapping[UUID, Place]

    @classmethod
    def of(cls, tops: Collection[Place]) -> Names:
        found: defaultdict[UUID, Place] = defaultdict()
        for top in tops:
            for place in top.walk():
                for office in place.offices:
                    found[office] = place  # The innermost comes last.
        return cls(found)

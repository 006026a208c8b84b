"""The map of tiles: each township unit where it lies, by bearing and not by area, coloured by its cards."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from siban.kernel.text import Text
from siban.surfaces.console.place import Kind, Place
from siban.surfaces.console.tree import Lamps, Lights

STEP_X, STEP_Y, WIDTH, HEIGHT = 48, 37, 45, 34
MANY = 3
"""From this number of yellow cards on a tile is coloured more strongly."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place stands on the map, in tiles, and the short name that fits on one."""

    column: int
    row: int
    name: Text


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile as it is drawn; all measures in units of the drawing."""

    place: Place
    name: Text
    lamps: Lamps
    x: int
    y: int

    @property
    def tone(self) -> str:
        """bad, wait, some or fine."""
        if self.lamps.red or self.lamps.violation:
            return "bad"
        return ("wait" if self.lamps.yellow >= MANY else "some") if self.lamps.yellow else "fine"

    @property
    def middle(self) -> float:
        return self.x + WIDTH / 2

    @property
    def name_y(self) -> float:
        return self.y + (21.5 if self.tone == "fine" else 15)

    @property
    def cards_y(self) -> int:
        return self.y + 29


@cache
def spots() -> dict[str, Spot]:
    """Where each township unit stands, from the file that ships."""
    with (settings.DATA / "places" / "tile-map.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Spot(int(row["column"]), int(row["row"]), Text(row["name"], row["name_en"]))
            for row in csv.DictReader(lines)
        }


def tiles(place: Place, lights: Lights) -> tuple[Tile, ...]:
    """The tiles of a district; none of anything smaller."""
    if place.kind is Kind.DISTRICT:
        known = spots()
        return tuple(
            Tile(town, spot.name, lights.at(town), spot.column * STEP_X, spot.row * STEP_Y)
            for town in place.inside
            if (spot := known.get(town.code))
        )
    return ()

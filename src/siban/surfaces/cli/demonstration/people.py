"""The demonstration's residents: those of the story as written, all others drawn from lists by a fixed seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from random import Random
from typing import Any

import yaml
from django.conf import settings

from siban.domain.people import numbers
from siban.domain.people.identity import Kind, Sex
from siban.domain.people.rules import Identity, identify

FOLDER = settings.DATA / "demonstration"
COUNTY = "622201"
"""What the numbers of people from 张掖 began with before 2002."""
PHONES = 13900007000
"""Made-up telephones count up from here: 1390000 is borne by no one."""
GROUPS = "一二三四五六七八"


@cache
def written(name: str) -> Mapping[str, Any]:
    """One of the demonstration's data files."""
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file))


def of_story(key: str, on: date) -> Identity:
    """Somebody of the story."""
    row = written("story")[key]
    return identify(
        name=row["name"],
        kind=Kind.CITIZEN,
        number=row["number"],
        on=on,
        phone=row["phone"],
        phone_owner=row.get("phone_owner", ""),
        address=row["address"],
        household_region=row["household"],
        residence_region=row["residence"],
        needs=row.get("needs", ()),
    )


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives: the village's code and its path as said, 党寨镇党寨村."""

    region: str
    path: str


class Crowd:
    """Made-up residents, each once."""

    def __init__(self, chance: Random, first: int = 1) -> None:
        """`first`: where telephones and serials of numbers begin, so that two crowds are different people."""
        self._chance = chance
        self._phones = count(PHONES + first - 1)
        self._serials = count(first)
        self._whole = iter(written("past")["whole"])
        self._names = self._fresh()

    def someone(
        self, home: Home, ages: tuple[int, int], on: date, *, whole: bool = False, household: str = ""
    ) -> Identity:
        """A resident of this village with an age in these bounds; `whole` takes one of the rarer names."""
        chance = self._chance
        age = chance.randint(*ages)
        born = on - timedelta(days=age * 365.2425 + chance.randint(20, 330))
        named = next(self._whole, None) if whole else None
        sex = Sex(named["sex"]) if named else chance.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE))
        phone = str(next(self._phones))
        old = age >= 70
        surname, name = ("", named["name"]) if named else self._name(sex, old=old)
        relative = chance.choice(written("past")["relations"]) if old and chance.random() < 0.7 else ""
        return identify(
            name=name,
            kind=Kind.CITIZEN,
            number=numbers.make(COUNTY, born, sex, next(self._serials) % 500),
            on=on,
            phone=phone,
            phone_owner=f"{relative}{self._relative(surname, relative)}" if relative else "",
            address=f"{home.path}{chance.choice(GROUPS)}社",
            household_region=household or home.region,
            residence_region=home.region,
            ethnicity=named["ethnicity"] if named else "",
        )

    def child(self, parent: Identity) -> str:
        """The name of somebody's child."""
        return parent.name[0] + self._chance.choice(_words("children"))

    def _name(self, sex: Sex, *, old: bool) -> tuple[str, str]:
        given = _words(f"{'old' if old else 'young'}_{'women' if sex is Sex.FEMALE else 'men'}")
        surname, number = next(self._names)
        return surname, surname + given[number % len(given)]

    def _relative(self, surname: str, relation: str) -> str:
        """The relative's own name; sons and daughters of a woman bear the father's."""
        other = self._chance.choice(_words("surnames"))
        given = _words("young_women" if relation in ("女儿", "儿媳") else "young_men")
        return (surname if relation == "侄子" and surname else other) + self._chance.choice(given)

    def _fresh(self) -> Iterator[tuple[str, int]]:
        """Surnames with the number of a given name: every pair once before one comes again."""
        pairs = [(surname, number) for surname in _words("surnames") for number in range(20)]
        while True:
            self._chance.shuffle(pairs)
            yield from pairs


@cache
def _words(key: str) -> list[str]:
    return str(written("past")[key]).split()

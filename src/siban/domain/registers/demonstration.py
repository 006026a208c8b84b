"""Registers for the demonstration: made-up answers about made-up people, the same ones each time they are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from stdnum import luhn

from siban.domain.people.rules import Identity, Need
from siban.domain.registers.rules import CATEGORIES, Answer, Fact, Key
from siban.kernel.clock import today

DATA = Path(__file__).resolve().parents[2] / "data" / "registers" / "demonstration.yaml"

PENSION_FROM = 60
ALLOWANCE_FROM = 80


@cache
def _written() -> Mapping[str, Any]:
    with DATA.open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file))


@dataclass(frozen=True, slots=True)
class Lot:
    """What chance decides about one person: the same number always draws the same."""

    number: str

    def draw(self, what: str, below: int) -> int:
        """A whole number from 0 to `below` - 1."""
        seed = f"{_written()['seed']}:{what}:{self.number}".encode()
        return int.from_bytes(sha256(seed).digest()[:8], "big") % below


@dataclass(frozen=True, slots=True)
class Demonstration:
    """One register, answering from the demonstration's file, and by rule for whoever is not in it."""

    key: Key
    is_demonstration: bool = True

    def ask(self, identity: Identity) -> Answer | None:
        """What this register would say of a made-up person today."""
        on = today()
        written = _written()["people"].get(identity.number.value, {})
        if self.key in written:
            facts = written[self.key]
            return None if facts is None else Answer(facts, on)
        return Answer(_RULES[self.key](identity, Lot(identity.number.value), on), on)


def registers() -> tuple[Demonstration, ...]:
    """All registers of the demonstration."""
    return tuple(Demonstration(key) for key in Key)


def _household(identity: Identity, lot: Lot, on: date) -> dict[str, Fact]:
    villages = _written()["villages"]
    region = identity.household_region or villages[lot.draw("village", len(villages))]
    facts: dict[str, Fact] = {"region": region, "address": identity.address}
    born = identity.birth.year if identity.birth else on.year - 1
    if lot.draw("moved", 3) == 0 and born + 18 < on.year:
        facts["since"] = born + 18 + lot.draw("since", on.year - born - 18)
    return facts


def _pension(identity: Identity, lot: Lot, on: date) -> dict[str, Fact]:
    if (identity.age(on) or 0) < PENSION_FROM:
        return {"drawing": False}
    facts: dict[str, Fact] = {"drawing": True, "kind": "城乡居民基本养老保险"}
    proved = date(on.year, 1, 1) + timedelta(days=lot.draw("proved", 180))
    if proved > on:
        proved = proved.replace(year=on.year - 1, day=min(proved.day, 28))
    if lot.draw("late", 12):
        facts["certified_on"] = proved.isoformat()
    return facts


def _card(identity: Identity, lot: Lot, on: date) -> dict[str, Fact]:
    banks = _written()["banks"]
    bank = banks[lot.draw("bank", len(banks))]
    body = f"{bank['prefix']}{lot.draw('account', 10**9):09d}"
    account = body + luhn.calc_check_digit(body)
    return {
        "bank": bank["name"],
        "account": account,
        "tail": account[-4:],
        "activated": lot.draw("activated", 15) > 0,
    }


def _allowance(identity: Identity, lot: Lot, on: date) -> dict[str, Fact]:
    age = identity.age(on) or 0
    if age < ALLOWANCE_FROM + 1 or lot.draw("allowance", 2):
        return {"received": False}
    year = on.year - 1 - lot.draw("year", age - ALLOWANCE_FROM)
    return {"received": True, "since": f"{year}-{lot.draw('month', 12) + 1:02d}"}


def _disability(identity: Identity, lot: Lot, on: date) -> dict[str, Fact]:
    if Need.DISABLED not in identity.needs and lot.draw("disability", 14):
        return {"certificate": False}
    categories = tuple(CATEGORIES)
    return {
        "certificate": True,
        "category": categories[lot.draw("category", len(categories))],
        "level": 1 + lot.draw("level", 4),
    }


def _medical(identity: Identity, lot: Lot, on: date) -> dict[str, Fact]:
    return {"insured": lot.draw("insured", 20) > 0, "year": on.year}


_RULES: dict[Key, Callable[[Identity, Lot, date], dict[str, Fact]]] = {
    Key.HOUSEHOLD: _household,
    Key.PENSION: _pension,
    Key.SOCIAL_SECURITY_CARD: _card,
    Key.ALLOWANCE: _allowance,
    Key.DISABILITY: _disability,
    Key.MEDICAL: _medical,
}

"""What is recorded about item versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from siban.kernel.events import payload


@payload("item.drafted")
@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft was begun or changed; `digest` is the SM3 of its canonical JSON."""

    item: str
    number: int
    digest: str


@payload("item.published")
@dataclass(frozen=True, slots=True)
class Published:
    """A version was published and is in force from a day."""

    item: str
    number: int
    in_force_from: date
    digest: str


@payload("item.superseded")
@dataclass(frozen=True, slots=True)
class Superseded:
    """A later version takes over from a day; cases begun before keep this one."""

    item: str
    number: int
    in_force_to: date

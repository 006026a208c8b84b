"""The statements of one accept, taken from two real ones: what is the same in both stays, the rest is filled in anew.

Bare view and pgbench run this recipe on cases of their own. An id of the case's rows is named after its row; one that
the accept made itself is made anew; so are the notice's code and number. Everything else (sealed bytes, hashes, dates)
is sent as it was recorded, so it costs the database the same and its making costs nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from siban.kernel.ids import new_id

COUNTER = "notices_counter"
SIGN_IN = ("django_session", "kernel_user")
"""What Django's own middleware reads for every signed-in request; the bare view's does so itself."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement as it went to the database."""

    sql: str
    params: tuple[Any, ...]
    in_transaction: bool


@dataclass(frozen=True, slots=True)
class Own:
    """A parameter that is the id of one of the case's own rows."""

    name: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """A parameter that every accept makes anew: an id, the notice's code."""

    number: int
    is_id: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """A parameter that comes from the counter of document numbers: the number itself or the whole 文号."""

    before: str | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of the recipe; its parameters are values, or Own, Fresh, Drawn, also inside lists."""

    sql: str
    params: tuple[Any, ...]
    in_transaction: bool

    @property
    def draws(self) -> bool:
        """Whether it draws a document number."""
        return COUNTER in self.sql

    @property
    def signs_in(self) -> bool:
        """Whether Django's middleware sends it for session and user."""
        return any(f'FROM "{table}"' in self.sql for table in SIGN_IN) and not self.in_transaction

    @property
    def answers(self) -> bool:
        return self.sql.startswith("SELECT") or "RETURNING" in self.sql


@dataclass(slots=True)
class Filling:
    """The values of one run of the recipe."""

    ids: Mapping[str, UUID]
    drawn: int = 0
    made: dict[int, object] = field(default_factory=dict)

    def __call__(self, value: Any) -> Any:
        """The value to send in this place."""
        match value:
            case Own(name):
                return self.ids[name]
            case Fresh(number, is_id):
                if number not in self.made:
                    self.made[number] = new_id() if is_id else secrets.token_hex(5)
                return self.made[number]
            case Drawn(None):
                return self.drawn
            case Drawn(before, after):
                return f"{before}{self.drawn}{after}"
            case list():
                return [self(one) for one in value]
        return value


@contextmanager
def recorded() -> Iterator[list[Sent]]:
    """Keep what is sent to the database meanwhile, BEGIN and COMMIT excepted."""
    sent: list[Sent] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        sent.append(Sent(sql, tuple(params or ()), connection.in_atomic_block))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield sent


def compare(one: list[Sent], other: list[Sent], ids: tuple[Mapping[str, UUID], Mapping[str, UUID]]) -> tuple[Step, ...]:
    """The recipe from two accepts of different cases. Raises ValueError where they did not send the same statements."""
    if [sent.sql for sent in one] != [sent.sql for sent in other]:
        raise ValueError("two accepts sent different statements")
    names = {ids[0][name]: name for name in ids[0]}
    fresh: dict[object, int] = {}

    def place(first: Any, second: Any, sql: str) -> Any:
        if isinstance(first, list):
            return [place(a, b, sql) for a, b in zip(first, second, strict=True)]
        if isinstance(first, UUID) and first in names:
            if ids[1][names[first]] != second:
                raise ValueError(f"two accepts differ in their {names[first]}")
            return Own(names[first])
        # Django wraps numbers in subclasses of int.
        if isinstance(first, UUID | str | int) and first != second:
            return _differing(first, second, sql, fresh)
        return first

    return tuple(
        Step(
            sent.sql,
            tuple(place(a, b, sent.sql) for a, b in zip(sent.params, again.params, strict=True)),
            sent.in_transaction,
        )
        for sent, again in zip(one, other, strict=True)
    )


def _differing(first: UUID | str | int, second: object, sql: str, fresh: dict[object, int]) -> Any:
    if isinstance(first, int):
        if "notices_notice" not in sql:
            raise ValueError(f"a number differs between two accepts: {first}, {second}")
        return Drawn()
    if isinstance(first, str) and "〕" in first:
        head, _, tail = first.partition("〕")
        return Drawn(f"{head}〕", tail.lstrip("0123456789"))
    if isinstance(first, str) and len(first) == CASE_NUMBER:
        return first  # The notice carries the case's number; nothing asks that it be unique there.
    return Fresh(fresh.setdefault(first, len(fresh)), isinstance(first, UUID))


CASE_NUMBER = 17

"""Residents a second of `siban import people`, beside bare multi-row INSERTs of the same rows.

    python bench/importing.py [--people 4000] [--rounds 5] [--json FILE]

One list of made-up residents a round. *import* is the second pass of the command: text of the list to committed rows,
each row parsed and checked, sealed, its tokens made, its event chained, 200 a transaction. *bare* writes the rows that
it wrote once more, with other ids and tokens of the same length: read back beforehand, by one INSERT … VALUES a table,
200 people a transaction, through the same driver and nothing else. They take turns on the same server, in the same run,
into the same tables. A database server of its own with the production settings is started and removed at the end.
Method and figures: docs/performance.md.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import io
import os
import pstats
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BATCH = 200
GOAL = 0.60
TABLES = ("kernel_datakey", "kernel_stream", "people_person", "people_persontoken", "kernel_event")
BY = {"kernel_datakey": "id", "kernel_stream": "id", "people_persontoken": "person_id"}
OWN = {"people_persontoken": {"id"}, "kernel_event": {"id", "xid"}}
"""Columns that the database fills."""
PARTS = {
    "database driver and waiting": ("psycopg", "_psycopg", "backends"),
    "keys and sealing (SM4), tokens (HMAC-SM3), hashes (SM3)": ("crypto.py", "cryptography"),
    "names to pinyin": ("pypinyin", "names.py"),
}


@dataclass(slots=True)
class Measured:
    """The rounds of one contender: people a second, and seconds of its own processor a person."""

    rates: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.rates)


def main() -> int:
    """Measure and print; 1 where the goal is missed."""
    from bench.alone import parser, server

    options = parser(__doc__, people=4000, rounds=5).parse_args()
    with server():
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    import django

    from bench.alone import machine, write
    from siban.kernel import database

    django.setup()
    database.migrate()
    print(machine())
    took = {"import": Measured(), "bare": Measured()}
    longest = 0.0
    with psycopg.connect(os.environ["DATABASE_URL"], cursor_factory=psycopg.ClientCursor, autocommit=True) as bare:
        for number in range(options.rounds + 1):
            keep = took if number else {name: Measured() for name in took}
            text = _list(options.people, number)
            longest = max(longest, _measured(keep["import"], options.people, partial(_import, text)))
            _measured(keep["bare"], options.people, partial(_bare, bare, _written(options.people)))
            if number:
                print(f"round {number}: " + ", ".join(f"{name} {one.rates[-1]:.0f}/s" for name, one in took.items()))
    share = took["import"].median / took["bare"].median
    print(f"\n{'':<8}{'people a second':>16}{'spread':>14}{'own processor':>16}")
    for name, one in took.items():
        spread = f"{min(one.rates):.0f}–{max(one.rates):.0f}"
        print(f"{name:<8}{one.median:>16.0f}{spread:>14}{statistics.median(one.processor) * 1e6:>13.0f} µs")
    print(f"\nlongest batch of {BATCH}: {longest:.2f} s (goal: under a second)")
    print(f"import is {share:.0%} of bare multi-row INSERTs (goal {GOAL:.0%}): {'met' if share >= GOAL else 'missed'}")
    _explain(_list(options.people, options.rounds + 1), options.people)
    write(options.json, {name: one.rates for name, one in took.items()})
    return 0 if share >= GOAL and longest < 1 else 1


def _measured(keep: Measured, people: int, go: Callable[[], float]) -> float:
    began, processor = time.perf_counter(), time.process_time()
    longest = go()
    keep.rates.append(people / (time.perf_counter() - began))
    keep.processor.append((time.process_time() - processor) / people)
    return longest


SURNAMES, GIVEN = "王李张刘陈杨马赵黄周", "桂珍建国秀兰玉梅文军海燕春花小红志强丽芳"


def _list(people: int, seed: int) -> str:
    """A household register of made-up people, none of whom is in another round's."""
    from siban.domain.people import numbers
    from siban.domain.people.identity import Sex
    from siban.surfaces.cli.imports import COLUMNS

    drawn = random.Random(seed)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for turn in range(people):
        born = date(1930, 1, 1) + timedelta(days=turn % 28_000)
        number = numbers.make(f"62{2000 + seed}", born, drawn.choice(list(Sex)), turn // 28_000)
        name = drawn.choice(SURNAMES) + "".join(drawn.choices(GIVEN, k=drawn.choice((1, 2, 2))))
        phone = f"139{drawn.randrange(10**8):08d}"
        writer.writerow((name, number, phone, "", "党寨镇党寨村三社", "620702107203", "620702107203"))
    return text.getvalue()


def _import(text: str) -> float:
    """As the command does it; the longest batch, in seconds."""
    from siban.domain.people.importing import register_all
    from siban.kernel.actors import Actor
    from siban.kernel.clock import today
    from siban.surfaces.cli.imports import Right, batches, rows

    longest = 0.0
    for batch in batches((one.identity for one in rows(text, today()) if isinstance(one, Right)), BATCH):
        began = time.perf_counter()
        register_all(batch, by=Actor.system())
        longest = max(longest, time.perf_counter() - began)
    return longest


Batch = list[tuple[str, list[str], list[tuple[Any, ...]]]]
"""The rows of 200 people, table by table: name, columns, rows."""


def _written(people: int) -> list[Batch]:
    """The rows that the import wrote last, as those of other people."""
    from siban.kernel.ids import new_id

    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        last = connection.execute(
            "SELECT array_agg(stream_id), array_agg(key_id) FROM"
            " (SELECT * FROM people_person ORDER BY stream_id DESC LIMIT %s) p",
            [people],
        ).fetchone()
        assert last is not None
        ids, keys = last
        other = {id: new_id() for id in (*ids, *keys)}
        batches = []
        for start in range(0, people, BATCH):
            place = slice(start, start + BATCH)
            batches.append([_rows(connection, table, ids[place], keys[place], other) for table in TABLES])
        return batches


def _rows(
    connection: psycopg.Connection, table: str, ids: list[UUID], keys: list[UUID], other: dict[UUID, UUID]
) -> tuple[str, list[str], list[tuple[Any, ...]]]:
    by, wanted = BY.get(table, "stream_id"), keys if table == "kernel_datakey" else ids
    found = connection.execute(
        sql.SQL("SELECT * FROM {} WHERE {} = ANY(%s)").format(sql.Identifier(table), sql.Identifier(by)), [wanted]
    )
    names = [column.name for column in found.description or ()]
    places = [place for place, name in enumerate(names) if name not in OWN.get(table, ())]
    turned = names.index("token") if "token" in names else None
    rows = []
    for row in found.fetchall():
        new = [other.get(value, value) if isinstance(value, UUID) else value for value in row]
        if turned is not None:
            new[turned] = bytes(row[turned])[::-1]
        rows.append(tuple(new[place] for place in places))
    return table, [names[place] for place in places], rows


def _bare(connection: psycopg.Connection, batches: list[Batch]) -> float:
    """One transaction a batch, one statement a table; the longest batch, in seconds."""
    longest = 0.0
    for batch in batches:
        began = time.perf_counter()
        with connection.transaction():
            for table, columns, rows in batch:
                one = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(columns)))
                statement = sql.SQL("INSERT INTO {} ({}) VALUES {}").format(
                    sql.Identifier(table),
                    sql.SQL(", ").join(map(sql.Identifier, columns)),
                    sql.SQL(", ").join([one] * len(rows)),
                )
                connection.execute(statement, [value for row in rows for value in row])
        longest = max(longest, time.perf_counter() - began)
    return longest


def _explain(text: str, people: int) -> None:
    """Where the time of an import goes: a profile of one more list, by parts. Profiling itself slows Python down."""
    profile = cProfile.Profile()
    profile.runcall(_import, text)
    spent: dict[str, float] = dict.fromkeys((*PARTS, "the rest"), 0.0)
    for (file, _line, name), (_calls, _all, own, _whole, _callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        place = f"{file} {name}"
        part = next((part for part, signs in PARTS.items() if any(sign in place for sign in signs)), "the rest")
        spent[part] += own
    whole = sum(spent.values())
    print(f"\nWhere the time goes (profiled, {whole / people * 1e6:.0f} µs a person):")
    for part, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"  {seconds / whole:>4.0%}  {part}")


if __name__ == "__main__":
    sys.exit(main())

"""A past for the district: lean rows of decided cases, written by SQL, as many as wanted, in batches that can be
resumed.

Every row is a copy of one that the services wrote, with its own ids, number, place, applicant and times. A case has
its stream, the row itself, the offices that took part, and its clocks; no papers, notices or events. They lie behind
today at a steady rate, so more cases mean a longer past, not a busier district.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

A_DAY = 1_000
"""Cases a day, near what 甘州区 takes in."""

BATCH = 100_000
BYTES = 3_000
"""Disk of a case with all its rows and indexes; log and sorting take half as much again for a while."""

TABLES = ("kernel_stream", "cases_case", "cases_caseparty", "work_clock")


class NoRoom(Exception):
    """There is not enough disk; the message says how much is needed and how much there is."""


@dataclass(frozen=True, slots=True)
class Need:
    """Disk in bytes: what `more` cases will take, and what is free."""

    more: int
    bytes: int
    free: int

    def said(self) -> str:
        return f"{self.more:,} cases will take about {self.bytes / 1e9:.1f} GB; {self.free / 1e9:.1f} GB are free"


def need(connection: psycopg.Connection, folder: Path, wanted: int) -> Need:
    """What it takes to come to `wanted` cases, said before anything is written. Raises NoRoom."""
    more = max(0, wanted - loaded(connection))
    found = Need(more, int(more * BYTES * 1.5), shutil.disk_usage(folder).free)
    if found.bytes > found.free:
        raise NoRoom(found.said())
    return found


def loaded(connection: psycopg.Connection) -> int:
    """How many cases are there: where an interrupted load goes on."""
    connection.execute("CREATE TABLE IF NOT EXISTS bench_loaded (upto bigint NOT NULL)")
    row = connection.execute("SELECT coalesce(max(upto), 0) FROM bench_loaded").fetchone()
    return int(row[0]) if row else 0


def load(connection: psycopg.Connection, case: UUID, wanted: int) -> None:
    """Write cases until there are `wanted`, like the decided `case`. A batch is there whole or not at all."""
    start = loaded(connection)
    if start >= wanted:
        return
    connection.execute("SET synchronous_commit = off")
    connection.execute("SET maintenance_work_mem = '1GB'")
    with _bar(wanted) as bar, _without_indexes(connection):
        task = bar.add_task("cases", total=wanted, completed=start)
        while start < wanted:
            end = min(start + BATCH, wanted)
            with connection.transaction():
                for table in TABLES:
                    connection.execute(_copying(connection, table), {"case": case, "first": start, "last": end - 1})
                connection.execute("INSERT INTO bench_loaded VALUES (%s)", [end])
            start = end
            bar.update(task, completed=start)
        bar.update(bar.add_task("figures", total=1), completed=0)
        _figures(connection)
    connection.execute("VACUUM ANALYZE")


@contextmanager
def _bar(wanted: int) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr)) as bar:
        yield bar


OWN = {
    "kernel_stream": {"id": "bench_id(1, i)"},
    "cases_case": {
        "stream_id": "bench_id(1, i)",
        "number": "'620702' || lpad((i / 100000000 %% 100)::text, 2, '0') || lpad((i %% 100000000)::text, 9, '0')",
        "state": "'archived'",
        "region": "o.region_id",
        "origin_id": "o.id",
        "holder_id": "o.id",
        "site_id": "o.site_id",
        "applicant_id": "p.stream_id",
    },
    "cases_caseparty": {
        "case_id": "bench_id(1, i)",
        "office_id": "CASE WHEN t.office_id = c.origin_id THEN o.id ELSE t.office_id END",
        "region": "CASE WHEN t.office_id = c.origin_id THEN o.region_id ELSE t.region END",
    },
    "work_clock": {"id": "bench_id(2 + t.place, i)", "stream_id": "bench_id(1, i)"},
}
"""What of a copied row is its own; times are moved into the past, everything else stays as it was."""

TIMES = {"timestamp with time zone": "{} - i * interval '1 day' / %(rate)s", "date": "{} - (i / %(rate)s)::int"}

BY = {"kernel_stream": "id", "cases_case": "stream_id", "cases_caseparty": "case_id", "work_clock": "stream_id"}


def _copying(connection: psycopg.Connection, table: str) -> sql.Composed:
    """The INSERT that copies the template's rows of one table for the cases first to last."""
    columns = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        " AND table_name = %s AND is_identity = 'NO' ORDER BY ordinal_position",
        [table],
    ).fetchall()
    values = []
    for name, kind in columns:
        plain = f't."{name}"'
        own = OWN[table].get(name)
        moved = TIMES.get(kind, "{}").format(plain).replace("%(rate)s", str(A_DAY))
        values.append(sql.SQL(own or moved))  # type: ignore[arg-type]
    few = "AND kind IN ('promised', 'statutory')" if table == "work_clock" else ""
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM generate_series(%(first)s::bigint, %(last)s::bigint) i"
        " JOIN bench_office o ON o.place = i %% (SELECT count(*) FROM bench_office)"
        " JOIN bench_person p ON p.place = i %% (SELECT count(*) FROM bench_person)"
        " JOIN cases_case c ON c.stream_id = %(case)s"
        " JOIN (SELECT *, row_number() OVER () AS place FROM {table} WHERE {by} = %(case)s {few}) t ON true"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns),
        values=sql.SQL(", ").join(values),
        by=sql.Identifier(BY[table]),
        few=sql.SQL(few),  # type: ignore[arg-type]
    )


def prepare(connection: psycopg.Connection) -> None:
    """Where cases came in and for whom, numbered, and ids that sort by time as the real ones do."""
    connection.execute(
        "CREATE OR REPLACE FUNCTION bench_id(sort bigint, i bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS"
        " $$ SELECT (lpad(to_hex(i), 12, '0') || '7000b' || lpad(to_hex(sort), 15, '0'))::uuid $$"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS bench_office AS SELECT id, region_id, site_id,"
        " row_number() OVER (ORDER BY key) - 1 AS place"
        " FROM places_office WHERE tier = 'village'"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS bench_person AS"
        " SELECT stream_id, row_number() OVER (ORDER BY stream_id) - 1 AS place"
        " FROM people_person"
    )


def _figures(connection: psycopg.Connection) -> None:
    """Roll up the last year as the subscriber would have: pages read no further back."""
    connection.execute(
        "INSERT INTO insight_figure (name, day, office, region, item, count, total)"
        " SELECT f.name, f.day, c.origin_id, c.region, c.item, count(*), 5 * count(*) FROM cases_case c"
        " CROSS JOIN LATERAL (VALUES ('received', c.received_at), ('concluded', c.concluded_at),"
        " ('on_time', c.concluded_at), ('days', c.concluded_at)) AS v(name, at)"
        " CROSS JOIN LATERAL (SELECT v.name, (v.at AT TIME ZONE 'Asia/Shanghai')::date AS day) f"
        " WHERE c.state = 'archived' AND c.opened_at > now() - interval '400 days' AND v.at IS NOT NULL"
        " GROUP BY f.name, f.day, c.origin_id, c.region, c.item ON CONFLICT (name, day, office, item) DO NOTHING"
    )


@contextmanager
def _without_indexes(connection: psycopg.Connection) -> Iterator[None]:
    """Drop what slows a bulk load, and build it again afterwards. What was dropped is kept in a table, so that a load
    that was broken off builds it the next time."""
    connection.execute("CREATE TABLE IF NOT EXISTS bench_dropped (id bigserial, rebuild text NOT NULL)")
    for table in TABLES:
        for name, definition in connection.execute(FOREIGN, [table]).fetchall():
            connection.execute(_drop("ALTER TABLE {} DROP CONSTRAINT {}", table, name))
            _keep(connection, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition} NOT VALID")
        for name, definition in connection.execute(INDEXES, [table]).fetchall():
            connection.execute(_drop("DROP INDEX {1}", table, name))
            _keep(connection, definition)
    yield
    for id, rebuild in connection.execute("SELECT id, rebuild FROM bench_dropped ORDER BY rebuild").fetchall():
        connection.execute(rebuild)
        connection.execute("DELETE FROM bench_dropped WHERE id = %s", [id])


FOREIGN = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'"
INDEXES = (
    "SELECT i.indexname, i.indexdef FROM pg_indexes i JOIN pg_class c ON c.relname = i.indexname"
    " WHERE i.tablename = %s AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid)"
)


def _drop(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))  # type: ignore[arg-type]


def _keep(connection: psycopg.Connection, rebuild: Any) -> None:
    connection.execute("INSERT INTO bench_dropped (rebuild) VALUES (%s)", [rebuild])

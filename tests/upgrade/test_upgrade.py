"""A database of an earlier release, with data in it, is brought up to date while the old code may still be at work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from siban.kernel import postgres
from tests.kernel.backup import going_on

HERE = Path(__file__).parent
RELEASES = sorted(path.name for path in HERE.iterdir() if (path / "database.dump").exists())


@pytest.fixture
def site(committed: None, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The environment of a site that still has the tables of the release."""
    release = HERE / request.param
    (tmp_path / "secrets").mkdir()
    shutil.copy(release / "master.key", tmp_path / "secrets")
    with tarfile.open(release / "files.tar") as archive:
        archive.extractall(tmp_path, filter="data")
    name = urlsplit(os.environ["DATABASE_OWNER_URL"]).path.lstrip("/") + "_upgrade"
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name)))
    urls = {
        variable: urlunsplit(urlsplit(os.environ[variable])._replace(path=f"/{name}"))
        for variable in ("DATABASE_URL", "DATABASE_OWNER_URL")
    }
    programs = postgres.binaries()
    subprocess.run(
        [programs / "pg_restore", "--no-owner", f"--dbname={urls['DATABASE_OWNER_URL']}", release / "database.dump"],
        check=True,
    )
    home = {"SIBAN_HOME": str(tmp_path), "SIBAN_MASTER_KEY_FILE": str(tmp_path / "secrets" / "master.key")}
    yield os.environ | urls | home
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.parametrize("site", RELEASES, indirect=True)
def test_a_site_of_an_earlier_release_is_brought_up_to_date_and_works_on(site: dict[str, str]) -> None:
    before = columns(site)
    with psycopg.connect(site["DATABASE_OWNER_URL"]) as connection:
        events = events_of(connection)
        cases = dict(connection.execute("SELECT state, stream_id FROM cases_case").fetchall())
    with old_code_at_work(site, before) as faults:
        done = siban(site, "migrate")
    assert done.returncode == 0, done.stderr
    assert not faults, "what the old code sends failed while the tables changed"

    after = columns(site)
    for (table, column), _ in before.items():
        assert (table, column) in after, f"{table}.{column} is gone while old code may still write it"
    for (table, column), fills_itself in after.items():
        if table in {of for of, _ in before} and (table, column) not in before:
            assert fills_itself, f"old code cannot insert into {table}: {column} has no default"
    with psycopg.connect(site["DATABASE_OWNER_URL"]) as connection:
        assert events_of(connection)[: len(events)] == events, "an event of the record was changed"
    proof = siban(site, "audit", "verify")
    assert proof.returncode == 0, proof.stdout + proof.stderr

    went = going_on.run(site, accepted=UUID(str(cases["accepted"])), received=UUID(str(cases["received"])))
    assert (went["concluded"], went["accepted"]) == ("concluded", "accepted")
    assert went["parked"] == 0
    assert went["broken"] is None


def siban(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "siban.surfaces.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def events_of(connection: psycopg.Connection) -> list[tuple[object, ...]]:
    rows = connection.execute(
        "SELECT id, stream_id, number, act, version, payload, occurred_at, recorded_at, hash"
        " FROM kernel_event ORDER BY id"
    )
    return list(rows.fetchall())


def columns(site: dict[str, str]) -> dict[tuple[str, str], bool]:
    """Every column, and whether an insert may leave it out."""
    with psycopg.connect(site["DATABASE_OWNER_URL"]) as connection:
        rows = connection.execute(
            "SELECT table_name, column_name, is_nullable = 'YES' OR column_default IS NOT NULL OR is_identity = 'YES'"
            " FROM information_schema.columns WHERE table_schema = 'public'"
        )
        return {(table, column): bool(fills_itself) for table, column, fills_itself in rows}


@contextmanager
def old_code_at_work(site: dict[str, str], known: dict[tuple[str, str], bool]) -> Iterator[list[str]]:
    """Read from and insert into the tables of a case, by the columns that the old code knows, without a pause."""
    tables = ("cases_case", "cases_casestep", "work_clock", "work_task", "notices_notice", "kernel_event")
    statements = []
    for table in tables:
        names = sql.SQL(", ").join(sql.Identifier(column) for of, column in known if of == table)
        place = sql.Identifier(table)
        statements.append(sql.SQL("SELECT {0} FROM {1} LIMIT 5").format(names, place))
        statements.append(sql.SQL("INSERT INTO {1} ({0}) SELECT {0} FROM {1} LIMIT 0").format(names, place))
    faults: list[str] = []
    ending = threading.Event()

    def work() -> None:
        with psycopg.connect(site["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("SET statement_timeout = '20s'")
            while not ending.is_set():
                for statement in statements:
                    try:
                        connection.execute(statement)
                    except psycopg.Error as fault:
                        faults.append(f"{type(fault).__name__}: {fault}")
                        return

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield faults
    finally:
        ending.set()
        thread.join()

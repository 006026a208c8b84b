"""Point-in-time recovery: a physical copy, the archived log, and the database of a moment between two writes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from siban.kernel import postgres
from siban.kernel.clock import SHANGHAI


@pytest.fixture
def machine(tmp_path: Path):
    """Makes homes without a database, with one archive for all; what runs there ends with the test."""
    made = []
    archive = Path(
        tempfile.mkdtemp()
    )  # Where the server's own user comes in; the tests' folders are the caller's alone.
    archive.chmod(0o755)

    def make(name: str) -> dict[str, str]:
        home = tmp_path / name
        made.append(home)
        if len(made) > 1:
            shutil.copytree(made[0] / "secrets", home / "secrets")
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "SIBAN_"))}
        return clean | {"SIBAN_HOME": str(home), "SIBAN_WAL_ARCHIVE": str(archive / "wal"), "LC_ALL": "C.UTF-8"}

    yield make
    for home in made:
        server = postgres.Server(home)
        server.stop()
        shutil.rmtree(server.base, ignore_errors=True)
    shutil.rmtree(archive)


def siban(environment: dict[str, str], *arguments: str | Path) -> str:
    command = [sys.executable, "-m", "siban.surfaces.cli", *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def owner(environment: dict[str, str]) -> psycopg.Connection:
    os.environ["SIBAN_WAL_ARCHIVE"] = environment["SIBAN_WAL_ARCHIVE"]
    try:
        return psycopg.connect(postgres.Server(Path(environment["SIBAN_HOME"])).ensure().owner, autocommit=True)
    finally:
        del os.environ["SIBAN_WAL_ARCHIVE"]


def test_the_database_of_a_moment_between_two_writes_comes_back(machine, tmp_path: Path) -> None:
    here = machine("here")
    siban(here, "migrate")
    siban(here, "backup", "--physical", tmp_path / "copies")
    (copy,) = (tmp_path / "copies").iterdir()
    siban(here, "restore", "--check", copy)
    with owner(here) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('留下')")
        row = connection.execute("SELECT clock_timestamp()").fetchone()
        assert row is not None
        moment: datetime = row[0]
        connection.execute("INSERT INTO kept VALUES ('误操作')")
    superuser = postgres.Server(Path(here["SIBAN_HOME"])).superuser()
    with psycopg.connect(superuser, autocommit=True) as connection:
        row = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert row is not None
        wanted = Path(here["SIBAN_WAL_ARCHIVE"]) / row[0]
        deadline = time.monotonic() + 60
        while not wanted.exists():  # The archiver works on its own time.
            assert time.monotonic() < deadline, "the segment was not archived"
            connection.execute("SELECT pg_sleep(0.1)")

    there = machine("there")
    siban(there, "restore", copy, "--until", moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M:%S.%f"))
    with owner(there) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("留下",)]
        assert connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
    assert "记录完整" in siban(there, "audit", "verify")


def test_without_an_archive_no_physical_copy_is_made(machine, tmp_path: Path) -> None:
    here = {name: value for name, value in machine("here").items() if name != "SIBAN_WAL_ARCHIVE"}
    command = [sys.executable, "-m", "siban.surfaces.cli", "backup", "--physical", str(tmp_path / "copies")]
    done = subprocess.run(command, env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "SIBAN_WAL_ARCHIVE" in done.stderr
    assert not (tmp_path / "copies").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_an_archive_that_the_server_cannot_write_to_is_refused_at_the_start(machine, tmp_path: Path) -> None:
    here = machine("here") | {"SIBAN_WAL_ARCHIVE": str(tmp_path / "wal")}
    tmp_path.chmod(0o700)
    command = [sys.executable, "-m", "siban.surfaces.cli", "migrate"]
    done = subprocess.run(command, env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "SIBAN_WAL_ARCHIVE" in done.stderr

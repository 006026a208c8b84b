"""The owner's way to the database: connections, and PostgreSQL's own programs, whose password stands in no list of
processes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from django.db import connections

from siban.kernel import postgres
from siban.kernel.backup.manifest import Fault, Unfit


def connect() -> psycopg.Connection:
    """A connection of the owner's, outside Django's: with a snapshot or a transaction of its own."""
    place = _place()
    return psycopg.connect(
        host=place["HOST"] or None,
        port=place["PORT"] or None,
        user=place["USER"] or None,
        password=place["PASSWORD"] or None,
        dbname=place["NAME"],
    )


def run(program: str, *arguments: str | Path) -> None:
    """Run a client of PostgreSQL's on the database. Raises Unfit with what it said last."""
    place = _place()
    _call(program, place, f"--dbname={place['NAME']}", *arguments)


def copy_cluster(url: str, folder: Path) -> None:
    """A physical copy of a running cluster, with the log written meanwhile. Raises Unfit."""
    parts = urlsplit(url)
    place = {"HOST": unquote(parts.hostname or ""), "PORT": str(parts.port or "")}
    place |= {"USER": unquote(parts.username or ""), "PASSWORD": unquote(parts.password or "")}
    _call("pg_basebackup", place, "-D", folder, "--wal-method=stream", "--checkpoint=fast")


def verify_copy(folder: Path) -> None:
    """Compare a physical copy with the checksums that PostgreSQL wrote beside it. Raises Unfit."""
    program = postgres.binaries() / "pg_verifybackup"
    done = subprocess.run([program, "--no-parse-wal", folder], check=False, capture_output=True, text=True)
    if done.returncode:
        raise Unfit(Fault.ALTERED, _last(done.stderr) or str(folder))


def _call(program: str, place: dict[str, str], *arguments: str | Path) -> None:
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LC_ALL": "C.UTF-8",
        "PGHOST": place["HOST"],
        "PGPORT": place["PORT"] or "5432",
        "PGUSER": place["USER"],
        "PGPASSWORD": place["PASSWORD"],
    }
    command = [str(postgres.binaries() / program), "--no-password", *map(str, arguments)]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Unfit(Fault.TOOL, f"{program}: {_last(done.stderr) or done.returncode}")


def _last(said: str) -> str:
    lines = said.strip().splitlines()
    return lines[-1] if lines else ""


def _place() -> dict[str, str]:
    settings = connections["owner"].settings_dict
    return {name: str(settings[name] or "") for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME")}

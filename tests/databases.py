"""The test database: made by the owner, used as the application, emptied by the owner."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg import sql

from siban.conf.settings import database
from siban.kernel.database import READ_ONLY

ALIASES = {"default": "DATABASE_URL", "owner": "DATABASE_OWNER_URL"}
KEPT_COPY = "reference"
"""Schema in which the reference rows are kept, to restore what a committed test changed."""

_fingerprints: dict[str, tuple[int, int]] = {}


def create(worker: str, *, reuse: bool) -> bool:
    """Make the database of this worker, point both aliases and the environment at it; says whether it is new."""
    urls = {alias: os.environ[variable] for alias, variable in ALIASES.items()}
    name = "_".join(part for part in ("test", urlsplit(urls["owner"]).path.lstrip("/"), worker) if part)
    with psycopg.connect(urls["owner"], autocommit=True) as owner:
        found = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        fresh = not (found and reuse)
        if fresh:
            for url in set(urls.values()):  # A role may end its own backends without further rights.
                with psycopg.connect(url, autocommit=True) as connection:
                    connection.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = %s AND usename = current_user",
                        [name],
                    )
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name)))
    for alias, variable in ALIASES.items():
        url = urlunsplit(urlsplit(urls[alias])._replace(path=f"/{name}"))
        os.environ[variable] = url  # Programs that tests start meet the same database.
        place = database(url)
        connections.settings[alias].update({key: place[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
    return fresh


def close() -> None:
    """Close every connection and pool of this process, so that the database can be dropped."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


def keep_reference() -> None:
    """Note which tables hold rows now: those are reference data from here on."""
    with _owner() as cursor:
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(KEPT_COPY)))
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(KEPT_COPY)))
        _fingerprints.clear()
        for name in _filled(cursor, _tables(cursor)):
            cursor.execute(
                sql.SQL("CREATE TABLE {} AS TABLE {}").format(
                    sql.Identifier(KEPT_COPY, name), sql.Identifier("public", name)
                )
            )
            _fingerprints[name] = _fingerprint(cursor, name)


def clean() -> None:
    """Undo what a committed test wrote: empty all tables but the reference data, and restore that where it changed."""
    with _owner() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")  # A transaction left open by a test fails here, by name.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        tables = _tables(cursor)
        changed = [name for name, before in _fingerprints.items() if _fingerprint(cursor, name) != before]
        dirty = _filled(cursor, [name for name in tables if name not in _fingerprints])
        touched = changed + dirty
        if not touched:
            return
        triggers = _with_triggers(cursor, touched)
        for name in triggers:
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier("public", name)))
        for name in touched:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier("public", name)))
        for name in changed:
            columns = sql.SQL(", ").join(map(sql.Identifier, _columns(cursor, name)))
            cursor.execute(
                sql.SQL("INSERT INTO {0} ({2}) OVERRIDING SYSTEM VALUE SELECT {2} FROM {1}").format(
                    sql.Identifier("public", name), sql.Identifier(KEPT_COPY, name), columns
                )
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # Pending checks would keep the triggers from coming back.
        for name in triggers:
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier("public", name)))
        for name in changed:
            _fingerprints[name] = _fingerprint(cursor, name)


@contextmanager
def _owner() -> Iterator[psycopg.Cursor]:
    """A cursor of the owner in a transaction and session of its own, which closes before the next test begins."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection, connection.cursor() as cursor:
        yield cursor


def _tables(cursor: psycopg.Cursor) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [name for (name,) in cursor.fetchall() if name not in READ_ONLY]


def _filled(cursor: psycopg.Cursor, tables: list[str]) -> list[str]:
    if not tables:
        return []
    questions = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier("public", name))
        for name in tables
    ]
    cursor.execute(sql.SQL(" UNION ALL ").join(questions))
    return [name for (name,) in cursor.fetchall()]


def _with_triggers(cursor: psycopg.Cursor, tables: list[str]) -> list[str]:
    cursor.execute(
        "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s)",
        [tables],
    )
    return [name for (name,) in cursor.fetchall()]


def _columns(cursor: psycopg.Cursor, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _fingerprint(cursor: psycopg.Cursor, table: str) -> tuple[int, int]:
    """Number of rows and newest writing transaction: changes with every insert, update and delete."""
    query = sql.SQL("SELECT count(*), coalesce(max(xmin::text::bigint), 0) FROM {}")
    cursor.execute(query.format(sql.Identifier("public", table)))
    row = cursor.fetchone()
    assert row is not None
    return row[0], row[1]

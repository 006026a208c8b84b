"""The database that a demonstration may use: a fresh one, which it marks, or one it marked before, which it empties."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

from siban.kernel.database import CACHE_TABLE, READ_ONLY
from siban.kernel.models import Installation

KEPT = frozenset({*READ_ONLY, "django_content_type", "auth_permission", "kernel_installation"})
"""Tables that migrations fill: the schema's own record, and what this database is."""


class NotDemonstration(Exception):
    """Somebody works with this database: it is not marked as a demonstration, and it is not empty."""


def prepare() -> bool:
    """Mark a fresh database, or empty one that is marked; whether there was something to empty.

    Raises NotDemonstration.
    """
    marked = Installation.objects.using("owner").get().is_demonstration
    filled = _filled()
    if filled and not marked:
        raise NotDemonstration
    if filled:
        _empty(filled)
    if not marked:
        Installation.objects.using("owner").update(is_demonstration=True)
    for folder in (settings.FILES_ROOT, notices_folder()):
        shutil.rmtree(folder, ignore_errors=True)
    return bool(filled)


def notices_folder() -> Path:
    """Where the notices of the story are written."""
    return settings.HOME / "demo"


def _filled() -> list[str]:
    """Tables with rows, beside those that migrations fill and the cache."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        names = [name for (name,) in cursor.fetchall() if name not in KEPT and name != CACHE_TABLE]
        questions = [
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier("public", name))
            for name in names
        ]
        cursor.execute(sql.SQL(" UNION ALL ").join(questions))
        return [name for (name,) in cursor.fetchall()]


def _empty(filled: list[str]) -> None:
    """Remove every row that the demonstration made and start all sequences anew; the schema stays as it is.

    As the owner, who alone may set the triggers aside that keep the event log from being emptied; in one transaction,
    so that a demonstration which is broken off here is still whole.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '15s'")
        tables = sql.SQL(", ").join(sql.Identifier("public", name) for name in [*filled, CACHE_TABLE])
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"
        )
        guarded = [sql.Identifier("public", name) for (name,) in cursor.fetchall()]
        for table in guarded:
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
        # What refers to a filled table is empty or filled itself; CASCADE names the empty ones for us.
        cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))
        for table in guarded:
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
        for (name,) in cursor.fetchall():
            if not name.startswith(("django_", "auth_permission")):
                cursor.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier("public", name)))

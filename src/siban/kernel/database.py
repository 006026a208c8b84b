"""Tables, and who may do what with them: migrations run as the owner, the application gets only the rights it needs."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections, transaction
from psycopg import sql

APPEND_ONLY = ("kernel_event", "kernel_feed", "kernel_look", "kernel_seal")
"""Tables that the application may read and add to, never change: the event log, its order, its seals, and the looks at
personal data."""

READ_ONLY = ("django_migrations",)
"""Tables that only the owner writes."""

CACHE_TABLE = "cache"
"""Django's DatabaseCache; see CACHES in the settings."""


def migrate(*, verbosity: int = 0) -> None:
    """Bring the tables up to date as the owner, then hand the application its rights. Safe to repeat."""
    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
    call_command("createcachetable", CACHE_TABLE, database="owner", verbosity=verbosity)
    grant()


def grant() -> None:
    """Give the application's role its rights on every table that exists now.

    Rights are taken away first, so that a table that became append-only loses what it had. Where application and owner
    are one role nothing is done: an owner cannot be kept from its own tables, only the triggers stand.
    """
    app = str(connections["default"].settings_dict["USER"])
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == app:
            return
        role = sql.Identifier(app)
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [name for (name,) in cursor.fetchall()]
        everything = sql.SQL("ALL TABLES IN SCHEMA public")
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(everything, role))
        cursor.execute(sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(everything, role))
        for names, rights in ((APPEND_ONLY, "UPDATE, DELETE"), (READ_ONLY, "INSERT, UPDATE, DELETE")):
            for name in set(names).intersection(tables):
                table = sql.Identifier("public", name)
                cursor.execute(sql.SQL("REVOKE {} ON {} FROM {}").format(sql.SQL(rights), table, role))
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))

"""What a command does before it touches the database."""

from __future__ import annotations

import os

import typer

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.language import language


def ready(*, restoring: bool = False) -> None:
    """Start or adopt the database, then set Django up in the terminal's language.

    Exits 1 without a database, and where a restore was broken off: only another `siban restore` goes on from there.
    """
    database()
    set_up()
    if not restoring and _half_restored():
        typer.secho(_("上次恢复没有做完，数据不全。请再运行一次 siban restore。"), fg="red", err=True)
        raise typer.Exit(1)


def database() -> None:
    """Start or adopt the database, and no more: who only watches over others needs none of Django. Exits 1."""
    from siban.kernel import postgres

    try:
        postgres.ensure()
    except postgres.ServerFailed as failure:
        typer.secho(_("数据库没能启动：{reason}").format(reason=failure), fg="red", err=True)
        raise typer.Exit(1) from failure


def _half_restored() -> bool:
    from siban.kernel.backup.restoring import marker

    return marker().exists()


def set_up() -> None:
    """Set Django up. The database's address must be in the environment by now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language())

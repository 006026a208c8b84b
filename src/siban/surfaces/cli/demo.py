"""`siban demo`: the main job from end to end in a database of its own, told and checked; then the pages."""

from __future__ import annotations

import os
from typing import Annotated, Literal

import typer

from siban.surfaces.cli.language import gettext as _

REFUSED, DIFFERS = 2, 1
LOG_WIDTH = 100
"""Columns where nobody's terminal says how wide it is."""


def demo(
    serve: Annotated[bool, typer.Option(help=_("讲完以后启动网页"))] = True,
    host: Annotated[str, typer.Option(help=_("网页监听的地址"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=_("网页监听的端口"))] = 8000,
    cases: Annotated[int, typer.Option(min=0, max=2000, help=_("编多少件过去的事"))] = 300,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=_("用什么语言讲"))] = None,
) -> None:
    """Do the main job in the demonstration's database, tell it, check it, then serve the pages."""
    from siban.surfaces.cli.serve import Record, Supervisor, compile_messages
    from siban.surfaces.cli.startup import ready

    if lang:
        os.environ["LC_ALL"] = {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}[lang]
    if Record.read().end():
        typer.echo(_("正在运行的系统先停下，演示数据要重来。"))
    compile_messages()
    ready()
    supervisor = Supervisor(host, port, workers=2)
    if serve:
        supervisor.require_free_port()
    _tell(f"http://{host}:{port}", cases)
    if serve:
        supervisor.run()


# What `--help` shows.
demo.__doc__ = _("把主要的事在演示用的数据库里办一遍，讲给人看，再打开网页")


def _tell(address: str, cases: int) -> None:
    """Run and print. Exits with 2 where the database is somebody's, with 1 where the story differs."""
    from rich.console import Console

    from siban.surfaces.cli.demonstration import ground, telling
    from siban.surfaces.cli.demonstration.run import run

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = LOG_WIDTH
    try:
        told = run(Console(stderr=True), cases)
    except ground.NotDemonstration:
        typer.secho(
            _("这个数据库不是演示用的，里面有数据，演示不会动它。换一个 SIBAN_HOME 或 DATABASE_URL 再来。"),
            fg="red",
            err=True,
        )
        raise typer.Exit(REFUSED) from None
    telling.tell(console, told.tales)
    telling.list_stories(console, address, told.stories)
    telling.differ(console, told.differences)
    telling.where_to_go(console, address, told.tales[1], ground.notices_folder(), told.notices)
    _let_go()
    if told.differences:
        raise typer.Exit(DIFFERS)


def _let_go() -> None:
    """Close this process's connections; the supervisor that follows has no use for them."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()

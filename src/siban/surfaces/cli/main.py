"""The command `siban`. Every command that needs the database starts the embedded one where none is given."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import database, ready

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=_("四办：一窗办、一网办、简化办、马上办"),
)


@app.command(help=_("启动整个系统：数据库、后台任务、网页"))
def serve(
    host: Annotated[str, typer.Option(help=_("网页监听的地址"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=_("网页监听的端口"))] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=16, help=_("网页进程数"))] = 2,
    tls: Annotated[bool, typer.Option("--tls", help=_("用本区证书加密（先 siban tls init）"))] = False,
    devices_only: Annotated[bool, typer.Option("--devices-only", help=_("只许登记过的设备进来"))] = False,
) -> None:
    from siban.surfaces.cli.serve import Supervisor
    from siban.surfaces.cli.tls import secured

    database()
    found = None
    if tls or devices_only:
        ready()
        found = secured(port, devices_only=devices_only)
    Supervisor(host, port, workers, secured=found).run()


@app.command(help=_("停止正在运行的系统和内置数据库"))
def stop() -> None:
    from siban.kernel import postgres
    from siban.surfaces.cli.serve import Record

    served = Record.read().end()
    try:
        ended = postgres.stop()
    except postgres.ServerFailed as failure:
        typer.secho(_("数据库没能停下：{reason}").format(reason=failure), fg="red", err=True)
        raise typer.Exit(1) from failure
    typer.echo(_("已停止。") if served or ended else _("没有在运行。"))


@app.command(help=_("后台任务：传递事件、清点到期的期限"))
def worker() -> None:
    ready()
    from siban.surfaces.cli.worker import run

    run()


@app.command(help=_("建表或更新表，并授予应用所需的权限"))
def migrate(quiet: Annotated[bool, typer.Option("--quiet", help=_("不列出每一步"))] = False) -> None:
    ready()
    from siban.kernel import database as tables

    tables.migrate(verbosity=0 if quiet else 1)


@app.command(help=_("检查哪里不安全、缺什么；有不安全之处时返回 1"))
def check(as_json: Annotated[bool, typer.Option("--json", help=_("输出 JSON"))] = False) -> None:
    from siban.surfaces.cli.check import report

    raise typer.Exit(report(as_json=as_json))


def _register() -> None:
    """Take in the commands that have modules of their own; their imports are as light as this module's."""
    for name in ("find", "due", "demo", "code", "verify"):
        if find_spec(f"siban.surfaces.cli.{name}"):
            app.command(name)(getattr(import_module(f"siban.surfaces.cli.{name}"), name))
    copies = import_module("siban.surfaces.cli.backup")
    app.command("backup", help=_("备份：数据库和附件，不含密钥；系统照常运行"))(copies.backup)
    app.command("restore", help=_("把一份备份恢复到空的数据库，逐表核对"))(copies.restore)
    for name in ("archive", "audit", "client", "feed", "keys", "numbers", "tls"):
        app.add_typer(getattr(import_module(f"siban.surfaces.cli.{name}"), name), name=name)
    app.add_typer(import_module("siban.surfaces.cli.imports").imports, name="import")


_register()

"""`siban feed`: events that a subscriber could not take, and handing them on again once the cause is mended."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import ready

feed = typer.Typer(no_args_is_help=True, help=_("事件：列出没能处理的，修好以后重放"))
UNKNOWN = 2
"""Exit code for an event that is not parked."""


@feed.command("parked", help=_("列出没能处理、搁着的事件；有的话返回 1"))
def parked(as_json: Annotated[bool, typer.Option("--json", help=_("输出 JSON"))] = False) -> None:
    ready()
    from siban.kernel import feed as events
    from siban.kernel.clock import SHANGHAI

    found = events.parked()
    if as_json:
        rows = [
            {
                "id": one.pk,
                "subscriber": one.subscriber,
                "act": one.event.act,
                "stream": str(one.stream),
                "fault": one.fault,
                "parked_at": one.parked_at.isoformat(),
            }
            for one in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        raise typer.Exit(int(bool(found)))
    if not found:
        typer.echo(_("没有搁着的事件。"))
        return
    table = Table(_("编号"), _("谁没能处理"), _("事件"), _("毛病"), _("什么时候"), box=None)
    for one in found:
        when = one.parked_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        table.add_row(str(one.pk), one.subscriber, one.event.act, one.fault, when)
    Console().print(table)
    typer.echo(_("修好以后用 siban feed replay 编号 重放，同一件的会按先后一起放。"))
    raise typer.Exit(1)


@feed.command("replay", help=_("重放一个搁着的事件，连同同一件后面的；出错就原样留着"))
def replay(id: Annotated[int, typer.Argument(help=_("siban feed parked 列出的编号"))]) -> None:
    ready()
    from siban.kernel import feed as events

    try:
        done = events.replay_parked(id)
    except events.NotParked as refusal:
        typer.secho(str(refusal), fg="red", err=True)
        raise typer.Exit(UNKNOWN) from refusal
    typer.echo(_("重放了 {count} 个事件。").format(count=done))

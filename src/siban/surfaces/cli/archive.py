"""`siban archive`: whether what is packed is still whole, and what may be destroyed."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import ready

archive = typer.Typer(no_args_is_help=True, help=_("归档：核验归档包，列出到期可以销毁的"))


@archive.command("verify", help=_("逐个重读归档包，重算 SM3 摘要；有对不上的返回 1"))
def verify(as_json: Annotated[bool, typer.Option("--json", help=_("输出 JSON"))] = False) -> None:
    ready()
    from siban.domain.cases.queries import archive as kept

    count, broken = 0, []
    for one in kept.verify():
        count += 1
        if one.fault is not None:
            broken.append(one)
    if as_json:
        faults = [{"number": one.number, "part": one.fault} for one in broken]
        typer.echo(json.dumps({"packages": count, "broken": faults}, ensure_ascii=False))
    else:
        for one in broken:
            typer.secho(
                _("归档包 {number} 的 {part} 对不上。").format(number=one.number, part=one.fault), fg="red", err=True
            )
        if not broken:
            typer.echo(_("归档包完整：{count} 个。").format(count=count))
    raise typer.Exit(int(bool(broken)))


@archive.command("due", help=_("列出保管期限已满、可以销毁的归档包；销毁要两个人在网页上办"))
def due(as_json: Annotated[bool, typer.Option("--json", help=_("输出 JSON"))] = False) -> None:
    ready()
    from siban.domain.cases.queries import archive as kept
    from siban.kernel.clock import today

    found = kept.destroyable(today())
    if as_json:
        rows = [
            {"number": one.number, "kept_until": str(one.kept_until), "proposed": one.proposed_at is not None}
            for one in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    if not found:
        typer.echo(_("没有到期的归档包。"))
        return
    table = Table(_("档号"), _("保管到"), _("已报请销毁"), box=None)
    for one in found:
        table.add_row(one.number, str(one.kept_until), _("是") if one.proposed_at else "")
    Console().print(table)

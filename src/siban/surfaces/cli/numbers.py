"""`siban numbers`: how far each series of document numbers has come, what is missing, and moving one on."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import ready

numbers = typer.Typer(no_args_is_help=True, help=_("文书号：编到几号，有没有缺号"))


@numbers.command("list", help=_("列出每个代字编到几号；有缺号时返回 1"))
def listed() -> None:
    ready()
    from siban.domain.notices import queries

    table = Table(_("代字"), _("年份"), _("编到"), _("机关"), box=None)
    for one in queries.series():
        table.add_row(one.series, str(one.year), str(one.last), one.authority.name)
    Console().print(table)
    missing = queries.gaps()
    for series, year, number in missing:
        typer.secho(
            _("{series}〔{year}〕{number}号没有文书，也没有登记为空号。").format(
                series=series, year=year, number=number
            ),
            fg="red",
            err=True,
        )
    raise typer.Exit(int(bool(missing)))


@numbers.command("skip", help=_("恢复备份以后：把备份后已在纸上发出的号登记为空号，接着往后编"))
def skip(
    series: Annotated[str, typer.Argument(help=_("代字，如 甘区民受"))],
    year: Annotated[int, typer.Argument(help=_("年份"))],
    last: Annotated[int, typer.Argument(min=1, help=_("纸面登记簿上最大的号"))],
    reason: Annotated[str, typer.Option(help=_("为什么空号"))] = _("恢复备份前已发出"),
) -> None:
    ready()
    from siban.domain.notices.services import leave_out
    from siban.kernel.refusals import Refusal

    try:
        lost = leave_out(series, year, last, reason=reason)
    except Refusal as refusal:
        typer.secho(str(refusal), fg="red", err=True)
        raise typer.Exit(1) from refusal
    typer.echo(
        _("{series}〔{year}〕{first}至{last}号登记为空号，下一份是{next}号。").format(
            series=series, year=year, first=lost.first, last=lost.last, next=lost.last + 1
        )
    )

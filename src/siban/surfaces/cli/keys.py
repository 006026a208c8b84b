"""`siban keys`: another master key while the site runs; a person erased, and erased again after a restore."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NoReturn
from uuid import UUID

import typer

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import ready

keys = typer.Typer(no_args_is_help=True, help=_("密钥：更换主密钥，删除一个人的资料"))


class Ground(StrEnum):
    """As domain.people.rules.Erasure, which needs Django."""

    WITHDRAWN = "withdrawn"
    OVER = "over"
    UNLAWFUL = "unlawful"


@keys.command("rotate", help=_("换一把主密钥，全部数据密钥和查找标记跟着换；网站照常办事，中断了再运行一次就接着换"))
def rotate() -> None:
    ready()
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    from siban.domain.people import rotation
    from siban.kernel.crypto import keyring
    from siban.kernel.keys import NotYet

    steps = {
        "clear": _("清理上次留下的"),
        "people": _("准备查找标记"),
        "households": _("准备家庭成员的标记"),
        "tokens": _("启用新的查找标记"),
        "keys": _("更换数据密钥的封装"),
    }
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed}"))
    with Progress(*columns, console=Console(stderr=True)) as bar:
        rows = {step: bar.add_task(name, total=None) for step, name in steps.items()}
        try:
            rotation.rotate(lambda step, done: bar.update(rows[step], completed=done))
        except NotYet:
            _fail(_("有一件开了很久的事务没结束，或者另一次更换正在进行。过一会儿再运行，会接着换。"))
    typer.echo(_("主密钥换好了。马上另存一份 {path}。").format(path=keyring.path))
    typer.echo(
        _("旧密钥记在 {path}：旧备份要用它打开。旧备份都销毁以后，把它也销毁。").format(path=keyring.retired_file)
    )


@keys.command("erase", help=_("依法删除一个人的资料：密钥和查找标记销毁，再也打不开，记录的链照样完整"))
def erase(
    person: Annotated[str, typer.Argument(help=_("证件号码，或人员的内部编号"))],
    ground: Annotated[
        Ground,
        typer.Option(
            help=_("依据（个保法第四十七条）：withdrawn 本人要求、撤回同意，over 用完了、保管期满，unlawful 本不该收")
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help=_("不再问"))] = False,
) -> None:
    ready()
    from siban.domain.people import erasure
    from siban.domain.people.rules import Erasure
    from siban.kernel.actors import Actor
    from siban.kernel.keys import erased_file
    from siban.kernel.refusals import Refusal

    try:
        found = _person(person)
        if not yes:
            typer.confirm(_("删除以后谁也恢复不了。真的删除？"), abort=True)
        erasure.erase(found, Erasure(ground.value), by=Actor.system())
    except Refusal as refusal:
        _fail(str(refusal))
    typer.echo(_("已经删除。删过的密钥记在 {path}，和主密钥一起保管。").format(path=erased_file()))


@keys.command("reapply", help=_("恢复备份以后、开门以前：备份里又出现的、删过的人，再删一次"))
def reapply() -> None:
    ready()
    from siban.domain.people.erasure import apply_list

    typer.echo(_("再次删除了 {count} 个人的资料。").format(count=apply_list()))


def _person(said: str) -> UUID:
    from siban.domain.people import errors, queries
    from siban.kernel.actors import Actor

    try:
        return UUID(said)
    except ValueError:
        found = queries.by_number(Actor.system(), said)
    if found is None:
        raise errors.PersonNotFound
    return found.id


def _fail(said: str) -> NoReturn:
    typer.secho(said, fg="red", err=True)
    raise typer.Exit(1)

"""`siban backup` and `siban restore`: copies of everything but the keys, and the way back."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import ready

if TYPE_CHECKING:
    from siban.kernel.backup.manifest import Unfit


def backup(
    target: Annotated[Path, typer.Argument(help=_("放备份的文件夹，最好在另一块盘上"))],
    keep: Annotated[int, typer.Option(min=1, help=_("只留最近几份，更早的删掉"))] = 30,
    physical: Annotated[bool, typer.Option("--physical", help=_("整库物理备份，配合日志归档可恢复到任一时刻"))] = False,
) -> None:
    ready()
    from siban.kernel.backup import base, taking
    from siban.kernel.backup.manifest import Manifest, Unfit

    try:
        if physical:
            typer.echo(_("物理备份好了：{folder}").format(folder=base.take(target)))
            return
        with Bars() as bars:
            folder = taking.take(target, progress=bars.show)
    except Unfit as unfit:
        raise refused(unfit) from unfit
    manifest = Manifest.read(folder)
    rows = sum(table.number for table in manifest.tables.values())
    typer.echo(
        _("备份好了：{folder}（{tables} 张表 {rows} 行，{files} 个附件，{size} 兆）。").format(
            folder=folder,
            tables=len(manifest.tables),
            rows=rows,
            files=manifest.file_count,
            size=round(manifest.bytes / 1e6, 1),
        )
    )
    typer.echo(_("密钥不在备份里，请另存：{folder}").format(folder=_keys()))
    for old in taking.whole(target)[:-keep]:
        shutil.rmtree(old)


def restore(
    folder: Annotated[Path, typer.Argument(help=_("一份备份的文件夹"))],
    check: Annotated[bool, typer.Option("--check", help=_("只核验备份完好，不恢复"))] = False,
    margin: Annotated[int, typer.Option(min=0, help=_("办件编号往后跳过几个，以免和备份后发出的重号"))] = 10_000,
    until: Annotated[
        datetime | None, typer.Option(help=_("物理备份：恢复到这一时刻（北京时间，如 2026-11-24T10:30:00）"))
    ] = None,
) -> None:
    from siban.kernel.backup import base
    from siban.kernel.backup.manifest import Unfit

    try:
        if base.is_base(folder):
            code = _from_copy(folder, until, margin, only_check=check)
        else:
            code = _from_dump(folder, margin, only_check=check)
    except Unfit as unfit:
        raise refused(unfit) from unfit
    raise typer.Exit(code)


def _from_dump(folder: Path, margin: int, *, only_check: bool) -> int:
    ready(restoring=True)
    from siban.domain.people.erasure import apply_list
    from siban.kernel.backup import restoring

    with Bars() as bars:
        if only_check:
            restoring.check(folder, progress=bars.show)
        else:
            done = restoring.restore(folder, margin=margin, then=apply_list, progress=bars.show)
    if only_check:
        typer.echo(_("备份完好。"))
        return 0
    if done.broken:
        typer.secho(_("恢复了，但记录的链条在备份时就有断裂，请用 siban audit verify 查看。"), fg="red", err=True)
        return 1
    typer.echo(_("恢复好了：逐表核对一致，{events} 个事件，链条完整。").format(events=done.events))
    _say_numbers()
    return 0


def _from_copy(folder: Path, until: datetime | None, margin: int, *, only_check: bool) -> int:
    from siban.kernel.backup import base

    if only_check:
        base.check(folder)
        typer.echo(_("备份完好。"))
        return 0
    base.restore(folder, until)
    ready(restoring=True)
    from siban.domain.people.erasure import apply_list
    from siban.kernel import audit, database
    from siban.kernel.backup import restoring

    database.migrate()
    restoring.open_again(margin)
    apply_list()
    proof, missing = audit.verify(), restoring.missing_files()
    typer.echo(_("恢复好了：{events} 个事件。").format(events=proof.events))
    if missing:
        typer.secho(
            _("有 {count} 个附件还不在，请把附件文件夹的备份拷回来。").format(count=len(missing)), fg="red", err=True
        )
    if proof.broken:
        typer.secho(_("记录的链条有断裂，请用 siban audit verify 查看。"), fg="red", err=True)
    _say_numbers()
    return int(bool(missing or proof.broken))


def _say_numbers() -> None:
    typer.echo(_("备份以后发出的文书号，要按纸面登记簿核对，见操作手册“恢复以后”。"))


def refused(unfit: Unfit) -> typer.Exit:
    """Say why it does not do, in one sentence, and end."""
    typer.secho(SENTENCES[unfit.fault.value].format(detail=unfit.detail), fg="red", err=True)
    return typer.Exit(1)


SENTENCES = {
    "not-a-backup": _("{detail} 不是一份完整的备份。"),
    "other-format": _("{detail} 是别的版本做的备份，这个版本读不了。"),
    "altered": _("备份里的 {detail} 缺失或被改动，这一份不能用。"),
    "key-missing": _("主密钥不在：先把它放到 {detail}，再恢复。"),
    "other-key": _("{detail} 不是做这份备份时的主密钥。"),
    "not-empty": _("这里已有数据（{detail}），不能盖掉。请换一个空的 SIBAN_HOME 或空数据库。"),
    "file-lost": _("附件 {detail} 登记了却不在，先查清再备份。"),
    "different": _("恢复后 {detail} 和备份对不上，没有启用。"),
    "tool": _("数据库工具没能做完：{detail}"),
    "exists": _("{detail} 已经有了。"),
    "not-embedded": _("物理备份只用于内置数据库；您的数据库请用它自己的备份工具。"),
    "no-archive": _("没有设日志归档：先把环境变量 SIBAN_WAL_ARCHIVE 指到一个文件夹，再启动。"),
}


def _keys() -> Path:
    from django.conf import settings

    return Path(settings.MASTER_KEY_FILE).parent


class Bars:
    """Progress on the terminal: one bar for each thing that is done."""

    NAMES: ClassVar = {
        "check": _("核验"),
        "database": _("数据库"),
        "tables": _("核对各表"),
        "files": _("附件"),
    }

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, what: str, done: int, of: int) -> None:
        """As the services report it: `done` of `of` of one thing."""
        task = self._tasks.get(what)
        if task is None:
            task = self._tasks[what] = self._progress.add_task(self.NAMES[what], total=of)
        self._progress.update(task, completed=done, total=of)

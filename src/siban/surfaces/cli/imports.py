"""`siban import`: residents from a list, as a household register gives it. All of a file is right, or nothing of it
is written; what is written is written in small batches, and a run that was broken off goes on where it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from siban.surfaces.cli.language import gettext as _
from siban.surfaces.cli.startup import ready

if TYPE_CHECKING:
    from siban.domain.people.rules import Identity
    from siban.kernel.actors import Actor

imports = typer.Typer(no_args_is_help=True, help=_("导入：从名册里批量登记"))

COLUMNS = {
    "姓名": "name",
    "证件号码": "number",
    "电话": "phone",
    "电话是谁的": "phone_owner",
    "住址": "address",
    "户籍地代码": "household_region",
    "常住地代码": "residence_region",
}
"""The columns of a list, and the fields that they fill; the first two must be there."""

NEEDED = ("姓名", "证件号码")
REFUSED = 2
"""Exit code of a list of which nothing was taken."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Right:
    """A row that can be taken, and the line on which it begins."""

    line: int
    identity: Identity


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that cannot be taken: the line, and what is wrong, in words that quote nothing of it."""

    line: int
    reason: str


@imports.callback()
def group() -> None:
    """A group from the start, so that the next list has its own command."""


@imports.command("people", help=_("从户籍名册（CSV，UTF-8）批量登记居民；登记过的不动；有一行不对就一个也不登记"))
def people(
    file: Annotated[Path, typer.Argument(help=_("名册，表头：{columns}").format(columns="、".join(COLUMNS)))],
    check: Annotated[bool, typer.Option("--check", help=_("只检查，列出每一行错在哪里，不登记"))] = False,
    by: Annotated[str | None, typer.Option(help=_("谁导入的（账号）：记在他名下；不写，记作系统"))] = None,
) -> None:
    text = _read(file)
    ready()
    from siban.kernel.clock import today

    actor = _actor(by)
    checked = _checked(rows(text, today()))
    for wrong in checked.wrong:
        typer.echo(_("第 {line} 行，{reason}").format(line=wrong.line, reason=wrong.reason), err=True)
    if checked.wrong:
        typer.echo(
            _("共 {all} 行，{wrong} 行不对，一个也没有登记。改好再来。").format(
                all=checked.all, wrong=len(checked.wrong)
            ),
            err=True,
        )
        raise typer.Exit(REFUSED)
    if check:
        typer.echo(
            _("共 {all} 行，都对：{there} 人登记过，不动；{fresh} 人可以登记。").format(
                all=checked.all, there=checked.there, fresh=checked.all - checked.there
            )
        )
        return
    opened, there = _imported(rows(text, today()), checked.all, actor)
    typer.echo(_("登记了 {opened} 人；{there} 人登记过，没有动。").format(opened=opened, there=there))


@dataclass(slots=True)
class Checked:
    """What a list holds."""

    all: int
    there: int
    wrong: list[Wrong]


def rows(text: str, on: date) -> Iterator[Right | Wrong]:
    """The rows of a list, each checked by itself and against the lines before it. Exits 2 where it is no such list."""
    from siban.domain.people.identity import Kind
    from siban.domain.people.rules import identify
    from siban.kernel.refusals import BadInput

    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = {field: column for column, field in COLUMNS.items()}
    seen: dict[str, int] = {}
    try:
        fields = _fields(next(reader, []))
        line = reader.line_num + 1
        for cells in reader:
            here, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(fields):
                yield Wrong(here, _("栏数和表头对不上；有逗号的文字请用双引号括起来。"))
                continue
            try:
                identity = identify(kind=Kind.CITIZEN, on=on, **dict(zip(fields, cells, strict=True)))
            except BadInput as refusal:
                yield Wrong(here, f"{names[str(refusal.field)]}：{refusal}")
                continue
            if (before := seen.setdefault(identity.number.value, here)) != here:
                yield Wrong(here, _("证件号码：和第 {line} 行相同，一个人只写一行。").format(line=before))
                continue
            yield Right(here, identity)
    except csv.Error as broken:
        _refuse(_("第 {line} 行：不是完整的 CSV（{reason}）。").format(line=reader.line_num, reason=broken))


def _fields(head: list[str]) -> list[str]:
    """The fields that the columns of a list fill."""
    head = [cell.strip() for cell in head]
    if missing := [column for column in NEEDED if column not in head]:
        _refuse(_("第 1 行：缺少这些列：{columns}。").format(columns="、".join(missing)))
    if unknown := [column or _("（空）") for column in head if column not in COLUMNS]:
        _refuse(
            _("第 1 行：不认识这些列：{columns}。表头只用：{known}。").format(
                columns="、".join(unknown), known="、".join(COLUMNS)
            )
        )
    if len(set(head)) < len(head):
        _refuse(_("第 1 行：有一列写了两遍。"))
    return [COLUMNS[column] for column in head]


def _checked(found: Iterable[Right | Wrong]) -> Checked:
    """Go through a whole list, and look up who is on record."""
    from siban.domain.people.errors import NameDiffers
    from siban.domain.people.importing import BATCH, differing

    checked = Checked(0, 0, [])
    for batch in batches(found, BATCH):
        right = [one for one in batch if isinstance(one, Right)]
        places, there = differing([one.identity for one in right])
        wrong = [one for one in batch if isinstance(one, Wrong)]
        wrong += [Wrong(right[place].line, f"{NEEDED[0]}：{NameDiffers()}") for place in places]
        checked.wrong += sorted(wrong, key=lambda one: one.line)
        checked.all += len(batch)
        checked.there += there
    return checked


def _imported(found: Iterable[Right | Wrong], count: int, actor: Actor) -> tuple[int, int]:
    """Register a list that was checked, batch after batch; how many records were opened, how many were there."""
    from django.db import OperationalError
    from rich.console import Console
    from rich.progress import Progress

    from siban.domain.people.importing import BATCH, register_all
    from siban.kernel.refusals import Refusal

    opened = there = 0
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task(_("登记"), total=count)
        try:
            for batch in batches((one.identity for one in found if isinstance(one, Right)), BATCH):
                done = register_all(batch, by=actor)
                opened, there = opened + done.opened, there + done.there
                bar.advance(task, len(batch))
        except (Refusal, OperationalError) as fault:
            reason = str(fault) if isinstance(fault, Refusal) else _("数据库断开了。")
            bar.stop()
            _refuse(
                _("{reason}前面 {count} 行已经办好；再运行一次，从这里接着办。").format(
                    reason=reason, count=opened + there
                )
            )
    return opened, there


def batches(found: Iterable[T], size: int) -> Iterator[list[T]]:
    """What was found, so many at a time."""
    left = iter(found)
    while batch := list(islice(left, size)):
        yield batch


def _actor(account: str | None) -> Actor:
    """Who stands behind what is written. Exits 2 for an account that is not there, or may not register people."""
    from siban.domain.people.importing import may
    from siban.domain.staff.queries import actor_for
    from siban.kernel.actors import Actor
    from siban.kernel.models import User
    from siban.kernel.refusals import NotAllowed

    if account is None:
        return Actor.system()
    user = User.objects.filter(username=account, is_active=True).first()
    if user is None:
        _refuse(_("没有这个账号：{account}").format(account=account))
    actor = actor_for(user)
    if not may(actor):
        _refuse(str(NotAllowed()))
    return actor


def _read(file: Path) -> str:
    """The text of a list; the mark that spreadsheets put before it is left out."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as failure:
        _refuse(_("打不开 {file}：{reason}").format(file=file, reason=failure.strerror))
    except UnicodeDecodeError:
        _refuse(_("{file} 不是 UTF-8 编码，请另存为“CSV UTF-8”再试。").format(file=file))


def _refuse(sentence: str) -> NoReturn:
    typer.secho(sentence, fg="red", err=True)
    raise typer.Exit(REFUSED)

"""`siban find`: plain words → items, one phrase or a file of them. Needs no database."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from siban.surfaces.cli.language import gettext as _

REFUSED = 2
"""Exit code of input that cannot be read."""


def find(
    phrase: Annotated[str | None, typer.Argument(help=_("要办的事，怎么说都行：方言、拼音、首字母、英文"))] = None,
    file: Annotated[Path | None, typer.Option(help=_("UTF-8 的 CSV 文件，phrase 一列，一行一句"))] = None,
    top: Annotated[int, typer.Option(min=1, max=86, help=_("每句最多给几个事项"))] = 3,
    as_json: Annotated[bool, typer.Option("--json", help=_("输出 JSON：每句有把握的事项编码，没有把握的为空"))] = False,
) -> None:
    """Print the items of each phrase, best first; as JSON a list of lists for a file, one list for a phrase."""
    from siban.domain.catalog import search

    if phrase is not None and file is None:
        phrases = [phrase]
    elif file is not None and phrase is None:
        phrases = _phrases(file)
    else:
        _refuse(_("请给出一句话，如：siban find 办低保；或者用 --file 给一个文件。"))
    if as_json:
        answers = [list(search.answers(words, top)) for words in phrases]
        typer.echo(json.dumps(answers if file else answers[0], ensure_ascii=False))
        return
    console = Console()
    for words in phrases:
        _show(console, words, top)


# What `--help` shows.
find.__doc__ = _("用大白话找事项；给一个文件，就一行一行找")


def _phrases(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        _refuse(_("没有找到文件 {file}。").format(file=file))
    except UnicodeDecodeError:
        _refuse(_("{file} 不是 UTF-8 编码，请另存为 UTF-8 再试。").format(file=file))
    except OSError as error:
        _refuse(_("读不了文件 {file}：{reason}。").format(file=file, reason=error.strerror))
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if "phrase" not in (reader.fieldnames or ()):
            _refuse(_("{file} 里没有 phrase 这一列。").format(file=file))
        return [row["phrase"] or "" for row in reader]
    except csv.Error as error:
        _refuse(_("{file} 不是完整的 CSV：{reason}。").format(file=file, reason=error))


def _refuse(sentence: str) -> NoReturn:
    typer.secho(sentence, fg="red", err=True)
    raise typer.Exit(REFUSED)


def _show(console: Console, phrase: str, top: int) -> None:
    from siban.domain.catalog import search
    from siban.domain.catalog.words import lexicon

    words = lexicon.load()
    tiers = {"village": _("村（社区）便民服务点"), "township": _("乡镇（街道）便民服务中心")}
    hits = [hit for hit in search.find(phrase, top) if hit.certain]
    elsewhere = search.referral(phrase)
    if hits:
        table = Table(title=phrase, title_justify="left")
        for title in (_("事项"), _("从哪句话认出"), _("在哪里办")):
            table.add_column(title, overflow="fold")
        for hit in hits:
            places = [*(tiers[tier] for tier in words.accept[hit.key]), _("区政务大厅")]
            table.add_row(f"{words.items[hit.key]}\n{hit.key}", hit.why, "\n".join(places))
        console.print(table)
    elif elsewhere:
        told = _("{phrase}：{name}，请到{where}办理。").format(
            phrase=phrase, name=elsewhere.name, where=elsewhere.where
        )
        console.print(told, elsewhere.note, markup=False)
    else:
        told = _("{phrase}：没有找到有把握的事项，换个说法再试，或者到窗口问一问。").format(phrase=phrase)
        console.print(told, markup=False)

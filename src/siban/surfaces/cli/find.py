"""`siban find`: plain words → items, one phrase or a file of them. Needs no database."""

import csv
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from siban.domain.catalog import search
from siban.domain.catalog.words import lexicon

TIERS = {"village": "村（社区）便民服务点", "township": "乡镇（街道）便民服务中心"}


def find(
    phrase: Annotated[str | None, typer.Argument(help="要办的事，怎么说都行：方言、拼音、首字母、英文。")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="UTF-8 的 CSV，含 phrase 一列，一行一句。")] = None,
    top: Annotated[int, typer.Option("--top", min=1, max=86, help="每句最多给出几个事项。")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON：每句一个事项编码的列表，没有把握的为空。")] = False,
) -> None:
    """用大白话找事项。"""
    if (phrase is None) == (file is None):
        raise _stop("请给出一句话，或者用 --file 给出文件，二者选一。")
    phrases = [phrase] if phrase is not None else _phrases(file)
    if as_json:
        answers = [list(search.answers(words, top)) for words in phrases]
        typer.echo(json.dumps(answers if file else answers[0], ensure_ascii=False))
        return
    console = Console()
    for words in phrases:
        _show(console, words, top)


def _phrases(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if "phrase" not in (reader.fieldnames or ()):
                raise _stop(f"{file} 里没有 phrase 这一列。")
            return [row["phrase"] or "" for row in reader]
    except FileNotFoundError:
        raise _stop(f"没有找到文件 {file}。") from None
    except UnicodeDecodeError:
        raise _stop(f"{file} 不是 UTF-8 编码，请另存为 UTF-8 再试。") from None
    except OSError as error:
        raise _stop(f"读不了文件 {file}：{error.strerror}。") from None
    except csv.Error as error:
        raise _stop(f"{file} 不是 CSV 文件：{error}。") from None


def _stop(sentence: str) -> typer.Exit:
    """Tell what is wrong and give the exit code of wrong usage."""
    typer.echo(sentence, err=True)
    return typer.Exit(2)


def _show(console: Console, phrase: str, top: int) -> None:
    words = lexicon.load()
    hits = [hit for hit in search.find(phrase, top) if hit.certain]
    elsewhere = search.referral(phrase)
    if hits:
        table = Table("事项", "编码", "匹配到", "在哪里办", title=phrase)
        for hit in hits:
            places = [TIERS[tier] for tier in words.accept[hit.key]] + ["区政务大厅"]
            table.add_row(words.items[hit.key], hit.key, hit.why, "、".join(places))
        console.print(table)
    elif elsewhere:
        note = f"（{elsewhere.note}）" if elsewhere.note else ""
        console.print(f"{phrase}：{elsewhere.name}，请到{elsewhere.where}办理{note}。", markup=False)
    else:
        console.print(f"{phrase}：没有找到有把握的事项，换个说法再试，或者到窗口问一问。", markup=False)

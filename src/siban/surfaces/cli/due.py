"""`siban due`: count a limit, or a file of limits, and say why. Needs no database."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from siban.surfaces.cli.language import gettext as _

if TYPE_CHECKING:
    from siban.domain.work.rules import Due, Span, Unit

FIRST_YEAR, LAST_YEAR = 2004, 2099
"""Years for which the calendar knows at least the statutory holidays, lunar ones included."""
MOST_DAYS = 3650
WHOLE_NUMBER = re.compile(r"[0-9]{1,4}")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
REFUSED = 2
"""Exit code of input that cannot be counted."""


class Bad(Exception):
    """A value that cannot be counted; `column` is where it stood, the message what is wrong with it."""

    def __init__(self, column: str, wrong: str) -> None:
        super().__init__(wrong)
        self.column = column


@dataclass(frozen=True, slots=True)
class Question:
    """One limit to count."""

    start: date
    days: int
    unit: Unit
    holds: tuple[Span, ...]

    def answer(self) -> Due:
        from siban.domain.work import rules
        from siban.kernel.calendar import shipped

        return rules.due(self.start, self.days, self.unit, self.holds, shipped())


def due(
    start: Annotated[str | None, typer.Argument(help=_("受理那天，如 2026-11-24"))] = None,
    days: Annotated[str | None, typer.Argument(help=_("几天"))] = None,
    unit: Annotated[str, typer.Option(help=_("working 工作日，calendar 自然日"))] = "working",
    hold: Annotated[
        list[str] | None, typer.Option(help=_("停表，如 2026-11-26..2026-12-01；还没恢复的写 2026-11-26.."))
    ] = None,
    file: Annotated[
        Path | None, typer.Option(allow_dash=True, help=_("一次算一个 CSV 文件：start,working_days,holds,due,note"))
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help=_("说明每一天为什么算、为什么不算"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("输出 JSON"))] = False,
) -> None:
    """The last day of one limit, or of each row of a file. Exits 2 where the input cannot be counted."""
    if file is not None:
        if start is not None:
            _refuse(_("文件和日期只能给一样。"))
        _count_file(file, as_json=as_json)
        return
    if start is None or days is None:
        _refuse(_("请给出受理那天和天数，如：siban due 2026-11-24 10；或者用 --file 给一个文件。"))
    try:
        question = Question(_date("start", start), _days("days", days), _unit(unit), _holds("hold", hold or []))
    except Bad as bad:
        _refuse(_("{column}：{wrong}").format(column=bad.column, wrong=bad))
    _answer_one(question, explain=explain, as_json=as_json)


# What `--help` shows.
due.__doc__ = _("算期限：最后一天是哪天；不需要数据库")


def _answer_one(question: Question, *, explain: bool, as_json: bool) -> None:
    answer = question.answer()
    sentences: tuple[str, ...] = ()
    if explain:
        # Sentences are in Django's catalogues; the count itself is quicker without it.
        from siban.domain.work import wording
        from siban.surfaces.cli.startup import set_up

        set_up()
        sentences = wording.explain(answer)
    if as_json:
        typer.echo(json.dumps(_as_data(answer, question, sentences), ensure_ascii=False, indent=2))
        return
    typer.echo(answer.date.isoformat() if answer.date else "")
    for sentence in sentences:
        typer.echo(sentence)
    if not sentences and answer.date is None:
        typer.echo(_("停表还没恢复，所以没有到期日。"), err=True)
    if not sentences and answer.provisional and answer.date is not None:
        typer.echo(_("{year} 年的放假安排还没有公布，这个日期是暂定的。").format(year=answer.date.year), err=True)


def _as_data(answer: Due, question: Question, sentences: tuple[str, ...]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "start": answer.start.isoformat(),
        "limit": answer.limit,
        "unit": answer.unit.value,
        "holds": [f"{span.from_date}..{span.to_date or ''}" for span in question.holds],
        "due": answer.date.isoformat() if answer.date else None,
        "provisional": answer.provisional,
        "days": [
            {
                "day": counted.day.isoformat(),
                "number": counted.number,
                "reason": counted.reason.value,
                "name": counted.name.data() if counted.name else None,
            }
            for counted in answer.days
        ],
    }
    return data | ({"sentences": list(sentences)} if sentences else {})


def _count_file(file: Path, *, as_json: bool) -> None:
    """Print the rows of a file with `due` filled in: all of them, or none where one is bad."""
    reader = csv.DictReader(io.StringIO(_read(file), newline=""), strict=True)
    rows: list[dict[str, Any]] = []
    answers: list[Due] = []
    try:
        columns = list(reader.fieldnames or ())
        if "start" not in columns or not {"working_days", "calendar_days"} & set(columns):
            _refuse(_("第 1 行：要有 start 列，还要有 working_days 列或 calendar_days 列。"))
        for row in reader:
            answer = _question(row).answer()
            rows.append({**row, "due": answer.date.isoformat() if answer.date else ""})
            answers.append(answer)
    except Bad as bad:
        _refuse(_("第 {line} 行，{column} 列：{wrong}").format(line=reader.line_num, column=bad.column, wrong=bad))
    except csv.Error as broken:
        _refuse(_("第 {line} 行：不是完整的 CSV（{reason}）。").format(line=reader.reader.line_num, reason=broken))
    if as_json:
        merged = [
            row | {"due": row["due"] or None, "provisional": a.provisional}
            for row, a in zip(rows, answers, strict=True)
        ]
        typer.echo(json.dumps(merged, ensure_ascii=False, indent=2))
        return
    written = io.StringIO()
    writer = csv.DictWriter(written, columns if "due" in columns else [*columns, "due"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    typer.echo(written.getvalue(), nl=False)


def _read(file: Path) -> str:
    """The text of a file, or of the standard input for "-"; the mark that spreadsheets put before it is left out."""
    try:
        data = typer.get_binary_stream("stdin").read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as failure:
        _refuse(_("打不开 {file}：{reason}").format(file=file, reason=failure.strerror))
    except UnicodeDecodeError:
        _refuse(_("{file} 不是 UTF-8 编码，请另存为“CSV UTF-8”再试。").format(file=file))


def _question(row: Mapping[str | None, Any]) -> Question:
    """A row of a file as a question. Raises Bad."""
    if None in row:
        raise Bad(_("最后一"), _("比表头多出几栏；有逗号的文字请用双引号括起来。"))
    for column, value in row.items():
        if value is None:
            raise Bad(str(column), _("这一行缺了这一栏。"))
    values = {str(column): str(value).strip() for column, value in row.items()}
    unit = _unit(values.get("unit") or "working")
    column = "working_days"
    if values.get("calendar_days"):
        if values.get("working_days"):
            raise Bad("calendar_days", _("working_days 和 calendar_days 只能填一个。"))
        from siban.domain.work.rules import Unit

        column, unit = "calendar_days", Unit.CALENDAR
    holds = [part for part in values.get("holds", "").split(";") if part.strip()]
    return Question(
        _date("start", values["start"]), _days(column, values.get(column, "")), unit, _holds("holds", holds)
    )


def _date(column: str, text: str) -> date:
    try:
        day = date.fromisoformat(text) if ISO_DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Bad(column, _("“{text}”不是日期，请写成 2026-11-24 这样。").format(text=text))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Bad(column, _("只能算 {first} 年到 {last} 年。").format(first=FIRST_YEAR, last=LAST_YEAR))
    return day


def _days(column: str, text: str) -> int:
    if not WHOLE_NUMBER.fullmatch(text) or int(text) > MOST_DAYS:
        raise Bad(column, _("“{text}”不是天数，请填 0 到 {most} 的整数。").format(text=text, most=MOST_DAYS))
    return int(text)


def _unit(text: str) -> Unit:
    from siban.domain.work.rules import Unit

    try:
        return Unit(text)
    except ValueError:
        raise Bad(
            "unit", _("“{text}”不认识，请填 working（工作日）或 calendar（自然日）。").format(text=text)
        ) from None


def _holds(column: str, texts: list[str]) -> tuple[Span, ...]:
    from siban.domain.work.rules import Span

    spans = []
    for text in texts:
        first, dots, last = text.strip().partition("..")
        if not dots:
            raise Bad(column, _("“{text}”不是停表，请写成 2026-11-26..2026-12-01 这样。").format(text=text))
        from_date = _date(column, first.strip())
        to_date = _date(column, last.strip()) if last.strip() else None
        if to_date is not None and to_date < from_date:
            raise Bad(column, _("“{text}”恢复的日子早于停表的日子。").format(text=text))
        spans.append(Span(from_date, to_date))
    return tuple(spans)


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(REFUSED)

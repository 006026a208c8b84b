"""`siban due`: a file, one limit, and input that cannot be counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from siban.surfaces.cli.due import due

VECTORS = Path(__file__).parents[2] / "domain" / "work" / "working_day_deadlines.csv"
app = typer.Typer()
app.command()(due)


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def test_a_file_comes_back_byte_for_byte_with_its_dates() -> None:
    given = VECTORS.read_text(encoding="utf-8")
    assert run("--file", str(VECTORS)).stdout == given
    lines = [line.split(",") for line in given.splitlines()]
    blank = "\n".join(",".join([*line[:3], "", *line[4:]]) if n else ",".join(line) for n, line in enumerate(lines))
    assert run("--file", "-", stdin=blank + "\n").stdout == given


def test_units_open_holds_and_calendar_days() -> None:
    given = (
        "\ufeffunit,start,working_days,calendar_days,holds\n"
        "working,2026-03-02,5,,2026-03-04..\n"
        "calendar,2026-09-03,30,,\n"
        ",2026-09-03,,30,\n"
        ",2026-03-07,0,,\n"
    )
    assert run("--file", "-", stdin=given).stdout.splitlines() == [
        "unit,start,working_days,calendar_days,holds,due",
        "working,2026-03-02,5,,2026-03-04..,",
        "calendar,2026-09-03,30,,,2026-10-08",
        ",2026-09-03,,30,,2026-10-08",
        ",2026-03-07,0,,,2026-03-07",
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2026-02-30,5,,,", "start"),
        ("20260302,5,,,", "start"),
        ("1999-03-02,5,,,", "start"),
        ("2026-03-02,,,,", "working_days"),
        ("2026-03-02,-1,,,", "working_days"),
        ("2026-03-02,5.0,,,", "working_days"),
        ("2026-03-02,9999,,,", "working_days"),
        ("2026-03-02,5,2026-03-04,,", "holds"),
        ("2026-03-02,5,2026-03-09..2026-03-04,,", "holds"),
        ("2026-03-02,5,2026-03-09..soon,,", "holds"),
        ("2026-03-02,5,,", "note"),
        ("2026-03-02,5,,,a,b", "最后一"),
        ('2026-03-02,5,,,"a', ""),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_printed(row: str, column: str) -> None:
    good = "2026-03-02,5,,,"
    result = run("--file", "-", stdin=f"start,working_days,holds,due,note\n{good}\n{row}\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "第 3 行" in result.stderr
    assert column in result.stderr


def test_files_that_are_no_such_table(tmp_path: Path) -> None:
    spreadsheet = tmp_path / "gbk.csv"
    spreadsheet.write_bytes("start,working_days,备注\n".encode("gb18030"))
    for arguments, stdin in (
        (["--file", str(tmp_path / "none.csv")], None),
        (["--file", str(spreadsheet)], None),
        (["--file", "-"], ""),
        (["--file", "-"], "a,b\n1,2\n"),
    ):
        result = run(*arguments, stdin=stdin)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr


def test_one_limit() -> None:
    assert run("2026-11-24", "10").stdout == "2026-12-08\n"
    assert run("2026-09-03", "30", "--unit", "calendar").stdout == "2026-10-08\n"
    assert run("2026-03-02", "10", "--hold", "2026-03-04..2026-03-13").stdout == "2026-03-25\n"
    assert run("2026-03-02", "10", "--hold", "2026-03-04..").stdout == "\n"


def test_a_provisional_date_is_marked_beside_the_answer() -> None:
    result = run("2026-12-24", "10")
    assert result.stdout == "2027-01-08\n"
    assert "2027" in result.stderr


def test_one_limit_explained_and_as_data() -> None:
    assert "10月1日至10月7日国庆节放假，不算。" in run("2026-09-29", "3", "--explain").stdout
    data = json.loads(run("2026-12-24", "10", "--json").stdout)
    assert (data["due"], data["provisional"], data["unit"]) == ("2027-01-08", True, "working")
    assert data["days"][0] == {"day": "2026-12-24", "number": None, "reason": "start", "name": None}
    rows = json.loads(run("--file", str(VECTORS), "--json").stdout)
    assert (rows[0]["due"], rows[0]["provisional"]) == ("2026-03-09", False)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["2026-11-24"],
        ["24.11.2026", "10"],
        ["2026-11-24", "ten"],
        ["2026-11-24", "10", "--unit", "weeks"],
        ["2026-11-24", "10", "--hold", "x"],
        ["2026-11-24", "10", "--file", "rows.csv"],
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()

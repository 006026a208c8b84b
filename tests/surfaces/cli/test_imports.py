"""`siban import people`: a household register, all of it right or nothing of it written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import OperationalError
from typer.testing import CliRunner, Result

from siban.domain.people import importing, numbers, queries, services
from siban.domain.people.identity import Sex
from siban.domain.people.models import Person
from siban.kernel.actors import Actor
from siban.kernel.models import Event
from siban.surfaces.cli.main import app
from tests.domain.cases.conftest import Staff
from tests.domain.people.conftest import DANGZHAI, someone

HEAD = "姓名,证件号码,电话,电话是谁的,住址,户籍地代码,常住地代码"
BORN = date(1945, 6, 1)


def number(serial: int) -> str:
    return numbers.make("622201", BORN, Sex.FEMALE, serial)


def row(serial: int, name: str = "马建国") -> str:
    return f"{name},{number(serial)},139 0936 2716,儿子,党寨村三社,{DANGZHAI},{DANGZHAI}"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The command on a list of these lines. The database is the tests' own, already there."""
    monkeypatch.setattr("siban.surfaces.cli.imports.ready", lambda: None)

    def run(*lines: str, options: tuple[str, ...] = (), head: str = HEAD, encoding: str = "utf-8-sig") -> Result:
        file = tmp_path / "list.csv"
        file.write_bytes("\r\n".join((head, *lines, "")).encode(encoding))
        return CliRunner().invoke(app, ["import", "people", str(file), *options])

    return run


def test_a_register_is_taken_with_the_name_of_who_imported_it(db: None, run) -> None:
    said = run(row(1), row(2, "买买提·艾山江"), "", options=("--by", "lixiulan"))
    assert (said.exit_code, said.stdout) == (0, "登记了 2 人；0 人登记过，没有动。\n")
    found = queries.by_number(Actor.system(), number(2))
    assert found is not None
    assert queries.identity(found).phone == "13909362716"
    assert {event.actor for event in Event.objects.filter(act="person.registered", stream=found.pk)} == {
        Staff().agent.user
    }
    assert run(row(1), row(2, "买买提·艾山江")).stdout == "登记了 0 人；2 人登记过，没有动。\n"


def test_every_wrong_row_is_named_with_its_reason_and_nothing_is_written(db: None, run) -> None:
    services.register(someone("王桂珍", 14), by=Actor.system())
    lines = (
        row(1),
        f"马建国,{number(2)[:-1]}",
        f"马,{number(3)},,,,,",
        f'马建国,{number(4)},12345,,"党寨镇\n党寨村",,',
        f"马建国,{number(5)[:17]},,,,,",
        f"马建国,{number(6)},,,,62070,",
        row(1, "马建设"),
        row(14, "王桂枝"),
    )
    said = run(*lines)
    assert said.exit_code == 2
    wrong = [line.split("。")[0] for line in said.stderr.splitlines()[:-1]]
    assert wrong == [
        "第 3 行，栏数和表头对不上；有逗号的文字请用双引号括起来",
        "第 4 行，姓名：名字应当是2到50个字",
        "第 5 行，电话：电话号码不对",
        "第 7 行，证件号码：证件号码应当是18位，现在填了17位",
        "第 8 行，户籍地代码：这一栏的内容太长，或有不能用的符号",
        "第 9 行，证件号码：和第 2 行相同，一个人只写一行",
        "第 10 行，姓名：这个证件号码登记过，名字和现在填的不一样",
    ]
    assert said.stderr.splitlines()[-1] == "共 8 行，7 行不对，一个也没有登记。改好再来。"
    assert not any(number(serial)[6:] in said.output for serial in range(15)), "PIPL 51: no number in what is printed"
    assert Person.objects.count() == 1


def test_check_says_what_would_be_done_and_does_nothing(db: None, run) -> None:
    services.register(someone("马建国", 1), by=Actor.system())
    said = run(row(1), row(2), row(3), options=("--check",))
    assert (said.exit_code, said.stdout) == (0, "共 3 行，都对：1 人登记过，不动；2 人可以登记。\n")
    assert Person.objects.count() == 1


def test_a_run_that_broke_between_batches_goes_on_where_it_was(
    committed: None, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 3)
    lines = [row(serial) for serial in range(8)]
    whole, left = importing.register_all, [2]

    def breaking(identities, **how):
        if not left[0]:
            raise OperationalError
        left[0] -= 1
        return whole(identities, **how)

    with monkeypatch.context() as broken:
        broken.setattr(importing, "register_all", breaking)
        said = run(*lines)
    assert said.exit_code == 2
    assert "前面 6 行已经办好；再运行一次，从这里接着办。" in said.stderr
    assert Person.objects.count() == Event.objects.filter(act="person.registered").count() == 6
    assert run(*lines).stdout == "登记了 2 人；6 人登记过，没有动。\n"
    assert Person.objects.count() == 8


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("姓名,电话", "缺少这些列：证件号码"),
        ("姓名,证件号码,工资", "不认识这些列：工资"),
        ("姓名,证件号码,姓名", "有一列写了两遍"),
        ("", "缺少这些列：姓名、证件号码"),
    ],
)
def test_a_list_with_other_columns_is_refused(run, head: str, sentence: str) -> None:
    said = run(head=head)
    assert said.exit_code == 2
    assert sentence in said.stderr


def test_a_list_in_another_encoding_and_an_unknown_account_are_refused(db: None, run) -> None:
    assert "不是 UTF-8 编码" in run(row(1), encoding="gb18030").stderr
    assert "没有这个账号" in run(row(1), options=("--by", "nobody")).stderr
    assert not Person.objects.exists()

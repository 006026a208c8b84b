"""`siban demo` as a newcomer meets it: in a home of its own, twice, and on a database that is somebody's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import psycopg
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from siban.domain.places.rules import hours
from siban.kernel.calendar import shipped
from siban.kernel.clock import SHANGHAI
from siban.kernel.postgres import Server
from siban.surfaces.cli import demo
from siban.surfaces.cli.demonstration import run, telling
from siban.surfaces.cli.demonstration.days import Days
from siban.surfaces.cli.demonstration.past import CASES, plans
from siban.surfaces.cli.demonstration.tale import Difference

FEW = "12"
"""Past cases beside the story: enough of each kind, and quick."""
NOTICES = 5 + 3 + 3 + 5 + 5
DAYS = Days(shipped(), date(2026, 11, 24))


class Home:
    """A home with an embedded server, and the command in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "SIBAN_HOME": str(folder), "LC_ALL": "C.UTF-8"}
        for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            self.environment.pop(variable, None)

    def siban(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "siban.surfaces.cli", *words]
        return subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True, timeout=420)

    def demo(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.siban("demo", "--no-serve", "--cases", FEW, *words)

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with psycopg.connect(Server(self.folder).ensure().owner) as connection:
            found = connection.execute(question)
            return found.fetchall() if found.description else []


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("demo"))
    yield home
    home.siban("stop")
    shutil.rmtree(Server(home.folder).base, ignore_errors=True)


@pytest.fixture(scope="module")
def first(home: Home) -> subprocess.CompletedProcess[str]:
    """The first run, which takes about half a minute."""
    return home.demo()


def test_the_story_comes_out_as_it_must(home: Home, first: subprocess.CompletedProcess[str]) -> None:
    assert first.returncode == 0, first.stdout + first.stderr
    for said in (
        "王桂珍",
        "受理通知书  甘区民受",
        "准予决定书  甘区民准",
        "临泽县民政局",
        "每一步都和该有的一样",
        "lixiulan",
    ):
        assert said in first.stdout
    assert len(list((home.folder / "demo").glob("*.pdf"))) == NOTICES
    assert home.siban("audit", "verify").returncode == 0


def test_what_is_left_looks_as_in_use(home: Home, first: subprocess.CompletedProcess[str]) -> None:
    states = {state for (state,) in home.ask("SELECT DISTINCT state FROM cases_case")}
    assert {"received", "correcting", "handling", "concluded", "delivered", "declined"} <= states
    lights = {level for (level,) in home.ask("SELECT DISTINCT level FROM work_clock WHERE stopped_on IS NULL")}
    assert {"yellow", "red"} <= lights
    assert home.ask("SELECT count(*) FROM staff_absence WHERE starts_at < now() AND ends_at > now()") != [(0,)]
    assert home.ask("SELECT count(*) FROM siban_messages_message WHERE state = 'queued'") == [(0,)]
    future = "SELECT count(*) FROM kernel_event WHERE occurred_at > now()"
    assert home.ask(future) == [(0,)]


def test_each_rule_of_the_law_is_alive_on_a_page(home: Home, first: subprocess.CompletedProcess[str]) -> None:
    """F15 and the rules of a case: what the list names stands in the database, and is found where it says."""
    for said in ("容缺", "告知承诺", "听证", "公示", "联合办理", "延期", "邮寄送达", "督办", "归档", "一件事", "调标"):
        assert said in first.stdout
    assert "/office/benefits/?show=suspended" in first.stdout and "/console/orders" in first.stdout
    absent = home.ask(
        "SELECT u.username FROM staff_absence a JOIN staff_post p ON p.id = a.post_id JOIN kernel_user u"
        " ON u.id = p.holder_id WHERE now() BETWEEN a.starts_at AND a.ends_at"
    )
    signing_in = set(re.findall(r"(\w+)\s+http", first.stdout))
    assert absent and "zhouwenjing" in signing_in and not signing_in & {name for (name,) in absent}
    lists = home.ask("SELECT state, exported_at IS NOT NULL, people > 0 FROM benefits_paylist")
    assert lists == [("confirmed", True, True)]
    paused = home.ask("SELECT ground FROM benefits_suspension WHERE to_month IS NULL")
    assert paused == [("unchecked",)]
    open_ones = {kind for (kind,) in home.ask("SELECT DISTINCT kind FROM cases_proceeding WHERE closed_at IS NULL")}
    assert {"publication", "hearing"} <= open_ones
    assert home.ask("SELECT count(*) FROM cases_objection WHERE answered_at IS NULL") == [(1,)]
    acts = {act for (act,) in home.ask("SELECT DISTINCT act FROM kernel_event")}
    assert {"case.returned", "case.ended", "case.promise_broken", "case.archived", "case.urged"} <= acts


def without_code(said: str) -> str:
    """The telling without the one thing that is another every half minute."""
    told = re.sub(r"现在是 \d{6}，", "现在是 ，", said)
    assert told != said, "the present code is told"
    return told


def test_a_second_run_begins_anew_and_tells_the_same(home: Home, first: subprocess.CompletedProcess[str]) -> None:
    count = "SELECT count(*) FROM kernel_event"
    before = home.ask(count)
    again = home.demo()
    assert again.returncode == 0, again.stderr
    assert without_code(again.stdout) == without_code(first.stdout)
    assert home.ask(count) == before


def test_a_database_of_somebody_is_left_alone(home: Home, first: subprocess.CompletedProcess[str]) -> None:
    home.ask("UPDATE kernel_installation SET is_demonstration = false")
    before = home.ask("SELECT count(*), max(id) FROM kernel_event")
    refused = home.demo()
    assert refused.returncode == demo.REFUSED
    assert "SIBAN_HOME" in refused.stderr and "Traceback" not in refused.stderr
    assert home.ask("SELECT count(*), max(id) FROM kernel_event") == before


def test_a_difference_is_told_and_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told = run.Told([], [], [Difference(1, "交接", 1, 2)], 0)
    monkeypatch.setattr(run, "run", lambda console, cases: told)
    monkeypatch.setattr(telling, "where_to_go", lambda *words: None)
    monkeypatch.setattr(demo, "_let_go", lambda: None)
    monkeypatch.setattr(telling, "tell", lambda console, tales: None)
    told.tales.extend([None, None])  # type: ignore[list-item]  nothing of them is read here
    with pytest.raises(typer.Exit) as ended:
        demo._tell("http://127.0.0.1:8000", 0)
    assert ended.value.exit_code == demo.DIFFERS
    assert "第1段，交接：是1，该是2" in capsys.readouterr().out


def test_nothing_different_is_one_line() -> None:
    console = Console(record=True, width=200, file=open(os.devnull, "w"))  # noqa: SIM115
    telling.differ(console, [])
    assert console.export_text().strip().startswith("每一步都和该有的一样")


@given(st.dates(date(2026, 7, 1), date(2026, 11, 20)), st.integers(0, 1439), st.integers(0, 15), st.integers(0))
def test_moments_lie_in_opening_hours_of_working_days(day: date, minute: int, days: int, seed: int) -> None:
    on = DAYS.calendar.next_working(day)
    after = datetime(on.year, on.month, on.day, 8, 40, tzinfo=SHANGHAI) + timedelta(minutes=minute % 550)
    found = DAYS.later(after, days, Random(seed)).astimezone(SHANGHAI)
    week = [
        hours.Hours(weekday, *span)
        for weekday in range(1, 6)
        for span in ((hours.time(8, 30), hours.time(12)), (hours.time(14, 30), hours.time(18)))
    ]
    assert hours.opening(found, week, DAYS.calendar).open
    assert found > after


def test_plans_are_the_same_at_every_run_and_reach_all_ends() -> None:
    made = plans(DAYS, date(2026, 7, 1))
    assert made == plans(DAYS, date(2026, 7, 1))
    assert len(made) > CASES
    assert {plan.end for plan in made} == {"granted", "denied", "declined", "withdrawn"}
    assert all(DAYS.calendar.is_working(plan.received) for plan in made)
    assert max(plan.received for plan in made) <= DAYS.last


def test_the_last_day_is_over_whatever_the_hour() -> None:
    monday = datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert Days.until(monday.date(), shipped()).last == date(2026, 11, 20)

"""Log files: a day each, six months at least, nobody's number in them; and the watch over all tests' logs works."""

from __future__ import annotations

import logging
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from siban.domain.people import numbers
from siban.domain.people.identity import Sex
from siban.kernel.clock import today
from siban.kernel.logs import KEPT_DAYS, LEAST_DAYS, DailyFile, Masking
from tests import leaks


@pytest.fixture
def log(tmp_path: Path):
    handler = DailyFile(str(tmp_path / "logs"), largest=2000)
    handler.setFormatter(Masking("%(levelname)s %(message)s"))
    logger = logging.Logger("alone")
    logger.addHandler(handler)
    return logger, handler


def lines(handler: DailyFile) -> str:
    return "".join(path.read_text() for path in sorted(handler.folder.glob("*.log")))


def test_each_day_has_its_file_and_a_large_one_goes_on_in_another(log) -> None:
    logger, handler = log
    for _ in range(60):
        logger.info("x" * 60)
    names = sorted(path.name for path in handler.folder.iterdir())
    assert f"siban-{today()}.log" in names and f"siban-{today()}.1.log" in names
    assert lines(handler).count("INFO") == 60


def test_files_are_kept_for_six_months_at_least_and_older_ones_removed(log) -> None:
    """网络安全法 第二十一条第三项."""
    logger, handler = log
    handler.folder.mkdir()
    for age in (LEAST_DAYS, KEPT_DAYS, KEPT_DAYS + 1, 400):
        (handler.folder / f"siban-{today() - timedelta(days=age)}.log").write_text("")
    (handler.folder / "other.log").write_text("")
    logger.warning("one")
    kept = {path.name for path in handler.folder.iterdir()}
    assert f"siban-{today() - timedelta(days=LEAST_DAYS)}.log" in kept
    assert f"siban-{today() - timedelta(days=KEPT_DAYS)}.log" in kept and "other.log" in kept
    assert len(kept) == 4
    assert DailyFile(str(handler.folder), days=7).days == LEAST_DAYS, "nobody can set less"


def test_numbers_of_people_are_masked_also_in_a_traceback(log) -> None:
    logger, handler = log
    number = numbers.make("622201", date(1945, 3, 8), Sex.FEMALE, 7)
    try:
        raise ValueError(f"cannot read {number}")
    except ValueError:
        logger.exception("for %s, at 13900002716, case 62070226000012345", number)
    said = lines(handler)
    assert number not in said and "13900002716" not in said
    assert "62070226000012345" in said and "622***" in said


def test_every_process_of_the_site_logs_to_files() -> None:
    assert settings.LOGGING["root"]["handlers"] == ["console", "file"]
    assert settings.LOGGING["handlers"]["file"]["days"] >= LEAST_DAYS
    assert os.fspath(settings.LOG_FOLDER) == settings.LOGGING["handlers"]["file"]["folder"]


@pytest.mark.parametrize("leak", ["王桂珍", "622201194503080046", "13900002716", "党寨镇党寨村三社"])
def test_a_leak_anywhere_in_the_suite_is_found_and_fails_it(tmp_path: Path, leak: str) -> None:
    (tmp_path / "siban-2026-11-24.log").write_text(f"INFO fine\nERROR something of {leak} here\n")
    found = leaks.found_in(tmp_path, {"王桂珍", "党寨镇党寨村三社"})
    assert len(found) == 1 and found[0].startswith("siban-2026-11-24.log:2") and leak not in found[0]


def test_a_log_without_people_is_clean(tmp_path: Path) -> None:
    text = "ERROR Not Found: /cases/01a20ffa-2fbf-74f1-8d52-df078f0e426d 62070226000012345 20261124103000123456\n"
    (tmp_path / "siban-2026-11-24.log").write_text(text)
    assert leaks.found_in(tmp_path, {"王桂珍"}) == []


@pytest.mark.django_db
def test_whom_tests_put_on_record_is_watched_for() -> None:
    from tests.domain.cases.conftest import Work

    Work().person("王桂珍")
    assert {"王桂珍", "13900002716", "党寨镇党寨村三社"} <= leaks.KNOWN

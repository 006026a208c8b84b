from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from siban.kernel.clock import now
from siban.surfaces.ui.templatetags import words


@pytest.mark.parametrize(
    ("number", "shown"), [("62070226408319572", "620702 26 4083 1957 2"), ("6207", "6207"), ("", ""), (None, "")]
)
def test_a_case_number_is_shown_in_groups(number, shown):
    assert words.case_number(number) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张兰", "张*"), ("张玉兰", "张*兰"), ("欧阳娜娜", "欧**娜"), ("阿依古丽·买买提", "阿******提"), ("", "")],
)
def test_a_name_is_masked_for_the_public(name, shown):
    assert words.masked_name(name) == shown


def test_dates_are_written_as_they_are_spoken_in_both_languages():
    day = date(2026, 11, 24)
    assert (words.date_cn(day), words.date_full(day), words.weekday(day), words.weekday(day, "long")) == (
        "11月24日",
        "2026年11月24日",
        "周二",
        "星期二",
    )
    with translation.override("en"):
        assert (words.date_cn(day), words.date_full(day), words.weekday(day)) == (
            "24 November",
            "24 November 2026",
            "Tuesday",
        )


def test_an_instant_is_told_in_the_districts_time():
    evening = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert words.date_cn(evening) == "11月24日"
    assert words.clock_time(evening) == "2:30"


def test_a_moment_is_told_the_shorter_the_nearer_it_is(monkeypatch):
    monkeypatch.setattr(words, "today", lambda: date(2026, 11, 24))
    at = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
    assert words.moment(at) == "10:46"
    assert words.moment(at - timedelta(days=1)) == "昨天"
    assert words.moment(at + timedelta(days=1)) == "明天"
    assert words.moment(at - timedelta(days=5)) == "11月19日"
    assert words.moment(date(2025, 3, 1)) == "2025年3月1日"
    assert words.moment(date(2026, 11, 24)) == "今天"
    assert words.moment(None) == ""


@pytest.mark.parametrize(
    ("fen", "shown"), [(6000, "60 元"), (6050, "60.50 元"), (0, "0 元"), (-125, "-1.25 元"), (None, "")]
)
def test_money_is_kept_in_fen_and_shown_in_yuan(fen, shown):
    assert words.money(fen) == shown


def test_days_say_of_which_kind_they_are():
    assert words.days(8) == "8 个工作日"
    assert words.days(8, "calendar") == "8 天"
    with translation.override("en"):
        assert words.days(1) == "1 working day"
        assert words.days(2) == "2 working days"


def test_now_is_told_without_a_date():
    assert ":" in words.moment(now())


@pytest.mark.parametrize(("key", "shown"), [("j", "J"), ("Enter", "回车"), ("Shift+c", "Shift C"), ("[", "[")])
def test_a_key_is_printed_as_it_stands_on_the_keyboard(key, shown):
    assert words.key_name(key) == shown

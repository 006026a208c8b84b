"""A date accounts for itself in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from siban.domain.work import rules, wording
from siban.domain.work.rules import Span, Unit
from siban.kernel.calendar import shipped


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


def test_every_day_that_did_not_count_has_its_reason() -> None:
    pause = Span(date(2026, 9, 28), date(2026, 10, 9), "hearing")
    counted = rules.due(date(2026, 9, 24), 10, Unit.WORKING, [pause], shipped())
    assert wording.explain(counted) == (
        "2026年9月24日当天不算，从第二天起数。",
        "9月25日至9月27日中秋放假，不算。",
        "9月29日至9月30日停表（听证），不算。",
        "10月1日至10月7日国庆节放假，不算。",
        "10月8日至10月9日停表（听证），不算。",
        "10月10日调休上班，照算。",
        "10月11日是周末，不算。",
        "10月17日至10月18日是周末，不算。",
        "数满10个工作日：最迟10月21日（含当日）。",
        "依据：《中华人民共和国行政许可法》第四十五条、第八十二条。",
    )


def test_a_provisional_date_says_why() -> None:
    counted = rules.due(date(2026, 12, 24), 10, Unit.WORKING, (), shipped())
    said = wording.explain(counted)
    assert "2027年1月2日至1月3日是周末，不算。" in said
    assert said[-3] == "数满10个工作日：最迟2027年1月8日（暂定，含当日）。"
    assert "2027年的放假安排还没有公布" in said[-2]


def test_an_open_pause_says_what_has_been_counted() -> None:
    counted = rules.due(date(2026, 3, 2), 10, Unit.WORKING, [Span(date(2026, 3, 4), None, "survey")], shipped())
    assert wording.last_day(counted) == "停表，恢复后再算"
    assert "已经数了2天，现在停表；什么时候恢复还不知道，所以没有到期日。" in wording.explain(counted)


def test_a_calendar_limit_says_where_it_rolled_from() -> None:
    counted = rules.due(date(2026, 9, 3), 30, Unit.CALENDAR, (), shipped())
    assert "数满30天是10月3日，那天休息，顺延到下一个工作日：最迟10月8日（含当日）。" in wording.explain(counted)


def test_an_instant_matter_needs_no_count() -> None:
    assert wording.explain(rules.due(date(2026, 3, 2), 0, Unit.WORKING, (), shipped())) == (
        "2026年3月2日当天办结，不用等。",
    )


def test_a_kept_date_says_that_it_stands() -> None:
    counted = rules.due(date(2026, 3, 2), 10, Unit.WORKING, (), shipped())
    kept = replace(counted, date=date(2026, 3, 17), kept=True)
    assert "放假安排后来改过，仍按原来告诉您的日子算。" in wording.explain(kept)

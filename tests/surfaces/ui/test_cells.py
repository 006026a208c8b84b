from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siban.surfaces.ui import cells
from siban.surfaces.ui.cells import Tone


@dataclass(frozen=True)
class Day:
    date: date
    counted: bool


def working_days(start: date, count: int) -> list[Day]:
    days: list[Day] = []
    while sum(day.counted for day in days) < count:
        start += timedelta(days=1)
        days.append(Day(start, start.weekday() < 5))
    return days


def test_todays_cell_is_the_last_used_one():
    kinds = [cell.kind for cell in cells.bar(5, 3).cells]
    assert kinds == ["used", "used", "today", "left", "left"]


def test_a_late_limit_fills_the_bar_and_a_stopped_one_is_hatched():
    assert {cell.kind for cell in cells.bar(10, 14, Tone.BAD).cells} == {"used", "today"}
    held = cells.bar(20, 12, Tone.HELD)
    assert [cell.kind for cell in held.cells].count("held") == 12
    assert held.hatch
    assert not cells.bar(20, 12).hatch


@given(total=st.integers(1, 90), used=st.integers(-3, 120), tone=st.sampled_from(Tone))
def test_cells_fill_the_bar_without_touching(total, used, tone):
    bar = cells.bar(total, used, tone)
    edges = [(float(cell.x), float(cell.x) + float(cell.width)) for cell in bar.cells]
    assert len(edges) == total
    assert all(left[1] < right[0] + 0.01 for left, right in pairwise(edges))
    assert edges[-1][1] <= cells.BAR_WIDTH
    assert bar.left == total - min(max(used, 0), total)


def test_a_bar_of_known_days_counts_those_that_have_come():
    days = [day.date for day in working_days(date(2026, 11, 24), 10) if day.counted]
    assert cells.bar_of_days(days, date(2026, 11, 26)).used == 2
    assert cells.bar_of_days(days, date(2026, 11, 28)).used == 3  # a Saturday adds none


def test_the_calendar_of_the_design_comes_out_as_drawn():
    drawn = cells.weeks(
        working_days(date(2026, 11, 24), 10),
        today=date(2026, 11, 26),
        marks={date(2026, 11, 23): "收件", date(2026, 11, 24): "受理"},
    )
    kinds = [[square.kind for square in week] for week in drawn]
    assert kinds == [
        ["mark", "mark", "count", "count", "count", "off", "off"],
        ["count", "count", "count", "count", "count", "off", "off"],
        ["count", "end", "none", "none", "none", "none", "none"],
    ]
    assert [square.numeral for square in drawn[0][2:5]] == ["①", "②", "③"]
    assert drawn[0][3].today
    assert drawn[1][1].new_month
    assert drawn[2][1].count == 10


def test_an_event_inside_the_limit_takes_the_place_of_its_number():
    days = working_days(date(2026, 11, 24), 5)
    squares = [
        square for week in cells.weeks(days, today=days[0].date, marks={days[1].date: "补正"}) for square in week
    ]
    assert [square.word for square in squares if square.kind == "mark"] == ["补正"]


def test_a_limit_without_days_draws_nothing():
    assert cells.weeks([], today=date(2026, 1, 1)) == []


@pytest.mark.parametrize(("number", "shown"), [(1, "①"), (20, "⑳"), (21, "㉑"), (36, "㊱"), (50, "㊿"), (51, "51")])
def test_numbers_stand_in_circles_as_far_as_there_are_any(number, shown):
    assert cells.circled(number) == shown

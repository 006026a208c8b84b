"""Limits, against the field's own rows and against a count that shares no line with the rules."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siban.domain.work import rules
from siban.domain.work.rules import Due, Kind, Level, Reason, Span, Unit
from siban.kernel.calendar import Calendar, Correction, shipped
from siban.kernel.text import Text

ROWS = list(csv.DictReader(Path(__file__).with_name("working_day_deadlines.csv").open(encoding="utf-8")))
FIRST = date(2025, 12, 1)


def spans(text: str) -> tuple[Span, ...]:
    pairs = (part.split("..") for part in text.split(";") if part)
    return tuple(Span(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in pairs)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['start']}+{row['working_days']}")
def test_the_fields_own_deadlines(row: dict[str, str]) -> None:
    counted = rules.due(
        date.fromisoformat(row["start"]), int(row["working_days"]), Unit.WORKING, spans(row["holds"]), shipped()
    )
    assert counted.date == date.fromisoformat(row["due"])
    assert not counted.provisional


calendars = st.builds(
    lambda works: Calendar.of(Correction(FIRST + timedelta(days=n), on) for n, on in enumerate(works)),
    st.lists(st.booleans(), min_size=90, max_size=90),
)
starts = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
limits = st.integers(0, 40)
units = st.sampled_from(Unit)
holds = st.lists(
    st.tuples(st.integers(0, 80), st.integers(0, 20)).map(
        lambda pair: Span(FIRST + timedelta(days=pair[0]), FIRST + timedelta(days=sum(pair)))
    ),
    max_size=4,
)


def by_hand(start: date, days: int, unit: Unit, pauses: Sequence[Span], calendar: Calendar) -> date:
    """The last day, counted on a list of day numbers."""
    if days == 0:
        return start
    paused = {n for p in pauses if p.to_date for n in range(p.from_date.toordinal() + 1, p.to_date.toordinal() + 1)}
    every = range(start.toordinal() + 1, start.toordinal() + 3000)
    working = [n for n in every if calendar.is_working(date.fromordinal(n))]
    run = [n for n in (working if unit is Unit.WORKING else every) if n not in paused]
    end = run[days - 1]
    return date.fromordinal(end if unit is Unit.WORKING else next(n for n in working if n >= end))


@given(starts, limits, units, holds, calendars)
def test_any_limit_agrees_with_a_count_by_hand(
    start: date, days: int, unit: Unit, pauses: list[Span], calendar: Calendar
) -> None:
    counted = rules.due(start, days, unit, pauses, calendar)
    assert counted.date == by_hand(start, days, unit, pauses, calendar)
    assert [c.number for c in counted.days if c.number] == list(range(1, days + 1))
    assert [c.day for c in counted.days] == [start + timedelta(days=n) for n in range(len(counted.days))]
    assert counted.days[-1].day == counted.date
    assert not any(hold.holds(c.day) for c in counted.days if c.number for hold in pauses)


@given(starts, limits, units, holds, calendars, st.integers(0, 80))
def test_an_open_hold_gives_no_date(
    start: date, days: int, unit: Unit, pauses: list[Span], calendar: Calendar, since: int
) -> None:
    begun = FIRST + timedelta(days=since)
    counted = rules.due(start, days, unit, [*pauses, Span(begun, None)], calendar)
    assert counted.date is None
    assert not counted.provisional
    assert all(c.day <= begun for c in counted.days if c.number)


@given(starts, st.integers(1, 30), holds, calendars)
def test_a_hold_never_shortens(start: date, days: int, pauses: list[Span], calendar: Calendar) -> None:
    plain = rules.due(start, days, Unit.WORKING, (), calendar).date
    held = rules.due(start, days, Unit.WORKING, pauses, calendar).date
    assert plain is not None and held is not None
    assert held >= plain


@given(starts, st.integers(-30, 30), calendars)
def test_shift_and_days_between_undo_each_other(start: date, n: int, calendar: Calendar) -> None:
    moved = rules.shift(start, n, calendar)
    between = rules.working_days_between(start, moved, calendar)
    assert between == n if n >= 0 else between in (n, n + 1)  # backwards, the start counts and the end does not
    assert n == 0 or calendar.is_working(moved)


def test_zero_days_is_the_start_itself_even_on_a_rest_day() -> None:
    saturday = date(2026, 3, 7)
    for unit in Unit:
        assert rules.due(saturday, 0, unit, (), shipped()).date == saturday


def test_a_calendar_limit_that_ends_on_a_rest_day_ends_on_the_next_working_day() -> None:
    counted = rules.due(date(2026, 9, 3), 30, Unit.CALENDAR, (), shipped())
    assert counted.day_of(30) == date(2026, 10, 3)
    assert counted.date == date(2026, 10, 8)
    assert counted.days[-1].reason is Reason.ROLLED


@pytest.mark.parametrize(
    ("start", "days", "unit", "due"),
    [
        (date(2026, 12, 24), 10, Unit.WORKING, date(2027, 1, 8)),  # 1 January rests, no day is made up
        (date(2027, 2, 4), 1, Unit.WORKING, date(2027, 2, 9)),  # New Year's Eve to the third day, nothing in lieu
        (date(2027, 4, 30), 1, Unit.WORKING, date(2027, 5, 3)),  # the holiday falls on a weekend
        (date(2027, 9, 30), 3, Unit.WORKING, date(2027, 10, 6)),
        (date(2026, 12, 2), 30, Unit.CALENDAR, date(2027, 1, 4)),
    ],
)
def test_in_a_year_without_a_notice_the_date_is_provisional(start: date, days: int, unit: Unit, due: date) -> None:
    counted = rules.due(start, days, unit, (), shipped())
    assert (counted.date, counted.provisional) == (due, True)


def test_once_the_district_has_entered_the_notice_the_date_is_final() -> None:
    calendar = shipped().corrected([Correction(date(2027, 1, 4), False, Text("元旦"))], [2027])
    counted = rules.due(date(2026, 12, 24), 10, Unit.WORKING, (), calendar)
    assert (counted.date, counted.provisional) == (date(2027, 1, 11), False)


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="pause"):
        Span(date(2026, 3, 4), date(2026, 3, 3))


def levels(kind: Kind, counted: Due) -> dict[Level, date]:
    return {entry.level: entry.on for entry in rules.level_dates(kind, counted, shipped())}


def test_ten_working_days_warn_at_half_at_two_left_and_the_day_after() -> None:
    counted = rules.due(date(2026, 11, 12), 10, Unit.WORKING, (), shipped())
    assert levels(Kind.PROMISED, counted) == {
        Level.REMINDER: date(2026, 11, 19),
        Level.YELLOW: date(2026, 11, 24),
        Level.RED: date(2026, 11, 27),
    }
    assert levels(Kind.STATUTORY, counted) == {Level.VIOLATION: date(2026, 11, 27)}
    assert levels(Kind.CORRECTION, counted) == {
        Level.REMINDER: date(2026, 11, 19),
        Level.LAPSED: date(2026, 11, 27),
    }
    assert rules.left(counted, date(2026, 11, 24), shipped()) == 2
    assert rules.left(counted, date(2026, 11, 26), shipped()) == 0
    assert rules.left(counted, date(2026, 11, 30), shipped()) == -2


def test_a_limit_over_a_holiday_is_red_the_day_after_though_that_day_rests() -> None:
    counted = rules.due(date(2026, 9, 23), 4, Unit.WORKING, (), shipped())
    assert counted.date == date(2026, 9, 30)
    assert levels(Kind.PROMISED, counted)[Level.RED] == date(2026, 10, 1)


def test_a_calendar_limit_turns_yellow_on_a_working_day_while_one_is_left() -> None:
    counted = rules.due(date(2026, 9, 3), 5, Unit.CALENDAR, (), shipped())
    assert counted.date == date(2026, 9, 8)
    assert levels(Kind.PROMISED, counted)[Level.YELLOW] == date(2026, 9, 7)
    over_the_holiday = rules.due(date(2026, 9, 28), 5, Unit.CALENDAR, (), shipped())
    assert over_the_holiday.date == date(2026, 10, 8)
    assert levels(Kind.PROMISED, over_the_holiday)[Level.YELLOW] == date(2026, 9, 30)


@given(starts, limits, units, holds, calendars, st.sampled_from(Kind))
def test_levels_come_in_order_and_over_means_over(
    start: date, days: int, unit: Unit, pauses: list[Span], calendar: Calendar, kind: Kind
) -> None:
    counted = rules.due(start, days, unit, pauses, calendar)
    dates = rules.level_dates(kind, counted, calendar)
    assert [entry.level for entry in dates] == [
        level for level in rules.LEVELS[kind] if level in {e.level for e in dates}
    ]
    assert [entry.on for entry in dates] == sorted(entry.on for entry in dates)
    assert counted.date is not None
    for entry in dates:
        if entry.level in rules.OVER:
            assert entry.on == counted.date + timedelta(days=1)
        else:
            assert start < entry.on <= counted.date
        assert rules.level(kind, counted, entry.on, calendar) is not None
    if days:
        assert rules.level(kind, counted, start, calendar) is None


@given(st.dates(FIRST, date(2026, 12, 1)), st.dates(FIRST, date(2026, 12, 1)), st.dates(FIRST, date(2026, 12, 1)))
def test_a_new_calendar_harms_nobody(told: date, counted: date, today: date) -> None:
    for kind in Kind:
        fair = rules.fair_date(kind, told, counted, today)
        assert fair >= counted
        if kind in rules.APPLICANTS_OWN:
            assert fair >= told
        if told >= today:
            assert fair >= today
        if told < today:
            assert fair >= told


def test_who_is_told_climbs_the_ladder() -> None:
    assert rules.told(Level.REMINDER) == ("post",)
    assert rules.told(Level.YELLOW) == ("post", "head")
    assert rules.told(Level.RED) == ("post", "head", "leader")
    assert rules.one_further(rules.told(Level.RED)) == rules.told(Level.VIOLATION)
    assert not rules.climbs(Level.VIOLATION, rules.told(Level.VIOLATION))
    assert not rules.climbs(Level.LAPSED, rules.told(Level.LAPSED))

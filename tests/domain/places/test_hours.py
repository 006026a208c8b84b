from datetime import date, datetime, time

import pytest

from siban.domain.places.rules.hours import Closed, Days, Hours, opening, weekly
from siban.kernel.calendar import Calendar, Correction, shipped
from siban.kernel.clock import SHANGHAI
from siban.kernel.text import Text

WEEK = tuple(
    Hours(weekday, opens, closes)
    for weekday in range(1, 6)
    for opens, closes in ((time(8, 30), time(12)), (time(14, 30), time(18)))
)
SATURDAY = Hours(6, time(9), time(12))
CALENDAR = Calendar.of(
    [
        Correction(date(2026, 12, 5), working=True, basis="a Saturday made up"),
        Correction(date(2026, 12, 7), working=False, name=Text("放假", "Day off"), basis="a Monday off"),
        Correction(date(2026, 12, 12), working=False, name=Text("放假", "Day off"), basis="a Saturday in a holiday"),
    ]
)


def at(day, clock):
    return datetime.combine(date(2026, *day), time(*clock), SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "is_open", "until", "why"),
    [
        (at((11, 24), (8, 29)), False, at((11, 24), (8, 30)), Closed.BEFORE),
        (at((11, 24), (8, 30)), True, at((11, 24), (12, 0)), None),
        (at((11, 24), (11, 59)), True, at((11, 24), (12, 0)), None),
        (at((11, 24), (12, 0)), False, at((11, 24), (14, 30)), Closed.BREAK),
        (at((11, 24), (14, 30)), True, at((11, 24), (18, 0)), None),
        (at((11, 24), (18, 0)), False, at((11, 25), (8, 30)), Closed.OVER),
        (at((11, 27), (19, 0)), False, at((11, 30), (8, 30)), Closed.OVER),
        (at((11, 29), (10, 0)), False, at((11, 30), (8, 30)), Closed.REST),
        (at((12, 5), (10, 0)), True, at((12, 5), (12, 0)), None),
        (at((12, 7), (10, 0)), False, at((12, 8), (8, 30)), Closed.REST),
    ],
)
def test_open_by_weekday_lunch_rest_days_and_make_up_days(moment, is_open, until, why):
    state = opening(moment, WEEK, CALENDAR)
    assert (state.open, state.until, state.why) == (is_open, until, why)


def test_hours_on_saturday_hold_on_an_ordinary_one_and_not_within_a_holiday():
    hours = (*WEEK, SATURDAY)
    assert opening(at((11, 28), (10, 0)), hours, CALENDAR).open
    assert opening(at((12, 12), (10, 0)), hours, CALENDAR).why is Closed.REST


def test_the_national_holiday_is_looked_across():
    state = opening(datetime(2026, 10, 3, 10, tzinfo=SHANGHAI), WEEK, shipped())
    assert not state.open
    assert state.until == datetime(2026, 10, 8, 8, 30, tzinfo=SHANGHAI)


def test_without_hours_nothing_is_promised():
    state = opening(at((11, 24), (10, 0)), (), CALENDAR)
    assert (state.open, state.until) == (False, None)


def test_door_plate_joins_days_with_the_same_hours():
    both = ((time(8, 30), time(12)), (time(14, 30), time(18)))
    assert weekly((*WEEK, SATURDAY)) == (Days(1, 5, both), Days(6, 6, ((time(9), time(12)),)))

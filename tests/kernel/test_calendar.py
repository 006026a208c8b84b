"""Working days as two independent packages and the law itself know them."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from siban.kernel.calendar import NOTICED_YEARS, Calendar, Correction, DayKind, shipped
from siban.kernel.text import Text


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", range(2021, max(NOTICED_YEARS) + 1))
def test_both_packages_agree_on_every_day_of_a_published_year(year: int) -> None:
    other = holidays.country_holidays("CN", years=year)
    differing = [day for day in days_of(year) if shipped().is_working(day) != other.is_working_day(day)]
    assert differing == []


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 5, 8), DayKind.WORKING, None),
        (date(2026, 5, 9), DayKind.MAKE_UP, "劳动节"),
        (date(2026, 10, 1), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 4), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 11), DayKind.WEEKEND, None),
    ],
)
def test_a_day_says_what_it_is(day: date, kind: DayKind, name: str | None) -> None:
    found = shipped().reason(day)
    assert (found.kind, found.name.zh if found.name else None) == (kind, name)


def test_without_a_notice_only_weekends_and_the_laws_own_thirteen_days_rest() -> None:
    calendar = shipped()
    assert not calendar.is_published(2027)
    named = [day for day in days_of(2027) if calendar.reason(day).kind is DayKind.HOLIDAY]
    assert [day.strftime("%m%d") for day in named] == (
        ["0101", "0205", "0206", "0207", "0208", "0405", "0501", "0502", "0609", "0915", "1001", "1002", "1003"]
    )
    resting = [day for day in days_of(2027) if not calendar.is_working(day)]
    assert set(resting) == {day for day in days_of(2027) if day.weekday() > 4} | set(named)


def test_a_district_puts_days_right_and_publishes_a_year() -> None:
    festival = Text("春节", "Spring Festival")
    calendar = shipped().corrected(
        [
            Correction(date(2027, 2, 9), False, festival),
            Correction(date(2027, 2, 20), True, festival),
            Correction(date(2027, 3, 1), False),
        ],
        [2027],
    )
    assert calendar.is_published(2027)
    assert calendar.reason(date(2027, 2, 9)).kind is DayKind.HOLIDAY
    assert calendar.reason(date(2027, 2, 20)).kind is DayKind.MAKE_UP
    assert calendar.reason(date(2027, 3, 1)).name is None
    assert not calendar.is_working(date(2027, 3, 1))
    assert shipped().is_working(date(2027, 2, 9))


def test_the_later_of_two_corrections_stands() -> None:
    day = date(2026, 3, 3)
    assert Calendar.of([Correction(day, False), Correction(day, True)]).is_working(day)


def test_the_next_working_day_is_the_day_itself_where_it_works() -> None:
    assert shipped().next_working(date(2026, 9, 30)) == date(2026, 9, 30)
    assert shipped().next_working(date(2026, 10, 1)) == date(2026, 10, 8)

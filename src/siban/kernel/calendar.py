"""Which days are working days in China, and why.

Three sources, the later over the earlier: weekends with the statutory holidays of 全国年节及纪念日放假办法 (as amended
2024, in force 2025-01-01); the State Council's notice of the year, from the package `chinesecalendar`; corrections that
are passed in as values. The package `holidays` serves only for the statutory days (it knows the lunar ones to 2100): it
answers for a year without a notice as if there were one, and knows no make-up days of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

import chinese_calendar
import holidays
import yaml

from siban.kernel.text import Text

CORRECTIONS_FILE = Path(__file__).resolve().parent.parent / "data" / "calendars" / "corrections.yaml"
ONE_DAY = timedelta(days=1)
SATURDAY = 5

NOTICED_YEARS = frozenset(day.year for day in chinese_calendar.holidays)
"""Years whose notice the package carries."""

STATUTORY_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        "元旦": Text("元旦", "New Year's Day"),
        "农历除夕": Text("春节", "Spring Festival"),
        "春节": Text("春节", "Spring Festival"),
        "清明节": Text("清明节", "Qingming Festival"),
        "劳动节": Text("劳动节", "Labour Day"),
        "端午节": Text("端午节", "Dragon Boat Festival"),
        "中秋节": Text("中秋节", "Mid-Autumn Festival"),
        "国庆节": Text("国庆节", "National Day"),
    }
)


class DayKind(StrEnum):
    WORKING = "working"
    MAKE_UP = "make-up"  # 调休上班：a weekend day on which offices work
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Day:
    """What kind of day it is; `name` is the holiday's, also of a make-up day where it is known."""

    kind: DayKind
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One day put right by the district, on the document that `basis` names."""

    day: date
    working: bool
    name: Text | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days of one district. `published` are years whose notice the corrections carry in full."""

    corrections: Mapping[date, Correction] = field(default_factory=dict)
    published: frozenset[int] = frozenset()

    @classmethod
    def of(cls, corrections: Iterable[Correction] = (), published: Iterable[int] = ()) -> Calendar:
        """From rows; of two rows for one day the later stands."""
        return cls(MappingProxyType({row.day: row for row in corrections}), frozenset(published))

    def corrected(self, corrections: Iterable[Correction], published: Iterable[int] = ()) -> Calendar:
        """This calendar with more rows laid over it."""
        return Calendar.of((*self.corrections.values(), *corrections), (*self.published, *published))

    def is_published(self, year: int) -> bool:
        """Whether the notice of the year is out; before, dates in it are provisional."""
        return year in NOTICED_YEARS or year in self.published

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day, make-up days included."""
        return self.reason(day).kind in (DayKind.WORKING, DayKind.MAKE_UP)

    def reason(self, day: date) -> Day:
        """What kind of day it is, and which holiday."""
        weekend = day.weekday() >= SATURDAY
        correction = self.corrections.get(day)
        if correction is not None:
            if correction.working:
                return Day(DayKind.MAKE_UP if weekend else DayKind.WORKING, correction.name)
            return Day(DayKind.HOLIDAY, correction.name) if correction.name or not weekend else Day(DayKind.WEEKEND)
        if day.year in NOTICED_YEARS:
            if name := _noticed(chinese_calendar.workdays, day):
                return Day(DayKind.MAKE_UP, name)
            name = _noticed(chinese_calendar.holidays, day)
        else:
            name = _statutory(day.year).get(day)
        if name:
            return Day(DayKind.HOLIDAY, name)
        return Day(DayKind.WEEKEND if weekend else DayKind.WORKING)

    def next_working(self, day: date) -> date:
        """The day itself where it is a working day, else the first working day after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day


def _noticed(days: Mapping[date, str], day: date) -> Text | None:
    """The name under which the package lists the day, in both languages."""
    english = days.get(day)
    return Text(chinese_calendar.Holiday(english).chinese, english) if english else None


@cache
def _statutory(year: int) -> Mapping[date, Text]:
    """Holidays of the law itself in a year without a notice: no day moved, none made up, none in lieu of a weekend."""
    names = {}
    for day, listed in holidays.country_holidays("CN", years=year, observed=False, language="zh_CN").items():
        known = [STATUTORY_NAMES[name] for name in listed.split("; ") if name in STATUTORY_NAMES]
        if known:
            names[day] = known[0]
    return MappingProxyType(names)


@cache
def shipped() -> Calendar:
    """The calendar as it ships: packages and the file of corrections, before what the district itself has put right."""
    rows = yaml.safe_load(CORRECTIONS_FILE.read_text(encoding="utf-8"))
    return Calendar.of(
        (
            Correction(row["day"], row["working"], Text.of(row["name"]) if "name" in row else None, row["basis"])
            for row in rows["days"]
        ),
        (row["year"] for row in rows["years"]),
    )

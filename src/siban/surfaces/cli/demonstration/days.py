"""The working days of the demonstration: the last one that is over is day 0, those before it are negative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from siban.domain.work.rules import shift
from siban.kernel.calendar import Calendar
from siban.kernel.clock import SHANGHAI

HALVES = ((time(8, 40), 190), (time(14, 40), 185))
"""When windows are at work, in two halves: from when, and for how many minutes."""


@dataclass(frozen=True, slots=True)
class Days:
    """Moments of working days, all of them past."""

    calendar: Calendar
    last: date

    @classmethod
    def until(cls, today: date, calendar: Calendar) -> Days:
        """Day 0 is the last working day before today, so that whatever hour it is now, everything has been."""
        return cls(calendar, shift(today, -1, calendar))

    def day(self, number: int) -> date:
        """The working day with this number, counted from the last one."""
        return shift(self.last, number, self.calendar) if number else self.last

    def at(self, number: int, clock: str) -> datetime:
        """A moment of a working day: `at(-6, "09:12")`."""
        return datetime.combine(self.day(number), time.fromisoformat(clock), SHANGHAI)

    def sometime(self, day: date, chance: Random) -> datetime:
        """Some moment of this working day in opening hours."""
        opens, minutes = chance.choice(HALVES)
        return self._moment(day, opens, chance.randrange(minutes))

    def later(self, after: datetime, days: int, chance: Random) -> datetime:
        """Some moment in opening hours `days` working days later; with 0 the same day, or else the next."""
        day = after.astimezone(SHANGHAI).date()
        if days:
            return self.sometime(shift(day, days, self.calendar), chance)
        opens, minutes = HALVES[1]
        closes = self._moment(day, opens, minutes)
        left = int((closes - after).total_seconds() // 60)
        if left < 30:
            return self.sometime(shift(day, 1, self.calendar), chance)
        found = after + timedelta(minutes=chance.randint(10, left))
        noon, again = self._moment(day, HALVES[0][0], HALVES[0][1]), self._moment(day, opens, 0)
        return found if not noon < found < again else again + (found - noon) / 4

    @staticmethod
    def _moment(day: date, opens: time, minutes: int) -> datetime:
        return datetime.combine(day, opens, SHANGHAI) + timedelta(minutes=minutes)

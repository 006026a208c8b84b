"""Time drawn as cells: the bar of a limit (one cell a working day) and the calendar of a due date. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

BAR_WIDTH = 60
"""Units across a bar. 5, 6, 10, 12, 15, 20 and 30 cells divide it, so that their edges fall on whole pixels."""


class Tone(StrEnum):
    """What the colour of today's cell says; the word beside the bar says the same."""

    WELL = "well"
    WAIT = "wait"  # 黄牌, or soon due
    BAD = "bad"  # 红牌: past the limit
    GOOD = "good"  # done in time
    HELD = "held"  # 停表


@dataclass(frozen=True, slots=True)
class Cell:
    """One working day of a limit. `x` and `width` are in units of the bar, as text, which no locale reformats."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A limit as it is drawn: its cells, its tone, how many days it has and how many are used."""

    cells: tuple[Cell, ...]
    tone: Tone
    total: int
    used: int

    @property
    def hatch(self) -> str:
        """The strokes across the used days of a stopped clock, as an SVG path; empty where it runs."""
        if self.tone is not Tone.HELD:
            return ""
        width = BAR_WIDTH * self.used / self.total
        strokes = (f"M{x:g} 8L{min(x + 8, width):g} {max(8 - (width - x), 0):g}" for x in range(0, int(width), 4))
        return "".join(strokes)

    @property
    def left(self) -> int:
        """Days that remain, today not counted. Negative never: lateness is told in words."""
        return max(self.total - self.used, 0)


def bar(total: int, used: int, tone: Tone = Tone.WELL) -> Bar:
    """A limit of `total` days of which `used` are gone, today among them. More used than there are fills the bar."""
    total = max(total, 1)
    used = min(max(used, 0), total)
    step = BAR_WIDTH / total
    gap = 1 if step >= 2 else step / 3
    return Bar(
        tuple(
            Cell(_kind(index, used, tone), f"{index * step:.2f}".rstrip("0").rstrip("."), f"{step - gap:.2f}")
            for index in range(total)
        ),
        tone,
        total,
        used,
    )


def _kind(index: int, used: int, tone: Tone) -> str:
    if index >= used:
        return "left"
    if tone is Tone.HELD:
        return "held"
    return "today" if index == used - 1 else "used"


def bar_of_days(counted: Sequence[date], today: date, tone: Tone = Tone.WELL) -> Bar:
    """The bar of a limit whose counted days are known, as they stand on `today`."""
    return bar(len(counted), sum(1 for day in counted if day <= today), tone)


class CountedDay(Protocol):
    """What the calendar needs to know of a day between the start and the end of a limit."""

    @property
    def date(self) -> date: ...
    @property
    def counted(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Square:
    """One square of the calendar.

    `kind` is "mark" (something happened), "count" (a counted day), "off" (does not count), "end" (the last day) or
    "none" (outside the limit). `count` is the running number of a counted day; `word` what happened on a marked one.
    """

    kind: str
    date: date | None = None
    count: int = 0
    word: str = ""
    today: bool = False
    new_month: bool = False

    @property
    def numeral(self) -> str:
        """①②③ … as far as Unicode has them (50), plain figures beyond."""
        return circled(self.count)


def circled(number: int) -> str:
    """`number` in a circle: ① to ㊿; plain figures outside."""
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(base + number - first)
    return str(number)


def weeks(days: Iterable[CountedDay], *, today: date, marks: Mapping[date, str] | None = None) -> list[list[Square]]:
    """The weeks, Monday first, from the first mark to the last counted day.

    `days` are those between the start (which never counts, ALL 82) and the end, in order; `marks` are days on which
    something happened (收件, 受理) and the word for it. The last day is the end of the limit, also where it only
    follows the last counted one, since that was a day of rest (Civil Code 203).
    """
    marks = dict(marks or {})
    known = {day.date: day.counted for day in days}
    counted = [day for day in sorted(known) if known[day]]
    shown = sorted({*known, *marks})
    if not shown:
        return []
    numbers = {day: index for index, day in enumerate(counted, start=1)}
    end = max(known, default=None)
    first = shown[0] - timedelta(days=shown[0].weekday())
    last = shown[-1] + timedelta(days=6 - shown[-1].weekday())
    squares: list[Square] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if not shown[0] <= day <= shown[-1]:
            squares.append(Square("none"))
            continue
        new_month = day.day == 1 and day != shown[0]
        if day == end:
            kind, word = "end", ""
        elif day in marks:
            kind, word = "mark", marks[day]
        elif day in numbers:
            kind, word = "count", ""
        else:
            kind, word = "off", ""
        squares.append(Square(kind, day, numbers.get(day, 0), word, day == today, new_month))
    return [squares[start : start + 7] for start in range(0, len(squares), 7)]

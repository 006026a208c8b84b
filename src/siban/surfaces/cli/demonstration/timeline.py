"""One line of time for all that happens: every script waits for its next moment, and the earliest goes on.

So numbers of notices follow each other in the order of their dates, warnings come on the day they are due, and the
stand-in acts on the days on which the holder is away: as if the six months had really passed.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import count

from siban.domain.work.services import sweep
from siban.kernel.clock import SHANGHAI, local_date

Script = Iterator[datetime]
"""What one case does, yielding the moment at which it wants to go on."""


class Timeline:
    """Scripts by their next moment. Those that would go on after `until` are left as they are: open cases."""

    def __init__(self, since: date, until: datetime, follow: Callable[[date], object] = lambda day: None) -> None:
        """`follow` lets what follows from the sweep of a day happen, on that day."""
        self._day, self._until, self._follow = since, until, follow
        self._waiting: list[tuple[datetime, int, Script]] = []
        self._order = count()

    def add(self, script: Script) -> None:
        """Take in a script; it is begun at once, up to its first moment."""
        at = next(script, None)
        if at is not None and at <= self._until:
            heapq.heappush(self._waiting, (at, next(self._order), script))

    def run(self, tell: Callable[[date], None]) -> None:
        """Let everything happen; `tell` hears of every new day."""
        while self._waiting:
            at, _order, script = heapq.heappop(self._waiting)
            self._turn_to(local_date(at), tell)
            self.add(script)
        self._turn_to(local_date(self._until), tell)

    def _turn_to(self, day: date, tell: Callable[[date], None]) -> None:
        while self._day < day:
            self._day += timedelta(days=1)
            sweep.run(datetime.combine(self._day, time(0, 1), SHANGHAI))
            self._follow(self._day)
            tell(self._day)

"""The worker: hands events on every 0.3 seconds, counts what is due every minute, seals the record every night.

Beside it a thread tells other systems, whose slowness holds up nothing here.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from siban.domain.exchange.services.purging import purge
from siban.domain.exchange.services.sending import send_due
from siban.domain.messages.services import send_waiting
from siban.domain.work.services import sweep
from siban.kernel import feed, seals

log = logging.getLogger("siban.worker")

POLL = 0.3
"""Seconds between two looks at the feed when nothing happens."""

SWEEP_EVERY = 60.0
"""Seconds between two sweeps of the clocks."""

PURGE_EVERY = 24 * 3600.0
"""Seconds between two purges of what other systems no longer need; the first at the start."""

PAUSE = 1.0
"""Seconds to wait for a database that went away."""


TELL_EVERY = 0.5
"""Seconds between two looks at what other systems are to be told."""


def run() -> None:
    """Work until SIGTERM or SIGINT; what is begun is finished."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    telling = threading.Thread(target=_repeat, args=(send_due, TELL_EVERY, ending), name="webhooks")
    telling.start()
    sweeps = Sweeps()
    _repeat(lambda: feed.run_once() + send_waiting() + sweeps.turn(), POLL, ending)
    telling.join()


class Sweeps:
    """Counts what is due, once a minute, seals the day that is over, and lets go of what is old, once a day."""

    def __init__(self) -> None:
        self.next_at = self.purge_at = time.monotonic()

    def turn(self) -> int:
        """Sweep if it is time; that is no work that another turn has to follow at once."""
        if time.monotonic() >= self.next_at:
            self.next_at = time.monotonic() + SWEEP_EVERY
            sweep.run()
            seals.make_when_due()
        if time.monotonic() >= self.purge_at:
            self.purge_at = time.monotonic() + PURGE_EVERY
            purge()
        return 0


def _repeat(turn: Callable[[], int], pause: float, ending: threading.Event) -> None:
    """Take turns until told to end, at once where there was something to do; wait for a database that went away."""
    while not ending.is_set():
        try:
            done = turn()
        except (OperationalError, InterfaceError) as lost:
            log.warning("database away: %s", type(lost).__name__)
            for connection in connections.all(initialized_only=True):
                connection.close()
            ending.wait(PAUSE)
            continue
        close_old_connections()
        if not done:
            ending.wait(pause)
    for connection in connections.all(initialized_only=True):
        connection.close()

"""The worker: hands events on every 0.3 seconds, counts what is due every minute, seals the record every night."""

from __future__ import annotations

import logging
import signal
import threading
import time

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from siban.domain.messages.services import send_waiting
from siban.domain.work.services import sweep
from siban.kernel import feed, seals

log = logging.getLogger("siban.worker")

POLL = 0.3
"""Seconds between two looks at the feed when nothing happens."""

SWEEP_EVERY = 60.0
"""Seconds between two sweeps of the clocks."""

PAUSE = 1.0
"""Seconds to wait for a database that went away."""


def run() -> None:
    """Work until SIGTERM or SIGINT; what is begun is finished."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    next_sweep = time.monotonic()
    while not ending.is_set():
        try:
            done = feed.run_once() + send_waiting()
            if time.monotonic() >= next_sweep:
                next_sweep = time.monotonic() + SWEEP_EVERY
                sweep.run()
                seals.make_when_due()
        except (OperationalError, InterfaceError) as lost:
            log.warning("database away: %s", type(lost).__name__)
            for connection in connections.all(initialized_only=True):
                connection.close()
            ending.wait(PAUSE)
            continue
        close_old_connections()
        if not done:
            ending.wait(POLL)

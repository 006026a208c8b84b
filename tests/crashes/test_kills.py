"""Nothing is lost when processes die: kill -9 of web, worker and database at random moments under load.

    pytest tests/crashes/test_kills.py            30 kills
    SIBAN_KILLS=200 pytest tests/crashes/test_kills.py

Clerks file, accept, decide and deliver over the API; each asks again with the same idempotency key until answered. What
they were told is compared with what the site knows afterwards. The seed is printed; SIBAN_KILLS_SEED repeats a run.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter

from tests.crashes.clerks import PATIENCE, Clerk, Line, Promised
from tests.crashes.site import Site, Victim

KILLS = int(os.environ.get("SIBAN_KILLS", "30"))
CLERKS = 6
BETWEEN = (3, 60)
"""Calls that are answered between a restart and the next kill: a slow machine has as many as a quick one."""


def test_no_acknowledged_case_or_paper_is_lost_and_no_number_comes_twice(site: Site) -> None:
    seed = int(os.environ.get("SIBAN_KILLS_SEED", random.SystemRandom().randrange(10**6)))
    chance = random.Random(seed)
    token = site.fill()
    site.open()
    promised, ending = Promised(), threading.Event()
    clerks = [Clerk(site.port, token, promised, ending, number) for number in range(1, CLERKS + 1)]
    threads = [threading.Thread(target=clerk.work) for clerk in clerks]
    for thread in threads:
        thread.start()
    killed: Counter[str] = Counter()
    lines = [clerk.line for clerk in clerks]
    try:
        for _ in range(KILLS):
            wait_for(lines, chance.randint(*BETWEEN))
            victim = chance.choice(list(Victim))
            site.kill(victim, chance)
            killed[victim.value] += 1
            site.open()
    finally:
        ending.set()
        for thread in threads:
            thread.join()
    faults = [clerk.fault for clerk in clerks if clerk.fault]
    assert not faults, f"seed {seed}: {faults[0]!r}"
    site.stop_worker()
    broken = site.ask("tests.crashes.checking", stdin=promised.as_json())
    assert broken == [], f"seed {seed}, {dict(killed)}"
    assert promised.cases, f"seed {seed}: no case was received between the kills"
    assert sum(line.broken for line in lines) > 0, f"seed {seed}: no call was ever cut off"


def wait_for(lines: list[Line], more: int) -> None:
    """Until so many more calls are answered. The moment within them is left to chance."""
    wanted = sum(line.answered for line in lines) + more
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while sum(line.answered for line in lines) < wanted:
        assert time.monotonic() < deadline, "the site does not answer"
        pause.wait(0.01)

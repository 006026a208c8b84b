"""Milliseconds from the commit of an act to what a subscriber makes of it, under load, with the real worker running.

    python bench/subscribers.py [--acts 800] [--threads 8] [--json FILE]

Eight threads accept received and claimed cases through the services, one after the other, as fast as they can. The
worker is `siban worker`, a process of its own; its subscriber `insight.count` counts each accept. A third process looks
every few milliseconds how far the feed and the subscriber's mark have come: the mark moves in the transaction that
counts. Time runs from the moment at which the service has returned, so after its commit, to the first look that shows
the effect. Beside it, in the same run and of the same acts: when the event had its place in the feed (the sequencer),
and a bare loop that asks for the newest event as often as the worker does and no more (the floor).
Method and figures: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from uuid import UUID

    from bench.accepting.cases import Waiting

PEOPLE = 64
GOAL = 1.0
"""Seconds, p95."""
LOOK = 0.004
"""Seconds between two looks of the watcher: what the figures are true to."""
PATIENCE = 180.0


def main() -> int:
    """Measure and print; 1 where the goal is missed."""
    if sys.argv[1:2] == ["--watch"]:
        _watch(os.environ["DATABASE_URL"], float(sys.argv[2]))
        return 0
    from bench.alone import district, parser, server

    options = parser(__doc__, acts=800, threads=8).parse_args()
    with server():
        district()
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    from bench.accepting import cases
    from bench.alone import machine, percentile, write
    from siban.kernel import feed
    from siban.surfaces.cli.worker import POLL

    case = cases.original(cases.Work())
    stock = cases.copies(case, cases.people(cases.Work(serial=1), PEOPLE), options.acts)
    feed.run_until_idle()
    print(machine(), flush=True)
    worker = _start("-m", "siban.surfaces.cli", "worker")
    watcher = _start(__file__, "--watch", str(POLL), stdout=subprocess.PIPE)
    try:
        # Once through, uncounted: by then the worker and the watcher have loaded what they need.
        warm = _accept_all([stock.pop() for _ in range(options.threads)], options.threads)
        _wait(warm)
        began = time.perf_counter()
        done = _accept_all(stock, options.threads)
        rate = len(done) / (time.perf_counter() - began)
        _wait(done)
    finally:
        worker.send_signal(signal.SIGTERM)
        watcher.send_signal(signal.SIGTERM)
        said, _ = watcher.communicate()
        worker.wait()
    took = _took(done, json.loads(said))
    _counted(len(done) + len(warm))
    print(f"\n{options.threads} threads, {rate:.0f} accepts a second, {len(done)} acts\n")
    print(f"{'from commit to':<44}{'p50':>9}{'p95':>9}{'longest':>10}")
    for name, seconds in took.items():
        p50, p95, most = (percentile(seconds, share) * 1000 for share in (0.5, 0.95, 1))
        print(f"{name:<44}{p50:>6.0f} ms{p95:>6.0f} ms{most:>7.0f} ms")
    p95 = percentile(took["subscriber's effect"], 0.95)
    print(f"\np95 {p95:.2f} s (goal {GOAL:.0f} s): {'met' if p95 <= GOAL else 'missed'}")
    write(options.json, took)
    return 0 if p95 <= GOAL else 1


def _start(*command: str, stdout: int | None = None) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=stdout, env={**os.environ, "PYTHONPATH": path})


def _accept_all(stock: list[Waiting], threads: int) -> dict[UUID, float]:
    """Accept every case; when each service had returned."""
    from django.db import connection

    from siban.domain.cases.services import answers
    from tests.domain.cases.conftest import Staff

    acceptor, done = Staff().acceptor, {}

    def go() -> None:
        while True:
            try:
                one = stock.pop()
            except IndexError:
                break
            answers.accept(one.id, by=acceptor, seen=one.seen)
            done[one.id] = time.perf_counter()
        connection.close()

    running = [threading.Thread(target=go) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return done


def _wait(done: dict[UUID, float]) -> None:
    """Until the subscriber has come as far as the last accept."""
    from siban.domain.insight.services import SUBSCRIBER
    from siban.kernel.models import Event, Feed, Subscription

    last = Event.objects.filter(act="case.accepted", stream__in=list(done)).latest("id").pk
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        place = Feed.objects.filter(event=last).values_list("position", flat=True).first()
        if place is not None and Subscription.objects.filter(name=SUBSCRIBER, position__gte=place).exists():
            time.sleep(0.5)
            return
        time.sleep(0.05)
    raise RuntimeError("the worker did not follow")


def _watch(url: str, pause: float) -> None:
    """Look until told to end, then print what was seen: moments, and how far each had come by then; the bare loop
    pauses as long as the worker does.
    """
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    looks: list[tuple[float, int, int]] = []
    polls: list[tuple[float, int]] = []
    next_poll = 0.0
    with psycopg.connect(url, autocommit=True) as connection:
        while not ending.wait(LOOK):
            mark, place = connection.execute(
                "SELECT coalesce((SELECT position FROM kernel_subscription WHERE name = 'insight.count'), 0),"
                " coalesce((SELECT max(position) FROM kernel_feed), 0)"
            ).fetchone() or (0, 0)
            looks.append((time.perf_counter(), mark, place))
            if time.perf_counter() >= next_poll:
                row = connection.execute("SELECT coalesce(max(id), 0) FROM kernel_event").fetchone()
                polls.append((time.perf_counter(), row[0] if row else 0))
                next_poll = time.perf_counter() + pause
    print(json.dumps({"looks": looks, "polls": polls}))


def _took(done: dict[UUID, float], seen: dict[str, list[list[float]]]) -> dict[str, list[float]]:
    """Seconds from each commit to: the bare loop, the feed, the subscriber's effect."""
    from siban.kernel.models import Event

    looks, polls = seen["looks"], seen["polls"]
    marks, places, ids = [one[1] for one in looks], [one[2] for one in looks], [one[1] for one in polls]
    took: dict[str, list[float]] = {"bare loop, as often as the worker (floor)": [], "place in the feed": []}
    took["subscriber's effect"] = []
    rows = Event.objects.filter(act="case.accepted", stream__in=list(done)).values_list("stream", "id", "fed__position")
    for stream, id, position in rows:
        for name, values, at, of in (
            ("bare loop, as often as the worker (floor)", ids, polls, id),
            ("place in the feed", places, looks, position),
            ("subscriber's effect", marks, looks, position),
        ):
            took[name].append(max(0.0, _first(values, at, of) - done[stream]))
    return took


def _first(values: Sequence[float], looks: Sequence[Sequence[float]], wanted: float) -> float:
    """The moment of the first look that had come as far as wanted."""
    return looks[bisect_left(values, wanted)][0]


def _counted(acts: int) -> None:
    """The effect itself: as many accepts are counted as were made. Raises RuntimeError."""
    from django.db.models import Sum

    from siban.domain.insight.models import Figure
    from siban.domain.insight.rules import Name

    counted = Figure.objects.filter(name=Name.ACCEPTED).aggregate(Sum("count"))["count__sum"]
    if counted != acts:
        raise RuntimeError(f"{acts} cases were accepted, {counted} were counted")


if __name__ == "__main__":
    sys.exit(main())

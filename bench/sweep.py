"""The sweep of clocks with 10, 100 and 1,000 of them due, while as many as wanted exist: it costs what is due.

    python bench/sweep.py [--clocks 100000] [--rounds 5] [--json FILE]

Clocks are copies of one that the services started, each on a stream of its own. First only those that come due exist:
that is the floor. Then 100,000 more run whose warnings are years ahead, and the same is measured again. A sweep is
asked for a moment thirty days ahead, at which every level of a due clock is reached. Judged is the processor time of
the sweep and its database together, which suffers less from what else runs. A database server of its own is started and
removed at the end. Method and figures: docs/performance.md.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

DUE = (0, 10, 100, 1_000)
AHEAD = timedelta(days=30)
GOAL_RATIO = 1.5
"""A sweep with all clocks there may take this much more than with the due ones alone."""
TICK = 0.01
"""Seconds, to which the kernel tells how long other processes ran."""

Took = dict[int, dict[int, list[tuple[float, float]]]]
"""By how many others exist and how many are due: seconds of each sweep, and of the processor."""


def main() -> int:
    """Measure and print; 1 where the goal is missed."""
    from bench.alone import district, parser, server

    options = parser(__doc__, clocks=100_000, rounds=5).parse_args()
    with server():
        district()
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    from django.db import connection

    from bench.accepting.cases import Work
    from bench.accepting.serving import processor_seconds
    from bench.alone import machine, write
    from siban.domain.work.models import Clock
    from siban.domain.work.services import sweep
    from siban.kernel.clock import now

    template = Work().received().pk
    print(machine(), flush=True)
    at = now() + AHEAD
    sweep.run(at)  # What the services opened comes due once, uncounted.
    took: Took = {}
    database = _postmaster()
    for existing in (0, options.clocks):
        _copy(template, existing, ahead=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE kernel_stream, work_clock, work_warning")
        took[existing] = {due: [] for due in DUE}
        for number in range(options.rounds + 1):
            for due in DUE:
                _copy(template, due)
                waiting = Clock.objects.filter(stopped_on=None, next_at__lte=at).count()
                began, spent = time.perf_counter(), time.process_time() + processor_seconds(database)
                sweep.run(at)
                seconds = time.perf_counter() - began
                spent = time.process_time() + processor_seconds(database) - spent
                if waiting != due or Clock.objects.filter(stopped_on=None, next_at__lte=at).exists():
                    raise RuntimeError(f"{waiting} clocks were due, {due} were to be")
                if number:
                    took[existing][due].append((seconds, spent))
    met = _report(took, options.clocks)
    write(options.json, {str(size): {str(due): v for due, v in one.items()} for size, one in took.items()})
    return 0 if met else 1


def _copy(stream: UUID, count: int, *, ahead: bool = False) -> None:
    """So many running clocks like that of a received case, before its first warning; or with it four years ahead."""
    from django.db import connection, transaction

    from siban.domain.work.models import Clock
    from siban.domain.work.rules import Kind
    from siban.kernel.ids import new_id

    if not count:
        return
    own = {"id", "stream_id", "level", "starts_on", "due", "next_at", "next_level"}
    names = [column.column for column in Clock._meta.concrete_fields if column.column not in own]
    columns = ", ".join(map(connection.ops.quote_name, names))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_new (stream uuid, clock uuid) ON COMMIT DROP")
        with cursor.copy("COPY bench_new FROM STDIN") as rows:
            for _ in range(count):
                rows.write_row((new_id(), new_id()))
        cursor.execute(
            "INSERT INTO kernel_stream (id, kind, last_number, last_hash, last_act, last_at)"
            " SELECT n.stream, kind, last_number, last_hash, last_act, last_at FROM bench_new n, kernel_stream"
            " WHERE id = %s",
            [stream],
        )
        cursor.execute(
            f"INSERT INTO work_clock (id, stream_id, starts_on, due, next_at, next_level, {columns})"
            f" SELECT n.clock, n.stream, starts_on + %(on)s, due + %(on)s, now() + %(on)s * interval '1 day',"
            f" 'reminder', {columns} FROM bench_new n, work_clock WHERE stream_id = %(stream)s AND kind = %(kind)s",
            {"stream": stream, "kind": Kind.ANSWER.value, "on": 1_461 if ahead else 0},
        )


def _postmaster() -> psutil.Process:
    from siban.kernel import postgres

    server = postgres.embedded()
    pid = server.postmaster() if server else None
    if pid is None:
        raise RuntimeError("the database does not run")
    return psutil.Process(pid)


def _report(took: Took, clocks: int) -> bool:
    print(f"\n{'':>6}{'processor, median':>36}{'':>8}{'time, shortest':>30}")
    print(f"{'due':>6}{'alone':>14}{f'{clocks:,} more':>22}{'ratio':>8}{'alone':>12}{f'{clocks:,} more':>18}")
    met = True
    for due in DUE:
        alone, among = (statistics.median(spent for _, spent in took[size][due]) for size in (0, clocks))
        times = [min(seconds for seconds, _ in took[size][due]) * 1000 for size in (0, clocks)]
        print(
            f"{due:>6}{alone * 1000:>11.0f} ms{among * 1000:>19.0f} ms{among / max(alone, TICK):>8.2f}"
            f"{times[0]:>9.0f} ms{times[1]:>15.0f} ms"
        )
        met = met and among <= alone * GOAL_RATIO + 2 * TICK
    print(f"\ncosts what is due, not what exists (ratio at most {GOAL_RATIO}): {'met' if met else 'missed'}")
    return met


if __name__ == "__main__":
    sys.exit(main())

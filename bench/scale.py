"""Pages and the sweep with a long past behind the district: 100,000 cases, then ten million, in one run.

    python bench/scale.py [--cases 10000000] [--home FOLDER] [--rounds 40]

A database server of its own, with production settings, in a folder of its own. Says first how much disk it will
take, and ends where there is not enough. With --home the folder stays, and a run that was broken off goes on where
it was. Beside every page, its floor: the same page with 100,000 cases; beside all, a bare view that reads one row by
its key. What is open is the same at both sizes (2,000 cases, 1,000 of them in one office's inbox): it depends on a
year's work, not on the years behind it. Method and figures: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

FLOOR = 100_000
OPEN = 1_000
PEOPLE = 400
GOAL_RATIO, GOAL_STATEMENTS = 1.5, 12


def main() -> int:
    """Load, measure, load on, measure again, and print; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=10_000_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", type=Path, help="write the figures for the plots of docs/performance.md")
    options = parser.parse_args()
    home = options.home or Path(tempfile.mkdtemp(prefix="siban-scale-"))
    os.environ["SIBAN_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
    from siban.kernel import postgres

    postgres.ensure(settings={"max_wal_size": "4GB"})
    try:
        import django

        django.setup()
        return _run(options.cases, options.rounds, options.json)
    finally:
        from tests.databases import close

        close()
        if server := postgres.embedded():
            server.stop()
            if options.home is None:
                shutil.rmtree(server.base)
        if options.home is None:
            shutil.rmtree(home)


def _run(cases: int, rounds: int, target: Path | None) -> int:
    import psycopg
    from django.conf import settings

    from bench.scaling import loading, pages
    from siban.kernel import postgres

    server = postgres.embedded()
    if server is None:
        raise SystemExit("bench/scale.py works on an embedded server: unset DATABASE_URL")
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        decided = pages.district(OPEN, PEOPLE)
        try:
            print(loading.need(connection, server.base, cases).said(), flush=True)
        except loading.NoRoom as no:
            print(no, file=sys.stderr)
            return 1
        loading.prepare(connection)
        found = {}
        for size in sorted({min(FLOOR, cases), cases}):
            if loading.loaded(connection) > size:
                continue  # A folder that holds more already: the floor was measured by the run that filled it.
            began = time.perf_counter()
            loading.load(connection, decided, size)
            print(f"{size:,} cases after {time.perf_counter() - began:.0f} s", flush=True)
            found[size] = pages.measured(rounds)
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
            print(f"database: {row[0] / 1e9:.2f} GB", flush=True) if row else None
    print(f"\n{platform.processor() or platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()}, {rounds} requests a page, in one process; {settings.REGION}")
    if target:
        target.write_text(json.dumps({str(size): {n: p.times for n, p in found[size].items()} for size in found}))
    return 0 if _report(found) else 1


def _report(found: dict) -> bool:
    sizes = sorted(found)
    head = "".join(f"{f'p50 {size:,}':>18}{f'p95 {size:,}':>18}" for size in sizes)
    print(f"\n{'':<24}{'statements':>11}{head}{'p95 ratio':>11}")
    met = True
    for name, last in found[sizes[-1]].items():
        line = f"{name:<24}{last.statements:>11}"
        for size in sizes:
            page = found[size][name]
            line += f"{statistics.median(page.times) * 1000:>15.1f} ms{page.p95 * 1000:>15.1f} ms"
        ratio = last.p95 / found[sizes[0]][name].p95
        met = met and ratio <= GOAL_RATIO and last.statements <= GOAL_STATEMENTS
        print(f"{line}{ratio:>11.2f}")
    print(f"\ngoals: ratio at most {GOAL_RATIO}, at most {GOAL_STATEMENTS} statements: {'met' if met else 'missed'}")
    return met


if __name__ == "__main__":
    sys.exit(main())

"""Milliseconds to render one notice as PDF/A, by kind, with a warm compiler. Goal: at most 50 ms.

    python bench/notice.py [ROUNDS]

Every round prints another person's name and another code, so that nothing but fonts and layouts is warm.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
django.setup()

from siban.domain.notices import render  # noqa: E402  # Django must be set up first
from siban.domain.notices.data import Mandate, NoticeData, Party  # noqa: E402
from siban.domain.notices.rules import NUMBERED, code_from, document_number, series  # noqa: E402
from siban.domain.notices.wording.parts import Stamp  # noqa: E402
from siban.kernel.clock import SHANGHAI  # noqa: E402
from tests.domain.notices.samples import FULL, TOLERATED  # noqa: E402

GOAL = 50.0
AT = datetime(2026, 11, 24, 10, 30, tzinfo=SHANGHAI)


def once(data: NoticeData, turn: int) -> tuple[float, int]:
    """Milliseconds and bytes of one rendering."""
    party = Party(name=f"张桂兰{chr(0x4E00 + turn % 8000)}", masked_number="6222**********1023")
    data = replace(data, **{"principal" if isinstance(data, Mandate) else "applicant": party})
    number = document_number(series("甘区民", data.kind), 2026, turn) if data.kind in NUMBERED else None
    stamp = Stamp(issued_on=date(2026, 11, 24), number=number, code=code_from(turn * 7919 + 1), is_demonstration=True)
    began = time.perf_counter()
    made = render.rendered(data, stamp, AT)
    return (time.perf_counter() - began) * 1000, len(made)


def main(rounds: int) -> int:
    """Print the table; 1 where a kind's 95th percentile is over the goal."""
    first, _size = once(TOLERATED, 0)
    print(f"first of the process (fonts are read): {first:.0f} ms")
    print(f"{'kind':<24}{'median':>8}{'p95':>8}{'kB':>8}")
    worst = 0.0
    for name, data in [*((kind.value, data) for kind, data in FULL.items()), ("acceptance, tolerated", TOLERATED)]:
        taken = [once(data, turn + 1) for turn in range(rounds)]
        p95 = statistics.quantiles([ms for ms, _size in taken], n=20)[-1]
        worst = max(worst, p95)
        print(f"{name:<24}{statistics.median(ms for ms, _ in taken):>8.1f}{p95:>8.1f}{taken[-1][1] / 1000:>8.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"goal {GOAL:.0f} ms; worst p95 {worst:.1f} ms; peak memory {peak:.0f} MiB")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))

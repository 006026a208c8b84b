"""Milliseconds to render one notice as PDF/A and to seal it, by kind, warm. Goal: at most 50 ms for both.

    python bench/notice.py [ROUNDS]

Every round prints another person's name and another code, so that nothing but fonts and layouts is warm. Numbered kinds
are signed by a demonstration key. Beside the time on the clock stands the processor's, which other work on the machine
does not stretch.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
django.setup()

from siban.domain.notices import render  # noqa: E402  # Django must be set up first
from siban.domain.notices.data import Mandate, NoticeData, Party  # noqa: E402
from siban.domain.notices.demonstration import DemonstrationSeal  # noqa: E402
from siban.domain.notices.rules import NUMBERED, code_from, document_number, series  # noqa: E402
from siban.domain.notices.seals import Seal, Sealing  # noqa: E402
from siban.domain.notices.wording.parts import Stamp  # noqa: E402
from siban.kernel.clock import SHANGHAI  # noqa: E402
from tests.domain.notices.samples import FULL, TOLERATED  # noqa: E402

GOAL = 50.0
AT = datetime(2026, 11, 24, 10, 30, tzinfo=SHANGHAI)


class Once(NamedTuple):
    """One notice: milliseconds of rendering, of signing, of the processor for both, and bytes."""

    rendering: float
    signing: float
    processor: float
    size: int


def once(data: NoticeData, turn: int, seal: Seal) -> Once:
    """Render a notice and seal it where its kind bears a seal."""
    party = Party(name=f"张桂兰{chr(0x4E00 + turn % 8000)}", masked_number="6222**********1023")
    data = replace(data, **{"principal" if isinstance(data, Mandate) else "applicant": party})
    number = document_number(series("甘区民", data.kind), 2026, turn) if data.kind in NUMBERED else None
    stamp = Stamp(issued_on=date(2026, 11, 24), number=number, code=code_from(turn * 7919 + 1), is_demonstration=True)
    began, busy = time.perf_counter(), time.process_time()
    made = render.rendered(data, stamp, AT)
    done = time.perf_counter()
    if number:
        sealing = Sealing(authority="civil-affairs", name="张掖市甘州区民政局", number=number, issued_at=AT)
        made = seal.sign(made, sealing)
    ended, worked = time.perf_counter(), time.process_time()
    return Once((done - began) * 1000, (ended - done) * 1000, (worked - busy) * 1000, len(made))


def main(rounds: int) -> int:
    """Print the table; 1 where a kind's 95th percentile is over the goal."""
    with tempfile.TemporaryDirectory() as folder:
        seal = DemonstrationSeal(Path(folder) / "seal.p12")
        first = once(TOLERATED, 0, seal)
        print(f"first of the process (fonts and key are read): {first.rendering:.0f} + {first.signing:.0f} ms")
        print(f"{'kind':<24}{'render':>8}{'sign':>8}{'both':>8}{'p95':>8}{'cpu':>8}{'kB':>8}")
        worst = 0.0
        for name, data in [*((kind.value, data) for kind, data in FULL.items()), ("acceptance, tolerated", TOLERATED)]:
            taken = [once(data, turn + 1, seal) for turn in range(rounds)]
            both = [one.rendering + one.signing for one in taken]
            p95 = statistics.quantiles(both, n=20)[-1]
            worst = max(worst, p95)
            medians = (
                statistics.median(one.rendering for one in taken),
                statistics.median(one.signing for one in taken),
                statistics.median(both),
                p95,
                statistics.median(one.processor for one in taken),
            )
            print(f"{name:<24}" + "".join(f"{ms:>8.1f}" for ms in medians) + f"{taken[-1].size / 1000:>8.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"goal {GOAL:.0f} ms; worst p95 {worst:.1f} ms; peak memory {peak:.0f} MiB")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))

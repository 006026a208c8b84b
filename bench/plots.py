"""Draw the plots of docs/performance.md from what the benches wrote with --json.

    python bench/plots.py [FOLDER]

FOLDER (default: bench/figures) holds importing.json, subscribers.json, memory.json, sweep.json, scale.json; each that
is there becomes docs/images/perf-NAME.svg.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import altair as alt

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
WIDTH, INK, GOAL = 560, "#1f5f8b", "#b3261e"
Figures = dict[str, Any]


def main() -> int:
    """Draw what there is; 1 where there is nothing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "bench" / "figures")
    folder = parser.parse_args().folder
    drawn = 0
    for name, draw in PLOTS.items():
        source = folder / f"{name}.json"
        if not source.exists():
            continue
        found = json.loads(source.read_text())
        target = IMAGES / f"perf-{name}.svg"
        chart = draw(found.get("figures", found))
        chart.configure_view(stroke=None).configure_axis(grid=False).save(target)
        print(target.relative_to(ROOT))
        drawn += 1
    return 0 if drawn else 1


def importing(found: Figures) -> alt.TopLevelMixin:
    """People a second of each round, and 60 % of the median of bare inserts."""
    rows = [{"who": who, "rate": rate} for who, rates in found.items() for rate in rates]
    goal = [{"goal": 0.6 * statistics.median(found["bare"])}]
    bars = alt.Chart(_data(rows), width=WIDTH, height=90).encode(y=alt.Y("who:N", title=None, sort=list(found)))
    return (
        bars.mark_bar(color=INK, opacity=0.35).encode(x=alt.X("median(rate):Q", title="people a second"))
        + bars.mark_tick(color=INK, thickness=2).encode(x="rate:Q")
        + alt.Chart(_data(goal)).mark_rule(color=GOAL, strokeDash=[4, 3]).encode(x="goal:Q")
    )


def subscribers(found: Figures) -> alt.TopLevelMixin:
    """The share of acts whose effect was there after so many milliseconds."""
    rows = [
        {"what": what, "ms": seconds * 1000, "share": (place + 1) / len(taken)}
        for what, taken in found.items()
        for place, seconds in enumerate(sorted(taken))
    ]
    lines = alt.Chart(_data(rows), width=WIDTH, height=220).mark_line(interpolate="step-after")
    return lines.encode(
        x=alt.X("ms:Q", title="milliseconds after the commit", scale=alt.Scale(domainMin=0)),
        y=alt.Y("share:Q", title="share of acts", axis=alt.Axis(format="%")),
        color=alt.Color("what:N", title=None, sort=list(found), legend=alt.Legend(orient="bottom", labelLimit=400)),
    )


def memory(found: Figures) -> alt.TopLevelMixin:
    """MiB of each part, before and after the requests, and the goal."""
    rows = [{"when": when, "part": part, "MiB": mib} for when, parts in found.items() for part, mib in parts.items()]
    bars = alt.Chart(_data(rows), width=WIDTH, height=90).mark_bar()
    goal = alt.Chart(_data([{"goal": 1024}])).mark_rule(color=GOAL, strokeDash=[4, 3]).encode(x="goal:Q")
    return (
        bars.encode(
            x=alt.X("MiB:Q", title="MiB (PSS)"),
            y=alt.Y("when:N", title=None, sort=list(found), axis=alt.Axis(labelLimit=200)),
            color=alt.Color("part:N", title=None, legend=alt.Legend(orient="bottom")),
        )
        + goal
    )


def sweep(found: Figures) -> alt.TopLevelMixin:
    """Processor time of a sweep by how many clocks are due, for each number that exist."""
    rows = [
        {
            "due": int(due),
            "ms": statistics.median(spent for _seconds, spent in taken) * 1000,
            "exist": f"{int(size):,} others" if int(size) else "due ones alone",
        }
        for size, by_due in found.items()
        for due, taken in by_due.items()
        if int(due)
    ]
    return (
        alt.Chart(_data(rows), width=WIDTH, height=220)
        .mark_line(point=True)
        .encode(
            x=alt.X("due:Q", title="clocks due", scale=alt.Scale(type="log")),
            y=alt.Y("ms:Q", title="milliseconds of processor (median)", scale=alt.Scale(type="log")),
            color=alt.Color("exist:N", title=None, legend=alt.Legend(orient="bottom")),
        )
    )


def scale(found: Figures) -> alt.TopLevelMixin:
    """The middle request of each page and the one that 95 of 100 stay under, at each number of cases."""
    rows = [
        {
            "page": page,
            "cases": f"{int(size):,}",
            "p50": statistics.median(taken) * 1000,
            "p95": sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))] * 1000,
        }
        for size, pages in found.items()
        for page, taken in pages.items()
    ]
    sizes = [f"{size:,}" for size in sorted(map(int, found))]
    base = alt.Chart(_data(rows), width=WIDTH, height=300).encode(
        y=alt.Y("page:N", title=None, sort=list(next(iter(found.values()))), axis=alt.Axis(labelLimit=200)),
        yOffset=alt.YOffset("cases:N", sort=sizes),
        color=alt.Color("cases:N", title="cases", sort=sizes, legend=alt.Legend(orient="bottom")),
    )
    line = base.mark_rule(strokeWidth=2).encode(x=alt.X("p50:Q", title="milliseconds: p50 (point) to p95"), x2="p95:Q")
    return line + base.mark_point(filled=True, size=50).encode(x="p50:Q")


def _data(rows: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=rows)


PLOTS: dict[str, Callable[[Figures], Any]] = {
    "importing": importing,
    "subscribers": subscribers,
    "memory": memory,
    "sweep": sweep,
    "scale": scale,
}

if __name__ == "__main__":
    sys.exit(main())

"""The page that shows every component in all its states: for who builds pages, open to staff and in a demonstration."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import render

from siban.kernel.models import Installation
from siban.surfaces.ui import cells
from siban.surfaces.ui.requests import PageRequest

LOOKS = {
    "residents": "ui/components/residents.html",
    "elder": "ui/components/residents.html",
    "work": "ui/components/work.html",
}
SPRITE = Path(__file__).parent / "static" / "siban" / "icons.svg"


@cache
def icon_names() -> tuple[str, ...]:
    """The symbols of the icon file, in its order."""
    return tuple(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text()))


@dataclass(frozen=True, slots=True)
class SampleDay:
    date: date
    counted: bool


def _sample_days() -> list[SampleDay]:
    """Ten working days from 24 November 2026, as in the design: weekends do not count."""
    start, days, counted = date(2026, 11, 24), [], 0
    while counted < 10:
        start += timedelta(days=1)
        days.append(SampleDay(start, start.weekday() < 5))
        counted += days[-1].counted
    return days


def page(request: PageRequest) -> HttpResponse:
    """One look of the components: `?look=residents`, `elder` or `work`."""
    if request.actor is None and not Installation.objects.filter(is_demonstration=True).exists():
        raise Http404
    look = request.GET.get("look", "residents")
    if look not in LOOKS:
        raise Http404
    names = icon_names()
    context = {
        "look": look,
        "looks": tuple(LOOKS),
        "icons": [name for name in names if not name.startswith(("pic-", "thumb-", "life-")) and name != "ridge"],
        "pictures": [name for name in names if name.startswith("pic-")],
        "life": [name for name in names if name.startswith("life-")],
        "sample_days": _sample_days(),
        "sample_marks": {date(2026, 11, 23): "收件", date(2026, 11, 24): "受理"},
        "sample_today": date(2026, 11, 26),
        "tones": list(cells.Tone),
        "number": "62070226408319572",
        "force_elder": look == "elder",
    }
    return render(request, LOOKS[look], context)

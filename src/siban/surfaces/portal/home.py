"""The first page: say what you want, see where your case is, find the nearest place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siban.domain.catalog import queries as catalog
from siban.kernel.clock import today
from siban.surfaces.portal import place, words
from siban.surfaces.portal.words import LifeEvent
from siban.surfaces.ui.context import ELDER_COOKIE


@dataclass(frozen=True, slots=True)
class Tile:
    """A life event with the number of items that belong to it."""

    event: LifeEvent
    count: int


def home(request: HttpRequest) -> HttpResponse:
    """In large type three things and a telephone number, else the whole."""
    near = place.near(request)
    if request.COOKIES.get(ELDER_COOKIE) == "1":
        helper = near[0] if place.chosen(request) else None
        return render(request, "portal/elder.html", {"helper": helper})
    entries = catalog.entries(today())
    counts = Counter(event for entry in entries for event in entry.life_events)
    context = {
        "section": "guide",
        "tiles": [Tile(event, counts[key]) for key, event in words.LIFE_EVENTS.items()],
        "frequent": words.FREQUENT,
        "total": len(entries),
        "near": near[:2],
        "placed": bool(place.chosen(request)),
    }
    return render(request, "portal/home.html", context)

"""All items, and those of one life event, by pinyin; in English by the English name."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import Entry
from siban.domain.places.rules.names import sort_key
from siban.kernel.clock import today
from siban.kernel.refusals import NotFound
from siban.surfaces.portal import words

Lettered = list[tuple[str, list[Entry]]]


class NoSuchLifeEvent(NotFound):
    code = "life-event-not-found"
    sentence = _("没有这一类事。")
    advice = _("请从首页的九类里选，或者在搜索框里说一句。")


def lettered(entries: tuple[Entry, ...]) -> Lettered:
    """Items under their first letter."""
    english = (get_language() or "").startswith("en")

    def place(entry: Entry) -> str:
        return str(entry.name).lower() if english else sort_key(entry.name.zh)

    ordered = sorted(entries, key=place)
    return [(letter, list(group)) for letter, group in groupby(ordered, lambda entry: place(entry)[:1].upper())]


def all_items(request: HttpRequest) -> HttpResponse:
    """The whole catalogue."""
    return _listed(request, catalog.entries(today()), {"here": _("全部事项")})


def of_life_event(request: HttpRequest, event: str) -> HttpResponse:
    """What belongs to one thing that happens in a family. Raises NoSuchLifeEvent."""
    known = words.LIFE_EVENTS.get(event)
    if known is None:
        raise NoSuchLifeEvent
    return _listed(
        request,
        catalog.entries(today(), life_event=event),
        {"here": known.name, "event": known, "themes": catalog.themes(life_event=event)},
    )


def _listed(request: HttpRequest, entries: tuple[Entry, ...], context: dict[str, object]) -> HttpResponse:
    context |= {
        "section": "guide",
        "letters": lettered(entries),
        "count": len(entries),
        "published": sum(entry.published for entry in entries),
        "events": words.LIFE_EVENTS.values(),
    }
    return render(request, "portal/items.html", context)

"""Plain words → the right item among the first three, or who does it instead, or whom to ask."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from siban.domain.catalog import queries as catalog
from siban.domain.catalog import search
from siban.domain.catalog.types import Entry
from siban.kernel.clock import today
from siban.surfaces.portal import words

LONGEST = 60
"""Characters of a question that are looked at: more than anybody says in one breath."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """An item that the question may mean, and the expression by which it was found."""

    entry: Entry
    why: str
    certain: bool
    places: str


def clean(typed: str) -> str:
    """What was typed as one line of text: control characters and half characters are dropped, blanks run together."""
    kept = "".join(" " if letter.isspace() else letter for letter in typed[: 20 * LONGEST])
    shown = "".join(letter for letter in kept if unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co"))
    return " ".join(shown.split())


def find(request: HttpRequest) -> HttpResponse:
    """`?q=`: the first three, a referral, or what to do when there is neither."""
    asked = clean(request.GET.get("q", ""))
    if len(asked) > LONGEST:
        # The links of the page repeat its address, so it must not stay as long as what was typed.
        return redirect(f"{reverse('portal:find')}?{urlencode({'q': asked[:LONGEST], 'cut': 1})}")
    context: dict[str, object] = {"section": "guide", "asked": asked, "cut": "cut" in request.GET}
    if asked:
        hits = search.find(asked, MOST)
        entries = {entry.key: entry for entry in catalog.entries(today(), keys=tuple(hit.key for hit in hits))}
        found = [
            Found(entries[hit.key], hit.why, hit.certain, words.places(entries[hit.key].accepting))
            for hit in hits
            if hit.key in entries
        ]
        meant = {hit.key: hit.certain for hit in search.find_themes(asked)}
        rows = {one.entry.key for one in found if one.certain}
        # The row of the basic list leads to its theme, which tells all of it.
        themes = [one for one in catalog.themes() if one.key in meant or one.entry in rows]
        found = [one for one in found if one.entry.key not in {theme.entry for theme in themes}]
        context |= {
            "themes": [one for one in themes if meant.get(one.key) or one.entry in rows],
            "beside": [one for one in themes if not meant.get(one.key) and one.entry not in rows],
            "found": [one for one in found if one.certain],
            "perhaps": [one for one in found if not one.certain],
            "referral": search.referral(asked),
        }
    context["frequent"] = words.FREQUENT
    return render(request, "portal/find.html", context)

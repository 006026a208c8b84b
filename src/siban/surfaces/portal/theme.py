"""一件事 for residents: the questions first, then what is done together, with one list of papers (F9)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siban.domain.catalog import queries as catalog
from siban.domain.catalog import themes
from siban.kernel.clock import today


def theme(request: HttpRequest, key: str) -> HttpResponse:
    """The guide of a theme, for the answers in the address. Raises ThemeNotFound."""
    found = catalog.theme(key)
    offered = {one.key: {option.key for option in one.options} for one in found.questions}
    answers = {name: value for name, value in request.GET.items() if value in offered.get(name, ())}
    facts = {f"scenario.{name}": value for name, value in answers.items()}
    whole = themes.merged(found, catalog.versions_of(found, today()), facts)
    names = {entry.key: entry for entry in catalog.entries(today(), keys=found.items)}
    context = {
        "section": "guide",
        "theme": found,
        "questions": [
            (one, [(option, answers.get(one.key) == option.key) for option in one.options]) for one in found.questions
        ],
        "answered": len(answers) == len(found.questions),
        "taken": [names[item] for item in whole.versions],
        "waiting": [names[item] for item in whole.waiting if item in names],
        "papers": [once.what for once in whole.materials if once.what.asked],
        "looked_up": [once.what for once in whole.materials if not once.what.asked],
    }
    return render(request, "portal/theme.html", context)

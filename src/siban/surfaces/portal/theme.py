"""一件事 for residents: the questions first, then what is done together, one set of papers, one limit (F9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siban.domain.catalog import queries as catalog
from siban.domain.catalog import themes
from siban.domain.catalog.themes import Merged, Theme
from siban.domain.catalog.types import Material, Question, Unit, Version
from siban.domain.places import queries as places
from siban.domain.registers.rules import HOLDERS
from siban.domain.work import rules as limits
from siban.domain.work.queries import calendar
from siban.kernel.clock import today
from siban.kernel.text import Text
from siban.surfaces.portal import place, words
from siban.surfaces.portal.guide import Looked, Paper
from siban.surfaces.portal.scenario import Answered, Scenario, facts


@dataclass(frozen=True, slots=True)
class Part:
    """One item done together with the others: who decides it, and in how many days it would be done alone."""

    key: str
    name: Text
    authority: Text
    days: int | None
    unit: str
    sure: bool
    """Whether the answers so far take it in; else it depends on those that are open."""


def theme(request: HttpRequest, key: str) -> HttpResponse:
    """The guide of a theme, for the answers in the address. Raises ThemeNotFound."""
    found = catalog.theme(key)
    versions = catalog.versions_of(found, today())
    told, whole = read(found, versions, request.GET)
    open_still = any(question.key not in told.answers for question in found.questions)
    listed = versions if open_still else whole.versions
    parts = [_part(version, item in whole.versions) for item, version in listed.items()]
    names = {entry.key: entry for entry in catalog.entries(today(), keys=whole.waiting)} if whole.waiting else {}
    context = {
        "section": "guide",
        "theme": found,
        "event": words.LIFE_EVENTS.get(found.life_event),
        "told": told,
        "parts": parts,
        "more_or_less": any(not one.sure for one in parts),
        "waiting": [names[item] for item in whole.waiting if item in names],
        "papers": [
            Paper(
                once.what,
                words.DRAWINGS.get(once.what.picture, words.ANY_PAPER),
                sometimes=not told.complete and once.what.required_when is not None,
            )
            for once in whole.materials
            if once.what.asked
        ],
        "looked": [_looked(once.what) for once in whole.materials if once.what.shared_from is not None],
        "blocks": [once.what for once in whole.blocks],
        "free": all(version.fee.free for version in whole.versions.values()),
        "last_day": last_day(found, today()),
        "unit": found.unit.value,
        "telephones": _telephones(whole),
        "taken_in": words.places(found.accepting),
        "places": [card for card in place.near(request) if card.tier in found.accepting],
        "placed": bool(place.chosen(request)),
        "alone": sum(version.promised_days or 0 for version in whole.versions.values()),
    }
    return render(request, "portal/theme.html", context)


def read(theme: Theme, versions: Mapping[str, Version], given: Mapping[str, str]) -> tuple[Scenario, Merged]:
    """The questions as the address answers them, one after the other, and the theme on these answers."""
    answers: dict[str, str] = {}
    asked: dict[str, Question] = {}
    while True:
        whole = themes.merged(theme, versions, facts(answers))
        asked |= {once.key: once.what for once in whole.questions}
        new = {
            key: given[key]
            for key, question in asked.items()
            if key not in answers and given.get(key) in {option.key for option in question.options}
        }
        if not new:
            break
        answers |= new
    left = tuple(once.what for once in whole.questions if once.key not in answers)
    return Scenario(answers, _answered(asked, answers), left, facts(answers)), whole


def _answered(asked: Mapping[str, Question], answers: Mapping[str, str]) -> tuple[Answered, ...]:
    found = []
    for key, answer in answers.items():
        option = next(option for option in asked[key].options if option.key == answer)
        others = urlencode({other: value for other, value in answers.items() if other != key})
        found.append(Answered(asked[key].text, option.text, f"?{others}#questions", key))
    return tuple(found)


def _part(version: Version, sure: bool) -> Part:
    authority = places.authority(version.authority)
    return Part(version.item, version.name, authority.label, version.promised_days, version.unit.value, sure)


def _looked(material: Material) -> Looked:
    holder = HOLDERS.get(material.shared_from)  # type: ignore[call-overload]  # its keys are their own text
    return Looked(material, str(holder or material.issued_by))


def _telephones(whole: Merged) -> dict[str, Text]:
    """Whom to ask, each number once."""
    found: dict[str, Text] = {}
    for version in whole.versions.values():
        for one in version.telephones:
            if one.purpose == "enquiry":
                found.setdefault(one.number, one.name)
    return found


def last_day(theme: Theme, on: date) -> date | None:
    """The last day of the one limit for who hands everything in today."""
    unit = limits.Unit.CALENDAR if theme.unit is Unit.CALENDAR else limits.Unit.WORKING
    return limits.due(on, theme.days, unit, (), calendar()).date

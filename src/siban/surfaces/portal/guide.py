"""办事指南: the questions first, then only what applies to her."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siban.domain.catalog import queries as catalog
from siban.domain.catalog import rules
from siban.domain.catalog.errors import ItemNotFound
from siban.domain.catalog.types import Handling, Material, Outcome, Stage, Step, Tier, Unit, Version
from siban.domain.insight.queries import Taken, days_taken
from siban.domain.places import queries as places
from siban.domain.registers.rules import HOLDERS
from siban.domain.work import rules as limits
from siban.domain.work.queries import calendar
from siban.kernel.clock import today
from siban.surfaces.portal import place, scenario, words
from siban.surfaces.portal.opening import Card
from siban.surfaces.portal.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Paper:
    """A material with its drawing; `sometimes` where only some need it and the questions are still open."""

    material: Material
    drawing: str
    box: str
    sometimes: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked up instead of being asked for, and of whom."""

    material: Material
    holder: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A monthly amount in fen, and the age from which it is paid."""

    monthly: int
    from_age: int


def guide(request: HttpRequest, item: str) -> HttpResponse:
    """The guide of an item; for a draft, what is known and whom to ring. Raises ItemNotFound."""
    version = catalog.current(item, today())
    if version is None:
        return _draft(request, item)
    told = scenario.read(version, request.GET)
    entry = catalog.entry(item, today())
    event = next((words.LIFE_EVENTS[key] for key in entry.life_events if key in words.LIFE_EVENTS), None)
    context = {
        "section": "guide",
        "version": version,
        "event": event,
        "told": told,
        "papers": papers(version, told),
        "looked": looked(version, told),
        "hurdles": rules.unmet_conditions(version, told.facts),
        "taken": days_taken(item),
        "last_day": last_day(version, today()),
        "steps": steps(version),
        "amount": rules.monthly_amount(version, told.facts),
        "amounts": amounts(version),
        "places": reachable(request, version),
        "placed": bool(place.chosen(request)),
        "kind": words.KINDS[version.kind],
        "level": words.LEVELS[version.level],
        "authority": places.authority(version.authority).label,
        "denial": version.remedies_for(Outcome.DENY) or version.remedies_for(Outcome.DECLINE),
        "inaction": version.remedies_for(Outcome.INACTION),
        "instant": version.handling is Handling.INSTANT,
        "unit": "calendar" if version.unit is Unit.CALENDAR else "working",
        "heading": heading(version, told),
        "share": reverse("portal:share", args=[item]) + (f"?{told.query}" if told.query else ""),
        "qr": reverse("portal:guide_qr", args=[item]) + (f"?{told.query}" if told.query else ""),
    }
    return render(request, "portal/guide.html", context)


def _draft(request: HttpRequest, item: str) -> HttpResponse:
    entry = catalog.entry(item, today())
    authority = places.authority(entry.authority)
    context = {
        "section": "guide",
        "entry": entry,
        "authority": authority,
        "places": words.places(entry.accepting),
        "kind": words.KINDS[entry.kind],
        "event": next((words.LIFE_EVENTS[key] for key in entry.life_events if key in words.LIFE_EVENTS), None),
    }
    return render(request, "portal/guide_draft.html", context)


def papers(version: Version, told: Scenario) -> list[Paper]:
    """What to bring: while questions are open all that may be needed, afterwards only what applies."""
    needed = rules.materials_for(version, told.facts) if told.complete else version.materials
    return [
        Paper(
            material,
            *words.DRAWINGS.get(material.picture, words.ANY_PAPER),
            sometimes=not told.complete and material.required_when is not None,
        )
        for material in needed
        if material.asked
    ]


def looked(version: Version, told: Scenario) -> list[Looked]:
    """What the applicant need not bring, since it is looked up if she agrees."""
    found = []
    for material in rules.materials_for(version, told.facts):
        if material.shared_from is not None:
            holder = HOLDERS.get(material.shared_from)  # type: ignore[call-overload]  # its keys are their own text
            found.append(Looked(material, str(holder or material.issued_by)))
    return found


def heading(version: Version, told: Scenario) -> str:
    """准备四样: how many things to bring, as one says it."""
    count = len(papers(version, told))
    if not told.complete:
        return _("可能要带的")
    if not count:
        return _("什么都不用带")
    if count == 1:
        return _("只要带一样")
    numerals = (_("两"), _("三"), _("四"), _("五"), _("六"), _("七"), _("八"), _("九"))
    said = numerals[count - 2] if count - 2 < len(numerals) else str(count)
    return ngettext("准备%(count)s样", "准备%(count)s样", count) % {"count": said}


def last_day(version: Version, on: date) -> date | None:
    """The last day of the promise for who is accepted today; None for what is done on the spot."""
    if not version.promised_days:
        return None
    unit = limits.Unit.CALENDAR if version.unit is Unit.CALENDAR else limits.Unit.WORKING
    return limits.due(on, version.promised_days, unit, (), calendar()).date


def steps(version: Version) -> list[Step]:
    """The steps of the office, in order; what the applicant does first is written by the page."""
    return [step for step in version.steps if step.stage is not Stage.DELIVERING]


def amounts(version: Version) -> list[Amount]:
    """What is paid a month by age, empty where nothing is."""
    benefit = version.result.benefit
    return [Amount(band.monthly, band.from_age) for band in benefit.bands] if benefit else []


def reachable(request: HttpRequest, version: Version) -> list[Card]:
    """The sites near her that take this item in."""
    return [card for card in place.near(request) if card.tier in version.accepting]


def _address(item: str, told: Scenario) -> str:
    query = f"?{told.query}" if told.query else ""
    return f"{settings.PUBLIC_URL}{reverse('portal:guide', args=[item])}{query}"


def _published(item: str) -> Version:
    version = catalog.current(item, today())
    if version is None:
        raise ItemNotFound
    return version


def qr(request: HttpRequest, item: str) -> HttpResponse:
    """The address of the guide, with the answers given so far, as a QR code. Raises ItemNotFound."""
    version = _published(item)
    code = segno.make(_address(item, scenario.read(version, request.GET)), error="m")
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", border=1, dark="#1f2a30", xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def share(request: HttpRequest, item: str) -> HttpResponse:
    """The address of the guide to hand on to the family: as QR code and as text. Raises ItemNotFound."""
    version = _published(item)
    told = scenario.read(version, request.GET)
    query = f"?{told.query}" if told.query else ""
    context = {
        "section": "guide",
        "version": version,
        "address": _address(item, told),
        "back": reverse("portal:guide", args=[item]) + query,
        "qr": reverse("portal:guide_qr", args=[item]) + query,
    }
    return render(request, "portal/share.html", context)

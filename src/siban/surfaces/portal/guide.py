"""办事指南: the questions first, then only what applies to her."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siban.domain.catalog import queries as catalog
from siban.domain.catalog import rules
from siban.domain.catalog.errors import ItemNotFound
from siban.domain.catalog.types import Channel, Handling, Material, Outcome, Stage, Step, Unit, Version
from siban.domain.insight.queries import days_taken
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
    sometimes: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked up instead of being asked for, and of whom."""

    material: Material
    holder: str


@dataclass(frozen=True, slots=True)
class Trips:
    """How often she must go to a window, as things stand now, and how she is spared more."""

    count: int
    note: str


@dataclass(frozen=True, slots=True)
class Amount:
    """What a grant pays a month, in fen, and what it pays at other ages; None where she gets nothing."""

    monthly: int | None
    others: str


def guide(request: HttpRequest, item: str) -> HttpResponse:
    """The guide of an item; for a draft, what is known and whom to ring. Raises ItemNotFound."""
    version = catalog.current(item, today())
    whole = catalog.theme_of(item)
    if whole is not None:
        return redirect("portal:theme", whole.key)
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
        "blocks": rules.blocks_for(version, told.facts),
        "hurdles": rules.unmet_conditions(version, told.facts),
        "taken": days_taken(item),
        "last_day": last_day(version, today()),
        "steps": steps(version),
        "slack": rules.slack(version, version.deciding),
        "amount": amount(version, told),
        "trips": trips(version),
        "taken_in": words.places(version.accepting),
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
            words.DRAWINGS.get(material.picture, words.ANY_PAPER),
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


def amount(version: Version, told: Scenario) -> Amount | None:
    """What is paid a month at her age, or as long as that is not known from the first age on; None where nothing is."""
    benefit = version.result.benefit
    if benefit is None:
        return None
    mine = rules.monthly_amount(version, told.facts)
    if benefit.amount is not None:
        return None if mine is None else Amount(mine, "")
    known = mine is not None or "age" in told.answers
    monthly = mine if known else benefit.bands[0].monthly
    others = (
        _("满%(age)d岁%(sum)s元") % {"age": band.from_age, "sum": f"{band.monthly / 100:g}"}
        for band in benefit.bands
        if band.monthly != monthly
    )
    return Amount(monthly, _("，").join(others))


def trips(version: Version) -> Trips:
    """The declared number of trips; one where only applying online, which is not open yet, would spare it."""
    if version.visits:
        return Trips(version.visits, _("去一次就行"))
    if version.home_visit:
        return Trips(0, _("托村里代办，或者请人上门"))
    if Channel.AGENT in version.channels:
        return Trips(0, _("托代办员办，自己不用去"))
    return Trips(1, _("网上办开通以后，一趟也不用跑"))


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

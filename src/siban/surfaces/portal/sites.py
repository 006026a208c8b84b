"""办事地点: the hall, the centres and the points, each with a page that is true now."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import Tier
from siban.domain.places import queries as places
from siban.domain.places.models import Site, Window
from siban.domain.staff import queries as staff
from siban.domain.staff.queries import AwayNotice, OnDuty
from siban.domain.work.queries import calendar
from siban.kernel.clock import today
from siban.kernel.refusals import NotFound
from siban.surfaces.portal import items, opening, place


class NoSuchSite(NotFound):
    code = "site-not-found"
    sentence = _("没有这个办事地点。")
    advice = _("请从办事地点的名单里找。")


@dataclass(frozen=True, slots=True)
class Township:
    """A centre with the points of its villages."""

    centre: opening.Card
    points: list[opening.Card]


@dataclass(frozen=True, slots=True)
class Seat:
    """A window, who sits there now, and the notice that hangs there if somebody is away."""

    window: Window
    duty: list[OnDuty]
    away: AwayNotice | None


def all_sites(request: HttpRequest) -> HttpResponse:
    """The whole district, township by township."""
    states = staff.sites_now(settings.REGION, calendar=calendar())
    hall, towns = None, []
    for state in states:
        card = opening.card(state)
        if state.site.kind is Site.Kind.HALL:
            hall = card
        elif state.site.kind is Site.Kind.CENTRE:
            towns.append(Township(card, []))
        elif towns:
            towns[-1].points.append(card)
    context = {
        "section": "sites",
        "hall": hall,
        "towns": towns,
        "points": sum(len(town.points) for town in towns),
        "near": place.near(request) if place.chosen(request) else [],
    }
    return render(request, "portal/sites.html", context)


def site(request: HttpRequest, region: str) -> HttpResponse:
    """One site. Raises NoSuchSite."""
    if not region.startswith(settings.REGION):
        raise NoSuchSite
    # Her point, the centre above it and the hall: the page names the others as well.
    line = staff.nearest(region, calendar=calendar())
    if not line or line[0].site.region != region:
        raise NoSuchSite
    here = opening.card(line[0])
    duty, notices = staff.on_duty(here.id), staff.away_notices(here.id)
    seats = [
        Seat(
            window,
            [one for one in duty if one.window == window.number and one.person],
            next((notice for notice in notices if notice.window == window.number), None),
        )
        for window in places.windows(here.id)
    ]
    entries = catalog.entries(today(), accepting=here.tier)
    below = places.children(region) if here.tier is Tier.TOWNSHIP else ()
    context = {
        "section": "sites",
        "here": here,
        "region": region,
        "seats": seats,
        "letters": items.lettered(entries),
        "count": len(entries),
        "above": [opening.card(state) for state in line[1:]],
        "below": below,
        "mine": place.chosen(request) == region,
        "choosable": here.tier is not Tier.DISTRICT,
    }
    return render(request, "portal/site.html", context)

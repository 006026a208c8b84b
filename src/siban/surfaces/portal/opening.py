"""Where one can go and whether it is open, in the words of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from siban.domain.catalog.types import Tier
from siban.domain.places.models import Site
from siban.domain.places.rules.hours import Hours, weekly
from siban.domain.places.wording import CLOSED
from siban.domain.staff.queries import SiteState
from siban.kernel.clock import SHANGHAI, today
from siban.surfaces.ui.templatetags.words import date_cn, weekday

TIERS = {Site.Kind.HALL: Tier.DISTRICT, Site.Kind.CENTRE: Tier.TOWNSHIP, Site.Kind.POINT: Tier.VILLAGE}
WEEK = 6
"""Days ahead for which the day of the week says enough."""
DASH = "\u2060—\u2060"
"""From–to; the word joiners keep both ends on one line."""
MONDAY = date(2024, 1, 1)
"""Any Monday, from which the days of the week are named."""


@dataclass(frozen=True, slots=True)
class Card:
    """A site on a page. `tone` is that of `<c-state>`; `advice` says what to do while nobody is there."""

    id: UUID
    name: str
    short_name: str
    url: str
    tier: Tier
    address: str
    telephone: str
    hours: tuple[str, ...]
    open: bool
    tone: str
    icon: str
    state: str
    advice: str
    is_demonstration: bool


def card(state: SiteState) -> Card:
    """One site as pages show it."""
    site = state.site
    return Card(
        id=site.id,
        name=str(site.name),
        short_name=str(site.short_name),
        url=reverse("portal:site", args=[site.region]),
        tier=TIERS[site.kind],
        address=str(site.address),
        telephone=site.telephone,
        hours=plate(site.hours),
        open=state.open,
        tone="good" if state.open else "wait",
        icon="ok" if state.open else "clock",
        state=_state(state),
        advice=_advice(state),
        is_demonstration=site.is_demonstration,
    )


def _state(state: SiteState) -> str:
    opening = state.site.opening
    if state.away is not None and opening.open:
        return _("%(why)s，%(when)s回来") % {"why": state.away.kind.label, "when": spoken(state.away.back_at)}
    if opening.open and opening.until is not None:
        return _("开着，到%(when)s") % {"when": spoken(opening.until)}
    why = str(CLOSED[opening.why]) if opening.why else _("关着")
    if opening.until is None:
        return why
    return _("%(why)s，%(when)s开门") % {"why": why, "when": spoken(opening.until)}


def _advice(state: SiteState) -> str:
    if state.away is None or not state.site.opening.open or not state.away.go_to:
        return ""
    return _("急的话，可以先到%(place)s办") % {"place": state.away.go_to}


def spoken(at: datetime) -> str:
    """A time as it is said: 下午6点, 明天上午8:30, 周一上午8:30."""
    local = at.astimezone(SHANGHAI)
    day, ahead = local.date(), (local.date() - today()).days
    said = _clock(local.time())
    if ahead <= 0:
        return said
    if ahead == 1:
        return _("明天%(time)s") % {"time": said}
    on = weekday(day) if ahead <= WEEK else date_cn(day)
    return _("%(day)s%(time)s") % {"day": on, "time": said}


def _clock(at: time) -> str:
    hour = _("%(hour)d点") % {"hour": at.hour % 12 or 12} if at.minute == 0 else f"{at.hour % 12 or 12}:{at.minute:02d}"
    values = {"time": hour}
    if at.hour < 12:
        return _("上午%(time)s") % values
    if at.hour == 12:
        return _("中午%(time)s") % values
    if at.hour < 18 or (at.hour == 18 and at.minute == 0):
        return _("下午%(time)s") % values
    return _("晚上%(time)s") % values


def plate(hours: tuple[Hours, ...]) -> tuple[str, ...]:
    """Opening hours as on a door plate: 周一至周五 8:30—12:00，14:30—18:00."""
    lines = []
    for days in weekly(hours):
        first = weekday(MONDAY + timedelta(days=days.first - 1))
        last = weekday(MONDAY + timedelta(days=days.last - 1))
        span = first if days.first == days.last else _("%(first)s至%(last)s") % {"first": first, "last": last}
        times = _("，").join(
            f"{format_date(opens, 'G:i')}{DASH}{format_date(closes, 'G:i')}" for opens, closes in days.intervals
        )
        lines.append(_("%(days)s　%(times)s") % {"days": span, "times": times})
    return tuple(lines)

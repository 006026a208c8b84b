"""The console's pages. Each parses what was asked, asks for it, and renders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from siban.domain.cases.queries.scope import visible_to
from siban.domain.catalog import queries as catalog
from siban.domain.insight import queries as insight
from siban.domain.insight import second_notices
from siban.domain.people.queries import identities
from siban.domain.places.models import Office
from siban.domain.places.queries import offices as offices_of
from siban.domain.staff.line import lines
from siban.domain.work.rules import LEVEL_NAMES, LIGHTS, Level
from siban.domain.work.services.calendar import KEEPERS
from siban.kernel.actors import Actor, Role
from siban.kernel.clock import today
from siban.kernel.refusals import NotAllowed
from siban.kernel.text import Text
from siban.surfaces.console import case as case_pages
from siban.surfaces.console import links, place, tree
from siban.surfaces.console import now as now_pages
from siban.surfaces.console.told import told
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.posts import post_name
from siban.surfaces.ui.requests import StaffRequest
from siban.surfaces.ui.templatetags.words import masked_name

PAGE = 30
overseen = staff_page(Role.LEADER, Role.SUPERVISOR, Role.EDITOR, Role.ADMINISTRATOR)


@overseen
def now(request: StaffRequest) -> HttpResponse:
    """现在: one place as it stands. With X-Live only the middle or the tree is rendered."""
    reach = place.reach(request.actor)
    here = reach.find(request.GET.get("place", ""))
    seen = now_pages.shining(reach)
    part = request.GET.get("part") if request.headers.get("X-Live") else None
    context: dict[str, object] = {"here": here, "section": "now"}
    if part != "middle":
        context["trees"] = [tree.rows(top, here, seen.lights) for top in reach.tops]
        context["sites"] = [(top.name, sum(place.is_site for place in top.walk())) for top in reach.tops]
    if part == "tree":
        return render(request, "console/tree.html", context)
    context["page"] = now_pages.now_at(here, reach, seen)
    if part == "middle":
        return render(request, "console/middle.html", context)
    return render(request, "console/now.html", context | frame(request.actor, here))


@overseen
def warnings(request: StaffRequest) -> HttpResponse:
    """预警: every card of a place, the newest first."""
    reach, here = opened(request)
    level = request.GET.get("level", "")
    level = level if level in LIGHTS else ""
    waiting = request.GET.get("seen") == "no"
    rows = insight.all_raised(here.part, level, open_only=waiting)
    found = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    raised = [insight.as_raised(row) for row in found.object_list]
    names = tree.Names.of(reach.tops).by_office
    offices = offices_of({row.warning.office_id for row in raised})
    who = lines({row.warning.office_id for row in raised})
    context = {
        "found": found,
        "lines": [
            (
                row,
                Level(row.warning.level),
                _name(names, offices, row.warning.office_id),
                told(row.warning, who.get(row.warning.office_id)),
            )
            for row in raised
        ],
        "address": request.get_full_path(),
        "levels": [(one.value, LEVEL_NAMES[one]) for one in LIGHTS],
        "level": level,
        "waiting": waiting,
        "section": "warnings",
    }
    return render(request, "console/warnings.html", context | frame(request.actor, here))


def _name(names: Mapping[UUID, place.Place], known: Mapping[UUID, Office], id: UUID) -> Text:
    """A place of the reader's tree, or a bureau beyond it that holds one of her cases."""
    return names[id].name if id in names else known[id].short_label


@overseen
def windows(request: StaffRequest) -> HttpResponse:
    """The windows with nobody behind them now."""
    reach, here = opened(request)
    names = tree.Names.of(reach.tops).by_office
    found = [(window, names.get(window.office, here).name) for window in insight.empty_windows(here.part)]
    return render(request, "console/windows.html", {"windows": found, "section": ""} | frame(request.actor, here))


@overseen
def told_again(request: StaffRequest) -> HttpResponse:
    """第二次告知: which offices told applicants a second time, in which cases, why, and who signed (B4)."""
    _reach, here = opened(request)
    since = today() - timedelta(days=second_notices.BACK)
    found = second_notices.second_notices(here.part, since, today())
    who = identities([row.case.applicant for row in found])
    rows = [
        (row, catalog.version(row.case.version_id).name, masked_name(who[row.case.applicant_id].name))
        for row in found
        if row.case.applicant_id in who
    ]
    context = {"rows": rows, "since": since, "section": ""}
    return render(request, "console/told_again.html", context | frame(request.actor, here))


@overseen
def cases(request: StaffRequest) -> HttpResponse:
    """The cases behind a number."""
    _reach, here = opened(request)
    pick = links.parse(request.GET.dict())
    visible = visible_to(request.actor)
    found = Paginator(
        insight.picked(here.part, pick).filter(pk__in=visible.values("pk")).values_list("pk", flat=True), PAGE
    ).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "rows": case_pages.listed(list(found.object_list), pick.light),
        "told": links.told(pick),
        "pick": pick,
        "section": "",
    }
    return render(request, "console/cases.html", context | frame(request.actor, here))


@overseen
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """One case, to be read: who holds it, its clocks, its way. No papers, no personal data beyond a masked name."""
    reach = place.reach(request.actor)
    if not reach.opens:
        raise NotAllowed
    context = {"page": case_pages.shown(request.actor, case_id), "section": ""}
    return render(request, "console/case.html", context | frame(request.actor, reach.tops[0]))


def opened(request: StaffRequest) -> tuple[place.Reach, place.Place]:
    """The reach and the place of a page with cases. Raises NotAllowed for who sees counts only."""
    reach = place.reach(request.actor)
    if not reach.opens:
        raise NotAllowed
    return reach, reach.find(request.GET.get("place", ""))


def frame(actor: Actor, here: place.Place) -> dict[str, object]:
    """What the bar of every page of the console says."""
    opens = any(actor.has(role) for role in place.OVERSEERS)
    tabs = [{"key": "now", "label": _("现在"), "url": f"{reverse('console:now')}?place={here.code}"}]
    if opens:
        tabs.append({"key": "warnings", "label": _("预警"), "url": f"{reverse('console:warnings')}?place={here.code}"})
        tabs.append({"key": "orders", "label": _("督办"), "url": f"{reverse('console:orders')}?place={here.code}"})
    if any(actor.has(role) for role in KEEPERS):
        tabs.append({"key": "calendar", "label": _("日历"), "url": reverse("console:calendar")})
    if any(actor.has(role) for role in place.CLIENT_READERS):
        tabs.append({"key": "clients", "label": _("接入"), "url": reverse("console:clients")})
    return {
        "here": here,
        "place": place.workplace(actor),
        "post": post_name(actor.posts[0] if actor.posts else None),
        "crumbs": [(here.name, f"{reverse('console:now')}?place={here.code}")],
        "tabs": tabs,
        "find_url": reverse("console:find") if opens else "",
        "find_label": _("找人、找件"),
        "find_post": True,
    }

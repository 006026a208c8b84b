"""The clerk's own page, and the one box that begins everything."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from siban.domain.cases.queries.today import tally
from siban.domain.staff.queries import pairs
from siban.kernel.actors import Actor
from siban.kernel.refusals import BadInput, NotFound
from siban.surfaces.desk.asking import ask, twelve
from siban.surfaces.desk.frame import desk_page, frame, gone_to, office_of
from siban.surfaces.desk.today import rated, to_settle
from siban.surfaces.desk.views.away import away_from_desk
from siban.surfaces.desk.views.start import register_page
from siban.surfaces.ui.requests import StaffRequest


@require_GET
@away_from_desk
@desk_page
def today(request: StaffRequest) -> HttpResponse:
    """What this window has to settle today. `?show=` narrows it to one sort."""
    return _page(request)


def _page(request: StaffRequest, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    actor: Actor = request.actor
    office = office_of(actor)
    ratings, since = rated(actor)
    context = frame(
        request,
        find_url="",
        office=office,
        twelve=twelve(office.tier),
        settle=to_settle(actor, request.GET.get("show", "")),
        tally=tally(office.pk),
        pairs=pairs(actor.user) if actor.user else (),
        rated=ratings,
        rated_since=since,
    )
    return render(request, "desk/today.html", context | more, status=status)


@require_GET
@desk_page
def rows(request: StaffRequest) -> HttpResponse:
    """The rows alone, asked for again while the page is looked at."""
    settle = to_settle(request.actor, request.GET.get("show", ""))
    return render(request, "desk/parts/todo.html", {"settle": settle})


@require_GET
@desk_page
def rail(request: StaffRequest) -> HttpResponse:
    """The counts beside an intake."""
    return render(request, "desk/parts/rail.html", {"settle": to_settle(request.actor), "elsewhere": True})


@desk_page
def find(request: StaffRequest) -> HttpResponse:
    """The one box: a number leads on, names and words give a choice. By POST, since names belong in no address.

    Its own address, opened again by a browser that comes back, begins with the empty box.
    """
    actor, words = request.actor, request.POST.get("q", "")
    if not words.strip():
        return gone_to(request, reverse("desk:today"))
    try:
        found = ask(actor, words, office_of(actor).tier)
    except (BadInput, NotFound) as refusal:
        return _page(request, refusal.status, words=words, refusal=refusal)
    if found.item:
        return redirect(f"{reverse('desk:start')}?item={found.item}")
    if found.case:
        return redirect("desk:case", found.case)
    if found.bring:
        return redirect("desk:bring", found.bring)
    if found.person:
        return redirect(f"{reverse('desk:start')}?person={found.person}")
    if found.unknown:
        return register_page(request, number=found.unknown)
    return _page(request, words=words, found=found)

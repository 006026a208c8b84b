"""The reader's village or township, kept in a cookie: it only decides which sites are shown first."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from siban.domain.places import queries as places
from siban.domain.staff import queries as staff
from siban.domain.work.queries import calendar
from siban.kernel.refusals import NotFound
from siban.surfaces.portal import opening
from siban.surfaces.ui.choices import way_back
from siban.surfaces.ui.middleware import remember

COOKIE = "siban_place"
CODE = re.compile(r"[0-9]{12}")


class NoSuchPlace(NotFound):
    code = "place-not-found"
    sentence = _("没有这个村或乡镇。")
    advice = _("请从名单里选一个。")


def chosen(request: HttpRequest) -> str:
    """The 12-digit code of the place the reader chose; empty where she chose none, or sends what is none of ours."""
    code = request.COOKIES.get(COOKIE, "")
    return code if CODE.fullmatch(code) and code.startswith(settings.REGION) else ""


def near(request: HttpRequest) -> list[opening.Card]:
    """Her point, her centre and the hall; without a choice the hall alone."""
    code = chosen(request) or places.district()
    return [opening.card(state) for state in staff.nearest(code, calendar=calendar())]


def choose(request: HttpRequest) -> HttpResponse:
    """First the township, then the village; `next` is where to go afterwards."""
    if request.method == "POST":
        return _keep(request)
    township = request.GET.get("township", "")
    here = None
    if township:
        if not CODE.fullmatch(township) or not township.startswith(settings.REGION):
            raise NoSuchPlace
        here = next((region for region in places.ancestors(township) if region.code == township), None)
        if here is None:
            raise NoSuchPlace
    listed = places.children(township or places.district())
    context = {"here": here, "listed": listed, "next": way_back(request), "chosen": chosen(request), "section": "sites"}
    return render(request, "portal/place.html", context)


def _keep(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("region", "")
    known = CODE.fullmatch(code) and code.startswith(settings.REGION) and code in places.names([code])
    if not known:
        raise NoSuchPlace
    response = redirect(way_back(request))
    remember(response, COOKIE, code)
    return response

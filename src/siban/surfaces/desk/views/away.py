"""离岗 and 回岗: while A is away her stand-in works at the window, so her own pages wait for her return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from siban.domain.staff import services as staff
from siban.domain.staff.models import Absence
from siban.domain.staff.queries import Pair, pairs
from siban.kernel.clock import SHANGHAI, now, today
from siban.kernel.refusals import BadInput
from siban.surfaces.desk.frame import frame, identifier
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

View = Callable[..., HttpResponse]


class BackWhen(BadInput):
    code = "back-when"
    sentence = gettext_lazy("回来的时间没有写对。")
    advice = gettext_lazy("写今天几点回来，比如14:30。")


def away_from_desk(view: View) -> View:
    """Who is away from her only post sees when she is due back, instead of a refusal."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponse:
        actor = request.actor
        if actor is not None and not actor.posts and _own_absence(request):
            return redirect("desk:away")
        return view(request, *args, **kwargs)

    return guarded


def _own_absence(request: StaffRequest) -> Pair | None:
    found = pairs(request.actor.user) if request.actor.user else ()
    return next((pair for pair in found if pair.mine and pair.away), None)


@require_GET
@staff_page()
def page(request: StaffRequest) -> HttpResponse:
    """She is away: until when, who stands in, and the way back."""
    pair = _own_absence(request)
    if pair is None:
        return redirect("desk:today")
    return render(request, "desk/away.html", frame(request, pair=pair, find_url=""))


@require_POST
@staff_page()
def leave(request: StaffRequest) -> HttpResponse:
    """Put up the away notice for a post until a time today."""
    try:
        hour = time.fromisoformat(request.POST.get("until", ""))
        kind = Absence.Kind(request.POST.get("kind", ""))
    except ValueError as wrong:
        raise BackWhen(field="until") from wrong
    until = datetime.combine(today(), hour, SHANGHAI)
    if until <= now():
        raise BackWhen(field="until")
    staff.away(identifier(request.POST.get("post", "")), kind=kind, ends_at=until, by=request.actor)
    return redirect("desk:away")


@require_POST
@staff_page()
def back(request: StaffRequest) -> HttpResponse:
    """Take the away notice down."""
    staff.back(identifier(request.POST.get("post", "")), by=request.actor)
    return redirect("desk:today")

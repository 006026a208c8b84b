"""好差评: two taps, after service, for the case that the session has proved."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from siban.domain.cases.models import Case
from siban.domain.cases.queries import tracking
from siban.domain.voice import services
from siban.domain.voice.errors import AlreadyRated, NotServedYet
from siban.domain.voice.queries import is_rated
from siban.domain.voice.rules import LEVEL_NAMES, Level
from siban.kernel.actors import Actor
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput, Refusal
from siban.surfaces.portal import track

TICKET = "rate"
"""Salt of the signed case in the form: another tab may have looked up another case meanwhile."""


class AnotherCase(Refusal):
    code = "another-case"
    sentence = _("您刚才又查了另一件，这一页评的不是它。")
    advice = _("回到查进度那一页，再点评价。")


def rate(request: HttpRequest) -> HttpResponse:
    """Ask how it was, and take the answer. Raises NotServedYet, AlreadyRated, AnotherCase."""
    case = track.remembered(request)
    if case is None:
        return redirect("portal:track")
    if not tracking.is_served(case):
        raise NotServedYet
    if request.method != "POST":
        if is_rated(case):
            raise AlreadyRated
        return _form(request, case, {})
    if signing.Signer(salt=TICKET).sign(str(case.pk)) != request.POST.get("ticket", ""):
        raise AnotherCase
    level, words = request.POST.get("level", ""), request.POST.get("words", "")
    try:
        services.rate(case, level, by=Actor.resident(), words=words, channel="portal", request=_request(request))
    except BadInput as bad:
        return _form(request, case, {bad.field: str(bad)}, level, words, status=bad.status)
    return redirect("portal:thanks")


def _request(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("request", ""))
    except ValueError:
        return None


def _form(
    request: HttpRequest, case: Case, errors: dict[str, str], level: str = "", words: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        "section": "track",
        "levels": [(key.value, LEVEL_NAMES[key], f"face-{key.value}") for key in Level],
        "level": level,
        "words": words,
        "errors": errors,
        "ticket": signing.Signer(salt=TICKET).sign(str(case.pk)),
        "request_id": new_id(),
        "longest": services.LONGEST,
    }
    return render(request, "portal/rate.html", context, status=status)


def thanks(request: HttpRequest) -> HttpResponse:
    """When the office sees it, and that nobody's name is with it."""
    return render(request, "portal/thanks.html", {"section": "track"})

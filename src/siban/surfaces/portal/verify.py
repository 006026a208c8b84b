"""验真伪: whether a notice is genuine. Shows only what the paper itself shows, the name masked."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from siban.domain.notices import queries as notices
from siban.domain.notices.rules import SORTS, State, read_code, show_code
from siban.domain.notices.signed import looks_signed, read_signed
from siban.surfaces.portal import limits

TRIES = 30
"""From one address in five minutes. A code has 50 bits, so guessing is hopeless all the same."""
TONES = {State.GENUINE: ("good", "ok"), State.VOID: ("bad", "no"), State.REPLACED: ("wait", "swap")}


def form(request: HttpRequest) -> HttpResponse:
    """Ask for the code that is printed under the QR code."""
    if request.method != "POST":
        return render(request, "portal/verify.html", {"section": "verify"})
    typed = request.POST.get("code", "")[:600]
    if looks_signed(typed):
        return _signed(request, typed)
    code = read_code(typed)
    if code is not None:
        return redirect("portal:verified", code=code)
    error = _("验证码是10位数字和字母，印在二维码下面，请照着再输一遍。")
    context = {"section": "verify", "error": error, "typed": typed}
    return render(request, "portal/verify.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _signed(request: HttpRequest, text: str) -> HttpResponse:
    """A scanned text, checked by itself. This node's own papers are looked up besides: they may be void since."""
    limits.spend(request, "verify", TRIES)
    said = read_signed(text)
    if said is None:
        return render(request, "portal/verified.html", {"section": "verify"}, status=HTTPStatus.NOT_FOUND)
    if notices.verify(said.code) is not None:
        return redirect("portal:verified", code=said.code)
    return render(request, "portal/signed.html", {"section": "verify", "said": said})


def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the platform says about the paper with this code. Raises TooOften."""
    limits.spend(request, "verify", TRIES)
    found = notices.verify(code)
    if found is None:
        return render(request, "portal/verified.html", {"section": "verify"}, status=HTTPStatus.NOT_FOUND)
    tone, icon = TONES[found.state]
    context = {
        "section": "verify",
        "found": found,
        "public": found.public,
        "kind": SORTS[found.public.kind].name,
        "tone": tone,
        "icon": icon,
        "code": show_code(read_code(code) or ""),
    }
    return render(request, "portal/verified.html", context)

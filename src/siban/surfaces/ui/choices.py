"""Switches of the reader: language and size of type, kept in a cookie, with a safe way back."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from siban.surfaces.ui.context import ELDER_COOKIE
from siban.surfaces.ui.middleware import LANGUAGE_COOKIE, remember


def way_back(request: HttpRequest) -> str:
    """The `next` of the request, if it is an address of this site; else the home page. A `lang` in it is dropped."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(wanted)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "lang"])
    return urlunsplit(parts._replace(query=query))


def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    if code not in {known for known, _name in settings.LANGUAGES}:
        raise Http404
    response = redirect(way_back(request))
    remember(response, LANGUAGE_COOKIE, code)
    return response


def choose_type_size(request: HttpRequest) -> HttpResponse:
    """`?on=1` for large type, `?on=0` for the usual."""
    response = redirect(way_back(request))
    if request.GET.get("on") == "1":
        remember(response, ELDER_COOKIE, "1")
    else:
        response.delete_cookie(ELDER_COOKIE)
    return response

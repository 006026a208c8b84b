"""At the edge of every request: the language, who is acting, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from siban.domain.staff import queries as staff
from siban.kernel.actors import Actor
from siban.kernel.files import FileTooLarge
from siban.kernel.models import User
from siban.kernel.refusals import Refusal

LANGUAGE_COOKIE = "siban_language"
YEAR = 365 * 24 * 60 * 60

Handler = Callable[[HttpRequest], HttpResponse]


def remember(response: HttpResponse, cookie: str, value: str) -> None:
    """Keep a choice of the reader for a year. It says nothing about who she is."""
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=settings.SECURE_COOKIES, httponly=True)


class LanguageMiddleware:
    """Chinese, unless the reader chose English. What her browser prefers does not count."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = {code for code, _name in settings.LANGUAGES}
        asked = request.GET.get("lang", "")
        kept = request.COOKIES.get(LANGUAGE_COOKIE, "")
        code = next((choice for choice in (asked, kept) if choice in known), settings.LANGUAGE_CODE)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ("Cookie",))
        if asked in known:
            remember(response, LANGUAGE_COOKIE, asked)
        return response


MOST_SENT = 42 * 1024 * 1024
"""Bytes of one request: two files of the largest size, and the fields around them."""


class BodyGuardMiddleware:
    """What is too large is refused by its announced length, before a byte of it is read or kept.

    Stands before the check of the form's token, which reads the whole body.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) <= MOST_SENT:
            return self.get_response(request)
        # As in RefusalMiddleware below.
        from siban.surfaces.ui.errors import refused

        request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]  # as htmx's own middleware does
        return refused(request, FileTooLarge(field="file"))


class ActorMiddleware:
    """`request.actor`: who acts, or None. Without a session nobody does, and no query is made to find that out."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor: Actor | None = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            actor = staff.actor_for(request.user)
        # Read as siban.surfaces.ui.requests.PageRequest from here on.
        request.actor = actor  # type: ignore[attr-defined]
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal that a view lets pass becomes its own sentence, with what to do next. Any other exception goes on."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        # errors.py needs the templates, and so the settings that name this module.
        from siban.surfaces.ui.errors import refused

        return refused(request, exception) if isinstance(exception, Refusal) else None

"""Around every call of the API: its language, and one form for every "no", whoever says it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from siban.kernel.refusals import Refusal
from siban.surfaces.api.errors import Failed, NoSuchAddress, NotThisWay, TooLarge, Unreadable
from siban.surfaces.api.problems import MEDIA_TYPE, problem

ROOT = "/api/"
OF_STATUS: dict[int, type[Refusal]] = {
    HTTPStatus.BAD_REQUEST: Unreadable,
    HTTPStatus.NOT_FOUND: NoSuchAddress,
    HTTPStatus.METHOD_NOT_ALLOWED: NotThisWay,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TooLarge,
    HTTPStatus.INTERNAL_SERVER_ERROR: Failed,
}
"""What Django itself answers before or after a call comes to its operation."""


def language(request: HttpRequest) -> str:
    """Of what the caller can read (Accept-Language) the first that we write; Chinese where it says nothing."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.startswith("en"):
            return "en"
        if code.startswith("zh"):
            break
    return "zh-hans"


class ApiMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        code = language(request)
        with translation.override(code):
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.BAD_REQUEST and not response["Content-Type"].startswith(MEDIA_TYPE):
                response = _in_form(response)
        response["Content-Language"] = code
        patch_vary_headers(response, ("Accept-Language",))
        return response


def _in_form(response: HttpResponse) -> HttpResponse:
    kind = OF_STATUS.get(response.status_code)
    if kind is None:
        kind = Failed if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else Unreadable
    answer = problem(kind())
    if "Allow" in response:
        answer["Allow"] = response["Allow"]
    return answer

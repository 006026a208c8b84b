"""The frame of every operation: who calls, what her token allows, how often, and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from siban.domain.exchange.errors import TokenUnknown
from siban.domain.exchange.queries.clients import Caller, caller
from siban.domain.exchange.rules import Scope
from siban.domain.exchange.services import calls, clients
from siban.kernel.crypto import sm3
from siban.kernel.refusals import Refusal
from siban.surfaces.api import description
from siban.surfaces.api.errors import CursorUnknown, EtagMissing, TooLarge, Unreadable
from siban.surfaces.api.problems import Problem, problem, wrong_shape

View = TypeVar("View", bound=Callable[..., Any])
T = TypeVar("T")


class Call(HttpRequest):
    """A call that the door let through."""

    auth: Caller


class Bearer(HttpBearer):
    """A token in `Authorization: Bearer …`, known, in force, not too often, and with the scope of the operation."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        found = caller(token)
        calls.count(found.client)
        found.require(self.scope)
        clients.note_use(found.token)
        return found


READING = (400, 401, 403, 404, 405, 410, 413, 422, 424, 429)
WRITING = (*READING, 409, 412, 428)
"""The statuses of refusals (see the published list); which of them a call can meet hangs on the case."""


def operation(
    router: Router,
    method: str,
    path: str,
    scope: Scope,
    out: Any,
    *,
    status: int = 200,
    writes: bool = False,
    **more: Any,
) -> Callable[[View], View]:
    """An operation with its scope, its answer, and all the problems that it may answer with."""
    problems = dict.fromkeys(WRITING if writes else READING, Problem)
    extra = {"x-scope": scope.value, **more.pop("extra", {})}
    return router.api_operation(
        [method], path, auth=Bearer(scope), response={status: out, **problems}, openapi_extra=extra, **more
    )


class Api(NinjaAPI):
    """Ninja's, with a description that tells the whole truth: media types, headers, scopes, examples."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The description, in the caller's language; made once a process for each, since that takes a second."""
        return self._made(get_language() or "")

    @lru_cache(maxsize=2)  # noqa: B019  there is one of these, as long as the process
    def _made(self, _language: str) -> Any:
        return description.completed(super().get_openapi_schema())


api = Api(
    title="四办 siban",
    version="1.0.0",
    urls_namespace="api",
    description=description.INTRODUCTION,
    docs_url="/docs",
    openapi_url="/openapi.json",
)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem(refusal)


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    return wrong_shape(wrong.errors)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, wrong: AuthenticationError) -> HttpResponse:
    return problem(TokenUnknown())


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    """Ninja says so of a body that is no JSON."""
    return problem(Unreadable())


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, wrong: RequestDataTooBig) -> HttpResponse:
    return problem(TooLarge())


# Which state of a case was seen


IF_MATCH = r'^(\*|"[0-9]{1,10}")$'


def etag(seen: int) -> str:
    """The state of a case: the number of its last event."""
    return f'"{seen}"'


def seen(if_match: str | None) -> int | None:
    """The state that the caller saw; None for `*`, whatever it is now. Raises EtagMissing."""
    if if_match is None:
        raise EtagMissing
    return None if if_match == "*" else int(if_match.strip('"'))


# The same call again


def submitted(request: Call, key: str | None, act: Callable[[Any], T], *, content: bytes | None = None) -> T:
    """Carry an act out under the caller's own number for it: again, it answers with the first result.

    `content`: what makes the call the same, where that is not its body. Raises KeyReused, and what the act raises.
    """
    said = content if content is not None else request.body
    digest = sm3(f"{request.method} {request.path_info}\n".encode() + said)
    with calls.submission(request.auth.client, key or "", digest) as number:
        return act(number)


# Pages of lists


MOST = 100


def next_cursor(kind: str, place: Any) -> str:
    """Where a list goes on: opaque and signed, so that nobody makes one up."""
    return signing.dumps([kind, place], salt="api-cursor", compress=True)


def place(kind: str, cursor: str | None) -> Any:
    """Where a cursor points to; None for the first page. Raises CursorUnknown."""
    if not cursor:
        return None
    try:
        of, found = signing.loads(cursor, salt="api-cursor")
    except (signing.BadSignature, ValueError):
        raise CursorUnknown(field="cursor") from None
    if of != kind:
        raise CursorUnknown(field="cursor")
    return found

"""Where the time of an accept goes: which part of the work, and whether it waits for the database or computes.

The WSGI application is called in this process, one request after the other. A timer looks at the stack two thousand
times a second and books the processor's time since its last look, so neither waiting is booked nor what others do on
the machine. Looking costs a little everywhere. Statements are counted and timed as they are sent, with the waiting.
"""

from __future__ import annotations

import io
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from django.db import connection

from bench.accepting.load import DONE, TYPE, Press, Refused

EVERY = 0.0005
"""Seconds. With fewer looks, what runs just before a statement would be booked to its waiting."""
PARTS = (
    ("siban/kernel/events", "event log: payloads, hashes, rows"),
    ("siban/kernel/acts.py:append", "event log: payloads, hashes, rows"),
    ("siban/kernel/acts.py", "act door: lock, table, save, commit"),
    ("siban/domain/notices", "notice: freeze, seal, number, row"),
    ("siban/domain/cases/services/letters", "notice: its words"),
    ("siban/domain/cases/services/answer_letters", "notice: its words"),
    ("siban/domain/work/services/clocks", "clocks: stop, count, start"),
    ("siban/domain/work/services/tasks", "tasks: close, open"),
    ("siban/domain/cases/services", "case and its steps"),
    ("siban/domain/cases", "case and its steps"),
    ("siban/domain/staff", "who acts: posts, grants"),
    ("siban/surfaces/ui/middleware", "siban's middleware"),
    ("siban/surfaces", "view"),
    ("django/contrib/sessions", "session"),
    ("django/contrib/auth", "user"),
    ("django/middleware/csrf", "CSRF"),
    ("django/contrib/messages", "messages"),
    ("csp/", "other middleware"),
    ("whitenoise/", "other middleware"),
    ("allauth/", "other middleware"),
    ("django_htmx/", "other middleware"),
    ("django/middleware", "other middleware"),
    ("django/core/handlers", "request, address, response"),
    ("bench/accepting/where.py:call", "request, address, response"),
)
"""Part by where the code is; the innermost frame that has one decides. What has none belongs to its caller."""

LAYERS = (
    ("psycopg", "driver"),
    ("django/db/backends", "ORM"),
    ("django/db", "ORM"),
    ("siban/", "own"),
    ("django/", "Django"),
)


@dataclass(slots=True)
class Spent:
    """What one part took, over all requests."""

    layers: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Seconds of processor by layer."""
    statements: int = 0
    in_database: float = 0.0
    """Seconds between sending a statement and having its answer."""

    @property
    def processor(self) -> float:
        return sum(self.layers.values())


@dataclass(slots=True)
class Profile:
    """What all requests took."""

    requests: int
    seconds: float = 0.0
    processor: float = 0.0
    parts: defaultdict[str, Spent] = field(default_factory=lambda: defaultdict(Spent))


def _named(frame: FrameType | None, names: Sequence[tuple[str, str]]) -> str:
    while frame is not None:
        place = f"{frame.f_code.co_filename}:{frame.f_code.co_name}"
        for part, name in names:
            if part in place:
                return name
        frame = frame.f_back
    return "Python"


@contextmanager
def _sampled(profile: Profile) -> Iterator[None]:
    last = time.thread_time()

    def look(_signal: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.thread_time()
        profile.parts[_named(frame, PARTS)].layers[_named(frame, LAYERS)] += now - last
        last = now

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def profiled(application: Callable[..., Any], presses: Sequence[Press], cookies: str) -> Profile:
    """Send the requests through the application. Raises Refused."""
    profile = Profile(len(presses))

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        spent = profile.parts[_named(sys._getframe(), PARTS[:-1])]
        spent.statements += 1
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.in_database += time.perf_counter() - began

    with connection.execute_wrapper(count), _sampled(profile):
        began, processor = time.perf_counter(), time.process_time()
        for press in presses:
            call(application, press, cookies)
        profile.seconds = time.perf_counter() - began
        profile.processor = time.process_time() - processor
    return profile


def call(application: Callable[..., Any], press: Press, cookies: str) -> None:
    """One request, without a server. Raises Refused."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": press.path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_ORIGIN": "http://127.0.0.1:8000",
        "HTTP_COOKIE": cookies,
        "CONTENT_TYPE": TYPE,
        "CONTENT_LENGTH": str(len(press.body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(press.body),
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    said: list[str] = []
    answer = application(environ, lambda status, _headers, _fault=None: said.append(status))
    page = b"".join(answer)
    answer.close()
    if not said[0].startswith(str(DONE)):
        raise Refused(f"POST {press.path}: {said[0]} {page[:2000].decode(errors='replace')}")


def table(profile: Profile) -> list[str]:
    """Milliseconds of one accept: in the database, with waiting, and of this process's processor, by layer."""
    each = 1000 / profile.requests
    columns = ("driver", "ORM", "own", "Django", "Python")
    names = "".join(f"{column:>10}" for column in columns)
    lines = [f"{'part':<38}{'statements':>11}{'in database':>13}{'processor':>12}{names}"]
    for name, spent in sorted(profile.parts.items(), key=lambda pair: -pair[1].processor):
        lines.append(_line(name, spent, columns, each, profile.requests))
    whole = Spent()
    for spent in profile.parts.values():
        for layer, seconds in spent.layers.items():
            whole.layers[layer] += seconds
        whole.statements += spent.statements
        whole.in_database += spent.in_database
    return [*lines, _line("together", whole, columns, each, profile.requests)]


def _line(name: str, spent: Spent, columns: Sequence[str], each: float, requests: int) -> str:
    figures = "".join(f"{spent.layers[column] * each:>10.2f}" for column in columns)
    return (
        f"{name:<38}{spent.statements / requests:>11.1f}{spent.in_database * each:>10.2f} ms"
        f"{spent.processor * each:>12.2f}{figures}"
    )

"""Clerks at work over the API, who ask again, with the same key, until they are answered."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from siban.domain.people import numbers
from siban.domain.people.identity import Sex
from tests.surfaces.api.conftest import PERSON, SIGNATURE, System

PATIENCE = 90.0
EVENTS = {
    "receive": "case.received",
    "accept": "case.accepted",
    "correct": "case.corrected",
    "review": "case.reviewed",
    "grant": "case.decided",
    "deny": "case.decided",
    "deliver": "case.delivered",
    "withdraw": "case.ended",
}
"""What stands on record once an act was acknowledged."""


class Ended(Exception):
    """The day is over."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said, with as much of Django's own response as the tests of the API read."""

    status_code: int
    content: bytes
    headers: dict[str, str]

    def json(self) -> Any:
        return json.loads(self.content)

    def __getitem__(self, name: str) -> str:
        return self.headers[name.lower()]


@dataclass
class Line:
    """A connection that may break at any moment."""

    port: int
    ending: threading.Event
    broken: int = 0
    answered: int = 0
    connection: http.client.HTTPConnection | None = None

    def generic(self, method: str, path: str, data: Any, *, content_type: str, headers: dict[str, str]) -> Answer:
        """Ask until there is an answer that is no accident of the server's: a 5xx without a crash never goes away."""
        body = data.encode() if isinstance(data, str) else data
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self._once(method, path, body, {**headers, "Content-Type": content_type})
                if answer.status_code < 500:
                    self.answered += 1
                    return answer
                last = f"{answer.status_code} {answer.content[:300]!r}"
            except (OSError, http.client.HTTPException) as fault:
                last = repr(fault)
            self.broken += 1
            self._hang_up()
            if time.monotonic() > deadline:
                raise AssertionError(f"{method} {path} was never answered: {last}")
            if self.ending.is_set():
                raise Ended
            time.sleep(0.05)

    def _once(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return Answer(answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()})

    def _hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


@dataclass
class Promised:
    """What callers were told: cases with their numbers, acts with the event that the case stood at, pages."""

    cases: dict[str, str] = field(default_factory=dict)
    acts: list[tuple[str, int, str]] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def case(self, case: dict[str, Any]) -> None:
        with self.lock:
            self.cases[case["id"]] = case["number"]

    def act(self, case: dict[str, Any], action: str) -> None:
        if action in EVENTS:
            with self.lock:
                self.acts.append((case["id"], int(case["etag"].strip('"')), EVENTS[action]))

    def page(self, case: str) -> None:
        with self.lock:
            self.pages[case] = self.pages.get(case, 0) + 1

    def as_json(self) -> str:
        with self.lock:
            return json.dumps({"cases": self.cases, "acts": self.acts, "pages": self.pages})


class Clerk(System):
    """One who files a case after the other and brings each to some end, until the day is over."""

    def __init__(self, port: int, token: str, promised: Promised, ending: threading.Event, number: int) -> None:
        self.line = Line(port, ending)
        super().__init__(token, self.line)  # type: ignore[arg-type]
        self.promised = promised
        self.ending = ending
        self.number = number
        self.chance = random.Random(number)
        self.fault: BaseException | None = None
        self.serial = 0

    def call(self, method: str, path: str, body: Any = None, *, etag: str = "", key: str = "", **more: Any) -> Any:
        """With a key of its own, so that asking again does nothing twice."""
        asks_again = method in ("POST", "PATCH")
        answer = super().call(method, path, body, etag=etag, key=key or (str(uuid4()) if asks_again else ""), **more)
        if (method, path, answer.status_code) == ("POST", "/cases", 201):
            self.promised.case(answer.json())
        return answer

    def act(self, case: dict[str, Any], action: str, body: Any = None, *, key: str = "") -> dict[str, Any]:
        after = super().act(case, action, body, key=key)
        self.promised.act(after, action)
        return after

    def photograph(self, case: dict[str, Any], material: str, data: bytes | None = None) -> Any:
        answer = super().photograph(case, material, data)
        if answer.status_code == 201:
            self.promised.page(case["id"])
        return answer

    def work(self) -> None:
        """The thread's body; what fails is kept for who waits."""
        try:
            while not self.ending.is_set():
                self.one_case()
        except Ended:
            return
        except BaseException as fault:  # noqa: BLE001  a thread's fault would be lost otherwise
            self.fault = fault

    def person(self) -> dict[str, Any]:
        """Somebody new each time."""
        self.serial += 1
        year, day = 1925 + self.serial // 324 % 20, 1 + self.serial // 12 % 27
        born = date(year, 1 + self.serial % 12, day)
        return PERSON | {"number": numbers.make("622201", born, Sex.FEMALE, self.number)}

    def one_case(self) -> None:
        case = self.received()
        case = self.act(case, "claim")
        way = self.chance.random()
        if way < 0.1:
            self.act(case, "withdraw", {"shown": "signed", "pictures": [SIGNATURE]})
            return
        case = self.act(case, "accept")
        if way < 0.4:
            return
        case = self.act(self.act(case, "claim"), "review", {"advice": "grant", "opinion": "满80周岁，户籍在本区。"})
        case = self.act(self.act(case, "claim"), "grant")
        if way > 0.7:
            self.act(self.act(case, "claim"), "deliver", {"signature": SIGNATURE, "manner": "home"})

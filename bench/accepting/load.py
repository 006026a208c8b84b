"""Clients that press a button again and again, each in a signed-in session with a kept connection of its own."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

TYPE = "application/x-www-form-urlencoded"
DONE = 302


class Refused(RuntimeError):
    """A request was not answered with the redirect that follows an act; the message tells what came."""


@dataclass(frozen=True, slots=True)
class Press:
    """One request to come."""

    path: str
    body: bytes


class Browser:
    """A connection with the cookies of a signed-in session."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.session = session
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.cookies = f"sessionid={session}"

    def get(self, path: str) -> str:
        """Open a page; the cookie of the forms' token is kept."""
        self.connection.request("GET", path, headers={"Cookie": self.cookies})
        answer = self.connection.getresponse()
        page = answer.read().decode()
        if answer.status != http.client.OK:
            raise Refused(f"GET {path}: {answer.status}")
        for header in answer.headers.get_all("Set-Cookie") or []:
            if header.startswith("csrftoken="):
                self.cookies = f"sessionid={self.session}; {header.split(';')[0]}"
        return page

    def post(self, press: Press) -> None:
        """Send a form. Raises Refused unless it is answered with a redirect."""
        origin = f"http://127.0.0.1:{self.port}"
        headers = {"Cookie": self.cookies, "Content-Type": TYPE, "Origin": origin, "Referer": f"{origin}/"}
        self.connection.request("POST", press.path, press.body, headers)
        answer = self.connection.getresponse()
        page = answer.read()
        if answer.status != DONE:
            raise Refused(f"POST {press.path}: {answer.status} {page[:2000].decode(errors='replace')}")


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of requests took."""

    requests: int
    seconds: float
    times: tuple[float, ...]
    """Seconds of each request, sorted."""

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the requests was answered."""
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))]


def press_all(browsers: Sequence[Browser], work: Sequence[Sequence[Press]]) -> Round:
    """Let every browser send its requests one after the other, all browsers at once.

    Raises the first fault: Refused, OSError, HTTPException.
    """
    start = threading.Barrier(len(browsers) + 1)
    times: list[float] = []
    faults: list[Exception] = []

    def run(browser: Browser, presses: Sequence[Press]) -> None:
        mine: list[float] = []
        # The server closes what was idle for long.
        browser.connection.close()
        browser.connection.connect()
        start.wait()
        try:
            for press in presses:
                began = time.perf_counter()
                browser.post(press)
                mine.append(time.perf_counter() - began)
        except (Refused, OSError, http.client.HTTPException) as fault:
            faults.append(fault)
        times.extend(mine)

    threads = [threading.Thread(target=run, args=pair) for pair in zip(browsers, work, strict=True)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if faults:
        raise faults[0]
    return Round(len(times), seconds, tuple(sorted(times)))

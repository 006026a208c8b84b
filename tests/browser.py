"""A real browser for tests of pages: at the two designed widths, failing on any complaint of the console.

tests/conftest.py imports the fixtures for all: Playwright runs once in a process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
LOUD = {"error", "warning"}
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
"""Without a sandbox, since tests may run as root; quiet, since the browser is to speak with the tested site alone."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def playwright_here() -> Iterator[tuple[Playwright, str]]:
    """Playwright, and where the system's Chromium is; where there is none, its tests are skipped."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium fonts-noto-cjk")
    # Playwright's loop runs in this thread, and Django would take every query of a test for one made inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright, executable
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def chromium(playwright_here: tuple[Playwright, str]) -> Iterator[Browser]:
    """A browser for the tests of one file: what one of them breaks is whole again for the next file."""
    playwright, executable = playwright_here
    browser = playwright.chromium.launch(executable_path=executable, args=SWITCHES)
    yield browser
    browser.close()


def without_printer(context: BrowserContext) -> None:
    """Papers go to the browser's own viewer and dialog, which are not part of a page and break without a screen."""
    context.route("**/*.pdf", lambda route: route.fulfill(content_type="text/html", body="<title>paper</title>"))
    context.add_init_script("window.print = () => {}")


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[OpenPage]:
    """`open_page(path, PHONE, user=…, allow=("404",))`: a page of the running site.

    Whatever its console complains of, but for texts that contain one of `allow`, fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(path: str, size: ViewportSize = DESK, *, user: Any = None, allow: tuple[str, ...] = ()) -> Page:
        context = chromium.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page = context.new_page()

        def on_console(line: ConsoleMessage) -> None:
            if line.type in LOUD:
                _note(complaints, line.text, allow)

        def on_error(error: Error) -> None:
            _note(complaints, str(error), allow)

        page.on("console", on_console)
        page.on("pageerror", on_error)
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


def _note(complaints: list[str], text: str, allow: tuple[str, ...]) -> None:
    if not any(part in text for part in allow):
        complaints.append(text)


def accessibility_findings(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is now: rule, and the first place."""
    violations = Axe().run(page).response["violations"]
    return [f"{found['id']}: {found['nodes'][0]['html'][:160]}" for found in violations]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

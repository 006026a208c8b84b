"""Whole ways through the site in a real browser, on data that are really committed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser import DESK, PHONE


def context(chromium: Browser, size: ViewportSize, server: str, *, touch: bool) -> BrowserContext:
    return chromium.new_context(
        viewport=size, base_url=server, has_touch=touch, is_mobile=touch, locale="zh-CN", timezone_id="Asia/Shanghai"
    )


@pytest.fixture
def server(committed: None, live_server: Any) -> str:
    """Address of the running site."""
    return str(live_server.url)


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """A page as wide as the desk machine's, 1366×768; addresses are relative to the site."""
    with context(chromium, DESK, server, touch=False) as opened:
        yield opened.new_page()


@pytest.fixture
def phone(chromium: Browser, server: str) -> Iterator[Page]:
    """A page as wide as a phone's, 390×844, touched rather than clicked."""
    with context(chromium, PHONE, server, touch=True) as opened:
        yield opened.new_page()

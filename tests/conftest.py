"""Tests run on a real PostgreSQL: created and migrated as the owner, used as the application.

`db` rolls back. `committed` really commits, and the owner cleans up after it. Reference data (tests/reference.py) is
there in both. Without DATABASE_URL each pytest process starts an embedded server of its own: the event feed reads
pg_snapshot_xmin, which one process's open transaction would hold back for all databases of a server.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.test import Client, TestCase, TransactionTestCase
from pytest_django import DjangoDbBlocker

from siban.kernel import postgres
from siban.kernel.logs import DailyFile
from tests import databases, leaks, reference, second_factor
from tests.browser import chromium, open_page, playwright_here  # noqa: F401  fixtures of all tests in a browser

DURABILITY_OFF = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""A test database need not survive a power cut."""

_embedded_home: Path | None = None
_found_elsewhere: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail when a test was skipped, whatever the reason")


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    found = leaks.found_in(_log_folder(session.config), leaks.KNOWN)
    if _worker(session.config):
        session.config.workeroutput["leaks"] = found  # type: ignore[attr-defined]  # of pytest-xdist
        return
    if found := [*found, *_found_elsewhere]:
        print("\nlog files name people:", *found[:20], sep="\n", file=sys.stderr)  # noqa: T201
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if session.config.getoption("--no-skips") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a process of pytest-xdist found in its logs, told to the one that started it."""
    _found_elsewhere.extend(getattr(node, "workeroutput", {}).get("leaks", ()))


def pytest_configure(config: pytest.Config) -> None:
    """Find the server, and keep files and keys of tests away from those of the checkout."""
    global _embedded_home
    worker = _worker(config)
    home = config.rootpath / "var" / "test" / (worker or "main")
    settings.FILES_ROOT = home / "files"
    settings.MASTER_KEY_FILE = home / "secrets" / "master.key"
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(_log_folder(config), ignore_errors=True)
    for handler in logging.getLogger().handlers:
        if isinstance(handler, DailyFile):
            handler.folder = _log_folder(config)
    # Programs that tests start write beside them.
    os.environ["SIBAN_LOG_FOLDER"] = str(_log_folder(config))
    leaks.watch()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # Slowness is what the real one is for.
    _sign_in_whole()
    hypothesis.settings.register_profile("siban", deadline=None)  # A busy machine is no fault of the code.
    hypothesis.settings.load_profile("siban")
    # Flushing is the owner's work; see databases.clean.
    setattr(TransactionTestCase, "_fixture_teardown", lambda self: databases.clean())  # noqa: B010  unknown to the stubs
    TransactionTestCase.databases = {"default", "owner"}
    TestCase.databases = {"default"}
    if "DATABASE_URL" in os.environ:
        os.environ.setdefault("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
    elif not config.option.collectonly:
        _embedded_home = home


def _sign_in_whole() -> None:
    """Whom a test signs in by force has shown her second factor, too, where her role asks for one."""
    by_force = Client.force_login

    def force_login(self: Client, user: Any, backend: str | None = None) -> None:
        by_force(self, user, backend)
        second_factor.show(self.session, user)

    setattr(Client, "force_login", force_login)  # noqa: B010  unknown to the stubs


def pytest_unconfigure(config: pytest.Config) -> None:
    if _embedded_home is not None:
        postgres.stop(_embedded_home)


def _log_folder(config: pytest.Config) -> Path:
    return config.rootpath / "var" / "test" / (_worker(config) or "main") / "logs"


def _worker(config: Any) -> str:
    """The name of a pytest-xdist worker ("gw0" and so on), "" otherwise."""
    return str(getattr(config, "workerinput", {}).get("workerid", ""))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """Create, migrate and fill the database once a session; --reuse-db keeps it for the next."""
    from siban.kernel import database

    if _embedded_home is not None:
        postgres.ensure(_embedded_home, settings=DURABILITY_OFF)
    with django_db_blocker.unblock():
        fresh = databases.create(_worker(request.config), reuse=django_db_keepdb and not django_db_createdb)
        if not fresh:
            databases.clean()
        database.migrate()
        reference.load()
        databases.keep_reference()
    yield
    with django_db_blocker.unblock():
        databases.close()


@pytest.fixture
def committed(transactional_db: None) -> None:
    """For tests that really commit, on both aliases: the feed, locks, several connections, a live server."""

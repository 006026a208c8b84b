"""One machine's installation as an operator meets it: start, lose any of its processes, stop. In a home of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import psutil
import pytest

from siban.kernel.postgres import Server
from siban.surfaces.cli.serve import Record

PATIENCE = 60.0
T = TypeVar("T")
SIBAN = [sys.executable, "-m", "siban.surfaces.cli"]


def until(condition: Callable[[], T]) -> T:
    """What `condition` gives once it gives something."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)
    return found


class Installation:
    """A home, a port, and what runs there."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.environment = {**os.environ, "SIBAN_HOME": str(home)}
        for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            self.environment.pop(variable, None)
        self.serving: subprocess.Popen[bytes] | None = None

    def serve(self) -> None:
        command = [*SIBAN, "serve", "--port", str(self.port), "--workers", "1"]
        self.serving = subprocess.Popen(command, env=self.environment)
        until(self.is_up)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*SIBAN, *words], env=self.environment, check=False, capture_output=True, text=True, timeout=120
        )

    def is_up(self) -> bool:
        """Whether this supervisor's own children answer, rather than those of one before."""
        assert self.serving is not None and self.serving.poll() is None
        record = Record.read()
        ours = record.supervisor is not None and record.supervisor.pid == self.serving.pid
        return ours and len(record.children) == 2 and self.answers()

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"GET /nothing-here HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                return connection.recv(12).startswith(b"HTTP/1.")
        except OSError:
            return False

    def replaced(self, word: str, before: psutil.Process) -> bool:
        after = self.child(word)
        return after is not None and after.pid != before.pid

    def child(self, word: str) -> psutil.Process | None:
        """The supervisor's living child with this word in its command."""
        assert self.serving is not None
        for process in psutil.Process(self.serving.pid).children():
            if process.status() != psutil.STATUS_ZOMBIE and word in process.cmdline():
                return process
        return None


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    monkeypatch.setenv("SIBAN_HOME", str(tmp_path))
    installation = Installation(tmp_path)
    yield installation
    installation.run("stop")
    if installation.serving:
        installation.serving.wait(PATIENCE)
    shutil.rmtree(Server(tmp_path).base, ignore_errors=True)


def test_whatever_dies_comes_back_and_stop_ends_all(installation: Installation) -> None:
    installation.serve()
    for word in ("worker", "granian"):
        before = until(partial(installation.child, word))
        assert before is not None
        before.kill()
        until(partial(installation.replaced, word, before))
    until(installation.answers)

    database = Server(installation.home)
    pid = database.postmaster()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until(lambda: database.postmaster() not in (None, pid))

    said = installation.run("stop")
    assert said.returncode == 0, said.stderr
    assert installation.serving is not None and installation.serving.wait(PATIENCE) == 0
    assert not installation.answers()
    assert database.postmaster() is None


def test_what_a_killed_supervisor_left_is_cleared_by_the_next(installation: Installation) -> None:
    installation.serve()
    left = Record.read().children
    assert installation.serving is not None
    installation.serving.kill()
    installation.serving.wait()
    assert installation.answers()
    installation.serve()
    assert all(born.process() is None for born in left)

    again = installation.run("serve", "--port", str(installation.port))
    assert again.returncode == 1
    assert "siban stop" in again.stderr

    os.kill(installation.serving.pid, signal.SIGTERM)
    assert installation.serving.wait(PATIENCE) == 0
    # The database ran before this supervisor came, so it is left running.
    assert Server(installation.home).postmaster() is not None

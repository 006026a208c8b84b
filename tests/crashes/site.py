"""A whole site in a home of its own, with the durability of a real one, whose processes can be killed at any moment."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

import psutil

from siban.kernel.postgres import Server
from siban.surfaces.cli.serve import BLOCKING_THREADS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0


class Victim(StrEnum):
    """What dies."""

    WEB = "web"
    WEB_PROCESS = "web process"
    WORKER = "worker"
    DATABASE = "database"
    BACKEND = "backend"
    ALL = "all"


class Site:
    """Database, web server and worker of one home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(parents=True)
        self.server = Server(home)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        given = ("DATABASE_URL", "DATABASE_OWNER_URL", "SIBAN_MASTER_KEY_FILE", "SIBAN_FILES_ROOT")
        self.environment = {name: value for name, value in os.environ.items() if name not in given}
        self.environment |= {
            "SIBAN_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "siban.conf.settings",
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", "")))),
        }
        self.log = (home / "out.log").open("ab")
        self.running: dict[Victim, subprocess.Popen[bytes]] = {}

    def fill(self) -> str:
        """Tables, places, staff, items, and a token of the API."""
        self._start_database()
        token: str = self.ask("tests.crashes.setting_up")["token"]
        return token

    def open(self) -> None:
        """Start what does not run."""
        self._start_database()
        for victim in (Victim.WORKER, Victim.WEB):
            running = self.running.get(victim)
            if running is None or running.poll() is not None:
                self.running[victim] = subprocess.Popen(
                    self._command(victim),
                    env=self.environment,
                    cwd=ROOT,
                    start_new_session=True,
                    stdout=self.log,
                    stderr=self.log,
                )
        self._wait()

    def close(self) -> None:
        """End everything, and leave nothing behind but the home."""
        for running in self.running.values():
            _kill(running)
        self.server.stop()
        self.log.close()

    def remove(self) -> None:
        self.close()
        shutil.rmtree(self.server.base, ignore_errors=True)

    def kill(self, victim: Victim, chance: random.Random) -> None:
        """SIGKILL: nothing is flushed, closed or rolled back."""
        if victim in (Victim.WORKER, Victim.WEB):
            _kill(self.running[victim])
        elif victim is Victim.WEB_PROCESS:
            children = psutil.Process(self.running[Victim.WEB].pid).children(recursive=True)
            _end(chance.choice(children)) if children else None
        elif victim is Victim.BACKEND:
            backends = self._database(children=True)
            _end(chance.choice(backends)) if backends else None
        else:
            if victim is Victim.ALL:
                _kill(self.running[Victim.WEB])
                _kill(self.running[Victim.WORKER])
            for process in self._database():
                _end(process)

    def stop_worker(self) -> None:
        _kill(self.running[Victim.WORKER])

    def ask(self, module: str, *words: str, stdin: str = "") -> Any:
        """Run a module of these tests on the site's own database; what it prints, as JSON."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            env=self.environment,
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{module} failed: {done.stderr[-4000:]}")
        return json.loads(done.stdout)

    def _start_database(self) -> None:
        urls = self.server.ensure()
        self.environment |= {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}

    def _command(self, victim: Victim) -> list[str]:
        if victim is Victim.WORKER:
            return [sys.executable, "-m", "siban.surfaces.cli", "worker"]
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        web += ["--workers", "1", "--blocking-threads", str(2 * BLOCKING_THREADS), "--respawn-failed-workers"]
        return [*web, "--no-ws", "--log-level", "warning", "siban.conf.wsgi:application"]

    def _database(self, *, children: bool = False) -> list[psutil.Process]:
        pid = self.server.postmaster()
        if pid is None:
            return []
        postmaster = psutil.Process(pid)
        found = postmaster.children(recursive=True)
        return found if children else [postmaster, *found]

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"the site did not open: {(self.home / 'out.log').read_text()[-3000:]}")


def _kill(running: subprocess.Popen[bytes]) -> None:
    """The whole session of a program, the program itself included."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _end(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()

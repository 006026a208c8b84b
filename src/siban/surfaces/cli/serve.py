"""The supervisor of a one-machine installation: the database in its own session, the worker, the web server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import typer

from siban.kernel import postgres
from siban.surfaces.cli.language import gettext as _

LOOK_EVERY = 0.5
"""Seconds between two looks at the children."""

DATABASE_EVERY = 5.0
"""Seconds between two looks at the embedded database."""

GRACE = 15.0
"""Seconds a child gets to finish before it is killed."""

LONGEST_PAUSE = 30.0
"""Seconds, at most, before a child that keeps dying is started again."""

SETTLED = 60.0
"""A child that has lived this long is well; its next death is a first one."""

BLOCKING_THREADS = 4
"""Requests at once in a web process; below the size of its connection pool, so that none waits for a connection."""


@dataclass(frozen=True, slots=True)
class Born:
    """A process that cannot be mistaken for another that got its number later."""

    pid: int
    at: float

    @classmethod
    def of(cls, pid: int) -> Born:
        return cls(pid, psutil.Process(pid).create_time())

    def process(self) -> psutil.Process | None:
        try:
            process = psutil.Process(self.pid)
        except psutil.NoSuchProcess:
            return None
        return process if process.create_time() == self.at and _lives(process) else None

    def group(self) -> list[psutil.Process]:
        """Those who live in the process group that it leads or led: a killed web server leaves its workers there."""
        if psutil.pid_exists(self.pid) and psutil.Process(self.pid).create_time() != self.at:
            return []
        return [one for one in psutil.process_iter() if _group(one.pid) == self.pid and _lives(one)]

    def end(self) -> bool:
        """Ask it to stop, wait, and kill what is left of its group; says whether anything lived."""
        members = self.group()
        if leader := self.process():
            _stop(leader, GRACE)
        for process in self.group():
            process.kill()
        _wait(members, GRACE)
        return bool(members)


@dataclass(frozen=True, slots=True)
class Record:
    """Who serves this home, in a file: `siban stop` and the next start find supervisor and children there."""

    supervisor: Born | None = None
    children: tuple[Born, ...] = ()

    @staticmethod
    def path() -> Path:
        return postgres.default_home() / "serve.json"

    @classmethod
    def read(cls) -> Record:
        try:
            data = json.loads(cls.path().read_text())
            return cls(Born(**data["supervisor"]), tuple(Born(**child) for child in data["children"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return cls()

    def write(self) -> None:
        self.path().parent.mkdir(parents=True, exist_ok=True)
        draft = self.path().with_suffix(".draft")
        people = {"supervisor": self.supervisor, "children": self.children}
        draft.write_text(json.dumps(people, default=lambda born: {"pid": born.pid, "at": born.at}))
        draft.rename(self.path())

    def end(self) -> bool:
        """Stop the supervisor, which stops its children; where it was killed, stop what it left. Whether any lived."""
        supervisor = self.supervisor.process() if self.supervisor else None
        if supervisor:
            _stop(supervisor, 3 * GRACE)
        ended = [child.end() for child in self.children]
        self.path().unlink(missing_ok=True)
        return bool(supervisor) or any(ended)


@dataclass(slots=True)
class Child:
    """A program that is kept running."""

    name: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = None
    born: Born | None = None
    started: float = 0.0
    deaths: int = 0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        """In a session of its own, so that Ctrl-C reaches the supervisor alone, which stops the children in order."""
        self.running = subprocess.Popen(self.command, start_new_session=True)
        self.born = Born.of(self.running.pid)
        self.started = time.monotonic()

    def stop(self) -> None:
        if self.running and self.born:
            self.born.end()
            self.running.wait()

    def look(self) -> bool:
        """Start it again where it died, later each time; says whether it was started."""
        now = time.monotonic()
        if self.running and self.running.poll() is not None:
            self.deaths = 1 if now - self.started > SETTLED else self.deaths + 1
            pause = min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)
            self.not_before = now + pause
            typer.secho(
                _("{name} 意外退出（{code}），{pause:.0f} 秒后重新启动。").format(
                    name=self.name, code=self.running.returncode, pause=pause
                ),
                fg="yellow",
                err=True,
            )
            self.stop()
            self.running = None
        if self.running is None and now >= self.not_before:
            self.start()
            return True
        return False


@dataclass(slots=True)
class Secured:
    """TLS: what the web server is told, under which name people reach it, and the list whose change makes it read anew
    who is revoked."""

    options: list[str]
    name: str
    revoked: Path
    stamp: float = 0.0

    def changed(self) -> bool:
        """Whether somebody was revoked since the last look."""
        before, self.stamp = self.stamp, self.revoked.stat().st_mtime if self.revoked.exists() else 0.0
        return before not in (0.0, self.stamp)


class Supervisor:
    """Starts what a district node needs, keeps it running, and stops it in reverse.

    A database that ran before is adopted, and left running at the end.
    """

    def __init__(self, host: str, port: int, workers: int, *, secured: Secured | None = None) -> None:
        self.host, self.port, self.secured = host, port, secured
        self.database = postgres.embedded()
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
        web += ["--workers", str(workers), "--blocking-threads", str(BLOCKING_THREADS), "--respawn-failed-workers"]
        web += ["--no-ws", "--log-level", "warning", *(secured.options if secured else ())]
        web += ["siban.conf.wsgi:application"]
        self.worker = Child(_("后台任务"), [sys.executable, "-m", "siban.surfaces.cli", "worker"])
        self.web = Child(_("网页"), web)
        self.ending = threading.Event()

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT."""
        before = Record.read()
        if before.supervisor and before.supervisor.process():
            typer.secho(_("已经在运行了。要停下，用 siban stop。"), fg="yellow", err=True)
            raise typer.Exit(1)
        before.end()
        self.require_free_port()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.ending.set())
        self._record()
        try:
            prepare()
            self._keep()
        finally:
            for child in (self.web, self.worker):
                child.stop()
            if self.database and self.database.started:
                self.database.stop()
            Record.path().unlink(missing_ok=True)
            typer.echo(_("已停止。"))

    def _keep(self) -> None:
        said = False
        next_database = time.monotonic() + DATABASE_EVERY
        while not self.ending.is_set():
            if self.secured and self.secured.changed():
                self.web.stop()
                self.web.running = None
            changed = [child.look() for child in (self.worker, self.web)]
            if any(changed):
                self._record()
            if not said and self._answers():
                said = True
                typer.secho(_("可以用了：{address}").format(address=self.address()), bold=True)
            if self.database and time.monotonic() >= next_database:
                next_database = time.monotonic() + DATABASE_EVERY
                if self.database.postmaster() is None:
                    typer.secho(_("数据库意外退出，正在重新启动。"), fg="yellow", err=True)
                    self.database.ensure()
            self.ending.wait(LOOK_EVERY if said else 0.1)

    def address(self) -> str:
        """What people open."""
        if self.secured:
            return f"https://{self.secured.name}:{self.port}"
        return f"http://{_shown(self.host)}:{self.port}"

    def _record(self) -> None:
        born = tuple(child.born for child in (self.web, self.worker) if child.born)
        Record(Born.of(os.getpid()), born).write()

    def require_free_port(self) -> None:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as taken:
                typer.secho(
                    _("{host}:{port} 用不了：{reason}。换一个端口：--port").format(
                        host=self.host, port=self.port, reason=taken.strerror
                    ),
                    fg="red",
                    err=True,
                )
                raise typer.Exit(1) from taken

    def _answers(self) -> bool:
        try:
            with socket.create_connection((_shown(self.host), self.port), timeout=0.2):
                return True
        except OSError:
            return False


def prepare() -> None:
    """Bring tables and messages up to date, in a process of its own, whose memory is given back. Exits as it does."""
    (postgres.default_home() / "static").mkdir(parents=True, exist_ok=True)
    done = subprocess.run([sys.executable, "-m", "siban.surfaces.cli", "migrate", "--quiet"], check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)
    compile_messages()


def compile_messages() -> None:
    """Compile the translations where a catalogue is newer than its compiled form; a packaged one brings them."""
    package = Path(__file__).resolve().parents[2]
    tool = package.parents[1] / "tools" / "messages.py"
    if stale_messages(package) and tool.exists():
        subprocess.run([sys.executable, str(tool), "compile"], check=True, stdout=subprocess.DEVNULL)


def stale_messages(package: Path) -> list[Path]:
    """Catalogues without a compiled form, or with an older one."""

    def stale(source: Path) -> bool:
        compiled = source.with_suffix(".mo")
        return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime

    return [source for source in package.rglob("locale/*/LC_MESSAGES/*.po") if stale(source)]


def _shown(host: str) -> str:
    """An address that a browser on this machine can open."""
    return {
        "0.0.0.0": "127.0.0.1",  # noqa: S104  read, not bound
        "::": "::1",
    }.get(host, host)


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def _stop(process: psutil.Process, grace: float) -> None:
    """Ask a process to stop and wait; kill it when it does not."""
    process.terminate()
    if not _wait([process], grace):
        process.kill()


def _wait(processes: list[psutil.Process], seconds: float) -> bool:
    """Whether all ended in time. A zombie has ended; psutil's own wait would go on until its parent asks for it."""
    deadline = time.monotonic() + seconds
    while any(_lives(process) for process in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False

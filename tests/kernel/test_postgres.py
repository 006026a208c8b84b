"""The embedded server, in a home of its own: how it starts, recovers from being killed, and keeps others out."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from siban.kernel import postgres
from siban.kernel.postgres import Server


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home without a server; what is started there ends with the test."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    yield tmp_path / "a home"
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("DATABASE_OWNER_URL", None)
    server = Server(tmp_path / "a home")
    postgres.stop(tmp_path / "a home")
    shutil.rmtree(server.base, ignore_errors=True)


@pytest.fixture
def server(home: Path) -> Server:
    server = Server(home)
    server.ensure()
    return server


def write(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('留下')")


def read(url: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT word FROM kept").fetchone()
    assert row is not None
    return str(row[0])


def test_ensure_starts_a_server_once_and_exports_its_addresses(home: Path) -> None:
    urls = postgres.ensure(home)
    pid = Server(home).postmaster()
    assert os.environ["DATABASE_URL"] == urls.app
    assert os.environ["DATABASE_OWNER_URL"] == urls.owner
    del os.environ["DATABASE_URL"]
    assert postgres.ensure(home) == urls
    assert Server(home).postmaster() == pid
    with psycopg.connect(urls.app) as connection:
        found = connection.execute(
            "SELECT current_user, getdatabaseencoding(), datctype FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert found == ("siban_app", "UTF8", "C.UTF-8")


def test_a_given_database_is_left_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@elsewhere/theirs")
    assert postgres.ensure(home).owner == "postgres://somebody@elsewhere/theirs"
    assert postgres.status(home).given
    assert not home.exists()


def test_trigrams_of_chinese_work(server: Server) -> None:
    with psycopg.connect(server.ensure().owner) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT show_trgm('甘州区')").fetchone()
    assert row is not None and row[0]


def test_after_kill_of_the_postmaster_the_data_are_there(server: Server) -> None:
    write(server.ensure().owner)
    pid = server.postmaster()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert read(server.ensure().owner) == "留下"
    assert server.postmaster() not in (None, pid)


def test_after_kill_while_a_backend_works_the_server_comes_back(server: Server) -> None:
    url = server.ensure().owner
    write(url)
    sleeper = psycopg.connect(url)
    pid, backend = server.postmaster(), sleeper.info.backend_pid
    assert pid is not None
    sleeper.pgconn.send_query(b"SELECT pg_sleep(20)")
    os.kill(pid, signal.SIGKILL)
    os.kill(backend, signal.SIGSTOP)  # A backend that notices nothing for a while.
    subprocess.Popen(["sh", "-c", f"sleep 1; kill -CONT {backend}"])
    assert read(server.ensure().owner) == "留下"


@pytest.mark.parametrize("stranger", ["gone", "alive", "nonsense"])
def test_a_stale_pid_file_is_no_obstacle(server: Server, stranger: str) -> None:
    write(server.ensure().owner)
    server.stop()
    # A stranger of the same user, as pids come round again after a restart of the machine.
    sleep = subprocess.Popen(["sleep", "60"], user=server.user.pw_uid)
    if stranger == "gone":
        sleep.kill()
        sleep.wait()
    pid_file = server.data / "postmaster.pid"
    pid_file.write_text(
        "" if stranger == "nonsense" else f"{sleep.pid}\n{server.data}\n1700000000\n5432\n{server.run}\n\n"
    )
    shutil.chown(pid_file, server.user.pw_uid)
    try:
        assert server.postmaster() is None
        assert read(server.ensure().owner) == "留下"
        assert stranger != "alive" or sleep.poll() is None
    finally:
        sleep.kill()
        sleep.wait()


def test_two_processes_at_once_get_one_server(home: Path) -> None:
    program = "import pathlib, sys; from siban.kernel.postgres import ensure; print(ensure(pathlib.Path(sys.argv[1])))"
    command = [sys.executable, "-c", program, str(home)]
    first, second = (subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2))
    said = [process.communicate(timeout=90)[0] for process in (first, second)]
    assert first.returncode == second.returncode == 0
    assert said[0] == said[1] != ""


def test_the_server_outlives_the_command_that_started_it_and_stop_ends_it(server: Server, home: Path) -> None:
    pid = server.postmaster()
    assert pid is not None
    assert os.getsid(pid) != os.getsid(0)
    assert postgres.stop(home)
    assert server.postmaster() is None
    assert not postgres.stop(home)


def test_others_on_the_machine_do_not_get_in(server: Server) -> None:
    url = server.ensure().app
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT current_setting('listen_addresses')").fetchone()
    assert row == ("",)
    for folder in (server.run, server.data):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((server.base / "passwords.json").stat().st_mode) == 0o600
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(server.run), user="postgres", dbname="postgres", password="guess")


def test_a_long_path_has_its_socket_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(tmp_path)
    server.base = tmp_path / ("long" * 30)
    assert len(str(server.run)) <= postgres.LONGEST_SOCKET_FOLDER


def test_nothing_is_waited_for_forever(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A postmaster that stands still is reported with its pid, not killed: it may hold work."""
    pid = server.postmaster()
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        with monkeypatch.context() as impatient, pytest.raises(postgres.ServerFailed, match=str(pid)):
            impatient.setattr(postgres, "WAIT", 1.0)
            server.ensure()
        assert time.monotonic() - began < 30
    finally:
        os.kill(pid, signal.SIGCONT)

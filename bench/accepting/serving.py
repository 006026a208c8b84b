"""Servers of a run, started as `siban serve` starts them, and what the processor spent on them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from siban.surfaces.cli.serve import BLOCKING_THREADS

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
PATIENCE = 60.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def granian(application: str, **environment: str) -> Iterator[tuple[int, psutil.Process]]:
    """Serve a WSGI application with the settings of `siban serve`; its port and its process."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", str(BLOCKING_THREADS), "--no-ws"]
    command += ["--log-level", "warning", application]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment, "PYTHONPATH": path})
    try:
        _wait(port, process)
        yield port, psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
            process.kill()
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")


def processor_seconds(process: psutil.Process | None) -> float:
    """Seconds of processor that a process and its children have had so far, ended ones too."""
    if process is None:
        return 0.0
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            spent = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += spent.user + spent.system
        total += spent.children_user + spent.children_system
    return total

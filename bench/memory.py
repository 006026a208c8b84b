"""Memory of a district node: `siban serve` with database, worker and two web processes, after some hundred requests.

    python bench/memory.py [--requests 400] [--json FILE]

A district with its reference data and open cases. The pages that people keep open are asked over HTTP by signed-in
people, four at once, over and over; then memory is summed over the process tree of `siban serve` and that of the
database: proportional set size, which divides what processes share. Beside it, the floor: the same tree before the
first request. A home and a database server of its own are made and removed. Method and figures: docs/performance.md.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

OPEN, PEOPLE = 200, 64
GOAL = 1024
"""MiB."""
PATIENCE = 120.0
AT_ONCE = 4


def main() -> int:
    """Measure and print; 1 where the goal is missed."""
    from bench.alone import district, parser, server

    options = parser(__doc__, requests=400).parse_args()
    with server():
        district()
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    from bench.alone import machine, write
    from bench.scaling import pages

    pages.district(OPEN, PEOPLE)
    asked = {name: (client.cookies["sessionid"].value, path) for name, (client, path) in pages.addresses().items()}
    print(machine(), flush=True)
    with _served() as (port, process):
        found = {"before the first request": _memory(process)}
        turns = list(asked.values()) * (options.requests // len(asked) + 1)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda one: _get(port, *one), turns))
        found[f"after {len(turns)} requests"] = _memory(process)
    parts = list(next(iter(found.values())))
    print(f"\n{'MiB (PSS)':<28}{''.join(f'{part:>16}' for part in parts)}{'together':>12}")
    for name, one in found.items():
        print(f"{name:<28}{''.join(f'{one[part]:>16.0f}' for part in parts)}{sum(one.values()):>12.0f}")
    whole = sum(found[f"after {len(turns)} requests"].values())
    print(f"\n{whole:.0f} MiB (goal {GOAL} MiB): {'met' if whole <= GOAL else 'missed'}")
    write(options.json, found)
    return 0 if whole <= GOAL else 1


@contextmanager
def _served() -> Iterator[tuple[int, psutil.Process]]:
    """`siban serve` as an operator starts it, on the database that is there."""
    from bench.accepting.serving import free_port

    port = free_port()
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "siban.surfaces.cli", "serve", "--port", str(port)]
    # The addresses of the database stay out of its environment, so that it finds and adopts the embedded one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    process = subprocess.Popen(command, cwd=ROOT, env={**environment, "PYTHONPATH": path}, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield port, psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until a page is answered: by then every web process has loaded the application."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            _get(port, "", "/", wanted=0)
        except OSError:
            time.sleep(0.2)
        else:
            time.sleep(5)  # The worker and the second web process may still be loading.
            return
    raise RuntimeError("siban serve did not start")


def _get(port: int, session: str, path: str, wanted: int = http.client.OK) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Cookie": f"sessionid={session}"} if session else {})
        answer = connection.getresponse()
        answer.read()
        if wanted and answer.status != wanted:
            raise RuntimeError(f"GET {path}: {answer.status}")
    finally:
        connection.close()


def _memory(supervisor: psutil.Process) -> dict[str, float]:
    """MiB of every part of the node."""
    from siban.kernel import postgres

    server = postgres.embedded()
    pid = server.postmaster() if server else None
    if pid is None:
        raise RuntimeError("the database does not run")
    own = supervisor.memory_full_info().pss / 2**20
    parts = {"database": _pss(psutil.Process(pid)), "worker": 0.0, "web": 0.0, "supervisor": own}
    for child in supervisor.children():
        parts["web" if any("granian" in word for word in child.cmdline()) else "worker"] += _pss(child)
    return parts


def _pss(root: psutil.Process) -> float:
    """MiB of a process and all below it. The bench's own connections are counted with the database."""
    whole = 0
    for one in (root, *root.children(recursive=True)):
        try:
            whole += one.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return whole / 2**20


if __name__ == "__main__":
    sys.exit(main())

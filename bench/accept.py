"""Accepts per second over HTTP, beside a bare Django view and pgbench that do the same reads and writes.

    python bench/accept.py [--rounds N] [--quick]

16 clients, each a signed-in acceptor's session with a kept connection, send the form of the office's case page; one
request accepts one received and claimed case. In the same run, on the same database and in turn: a plain Django view
that sends the recorded statements of an accept (bench/accepting/bare.py), and pgbench with the same statements. Both
web applications are served by granian as `siban serve` does. After a warm-up, the median of the rounds and their spread
are printed, then where the time of an accept goes. Nothing else is needed: a database server of its own is started in
a folder of its own and removed at the end. With DATABASE_URL (and DATABASE_OWNER_URL), an empty database, it uses that.
Method and figures: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from bench.accepting.cases import Waiting
    from bench.accepting.form import Form
    from bench.accepting.load import Browser, Press
    from bench.accepting.recipe import Step
    from siban.domain.cases.models import Case

CLIENTS = 16
PEOPLE = 64
EACH = {"accept": 12, "bare view": 24, "pgbench": 48}
"""Requests of one client in a round, so that a round takes some seconds."""
GOAL_BARE, GOAL_PGBENCH, GOAL_STATEMENTS = 0.60, 0.10, 20
PROFILED = 400
RECORDED = 5
"""Accepts before measuring; the last two make the recipe, the ones before them fill what is kept in memory."""


@dataclass(slots=True)
class Measured:
    """The rounds of one contender."""

    rates: list[float] = field(default_factory=list)
    web: list[float] = field(default_factory=list)
    """Milliseconds of processor a request took in the web processes."""
    database: list[float] = field(default_factory=list)
    """The same in PostgreSQL's."""
    p50: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)


def main() -> int:
    """Measure and print; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="a tenth of the requests, to see that it works")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="siban-bench-") as home:
        os.environ["SIBAN_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
        from siban.kernel import postgres

        postgres.ensure()
        try:
            import django

            django.setup()
            return _run(options.rounds, 10 if options.quick else 1)
        finally:
            _close()
            if server := postgres.embedded():
                server.stop()
                shutil.rmtree(server.base)


def _close() -> None:
    from tests.databases import close

    close()


def _run(rounds: int, divisor: int) -> int:
    from django.conf import settings

    from bench.accepting import cases, floor, serving

    began = time.perf_counter()
    case = _prepare()
    each = {name: max(2, count // divisor) for name, count in EACH.items()}
    profiled = PROFILED // divisor
    # One round more than is counted warms everything up.
    numbers = {name: CLIENTS * count * (rounds + 1) for name, count in each.items()}
    work = cases.Work(serial=1)
    applicants = cases.people(work, PEOPLE)
    stock = cases.copies(case, applicants, sum(numbers.values()) + 2 * profiled + RECORDED)
    sessions = [_session(settings.AUTHENTICATION_BACKENDS[0]) for _client in range(CLIENTS)]
    bare_sessions = [_session("django.contrib.auth.backends.ModelBackend") for _client in range(CLIENTS)]
    steps = _record([stock.pop() for _ in range(RECORDED)], sessions[0])
    urls = os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"]
    for_pgbench = [stock.pop() for _ in range(numbers["pgbench"])]
    floor.keep(urls[1], urls[0], for_pgbench)
    script = floor.script(steps, urls[0])
    recipe = Path(os.environ["SIBAN_HOME"]) / "recipe"
    recipe.write_bytes(pickle.dumps(steps))
    _say_where(len(steps), case, len(for_pgbench) + len(stock), time.perf_counter() - began)
    before = _accepted()
    with (
        serving.granian("siban.conf.wsgi:application") as (port, web),
        serving.granian("bench.accepting.bare:application", BENCH_RECIPE=str(recipe)) as (bare_port, bare_web),
    ):
        browsers, form = _open(port, sessions, stock[-1])
        bare_browsers, token = _open_bare(bare_port, bare_sessions)
        measured = {name: Measured() for name in each}
        for number in range(rounds + 1):
            for name, count in each.items():
                keep = measured[name] if number else Measured()
                if name == "pgbench":
                    first = number * CLIENTS * count
                    _measure(
                        keep, None, lambda first=first, count=count: floor.run(script, urls[0], CLIENTS, count, first)
                    )
                    continue
                mine = [[stock.pop() for _ in range(count)] for _client in range(CLIENTS)]
                if name == "accept":
                    presses = [[_press(form[n], one) for one in some] for n, some in enumerate(mine)]
                    _load(keep, web, browsers, presses)
                else:
                    presses = [[_press_bare(token[n], one) for one in some] for n, some in enumerate(mine)]
                    _load(keep, bare_web, bare_browsers, presses)
            if number:
                print(
                    f"round {number}: " + ", ".join(f"{n} {m.rates[-1]:.0f}/s" for n, m in measured.items()), flush=True
                )
    done = _accepted() - before
    if done != sum(numbers.values()):
        raise RuntimeError(f"{done} cases were accepted, {sum(numbers.values())} were to be")
    met = _report(measured, len(steps))
    _explain([stock.pop() for _ in range(2 * profiled)], sessions[0])
    return 0 if met else 1


def _prepare() -> Case:
    """Tables, reference data, one case that waits to be accepted."""
    from django.conf import settings

    from bench.accepting import cases
    from siban.kernel import database
    from siban.kernel.models import User
    from siban.surfaces.cli.serve import compile_messages
    from tests import reference

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    database.migrate()
    if User.objects.exists():
        raise SystemExit("the database is not empty: give one that is, or none")
    reference.load()
    compile_messages()
    return cases.original(cases.Work())


def _session(backend: str) -> str:
    """A signed-in session of the acceptor, as a sign-in page leaves it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from siban.kernel.models import User
    from tests.domain.cases.conftest import Staff

    user = User.objects.get(pk=Staff().acceptor.user)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    key: str = session.session_key
    return key


def _record(cases: Sequence[Waiting], session: str) -> tuple[Step, ...]:
    """The statements of an accept, session and user included, from real ones in this process."""
    from django.core.wsgi import get_wsgi_application

    from bench.accepting import recipe, where

    application = get_wsgi_application()
    sent = []
    for case in cases:
        form, cookies = _page(case, session)
        with recipe.recorded() as statements:
            where.call(application, _press(form, case), cookies)
        sent.append(statements)
    return recipe.compare(sent[-2], sent[-1], (cases[-2].ids, cases[-1].ids))


def _page(case: Waiting, session: str) -> tuple[Form, str]:
    """The form of a case's page and the browser's cookies, without a server."""
    from django.test import Client

    from bench.accepting.form import accepting

    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
    client.cookies["sessionid"] = session
    answer = client.get(_address(case))
    if answer.status_code != 200:
        raise RuntimeError(f"GET {_address(case)}: {answer.status_code}")
    form = accepting(answer.content.decode())
    form.action = form.action.replace(str(case.id), "{case}")
    return form, f"sessionid={session}; csrftoken={client.cookies['csrftoken'].value}"


def _address(case: Waiting) -> str:
    from django.urls import reverse

    return reverse("office:case", args=[case.id])


def _press(form: Form, case: Waiting) -> Press:
    """The form as it would be for this case."""
    from bench.accepting.form import body
    from bench.accepting.load import Press
    from siban.kernel.ids import new_id

    fields = form.fields | {"seen": str(case.seen), "request": str(new_id())}
    if not fields.keys() <= form.fields.keys():
        raise RuntimeError(f"the form of the case lacks a field: it has {', '.join(form.fields)}")
    return Press(form.action.replace("{case}", str(case.id)), body(fields))


def _press_bare(token: str, case: Waiting) -> Press:
    from bench.accepting.form import body
    from bench.accepting.load import Press

    ids = json.dumps({name: str(value) for name, value in case.ids.items()})
    return Press("/accept", body({"csrfmiddlewaretoken": token, "ids": ids}))


def _open(port: int, sessions: Sequence[str], case: Waiting) -> tuple[list[Browser], list[Form]]:
    """Every client opens the page of a case once, as one does before pressing."""
    from bench.accepting.form import accepting
    from bench.accepting.load import Browser

    browsers, forms = [Browser(port, session) for session in sessions], []
    for browser in browsers:
        form = accepting(browser.get(_address(case)))
        form.action = form.action.replace(str(case.id), "{case}")
        forms.append(form)
    return browsers, forms


def _open_bare(port: int, sessions: Sequence[str]) -> tuple[list[Browser], list[str]]:
    from bench.accepting.load import Browser

    browsers = [Browser(port, session) for session in sessions]
    return browsers, [browser.get("/") for browser in browsers]


def _load(keep: Measured, web: psutil.Process, browsers: Sequence[Browser], presses: Sequence[Sequence[Press]]) -> None:
    from bench.accepting.load import press_all

    def go() -> tuple[int, float]:
        done = press_all(browsers, presses)
        keep.p50.append(done.percentile(0.5) * 1000)
        keep.p95.append(done.percentile(0.95) * 1000)
        return done.requests, done.rate

    _measure(keep, web, go)


def _measure(keep: Measured, web: psutil.Process | None, go: Callable[[], tuple[int, float]]) -> None:
    from bench.accepting.serving import processor_seconds

    database = _postmaster()
    before = processor_seconds(web), processor_seconds(database)
    requests, rate = go()
    after = processor_seconds(web), processor_seconds(database)
    keep.rates.append(rate)
    keep.web.append((after[0] - before[0]) * 1000 / requests)
    keep.database.append((after[1] - before[1]) * 1000 / requests)


def _postmaster() -> psutil.Process | None:
    from siban.kernel import postgres

    server = postgres.embedded()
    pid = server.postmaster() if server else None
    return psutil.Process(pid) if pid else None


def _accepted() -> int:
    from siban.domain.cases.models import Case

    return Case.objects.filter(accepted_at__isnull=False).count()


def _say_where(statements: int, case: Case, stock: int, seconds: float) -> None:
    import platform

    from django.db import connection

    from bench.accepting import floor, serving

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        cursor.execute(
            "SELECT string_agg(name || ' ' || current_setting(name), ', ') FROM pg_settings "
            "WHERE name IN ('fsync', 'synchronous_commit', 'shared_buffers')"
        )
        settings = cursor.fetchone()[0]
    machine = platform.processor() or platform.machine()
    print(f"{machine}, {psutil.cpu_count()} processors, load {psutil.getloadavg()[0]:.1f}")
    print(f"Python {platform.python_version()}, PostgreSQL {version} ({settings}), {floor.program()[1]}")
    print(f"granian: {serving.WORKERS} workers, {serving.BLOCKING_THREADS} threads each; {CLIENTS} clients")
    print(f"{stock} cases of {case.item}, made in {seconds:.0f} s; an accept sends {statements} statements\n")


def _report(measured: dict[str, Measured], statements: int) -> bool:
    print(f"\n{'':<12}{'per second':>11}{'spread':>14}{'p50':>9}{'p95':>9}{'processor: web':>16}{'PostgreSQL':>12}")
    for name, found in measured.items():
        spread = f"{min(found.rates):.0f}–{max(found.rates):.0f}"
        times = (f"{statistics.median(v):.0f} ms" if v else "" for v in (found.p50, found.p95))
        p50, p95 = times
        web, database = statistics.median(found.web), statistics.median(found.database)
        print(
            f"{name:<12}{statistics.median(found.rates):>11.1f}{spread:>14}{p50:>9}{p95:>9}"
            f"{web:>13.2f} ms{database:>9.2f} ms"
        )
    accept, bare, pgbench = (statistics.median(found.rates) for found in measured.values())
    goals = (
        ("of the bare view", accept / bare, GOAL_BARE),
        ("of pgbench", accept / pgbench, GOAL_PGBENCH),
    )
    print()
    for name, share, goal in goals:
        print(f"accept is {share:.0%} {name} (goal {goal:.0%})")
    print(f"{statements} statements (goal {GOAL_STATEMENTS})")
    return all(share >= goal for _name, share, goal in goals) and statements <= GOAL_STATEMENTS


def _explain(stock: Sequence[Waiting], session: str) -> None:
    from django.core.wsgi import get_wsgi_application

    from bench.accepting import where

    application = get_wsgi_application()
    form, cookies = _page(stock[0], session)
    presses = [_press(form, case) for case in stock]
    half = len(presses) // 2
    for press in presses[:half]:
        where.call(application, press, cookies)
    profile = where.profiled(application, presses[half:], cookies)
    each = 1000 / profile.requests
    print(f"\nWhere the time goes: {profile.requests} accepts, one after the other, in one process without a server")
    print(f"{profile.seconds * each:.1f} ms an accept, {profile.processor * each:.1f} ms of this process's processor")
    print("\n".join(where.table(profile)))


if __name__ == "__main__":
    sys.exit(main())

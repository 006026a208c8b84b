"""The pages that people keep open, asked again and again in one process, with the number of statements of each."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.accepting import cases as stock
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.queries import tracking
from siban.domain.people.models import Person
from siban.domain.staff.models import Post
from siban.domain.work.services import sweep
from siban.kernel import database, feed
from siban.kernel.actors import Actor, Role
from siban.kernel.clock import now, today
from siban.kernel.models import User
from siban.surfaces.cli.serve import compile_messages
from siban.surfaces.portal.track import REMEMBERED
from tests import reference, second_factor
from tests.domain.cases.conftest import Work

WARM = 5


@dataclass(slots=True)
class Page:
    """What a page took: seconds of each request, and its statements, session and user included."""

    statements: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 requests were answered."""
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * 0.95))]


def district(open_cases: int, people: int) -> UUID:
    """Tables, reference data, residents and what is open; the id of a decided case that the past is copied from."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.ALLOWED_HOSTS = ["testserver"]
    database.migrate()
    if not User.objects.exists():
        reference.load()
    compile_messages()
    work = Work()
    decided = Case.objects.filter(state="delivered").first() or work.delivered()
    if Person.objects.count() < people:
        rest = Work(serial=1)
        stock.people(rest, people - Person.objects.count())
        applicants = list(Person.objects.select_related("key")[:64])
        received = stock.original(work)
        stock.copies(received, applicants, open_cases)
        handling = Case.objects.select_related("stream", "applicant__key").get(pk=work.reviewed().pk)
        stock.copies(handling, applicants, open_cases)
        feed.run_until_idle()
    return decided.pk


def measured(rounds: int) -> dict[str, Page]:
    """Every page `rounds` times, in an order of chance, after some that are not counted; then the sweep."""
    asked = _asked()
    found = {name: Page() for name in asked}
    for _ in range(WARM):
        for ask in asked.values():
            ask()
    for name, ask in asked.items():
        with CaptureQueriesContext(connection) as sent:
            ask()
        found[name].statements = sum(
            not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for one in sent
        )
    turns = [name for name in asked for _ in range(rounds)]
    random.Random(1).shuffle(turns)
    for name in turns:
        began = time.perf_counter()
        asked[name]()
        found[name].times.append(time.perf_counter() - began)
    return found


def addresses() -> dict[str, tuple[Client, str]]:
    """The pages that people keep open, each with the browser of somebody who may open it."""
    work = Work()
    acceptor, reviewer, agent = (
        _client(actor) for actor in (work.staff.acceptor, work.staff.reviewer, work.staff.agent)
    )
    leader = _client_of(Post.objects.select_related("holder").filter(role=Role.SUPERVISOR).order_by("pk")[0].holder)
    received = Case.objects.filter(state="received").order_by("pk")[0]
    handling = Case.objects.filter(state="handling").order_by("pk")[0]
    resident = _resident(handling)
    return {
        "desk: today": (agent, reverse("desk:today")),
        "office: inbox (township)": (acceptor, reverse("office:inbox")),
        "office: inbox (bureau)": (reviewer, reverse("office:inbox")),
        "office: case page": (acceptor, reverse("office:case", args=[received.pk])),
        "office: case in hand": (reviewer, reverse("office:case", args=[handling.pk])),
        "portal: tracking": (resident, reverse("portal:tracked")),
        "console: now, tree": (leader, reverse("console:now")),
        "console: cases": (leader, reverse("console:cases")),
    }


def _asked() -> dict[str, Callable[[], None]]:
    asked = {name: _get(client, address) for name, (client, address) in addresses().items()}
    handling = Case.objects.filter(state="handling").order_by("pk")[0]
    tail = Matter(handling, today()).applicant.number.value[-4:]
    number = handling.number
    asked["portal: number and tail"] = lambda: tracking.by_number(number, tail) and None
    return {"bare view, one row": _bare} | asked | {"sweep of clocks": lambda: sweep.run(at=now()) and None}


def _get(client: Client, address: str) -> Callable[[], None]:
    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"GET {address}: {answer.status_code}")

    return ask


def _bare() -> None:
    """The floor of floors: one row by its key, as any view must at least."""
    Case.objects.filter(state="archived").order_by("pk").values("pk").first()


def _client(actor: Actor) -> Client:
    return _client_of(User.objects.get(pk=actor.user))


def _client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    second_factor.show(client.session, user)
    return client


def _resident(case: Case) -> Client:
    """Somebody who has just proved that the case is hers."""
    client = Client()
    session = client.session
    session[REMEMBERED] = {"case": str(case.pk), "until": time.time() + 3600}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client

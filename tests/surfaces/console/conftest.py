"""Cases that lie: taken in and accepted some working days ago, as the agent and the township would have done it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.rules import Capacity, Channel
from siban.domain.cases.services import answers, documents, intake, steps
from siban.domain.cases.services.documents import Tick
from siban.domain.catalog.rules import unanswered
from siban.domain.people import numbers
from siban.domain.people.identity import Kind, Sex
from siban.domain.people.rules import identify
from siban.domain.people.services import register
from siban.domain.staff.models import Post
from siban.domain.staff.queries import actor_for
from siban.domain.work.queries import calendar
from siban.domain.work.rules import shift
from siban.domain.work.services import sweep
from siban.kernel.actors import Actor
from siban.kernel.clock import SHANGHAI, today
from siban.kernel.models import User
from tests.domain.cases.conftest import picture

VILLAGE, CENTRE, BUREAU = "point-620702107203", "centre-620702107", "civil-affairs-elderly"
PROMISED = 10
"""Working days of the old-age allowance; its review has a share of four of them."""

Lie = Callable[..., Case]


def holder(office: str, role: str) -> Actor:
    post = Post.objects.select_related("holder").filter(office__key=office, role=role).order_by("pk").first()
    assert post is not None
    return actor_for(post.holder)


def user(name: str) -> User:
    return User.objects.get(name=name)


def ago(days: int) -> date:
    """So many working days before today."""
    return shift(today(), -days, calendar())


@pytest.fixture
def lie() -> Lie:
    """`lie(9)`: a case accepted nine working days ago whose review nobody has claimed; one day is left of its ten.

    `accepted=False`: received that day, and not yet answered.
    """
    serial = 0

    def made(days: int, name: str = "何玉兰", *, accepted: bool = True, claimed: bool = False) -> Case:
        nonlocal serial
        serial += 1
        morning = datetime.combine(ago(days), time(9, serial % 60), SHANGHAI)
        case = _received(serial, name, morning)
        if accepted:
            acceptor = holder(CENTRE, "acceptor")
            steps.claim(case.pk, by=acceptor, at=morning + timedelta(minutes=20))
            case = answers.accept(case.pk, by=acceptor, at=morning + timedelta(minutes=30))
        if claimed:
            steps.claim(case.pk, by=holder(BUREAU, "reviewer"), at=morning + timedelta(minutes=50))
        return case

    return made


def _received(serial: int, name: str, at: datetime) -> Case:
    agent = holder(VILLAGE, "agent")
    identity = identify(
        name=name,
        kind=Kind.CITIZEN,
        number=numbers.make("622201", date(1940, 3, 8), Sex.FEMALE, serial),
        on=today(),
        phone="13900002716",
        household_region="620702107203",
        residence_region="620702107203",
    )
    person = register(identity, by=agent, at=at)
    case = intake.open_case(
        "old-age-allowance", person, by=agent, capacity=Capacity.SELF, channel=Channel.WINDOW, at=at
    )
    matter = Matter(case, at.date())
    while questions := unanswered(matter.version, matter.facts):
        case = intake.fill(case.pk, by=agent, scenario={questions[0].key: questions[0].options[0].key}, at=at)
        matter = Matter(case, at.date())
    form = {
        one.key: one.options[0].key if one.options else one.sample.zh if one.sample else ""
        for one in matter.fields
        if one.required and one.key not in matter.form
    }
    intake.fill(case.pk, by=agent, form=form, at=at)
    intake.print_form(case.pk, by=agent, at=at)
    documents.photograph(case.pk, "application", [picture()], by=agent, at=at)
    ticks = {
        one.material: Tick(here=True)
        for one in documents.of(case)
        if one.material != "application" and one.manner != "shared"
    }
    intake.fill(case.pk, by=agent, ticks=ticks, at=at)
    return intake.receive(case.pk, by=agent, at=at)


@pytest.fixture
def story(lie: Lie) -> list[Case]:
    """Two late tomorrow, one to watch, one past its promise, one to be answered today. The sweep has run."""
    cases = [
        lie(PROMISED - 1, "何玉兰"),
        lie(PROMISED - 1, "杨秀珍", claimed=True),
        lie(3, "王建国"),
        lie(PROMISED + 2, "李桂花", claimed=True),
        lie(5, "丁福", accepted=False),
    ]
    sweep.run()
    return cases


@pytest.fixture
def counted(story: list[Case]) -> None:
    """The figures have taken in all that happened, as the worker's feed would hand it on."""
    from siban.domain.insight.subscribers import count
    from siban.kernel.events import history

    for case in story:
        for event in history(case.pk):
            if event.act in ("case.received", "case.accepted", "case.decided"):
                count(event)

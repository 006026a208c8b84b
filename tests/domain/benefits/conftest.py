"""A granted allowance, and a calendar that can be turned on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from siban.domain.benefits import subscribers
from siban.domain.benefits.models import Entitlement
from siban.domain.cases.models import Case
from siban.domain.work.models import Clock
from siban.domain.work.rules import Kind
from siban.domain.work.services import sweep
from siban.kernel.clock import SHANGHAI, now, today
from siban.kernel.events import Recorded, history
from tests.domain.cases.conftest import Staff, Work

ITEM = "old-age-allowance"
CLOCKS = (
    "siban.kernel.acts.now",
    "siban.domain.work.services.sweep.now",
    "siban.domain.benefits.services.pay_lists.now",
    "siban.domain.benefits.services.reassessment.now",
)
DAYS = ("siban.domain.benefits.services.pay_lists.today", "siban.domain.benefits.register.today")


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def staff(work: Work) -> Staff:
    return work.staff


def event_of(stream, act: str) -> Recorded:
    """The last event of this act."""
    return next(event for event in reversed(history(stream)) if event.act == act)


def granted(work: Work, born: date = date(1945, 3, 8), person=None) -> Entitlement:
    """A case taken to its grant, and what the grant opened."""
    if person is not None or born != date(1945, 3, 8):
        by = work.staff
        from siban.domain.cases.rules import Advice
        from siban.domain.cases.services import answers, decisions

        case = work.received(person=person or work.person(born=born))
        work.claimed(case, by.acceptor)
        answers.accept(case.pk, by=by.acceptor)
        work.claimed(case, by.reviewer)
        decisions.review(case.pk, by=by.reviewer, advice=Advice.GRANT, opinion="满80周岁，户籍在本区。")
        work.claimed(case, by.decider)
        case = decisions.grant(case.pk, by=by.decider)
    else:
        case = work.granted()
    return opened(case)


def opened(case: Case) -> Entitlement:
    subscribers.follow_grant(event_of(case.pk, "case.decided"))
    return fresh(Entitlement.objects.get(case=case))


def fresh(one: Entitlement) -> Entitlement:
    return Entitlement.objects.select_related("stream", "person__key", "case", "office").get(pk=one.pk)


Travel = Callable[[date], datetime]


@pytest.fixture
def travel(monkeypatch) -> Travel:
    """Let the platform's calendar stand at a later day, a little after midnight there."""

    def to(day: date) -> datetime:
        moment = max(datetime.combine(day, time(0, 0, 30), tzinfo=SHANGHAI), now())
        for name in CLOCKS:
            monkeypatch.setattr(name, lambda: moment)
        for name in DAYS:
            monkeypatch.setattr(name, lambda: day)
        return moment

    return to


def sweep_to(one: Entitlement, travel: Travel, key: str = "") -> datetime:
    """Let the clock of the check run out: the sweep warns, and what follows from it happens."""
    clock = Clock.objects.get(stream=one.pk, kind=Kind.CHECK, key=key, stopped_on=None)
    assert clock.due is not None
    moment = travel(clock.due + timedelta(days=1))
    sweep.run(moment)
    subscribers.follow_clock(event_of(one.pk, "work.warned"))
    return moment


def this_month() -> date:
    return today().replace(day=1)

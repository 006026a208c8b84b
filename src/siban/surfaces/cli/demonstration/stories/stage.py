"""What all stories of the law need: somebody who applies, the hands that do the next step, and where to look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from random import Random

from django.urls import reverse

from siban.domain.cases.models import Case, CaseStep
from siban.domain.cases.rules import Advice, Answer
from siban.domain.cases.services import answers, decisions, intake, steps
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.rules import unanswered
from siban.domain.people.services import register
from siban.domain.places import queries as places
from siban.domain.work.models import Task
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date
from siban.kernel.models import User
from siban.kernel.numbers import grouped
from siban.surfaces.cli.demonstration import window
from siban.surfaces.cli.demonstration.past import STORY_VILLAGE
from siban.surfaces.cli.demonstration.people import Crowd, Home
from siban.surfaces.cli.demonstration.tale import Tale

FIRST = 400
"""Serial from which the people of these stories count, beside those of the past."""
AGENT, CLERK = "李秀兰", "张海霞"


@cache
def home() -> Home:
    """The village of the stories, whose accounts are tried first."""
    return Home(STORY_VILLAGE, places.paths([STORY_VILLAGE])[STORY_VILLAGE].zh)


def crowd() -> Crowd:
    """Made-up people who are none of the past's."""
    return Crowd(Random(FIRST), FIRST)


@dataclass
class Story(Tale):
    """One rule as somebody who looks around finds it: a line that says what it is, the page, and whose account."""

    people: Crowd = field(default_factory=crowd)
    page: str = ""
    account: str = ""

    # Acts

    def applies(
        self,
        at: datetime,
        item: str,
        *,
        ages: tuple[int, int] = (80, 88),
        name: str = AGENT,
        scenario: Mapping[str, str] | None = None,
        values: Mapping[str, object] | None = None,
        without: Mapping[str, str] | None = None,
        income: str = "",
    ) -> Actor:
        """Somebody of the village applies at a window; the form is signed, nothing is received yet.

        With an `income` she lives alone, and her household is she herself with it.
        """
        by, on = self.hands.named(name, at), local_date(at)
        self.identity = self.people.someone(home(), ages, on)
        person = register(self.identity, by=by, at=at - timedelta(minutes=20))
        version = catalog.current(item, on)
        assert version is not None
        told = dict(scenario or {})
        known: dict[str, object] = {
            "age": self.identity.age(on),
            "household_region": self.identity.household_region,
            "tier": places.office(by.office).tier if by.office else None,
        }
        while left := unanswered(version, known | {f"scenario.{key}": value for key, value in told.items()}):
            told[left[0].key] = left[0].options[0].key
        given = dict(values or {})
        if income:
            row = {"name": self.identity.name, "number": self.identity.number.value, "relation": "self"}
            given["household"] = [row | {"health": "chronic", "work": "farming", "income": income}]
        self.case = window.sitting(
            item, person, by=by, at=at, scenario=told, chance=self.chance, values=given, without=without
        )
        return by

    def receive(self, at: datetime, by: Actor, proposal: Answer = Answer.ACCEPT) -> None:
        self.case = intake.receive(self.now.pk, by=by, proposal=proposal, at=at)

    def takes(self, at: datetime) -> Actor:
        """Whoever does the next step claims it."""
        by = window.hand_for(window.waiting(self.now), self.hands, at, self.number)
        self.case = steps.claim(self.now.pk, by=by, at=at)
        return by

    def accepted(self, at: datetime) -> Actor:
        by = self.takes(at)
        self.case = answers.accept(self.now.pk, by=by, at=at)
        return by

    def reviewed(self, at: datetime, opinion: str = "材料齐全，符合条件，拟同意。") -> Actor:
        by = self.takes(at)
        self.case = decisions.review(self.now.pk, by=by, advice=Advice.GRANT, opinion=opinion, at=at)
        return by

    def granted(self, at: datetime) -> Actor:
        by = self.takes(at)
        self.case = decisions.grant(self.now.pk, by=by, opinion="同意。", at=at)
        return by

    # Reading

    @property
    def now(self) -> Case:
        """The case, which has been begun."""
        assert self.case is not None
        return self.case

    def step(self) -> CaseStep:
        """The step that is open."""
        found = steps.current(self.now)
        assert found is not None
        return found

    def tasks(self, kind: str) -> int:
        """How many tasks of a kind are open."""
        return Task.objects.filter(stream=self.now.pk, kind=kind, closed_at=None).count()

    def notices_of(self, kind: str) -> int:
        """How many notices of a kind it has."""
        return sum(one.kind == kind for one in self.notices())

    def expect_one(self, what: str, found: int) -> None:
        self.expect(what, found, 1)

    # Where to look

    def see(self, by: Actor, view: str = "office:find", query: str = "") -> None:
        """The page where it is found, where nothing else is said by the number of the case, and the account that
        finds it. An address bears no id, so that it is the same at every run."""
        user = User.objects.get(pk=str(by.user))
        self.account = self.hands.present(user, self.days.at(1, "09:00")).username
        self.page = f"{reverse(view)}?{query}" if query else reverse(view)

    def said(self) -> str:
        """Who it is about, and the number by which it is found."""
        if self.identity is None or self.case is None:
            return ""
        return f"{self.identity.name}  {grouped(self.case.number)}  "

"""The people of the main job, and a case brought to any point of its life."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pytest
from PIL import Image

from siban.domain.cases.models import Case
from siban.domain.cases.rules import Advice, Capacity, Channel
from siban.domain.cases.rules_established import Shown
from siban.domain.cases.services import answers, decisions, delivery, documents, intake, steps, withdrawing
from siban.domain.cases.services.documents import Tick
from siban.domain.people import numbers
from siban.domain.people.identity import Kind, Sex
from siban.domain.people.models import Person
from siban.domain.people.rules import identify
from siban.domain.people.services import register
from siban.domain.staff.models import Post
from siban.domain.staff.queries import actor_for
from siban.kernel import feed
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.models import Event, Feed

VILLAGE = "620702107203"


def picture(colour: str = "white") -> bytes:
    """A small photograph."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def holder(office: str, role: str) -> Actor:
    """Whoever holds the first post of this role at this office."""
    post = Post.objects.select_related("holder").filter(office__key=office, role=role).order_by("pk").first()
    assert post is not None, f"no {role} at {office}"
    return actor_for(post.holder)


@dataclass
class Staff:
    """The people through whose hands the main job goes."""

    @cached_property
    def agent(self) -> Actor:
        return holder("point-620702107203", "agent")

    @cached_property
    def elsewhere(self) -> Actor:
        return holder("point-620702108202", "agent")

    @cached_property
    def clerk(self) -> Actor:
        return holder("centre-620702107", "clerk")

    @cached_property
    def acceptor(self) -> Actor:
        return holder("centre-620702107", "acceptor")

    @cached_property
    def reviewer(self) -> Actor:
        return holder("civil-affairs-elderly", "reviewer")

    @cached_property
    def decider(self) -> Actor:
        return holder("civil-affairs-elderly", "decider")


@dataclass
class Work:
    """Brings a case as far as a test wants it, by the acts that staff would do."""

    staff: Staff = field(default_factory=Staff)
    serial: int = 0

    def person(self, name: str = "王桂珍", born: date = date(1945, 3, 8), region: str = VILLAGE) -> Person:
        self.serial += 1
        identity = identify(
            name=name,
            kind=Kind.CITIZEN,
            number=numbers.make("622201", born, Sex.FEMALE, self.serial),
            on=today(),
            phone="13900002716",
            phone_owner="儿子刘建军",
            address="党寨镇党寨村三社",
            household_region=region,
            residence_region=region,
        )
        return register(identity, by=self.staff.agent)

    def draft(self, person: Person | None = None, item: str = "old-age-allowance", by: Actor | None = None) -> Case:
        by = by or self.staff.agent
        case = intake.open_case(item, person or self.person(), by=by, capacity=Capacity.SELF, channel=Channel.WINDOW)
        return self.answered(case, by)

    def answered(self, case: Case, by: Actor) -> Case:
        """Answer every scenario question with its first option, and fill what is still empty with the samples."""
        from siban.domain.cases.matter import Matter
        from siban.domain.catalog.rules import unanswered

        case = Case.objects.select_related("stream", "applicant__key").get(pk=case.pk)
        matter = Matter(case, today())
        while open_questions := unanswered(matter.version, matter.facts):
            case = intake.fill(case.pk, by=by, scenario={open_questions[0].key: open_questions[0].options[0].key})
            matter = Matter(case, today())
        missing = {
            one.key: one.options[0].key if one.options else one.sample.zh if one.sample else ""
            for one in matter.fields
            if one.required and one.key not in matter.form
        }
        return intake.fill(case.pk, by=by, form=missing) if missing else case

    def filled(self, case: Case, by: Actor, without: tuple[str, ...] = ()) -> Case:
        """Print, sign and photograph the form; tick all papers but those left out."""
        intake.print_form(case.pk, by=by)
        form = next(m for m in documents.of(case) if m.material == "application")
        documents.photograph(case.pk, form.material, [picture()], by=by)
        ticks = {
            one.material: Tick(here=one.material not in without)
            for one in documents.of(case)
            if one.material != form.material and one.manner != "shared"
        }
        return intake.fill(case.pk, by=by, ticks=ticks)

    def received(self, without: tuple[str, ...] = (), **kwargs: object) -> Case:
        case = self.draft(**kwargs)  # type: ignore[arg-type]
        self.filled(case, self.staff.agent, without)
        return intake.receive(case.pk, by=self.staff.agent)

    def claimed(self, case: Case, by: Actor) -> Case:
        return steps.claim(case.pk, by=by)

    def accepted(self) -> Case:
        case = self.received()
        self.claimed(case, self.staff.acceptor)
        return answers.accept(case.pk, by=self.staff.acceptor)

    def reviewed(self) -> Case:
        case = self.accepted()
        self.claimed(case, self.staff.reviewer)
        return decisions.review(case.pk, by=self.staff.reviewer, advice=Advice.GRANT, opinion="满80周岁，户籍在本区。")

    def granted(self) -> Case:
        case = self.reviewed()
        self.claimed(case, self.staff.decider)
        return decisions.grant(case.pk, by=self.staff.decider)

    def withdrawn(self, case: Case) -> Case:
        """Taken back at the window by a signed request."""
        return withdrawing.withdraw(case.pk, by=self.staff.agent, shown=Shown.SIGNED, pictures=[picture()])

    def delivered(self) -> Case:
        case = self.granted()
        self.claimed(case, self.staff.agent)
        return delivery.deliver(case.pk, by=self.staff.agent, signature=picture(), manner="home")


def sequenced() -> None:
    """Every event has its place in the feed. Another transaction anywhere on the server may hold the sequencer back
    for a moment, so it turns until all are placed."""
    deadline = time.monotonic() + 20
    while Feed.objects.count() < Event.objects.count():
        assert time.monotonic() < deadline, "the sequencer does not get to the end"
        feed.sequence()


@pytest.fixture
def staff() -> Staff:
    return Staff()


@pytest.fixture
def work() -> Work:
    return Work()

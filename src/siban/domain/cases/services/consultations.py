"""Several authorities in parallel under one limit (联合办理、征求意见; ALL 26(2), 42(2))."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors, events
from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases.matter import Matter, seal_opinion
from siban.domain.cases.models import Case, Consultation
from siban.domain.cases.rules import Action, Advice
from siban.domain.cases.services import steps
from siban.domain.cases.subject import CASE
from siban.domain.places.queries import office as office_of
from siban.domain.work.models import Clock
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once

TASK = "consultation"
"""Kind of the task that waits at an office that was asked."""


def clock_key(number: int) -> str:
    """The name of the share of time of one opinion."""
    return f"{TASK}-{number}"


@once
def consult(
    case_id: UUID,
    *,
    by: Actor,
    offices: dict[UUID, int],
    question: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Ask other offices, each with its share of days, all at once; the limits of the case run on.

    With the first question the statutory limit becomes that of joint handling, where the regime knows one.
    Raises QuestionMissing, OwnOffice, AlreadyConsulted, BadShare, NotClaimed, StillHeld.
    """
    if not question.strip() or not offices:
        raise refusals.QuestionMissing(field="question")
    with act(CASE, case_id, Action.CONSULT, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.going(matter, by)
        most = matter.limits.statutory
        number = Consultation.objects.filter(case=case).count()
        if number == 0:
            _make_joint(change, matter)
        open_now = set(
            Consultation.objects.filter(case=case, answered_at=None, dropped_at=None).values_list(
                "office_id", flat=True
            )
        )
        for office_id, days in offices.items():
            to = office_of(office_id)
            if to.pk == step.office_id:
                raise refusals.OwnOffice(field="office")
            if to.pk in open_now:
                raise refusals.AlreadyConsulted(field="office")
            if not 1 <= days <= most:
                raise refusals.BadShare(field="days", days=most)
            number += 1
            clock = clocks.start(
                change,
                kind=Kind.STEP,
                days=days,
                unit=Unit(matter.limits.unit),
                office=to.pk,
                region=to.region_id,
                key=clock_key(number),
            )
            task = tasks.open(change, kind=TASK, office=to.pk, region=to.region_id, role=Role.REVIEWER, clock=clock)
            Consultation.objects.create(
                case=case,
                number=number,
                lead_id=step.office_id,
                office=to,
                task=task.pk,
                days=days,
                sealed_question=seal_opinion(case, question.strip()),
                dispatched_at=change.at,
            )
            steps.join(case, to, change.at)
            change.record(events.Consulted(number=number, office=step.office_id, to=to.pk, days=days))
    return case


def _make_joint(change: Change[Case], matter: Matter) -> None:
    """The law gives several authorities together one longer limit; what was promised stays promised (ALL 42(2))."""
    joint = matter.version.regime.joint
    if joint is None:
        return
    row = Clock.objects.filter(stream=change.stream_id, kind=Kind.STATUTORY, stopped_on=None).first()
    if row is not None and row.limit < joint.days:
        clocks.relimit(change, days=joint.days, kind=Kind.STATUTORY)


@once
def take(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Take the question in hand at an office that was asked. Raises AlreadyClaimed, NotYourTurn."""
    with act(CASE, case_id, Action.TAKE_CONSULTATION, by=by, seen=seen, request=request, at=at) as change:
        row = _mine(change, by)
        if row.claimed_at is not None:
            raise errors.AlreadyClaimed
        row.claimed_at, row.claimed_by = change.at, by.user
        row.save(update_fields=["claimed_at", "claimed_by"])
        tasks.claim(change, row.task)
        change.record(events.ConsultationTaken(number=row.number, office=row.office_id))
    return change.subject


@once
def opine(
    case_id: UUID,
    *,
    by: Actor,
    advice: Advice,
    opinion: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Answer the office that asked. Its share of the time ends; late or not is on record.

    Raises ReasonMissing, NotClaimed, NotYourTurn.
    """
    if not opinion.strip():
        raise errors.ReasonMissing(field="opinion")
    with act(CASE, case_id, Action.OPINE, by=by, seen=seen, request=request, at=at) as change:
        row = _mine(change, by)
        if row.claimed_at is None:
            raise errors.NotClaimed
        clock = Clock.objects.filter(
            stream=change.stream_id, kind=Kind.STEP, key=clock_key(row.number), stopped_on=None
        ).first()
        late = clock is not None and clock.due is not None and change.date > clock.due
        row.answered_at, row.answered_by, row.advice = change.at, by.user, advice
        row.sealed_opinion = seal_opinion(change.subject, opinion.strip())
        row.save(update_fields=["answered_at", "answered_by", "advice", "sealed_opinion"])
        tasks.close(change, row.task)
        clocks.stop(change, Kind.STEP, key=clock_key(row.number))
        change.record(events.Opined(number=row.number, office=row.office_id, advice=advice.value, late=late))
    return change.subject


def _mine(change: Change[Case], by: Actor) -> Consultation:
    """The open question at one of the actor's offices. Raises NotYourTurn."""
    offices = {post.office for post in by.posts}
    row = Consultation.objects.filter(
        case=change.subject, office__in=offices, answered_at=None, dropped_at=None
    ).first()
    if row is None:
        raise errors.NotYourTurn
    return row

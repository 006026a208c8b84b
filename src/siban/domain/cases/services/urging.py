"""催办: the applicant, or a window for her, nudges the office that holds the case; the office says in a sentence how it
stands. One urge of a case is open at a time, each is counted, and going on with the case settles it."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime, time
from uuid import UUID

from siban.domain.cases import errors_urging as errors
from siban.domain.cases import events_urging as events
from siban.domain.cases.matter import seal_opinion
from siban.domain.cases.models import Case
from siban.domain.cases.rules import Action
from siban.domain.cases.services import steps
from siban.domain.cases.subject import CASE
from siban.domain.places.queries import office
from siban.domain.work.models import Task
from siban.domain.work.queries import calendar, first_minute
from siban.domain.work.rules import Kind
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import act, once
from siban.kernel.calendar import Calendar
from siban.kernel.clock import SHANGHAI, local_date
from siban.kernel.models import Event

TASK = steps.URGE
"""Kind of the task that waits for who was urged."""
NOON = time(12, 0)
LONGEST = 200
"""Characters of an answer: a message on a telephone."""


def answer_days(at: datetime, calendar: Calendar) -> int:
    """Working days for an answer: none, which is today, where urged on the morning of a working day, else one.

    By 17:30 of that day, when offices close (practice).
    """
    return 0 if calendar.is_working(local_date(at)) and at.astimezone(SHANGHAI).time() < NOON else 1


@once
def urge(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Nudge the office whose turn it is. A resident may once a day, a window whenever none is open.

    Raises UrgedAlready, UrgedToday, NobodyToUrge, NotYourTurn.
    """
    with act(CASE, case_id, Action.URGE, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        if Task.objects.filter(stream=case.pk, kind=TASK, closed_at=None).exists():
            raise errors.UrgedAlready
        own = by.has(Role.RESIDENT)
        if own and urged_on(case.pk, first_minute(change.date)):
            raise errors.UrgedToday
        step = steps.current(case)
        if step is None:
            raise errors.NobodyToUrge
        to = office(step.office_id)
        clock = clocks.start(
            change,
            kind=Kind.URGE,
            days=answer_days(change.at, calendar()),
            office=to.pk,
            region=to.region_id,
        )
        tasks.open(change, kind=TASK, office=to.pk, region=to.region_id, role=Role(step.role), clock=clock)
        change.record(events.Urged(office=to.pk, own=own, answer_by=clock.due))
    return change.subject


def urged_on(case_id: UUID, since: datetime) -> bool:
    """Whether the applicant has urged since then: what a resident does has no actor."""
    return Event.objects.filter(stream=case_id, act="case.urged", occurred_at__gte=since, actor=None).exists()


@once
def answer(
    case_id: UUID,
    *,
    by: Actor,
    sentence: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Say how the case stands, to the window and the applicant; no limit of the case changes.

    Raises AnswerMissing, AnswerTooLong, NotUrged, NotYourTurn.
    """
    words = sentence.strip()
    if not words:
        raise errors.AnswerMissing(field="text")
    if len(words) > LONGEST:
        raise errors.AnswerTooLong(field="text", most=LONGEST)
    with act(CASE, case_id, Action.ANSWER_URGE, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        if not tasks.close_kind(change, TASK):
            raise errors.NotUrged
        clocks.stop(change, Kind.URGE)
        sealed = b64encode(seal_opinion(case, words)).decode()
        change.record(events.UrgeAnswered(office=case.holder_id, sentence=sealed))
    return case

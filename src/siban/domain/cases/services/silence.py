"""What follows by itself when somebody says nothing: the office (ALL 32(4), F12), or the applicant (practice)."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from siban.domain.cases import events
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.rules import Action, StepState
from siban.domain.cases.services import answer_letters, letters, steps
from siban.domain.cases.services.answers import begin_handling
from siban.domain.cases.subject import CASE
from siban.domain.notices import data
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.work.models import Clock
from siban.domain.work.rules import Kind
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor
from siban.kernel.acts import act
from siban.kernel.clock import SHANGHAI


def count_as_accepted(case_id: UUID, *, at: datetime | None = None) -> Case:
    """Five working days without a word: accepted from the day of receipt, both clocks run from then, the applicant is
    told, and the office's failure is on record (ALL 32(4)).

    Raises OutOfTurn where somebody has answered after all.
    """
    with act(CASE, case_id, Action.DEEM, by=Actor.system(), at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        answer = Clock.objects.get(stream=case.pk, kind=Kind.ANSWER, stopped_on=None)
        since = answer.starts_on
        case.accepted_at = (
            case.received_at if case.received_on == since else datetime.combine(since, time(), tzinfo=SHANGHAI)
        )
        step = steps.current(case)
        if step is None:
            raise RuntimeError("a received case has an accepting step")
        step.state, step.done_at = StepState.DONE, change.at
        step.save(update_fields=["state", "done_at"])
        tasks.drop(change)
        begun = begin_handling(change, matter, step, since=since, by_silence=True)
        change.record(
            events.Deemed(
                office=step.office_id,
                since=since,
                promised_due=begun.promised,
                statutory_due=begun.statutory,
                notice=begun.notice,
            )
        )
        begun.dispatch()
    return case


def close_not_pursued(case_id: UUID, *, at: datetime | None = None) -> Case:
    """The applicant's own time to supply is over: closed as not pursued, and may be started again (practice).

    Raises OutOfTurn where she has supplied it after all.
    """
    with act(CASE, case_id, Action.LAPSE, by=Actor.system(), at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        own = Clock.objects.get(stream=case.pk, kind=Kind.CORRECTION, stopped_on=None)
        case.ended_at = change.at
        clocks.stop(change)
        tasks.drop(change)
        letter = data.Termination(
            **letters.common(matter, matter.origin),
            received_on=answer_letters.received_on(matter),
            ended_on=change.date,
            end=data.End.NOT_PURSUED,
            basis=letters.basis(matter, NoticeKind.TERMINATION),
        )
        notice = letters.send(change, matter, letter)
        change.record(events.Lapsed(office=case.origin_id, until=own.due or change.date, notice=notice.pk))
    return case

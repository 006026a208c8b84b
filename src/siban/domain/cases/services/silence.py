"""What follows by itself when somebody says nothing: the office (ALL 32(4), F12), or the applicant (practice)."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from siban.domain.cases import events
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.rules import Action, Outcome, StepState
from siban.domain.cases.services import answer_letters, letters, steps, words
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services.answers import begin_handling
from siban.domain.cases.subject import CASE
from siban.domain.catalog.types import Outcome as Against
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.notices.services import void
from siban.domain.people.rules import Pledge
from siban.domain.people.services import remember_broken
from siban.domain.work.models import Clock
from siban.domain.work.rules import Kind
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor
from siban.kernel.acts import act
from siban.kernel.clock import SHANGHAI
from siban.kernel.refusals import OutOfTurn


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
        clocks.stop(change, Kind.ANSWER, Kind.URGE)
        begun = begin_handling(change, matter, step, papers.of(case), since=since, by_silence=True)
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
            remedies=letters.remedies(matter, Against.DENY),
        )
        notice = letters.send(change, matter, letter)
        change.record(events.Lapsed(office=case.origin_id, until=own.due or change.date, notice=notice.pk))
    return case


def note_unanswered(case_id: UUID, *, at: datetime | None = None) -> Case:
    """Where silence is no acceptance: the failure is on record, and the applicant is told that she may complain (F12).

    Raises OutOfTurn where somebody has answered after all.
    """
    with act(CASE, case_id, Action.UNANSWERED, by=Actor.system(), at=at) as change:
        answer = Clock.objects.filter(stream=case_id, kind=Kind.ANSWER, stopped_on=None).first()
        if answer is None:
            raise OutOfTurn
        change.record(events.Unanswered(office=change.subject.holder_id, due=answer.due or change.date))
    return change.subject


def end_for_broken_word(case_id: UUID, kind: Pledge, *, at: datetime | None = None) -> Case:
    """A promised paper did not come, or a declaration was false: the case ends, with notice, and it is remembered.

    A decision that was not handed over yet falls with it. Raises OutOfTurn where the paper has come after all.
    """
    with act(CASE, case_id, Action.BREAK, by=Actor.system(), at=at) as change:
        case = change.subject
        rows = papers.in_state(papers.of(case), words.STATES[kind])
        if not rows or case.outcome in (Outcome.WITHDRAWN, Outcome.TERMINATED):
            raise OutOfTurn
        matter = Matter(case, change.date)
        decided = case.outcome is not None
        clocks.stop(change)
        tasks.drop(change)
        step = steps.current(case)
        if step is not None:
            step.state, step.done_at = StepState.DONE, change.at
            step.save(update_fields=["state", "done_at"])
        reason = words.broken(matter, rows)
        for decision in Notice.objects.filter(
            stream=case.pk, kind__in=[NoticeKind.GRANT, NoticeKind.DENY], state="genuine"
        ):
            void(change, decision, reason)
        case.outcome, case.concluded_at = Outcome.TERMINATED, change.at
        letter = data.Termination(
            **letters.common(matter, matter.holder),
            received_on=answer_letters.received_on(matter),
            ended_on=change.date,
            end=data.End.FALLEN_AWAY,
            reasons=(reason,),
            basis=letters.basis(matter, NoticeKind.TERMINATION),
            remedies=letters.remedies(matter, Against.DENY),
        )
        notice = letters.send(change, matter, letter)
        change.record(
            events.PromiseBroken(
                office=case.origin_id,
                kind=kind.value,
                documents=tuple(one.material for one in rows),
                decided=decided,
                notice=notice.pk,
            )
        )
        if kind is Pledge.TOLERANCE:
            remember_broken(change, case.applicant, kind, item=case.item)
    return case

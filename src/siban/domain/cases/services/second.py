"""A second correction notice: for what is new on its face, asked with a reason, signed by the head, counted (B4)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors, errors_answers, events
from siban.domain.cases.matter import Matter, open_opinion, seal_opinion
from siban.domain.cases.models import Case, Document
from siban.domain.cases.rules import Action, DocumentState, Fault, StepState
from siban.domain.cases.services import answer_letters, letters, steps
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services.answers import SECOND, wait_for_papers
from siban.domain.cases.subject import CASE
from siban.domain.catalog.types import Material
from siban.domain.work.models import Clock, Task
from siban.domain.work.rules import Kind
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once
from siban.kernel.events import recorded
from siban.kernel.models import Event


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for the head: which papers have what fault, and why the acceptor asks."""

    faults: tuple[tuple[str, Fault], ...]
    reason: str


@once
def ask_second(
    case_id: UUID,
    *,
    by: Actor,
    faults: Mapping[str, Fault],
    reason: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Ask the head to sign a second notice for papers that were supplied and are false or expired; the time to answer
    runs on meanwhile.

    Raises ReasonMissing, NotNewOnItsFace, SecondAlreadyAsked, NotClaimed, NotYourTurn.
    """
    if not reason.strip():
        raise errors.ReasonMissing(field="reason")
    with act(CASE, case_id, Action.ASK_SECOND, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        supplied = {one.material for one in papers.of(case) if one.told and one.state == DocumentState.RECEIVED}
        if not case.corrections or not faults or not set(faults) <= supplied:
            raise errors_answers.NotNewOnItsFace(field="faults")
        if Task.objects.filter(stream=change.stream_id, kind=SECOND, closed_at=None).exists():
            raise errors_answers.SecondAlreadyAsked
        answer = Clock.objects.filter(stream=change.stream_id, kind=Kind.ANSWER, stopped_on=None).first()
        tasks.open(
            change, kind=SECOND, office=step.office_id, region=matter.holder.region_id, role=Role.HEAD, clock=answer
        )
        change.record(
            events.SecondAsked(
                office=step.office_id,
                faults=tuple(sorted((key, fault.value) for key, fault in faults.items())),
                reason=b64encode(seal_opinion(case, reason.strip())).decode(),
            )
        )
    return case


def asked(case: Case) -> Asked | None:
    """What waits for the head's signature; None where nothing does."""
    if not Task.objects.filter(stream=case.pk, kind=SECOND, closed_at=None).exists():
        return None
    row = Event.objects.filter(stream=case.pk, act="case.second_asked").order_by("-number").first()
    if row is None:
        return None
    payload = recorded(row).payload
    faults = tuple((key, Fault(fault)) for key, fault in payload.faults)
    return Asked(faults, open_opinion(case, b64decode(payload.reason)))


@once
def sign_second(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Sign for a second notice: it says why, who signed, and which turn it is, and counts against the office.

    Raises SecondNotAsked, NotYourTurn, CountsAsAccepted.
    """
    with act(CASE, case_id, Action.SIGN_SECOND, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        waiting = _signed(change)
        step = steps.current(case)
        if step is None:
            raise RuntimeError("a received case has an accepting step")
        rows = {one.material: one for one in papers.of(case)}
        for key, _fault in waiting.faults:
            rows[key].state, rows[key].manner, rows[key].supplied_at = DocumentState.MISSING, None, None
            rows[key].reason, rows[key].copies = _reason(matter, key, _fault), 0
        Document.objects.bulk_update(
            [rows[key] for key, _fault in waiting.faults], ["state", "manner", "supplied_at", "reason", "copies"]
        )
        # The step lies in another's hands; the head's signature ends it.
        step.state, step.done_at = StepState.DONE, change.at
        step.save(update_fields=["state", "done_at"])
        Task.objects.filter(pk=step.task, closed_at=None).update(closed_at=change.at)
        if tasks.close_kind(change, steps.URGE):
            clocks.stop(change, Kind.URGE)
        lacking = papers.missing(list(rows.values()))
        told_by = matter.holder
        until = wait_for_papers(change, matter, lacking)
        letter = answer_letters.correction(
            matter,
            told_by,
            by.name,
            list(rows.values()),
            until,
            turn=case.corrections,
            again_because=waiting.reason,
            signed_by=by.name,
        )
        notice = letters.send(change, matter, letter)
        change.record(
            events.SecondTold(
                office=told_by.pk,
                turn=case.corrections,
                missing=tuple(one.material for one in lacking),
                until=until,
                notice=notice.pk,
            )
        )
    return case


def _reason(matter: Matter, key: str, fault: Fault) -> str:
    """The paper's own reason for this fault, where its list has one."""
    material: Material = next(one for one in matter.version.materials if one.key == key)
    return fault.value if fault.value in {option.key for option in material.why_missing} else ""


@once
def refuse_second(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Do not sign: who accepts answers with what is here. Raises SecondNotAsked, NotYourTurn."""
    with act(CASE, case_id, Action.REFUSE_SECOND, by=by, seen=seen, request=request, at=at) as change:
        _signed(change)
        change.record(events.SecondRefused(office=change.subject.holder_id))
    return change.subject


def _signed(change: Change[Case]) -> Asked:
    """Close the request in the head's name; what was asked."""
    waiting = asked(change.subject)
    if waiting is None:
        raise errors_answers.SecondNotAsked
    tasks.close(change, Task.objects.get(stream=change.stream_id, kind=SECOND, closed_at=None).pk)
    return waiting

"""The publication period (公示): what is about to be decided hangs out, anyone may object, and it ends by itself."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases import events
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, CaseStep, Objection, Proceeding
from siban.domain.cases.rules import Action, Advice
from siban.domain.cases.rules_proceedings import (
    SHORTEST_PUBLICATION,
    Found,
    ProceedingKind,
    Way,
    outcome_of,
)
from siban.domain.cases.services import letters, required, steps
from siban.domain.cases.subject import CASE
from siban.domain.catalog.kinds import StepAct
from siban.domain.catalog.rules import monthly_amount
from siban.domain.notices import data
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.notices.rules import yuan
from siban.domain.places.queries import region_path
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once
from siban.kernel.calendar import ONE_DAY
from siban.kernel.crypto import keyring
from siban.kernel.models import DataKey

SEAL = b"objection"
MOST_ONLINE = 200
"""Objections to one publication that the portal takes, so that nobody floods it."""
LONGEST = 2000
"""Characters."""


@once
def publish(
    case_id: UUID,
    *,
    by: Actor,
    posted_at: tuple[str, ...] = (),
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Let it hang out for as many days as the step says; what it shows bears no full name and no number.

    Raises NotThisStep, AlreadyPublished, NotClaimed, StillHeld.
    """
    with act(CASE, case_id, Action.PUBLISH, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.going(matter, by)
        defined = required.definition(case, step.key)
        if defined is None or defined.act is not StepAct.PUBLICATION:
            raise refusals.NotThisStep
        if Proceeding.objects.filter(case=case, kind=ProceedingKind.PUBLICATION, step=step.key).exists():
            raise refusals.AlreadyPublished
        days = max(defined.period or SHORTEST_PUBLICATION, SHORTEST_PUBLICATION)
        clock = clocks.start(
            change,
            kind=Kind.PUBLICATION,
            days=days,
            unit=Unit.CALENDAR,
            office=step.office_id,
            region=matter.holder.region_id,
            key=step.key,
        )
        until = clock.due or change.date
        office = matter.holder
        letter = data.Publication(
            **letters.common(matter, office),
            basis=letters.basis(matter, NoticeKind.PUBLICATION),
            proposal=f"准予{(matter.version.matter or matter.version.name).zh}",
            shown=_shown(matter),
            from_day=change.date + ONE_DAY,
            until_day=until,
            days=days,
            posted_at=posted_at,
            objections_to=data.Place(
                name=office.name, address=office.site.address or None, telephone=office.telephone or "12345"
            ),
        )
        notice = letters.send(change, matter, letter)
        row = Proceeding.objects.create(
            case=case,
            kind=ProceedingKind.PUBLICATION,
            step=step.key,
            office_id=step.office_id,
            opened_at=change.at,
            opened_by=by.user,
            held_on=change.date,
            until=until,
            notice=notice.pk,
        )
        change.record(
            events.Published(proceeding=row.pk, office=step.office_id, until=until, days=days, notice=notice.pk)
        )
    return case


def _shown(matter: Matter) -> tuple[data.Shown, ...]:
    """What neighbours need to judge it: the place and the sum, no name, no number, no address."""
    rows = []
    region = matter.applicant.household_region or matter.case.region
    if region:
        rows.append(data.Shown(label="所在地", value=region_path(region).zh))
    amount = monthly_amount(matter.version, matter.facts)
    if amount:
        rows.append(data.Shown(label="标准", value=f"每月{yuan(amount)}"))
    return tuple(rows)


def take_objection(
    proceeding_id: UUID,
    *,
    by: Actor,
    way: Way,
    words: str,
    name: str = "",
    telephone: str = "",
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """An objection: on the portal by anyone, or what somebody said by telephone or at a window, written down there.

    Raises ObjectionMissing, NoSuchProceeding, PublicationOver, TooManyObjections.
    """
    if not words.strip():
        raise refusals.ObjectionMissing(field="words")
    row = Proceeding.objects.filter(pk=proceeding_id, kind=ProceedingKind.PUBLICATION).first()
    if row is None:
        raise refusals.NoSuchProceeding
    return _take(row, by=by, way=way, words=words, name=name, telephone=telephone, request=request, at=at)


@once
def _take(
    row: Proceeding,
    *,
    by: Actor,
    way: Way,
    words: str,
    name: str,
    telephone: str,
    request: UUID | None,
    at: datetime | None,
) -> Case:
    if row.closed_at is not None:
        raise refusals.PublicationOver
    with act(CASE, row.case_id, Action.OBJECT, by=by, request=request, at=at) as change:
        row.refresh_from_db()
        if row.closed_at is not None or row.until is None or change.date > row.until:
            raise refusals.PublicationOver
        number = Objection.objects.filter(proceeding=row).count() + 1
        if way is Way.PORTAL and number > MOST_ONLINE:
            raise refusals.TooManyObjections
        key = DataKey.objects.create(wrapped=keyring.wrap_new())
        values = {"words": words.strip()[:LONGEST], "name": name.strip()[:50], "telephone": telephone.strip()[:30]}
        Objection.objects.create(
            proceeding=row,
            number=number,
            way=way,
            key=key,
            sealed=key.seal(json.dumps(values, ensure_ascii=False).encode(), SEAL),
            came_at=change.at,
        )
        change.record(events.Objected(proceeding=row.pk, number=number, way=way.value))
    return change.subject


@once
def answer_objection(
    case_id: UUID,
    *,
    by: Actor,
    number: int,
    upheld: bool,
    answer: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Write down what was found of an objection. After the last day the last answer ends the publication.

    Raises FindingsMissing, NoSuchProceeding, NotClaimed.
    """
    if not answer.strip():
        raise refusals.FindingsMissing(field="answer")
    with act(CASE, case_id, Action.ANSWER_OBJECTION, by=by, seen=seen, request=request, at=at) as change:
        matter = Matter(change.subject, change.date)
        step = steps.held(matter, by)
        row = _open(change.subject)
        one = Objection.objects.select_related("key").filter(proceeding=row, number=number, answered_at=None).first()
        if one is None:
            raise refusals.NoSuchProceeding
        one.answered_at, one.answered_by, one.upheld = change.at, by.user, upheld
        one.sealed_answer = one.key.seal(json.dumps({"answer": answer.strip()}, ensure_ascii=False).encode(), SEAL)
        one.save(update_fields=["answered_at", "answered_by", "upheld", "sealed_answer"])
        change.record(events.ObjectionAnswered(proceeding=row.pk, number=number, office=step.office_id, upheld=upheld))
        waiting = Objection.objects.filter(proceeding=row, answered_at=None).exists()
        if row.until is not None and change.date > row.until and not waiting and not steps.paused(change.subject):
            _end(change, matter, row, step)
    return change.subject


@once
def end(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """End a publication and pass the step on; the platform does it by itself on the day after the last one.

    Raises PublicationRuns before its last day is over, ObjectionOpen, NoSuchProceeding.
    """
    with act(CASE, case_id, Action.END_PUBLICATION, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        row = _open(case)
        step = steps.current(case) if by.user is None else steps.going(matter, by)
        if step is None or step.key != row.step:
            raise refusals.NotThisStep
        if row.until is None or change.date <= row.until:
            raise refusals.PublicationRuns(day=row.until.isoformat() if row.until else "")
        waiting = Objection.objects.filter(proceeding=row, answered_at=None).count()
        if waiting:
            raise refusals.ObjectionOpen(count=waiting)
        _end(change, matter, row, step)
    return case


def _open(case: Case) -> Proceeding:
    row = Proceeding.objects.filter(case=case, kind=ProceedingKind.PUBLICATION, closed_at=None).first()
    if row is None:
        raise refusals.NoSuchProceeding
    return row


def _end(change: Change[Case], matter: Matter, row: Proceeding, step: CaseStep) -> None:
    """Close the publication and hand the case to the step that follows."""
    upheld = list(Objection.objects.filter(proceeding=row).values_list("upheld", flat=True))
    row.result, row.closed_at, row.closed_by = outcome_of([bool(one) for one in upheld]), change.at, change.by.user
    row.save(update_fields=["result", "closed_at", "closed_by"])
    clocks.stop(change, Kind.PUBLICATION)
    change.record(
        events.PublicationEnded(proceeding=row.pk, office=step.office_id, result=row.result, objections=len(upheld))
    )
    following = steps.after(matter, step.key)
    if following is None:
        return
    advice = Advice.DENY if row.result == Found.UPHELD else Advice.GRANT
    steps.finish(change, step, by_itself=change.by.user is None, advice=advice)
    steps.hand_to(change, matter, following)


def opened(row: Objection) -> dict[str, str]:
    """What an objection says, who says it, and what was answered, in the clear."""
    known = json.loads(row.key.open(row.sealed, SEAL))
    if row.sealed_answer is not None:
        known |= json.loads(row.key.open(row.sealed_answer, SEAL))
    return known

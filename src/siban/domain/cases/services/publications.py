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
    ProceedingKind,
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

SEAL = b"objection"


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

    What an upheld objection has changed hangs out again, for as many days as the step says for that, and says what it
    is. Raises NotThisStep, AlreadyPublished, NotClaimed, StillHeld.
    """
    with act(CASE, case_id, Action.PUBLISH, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.going(matter, by)
        defined = required.definition(case, step.key)
        if defined is None or defined.act is not StepAct.PUBLICATION:
            raise refusals.NotThisStep
        before = required.to_repeat(case, defined)
        if before is None and (
            Proceeding.objects.filter(case=case, kind=ProceedingKind.PUBLICATION, step=step.key).exists()
        ):
            raise refusals.AlreadyPublished
        days = max((defined.period if before is None else defined.second_period) or 0, SHORTEST_PUBLICATION)
        turn = 1 if before is None else before.turn + 1
        unit = Unit(defined.period_unit.value)
        clock = clocks.start(
            change,
            kind=Kind.PUBLICATION,
            days=days,
            unit=unit,
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
            in_working_days=unit is Unit.WORKING,
            posted_at=posted_at,
            turn=turn,
            changed=_changed(before) if before is not None else (),
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
            turn=turn,
            notice=notice.pk,
        )
        told = (row.pk, step.office_id, until, days, notice.pk)
        change.record(events.Published(*told) if before is None else events.PublishedAgain(*told, turn=turn))
    return case


def _changed(before: Proceeding) -> tuple[str, ...]:
    """What the objections to the publication before have changed, a sentence each."""
    rows = Objection.objects.select_related("key").filter(proceeding=before, changes=True).order_by("number")
    return tuple(line for row in rows for line in opened(row)["changed"].splitlines())


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
        row = running(case)
        step = steps.current(case) if by.user is None else steps.going(matter, by)
        if step is None or step.key != row.step:
            raise refusals.NotThisStep
        if row.until is None or change.date <= row.until:
            raise refusals.PublicationRuns(day=row.until.isoformat() if row.until else "")
        waiting = Objection.objects.filter(proceeding=row, answered_at=None).count()
        if waiting:
            raise refusals.ObjectionOpen(count=waiting)
        close(change, matter, row, step)
    return case


def running(case: Case) -> Proceeding:
    """What hangs out of a case now. Raises NoSuchProceeding."""
    row = Proceeding.objects.filter(case=case, kind=ProceedingKind.PUBLICATION, closed_at=None).first()
    if row is None:
        raise refusals.NoSuchProceeding
    return row


def close(change: Change[Case], matter: Matter, row: Proceeding, step: CaseStep) -> None:
    """Close the publication and hand the case on, unless what has changed is to hang out once more."""
    found = list(Objection.objects.filter(proceeding=row).values_list("upheld", "changes"))
    row.result, row.closed_at = outcome_of([bool(upheld) for upheld, _changes in found]), change.at
    row.closed_by = change.by.user
    row.save(update_fields=["result", "closed_at", "closed_by"])
    clocks.stop(change, Kind.PUBLICATION)
    change.record(
        events.PublicationEnded(proceeding=row.pk, office=step.office_id, result=row.result, objections=len(found))
    )
    defined, following = required.definition(matter.case, step.key), steps.after(matter, step.key)
    if following is None or (defined is not None and required.to_repeat(matter.case, defined) is not None):
        return
    against = any(upheld and not changes for upheld, changes in found)
    advice = Advice.DENY if against else Advice.GRANT
    steps.finish(change, step, by_itself=change.by.user is None, advice=advice)
    steps.hand_to(change, matter, following)


def opened(row: Objection) -> dict[str, str]:
    """What an objection says, who says it, and what was answered, in the clear."""
    known: dict[str, str] = json.loads(row.key.open(row.sealed, SEAL))
    if row.sealed_answer is not None:
        known |= json.loads(row.key.open(row.sealed_answer, SEAL))
    return known

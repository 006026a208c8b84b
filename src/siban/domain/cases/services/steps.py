"""Hand-overs between offices: dispatch, claim, return (转办、签收、退回). None of them changes what is decided."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings

from siban.domain.cases import errors, events
from siban.domain.cases.errors_answers import CheckedAbove
from siban.domain.cases.matter import Matter, seal_opinion
from siban.domain.cases.models import Case, CaseParty, CaseStep, HandOver
from siban.domain.cases.rules import WINDOW, Action, StepState
from siban.domain.cases.services import required
from siban.domain.cases.subject import CASE
from siban.domain.catalog.types import Handling, Stage, Step, StepTier, Tier
from siban.domain.places.models import Office
from siban.domain.places.queries import office_for
from siban.domain.staff import relatives
from siban.domain.work.models import Clock, Task
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks, tasks
from siban.domain.work.services.clocks import Limit
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once

OPEN = (StepState.DISPATCHED, StepState.CLAIMED)
BETWEEN_OFFICES = "office"
"""Manner of a hand-over of the result from one office to another."""
URGE = "urge"
"""Kind of the task that waits for an answer to an urge; going on with the case settles it."""


def place(matter: Matter) -> str:
    """The region code that decides which township or point does a step: the competent place, if it is ours."""
    region = matter.competent_region
    return region if region and region.startswith(settings.REGION) else matter.origin.region_id


def office_of(matter: Matter, step: Step) -> Office:
    """Which office does a step of this case."""
    if step.tier is StepTier.ORIGIN:
        return matter.origin
    if (
        step.tier.value == matter.origin.tier
        and step.tier.value != Tier.DISTRICT
        and matter.case.region.startswith(matter.origin.region.prefix)
    ):
        return matter.origin
    return office_for(step.tier.value, matter.version.authority, place(matter), step.office)


def current(case: Case) -> CaseStep | None:
    """The step that is open now: dispatched or claimed. At most one."""
    # Without first(), which would sort the one row.
    return next(iter(CaseStep.objects.filter(case=case, state__in=OPEN)), None)


def fits(matter: Matter, step_role: str, step_office: UUID, role: Role) -> bool:
    """Whether a post of this role may do the step: its own role, or, at the window that took the case in, any of the
    window's posts where the step is done on the spot."""
    if role == step_role:
        return True
    return step_office == matter.case.origin_id and role in WINDOW and step_role in WINDOW


def can_do(matter: Matter, step: CaseStep, by: Actor) -> bool:
    """Whether one of the actor's posts at the step's office fits its role."""
    posts = (post for post in by.posts if post.office == step.office_id)
    return any(fits(matter, step.role, step.office_id, post.role) for post in posts)


def require_fitting(matter: Matter, step: CaseStep, by: Actor) -> None:
    """Raises NotYourTurn where none of the actor's posts at the step's office fits its role."""
    if not can_do(matter, step, by):
        raise errors.NotYourTurn


def held(matter: Matter, by: Actor) -> CaseStep:
    """The open step, claimed and in the hands of a post that the actor fills. Raises NotClaimed, NotYourTurn."""
    step = current(matter.case)
    if step is None or step.state != StepState.CLAIMED:
        raise errors.NotClaimed
    require_fitting(matter, step, by)
    return step


def paused(case: Case) -> bool:
    """Whether the limits stand still: accepted, not concluded, and without a promised date."""
    return case.accepted_at is not None and case.outcome is None and case.promised_due is None


def going(matter: Matter, by: Actor) -> CaseStep:
    """The open step like `held`, of a case whose time runs: nothing is decided or handed on while it stands still.

    Raises NotClaimed, NotYourTurn, StillHeld.
    """
    step = held(matter, by)
    if paused(matter.case):
        raise errors.StillHeld
    return step


def dispatch(
    change: Change[Case], matter: Matter, step: Step, *, clock: Clock | None = None, taken: bool = False
) -> CaseStep:
    """Hand the next step to its office, with a task there.

    `clock` is the limit by which the task is due: the answer's, the promised one, the delivery's. The step's own share
    runs beside it. `taken`: whoever acts has it in hand already, unless the step goes one level up (回避).
    """
    case, to = change.subject, office_of(matter, step)
    above = level_above(matter, step.key, to.pk)
    role = above or _role(change, matter, step, to, taken=taken)
    taken = taken and above is None
    case.step_count += 1
    case.holder = to
    if step.stage is Stage.HANDLING:
        clock = clock or Clock.objects.get(stream=case.pk, kind=Kind.PROMISED, stopped_on=None)
    task = tasks.open(
        change,
        kind=step.key,
        office=to.pk,
        region=to.region_id,
        role=role,
        clock=clock,
    )
    row = CaseStep.objects.create(
        case=case,
        number=case.step_count,
        key=step.key,
        stage=step.stage.value,
        role=role.value,
        office=to,
        days=step.days,
        task=task.pk,
        state=StepState.CLAIMED if taken else StepState.DISPATCHED,
        dispatched_at=change.at,
        dispatched_by=change.by.user,
        claimed_at=change.at if taken else None,
        claimed_by=change.by.user if taken else None,
    )
    if taken:
        tasks.claim(change, task.pk)
    join(case, to, change.at)
    change.record(events.Dispatched(step=step.key, number=row.number, office=to.pk, days=step.days))
    return row


def answers_or_decides(matter: Matter, key: str) -> bool:
    """Whether a step is the one in which the application is answered, or the case decided."""
    step = next((one for one in matter.steps if one.key == key), None)
    if step is None or step.stage is Stage.DELIVERING:
        return False
    following = after(matter, key)
    return following is None or following.stage is not step.stage


def level_above(matter: Matter, key: str, office: UUID) -> Role | None:
    """Whose step it is instead, where somebody at the office has declared who applies, or who acts for her, as a
    relative (回避). None where the step goes its usual way. One statement for a step that answers or decides."""
    if not answers_or_decides(matter, key):
        return None
    people = [one for one in (matter.case.applicant_id, matter.case.representative_id) if one]
    return relatives.level_above(people, office)


def _role(change: Change[Case], matter: Matter, step: Step, to: Office, *, taken: bool) -> Role:
    """Whose work the step is: the item's role for it; at the window that took the case in, the post that is there."""
    if to.pk != matter.case.origin_id:
        return Role(step.role)
    here = change.by.post_at(to.pk, WINDOW)
    if here is not None and (taken or matter.limits.handling is Handling.INSTANT):
        return here.role
    if step.tier is StepTier.ORIGIN:
        return Role.AGENT if to.tier == Tier.VILLAGE else Role.CLERK
    return Role(step.role)


def join(case: Case, to: Office, at: datetime) -> None:
    """Let an office see the case from now on."""
    CaseParty.objects.bulk_create(
        [CaseParty(case_id=case.pk, office=to, region=to.region_id, opened_at=at)], ignore_conflicts=True
    )


def share(matter: Matter, step: Step) -> list[Limit]:
    """The step's share of the limit, to be started when it is handed over; none for a step without days."""
    if step.stage is not Stage.HANDLING or not step.days:
        return []
    return [Limit(Kind.STEP, step.days, Unit(matter.limits.unit), step.key)]


def hand_to(change: Change[Case], matter: Matter, step: Step) -> CaseStep:
    """Hand a step over and start its share of the time; the matter's own limits then shine where it lies."""
    to = office_of(matter, step)
    if to.pk != matter.case.holder_id:
        clocks.hand_on(change, office=to.pk, region=to.region_id, kinds=(Kind.PROMISED, Kind.STATUTORY))
    limits = share(matter, step)
    if limits:
        clocks.start_many(change, limits, office=to.pk, region=to.region_id)
    return dispatch(change, matter, step)


def finish(
    change: Change[Case],
    step: CaseStep,
    *,
    as_: StepState = StepState.DONE,
    by_itself: bool = False,
    beside: tuple[str, ...] = (),
    **what: object,
) -> None:
    """Close a step that is done or returned, with its task and its share of the time; `what` goes to its row.

    `by_itself`: the platform closes it, whoever's task it is. `beside`: kinds of tasks that this settles, too; an urge
    always is one. Raises SurveyMissing, PublicationMissing for a step that
    is one (ALL 34).
    """
    if as_ is StepState.DONE:
        required.for_step(change.subject, step)
    step.state = as_
    step.done_at = change.at
    for name, value in what.items():
        setattr(step, name, value)
    step.save(update_fields=["state", "done_at", *what])
    if by_itself:
        tasks.close_kind(change, step.key)
    else:
        tasks.close(change, step.task)
    if tasks.close_kind(change, URGE, *beside):
        clocks.stop(change, Kind.URGE)
    if step.stage == Stage.HANDLING and step.days:
        clocks.stop(change, Kind.STEP, key=step.key)


def after(matter: Matter, key: str) -> Step | None:
    """The step that follows, None after the last."""
    steps = matter.steps
    position = next(number for number, step in enumerate(steps) if step.key == key)
    return steps[position + 1] if position + 1 < len(steps) else None


def first(matter: Matter, stage: Stage) -> Step:
    """The first step of a stage."""
    return next(step for step in matter.steps if step.stage is stage)


@once
def claim(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Take over the step that was handed to this office (签收). A result that is taken is the first hand-over.

    Raises AlreadyClaimed, NotYourTurn, CheckedAbove.
    """
    with act(CASE, case_id, Action.CLAIM, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = current(case)
        if step is None or step.state == StepState.CLAIMED:
            raise errors.AlreadyClaimed
        _stand_back(change, matter, step)
        require_fitting(matter, step, by)
        step.state, step.claimed_at, step.claimed_by = StepState.CLAIMED, change.at, by.user
        step.save(update_fields=["state", "claimed_at", "claimed_by", "role"])
        tasks.claim(change, step.task)
        change.record(events.Claimed(step=step.key, number=step.number, office=step.office_id))
        if step.stage == Stage.DELIVERING:
            _take_result(change, step)
    return case


def _stand_back(change: Change[Case], matter: Matter, step: CaseStep) -> None:
    """A relative declared since the step was handed over lifts it one level up all the same. Raises CheckedAbove."""
    above = level_above(matter, step.key, step.office_id)
    if above is None:
        return
    if change.by.post_at(step.office_id, (above,)) is None:
        raise CheckedAbove
    if step.role != above:
        step.role = above.value
        Task.objects.filter(pk=step.task).update(role=above.value)


def _take_result(change: Change[Case], step: CaseStep) -> None:
    giver = CaseStep.objects.filter(case=change.subject, number__lt=step.number).order_by("-number").first()
    if giver is None or giver.office_id == step.office_id:
        return
    if HandOver.objects.filter(case=change.subject, manner=BETWEEN_OFFICES).exists():
        # Handed on within the office: it has the result already.
        return
    number = next_hand_over(change.subject)
    HandOver.objects.create(
        case=change.subject,
        number=number,
        giver_id=giver.office_id,
        taker_id=step.office_id,
        given_by=giver.claimed_by,
        taken_by=change.by.user,
        manner=BETWEEN_OFFICES,
        at=change.at,
    )
    change.record(events.HandedOver(number=number, giver=giver.office_id, taker=step.office_id))


def next_hand_over(case: Case) -> int:
    """The number of a hand-over that is about to be written."""
    return HandOver.objects.filter(case=case).count() + 1


@once
def give_back(
    case_id: UUID,
    *,
    by: Actor,
    reason: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Return a step to the office before, with a reason (退回); no limit stops for it.

    Raises ReasonMissing, NotClaimed, NotYourTurn, StillHeld.
    """
    if not reason.strip():
        raise errors.ReasonMissing(field="reason")
    with act(CASE, case_id, Action.RETURN, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = going(matter, by)
        earlier = before(matter, step.key)
        if earlier is None:
            raise RuntimeError("a case that is handled was accepted in a step before")
        finish(change, step, as_=StepState.RETURNED)
        row = hand_to(change, matter, earlier)
        change.record(
            events.Returned(step=step.key, office=step.office_id, to=row.office_id, reason=_sealed(change, reason))
        )
    return case


def before(matter: Matter, key: str) -> Step | None:
    """The step to which this one can be returned, None for the first. Who accepted a case checks it again as part of
    its handling: an acceptance is not taken back."""
    steps = matter.steps
    position = next(number for number, one in enumerate(steps) if one.key == key)
    return replace(steps[position - 1], stage=steps[position].stage) if position else None


def _sealed(change: Change[Case], text: str) -> str:
    return b64encode(seal_opinion(change.subject, text.strip())).decode()

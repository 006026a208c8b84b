"""转办: a case goes to another post of the same office, with a reason. No limit stops, and it is claimed there anew."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors_within as errors
from siban.domain.cases import events
from siban.domain.cases.matter import Matter, seal_opinion
from siban.domain.cases.models import Case, CaseStep
from siban.domain.cases.rules import Action, StepState
from siban.domain.cases.services import steps
from siban.domain.cases.subject import CASE
from siban.domain.staff.models import Post
from siban.domain.staff.queries import acting_for
from siban.domain.work.services import tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import act, once


@once
def hand_on(
    case_id: UUID,
    *,
    by: Actor,
    post: UUID,
    reason: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Give the open step to a colleague's post. Who has it in hand may, who could take it, and who heads the office.

    Raises HandOnReasonMissing, NothingToHandOn, NoSuchColleague, ColleagueAway, AlreadyThere, NotYours, NotYourTurn.
    """
    words = reason.strip()
    if not words:
        raise errors.HandOnReasonMissing(field="reason")
    with act(CASE, case_id, Action.HAND_ON, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        step = steps.current(case)
        if step is None:
            raise errors.NothingToHandOn
        to = _post(Matter(case, change.date), step, post)
        person = acting_for(to.pk, change.at)
        if person is None:
            raise errors.ColleagueAway(field="post")
        before = step.claimed_by
        if before == person.pk:
            raise errors.AlreadyThere
        tasks.hand_on(change, step.task, office=step.office_id, region=to.office.region_id, post=to.pk)
        step.state, step.claimed_at, step.claimed_by = StepState.DISPATCHED, None, None
        step.save(update_fields=["state", "claimed_at", "claimed_by"])
        sealed = b64encode(seal_opinion(case, words)).decode()
        change.record(
            events.HandedOn(
                step=step.key, office=step.office_id, post=to.pk, person=person.pk, before=before, reason=sealed
            )
        )
    return case


def _post(matter: Matter, step: CaseStep, post: UUID) -> Post:
    """The post, if it is one of the office's that can do the step. Raises NoSuchColleague."""
    found = Post.objects.select_related("office").filter(pk=post, office=step.office_id).first()
    if found is None or not steps.fits(matter, step.role, step.office_id, Role(found.role)):
        raise errors.NoSuchColleague(field="post")
    return found

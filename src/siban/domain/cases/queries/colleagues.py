"""To whom of the same office open cases can be handed on (转办), and on what grounds their limits can stand still."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, CaseStep
from siban.domain.cases.queries.scope import visible_to
from siban.domain.cases.services import steps
from siban.domain.catalog.regimes import Ground
from siban.domain.staff.queries import acting, posts_at
from siban.domain.work.models import Task
from siban.kernel.actors import Actor, Role
from siban.kernel.clock import now, today
from siban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Colleague:
    """A post that can do the open steps, who acts for it now, and how many open tasks she has in hand."""

    post: UUID
    name: Text
    person: str
    stands_in: bool
    in_hand: int


def colleagues(actor: Actor, case_ids: Collection[UUID]) -> tuple[Colleague, ...]:
    """The posts that can do the open step of every one of these cases, but for the actor's own; none where they lie
    with different offices. Four statements."""
    open_steps = [(Matter(case, today()), step) for case, step in _at_hand(actor, case_ids)]
    if not open_steps:
        return ()
    offices = {step.office_id for _matter, step in open_steps}
    if len(offices) > 1:
        return ()
    found = []
    for post in posts_at(now()).filter(office__in=offices).order_by("window__number", "name", "id"):
        person = acting(post)
        fitting = all(steps.fits(matter, step.role, step.office_id, Role(post.role)) for matter, step in open_steps)
        if person is not None and person.pk != actor.user and fitting:
            found.append((post, person))
    busy = dict(
        Task.objects.filter(claimed_by__in=[person.pk for _post, person in found], closed_at=None)
        .values_list("claimed_by")
        .annotate(Count("pk"))
    )
    return tuple(
        Colleague(
            post=post.pk,
            name=Text(post.name, post.name_en),
            person=person.name,
            stands_in=person.pk != post.holder_id,
            in_hand=busy.get(person.pk, 0),
        )
        for post, person in found
    )


def grounds(actor: Actor, case_ids: Collection[UUID]) -> tuple[Ground, ...]:
    """The grounds on which every one of these cases may be held. Two statements."""
    regimes = [Matter(case, today()).version.regime for case, _step in _at_hand(actor, case_ids)]
    if not regimes:
        return ()
    shared = set.intersection(*({one.key for one in regime.hold_grounds} for regime in regimes))
    return tuple(one for one in regimes[0].hold_grounds if one.key in shared)


def _at_hand(actor: Actor, case_ids: Collection[UUID]) -> list[tuple[Case, CaseStep]]:
    """These cases with their open steps, as far as they lie with one of her offices."""
    cases = {case.pk: case for case in visible_to(actor).select_related("origin").filter(pk__in=case_ids)}
    mine = Q(case__in=cases, state__in=steps.OPEN, office__in={post.office for post in actor.posts})
    return [(cases[step.case_id], step) for step in CaseStep.objects.filter(mine)]

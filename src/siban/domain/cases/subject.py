"""What the act door needs to know of a case: its table, and who may."""

from __future__ import annotations

from siban.domain.cases.errors import CaseNotFound, NotYourTurn, OwnCase
from siban.domain.cases.errors_answers import RelativesCase
from siban.domain.cases.models import Case
from siban.domain.cases.rules import TRANSITIONS, Action
from siban.domain.people.queries import is_own
from siban.domain.work.models import Task
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Subject, Transition
from siban.kernel.refusals import NotAllowed

CHECK = "declaration-check"
"""Kind of the task in which the deciding office looks into what was declared."""
AT_THE_WINDOW = frozenset({Action.OPEN, Action.FILL, Action.RECEIVE, Action.DISMISS})
"""What only the office that began the intake does."""
FROM_ANY_WINDOW = frozenset({Action.SUPPLY, Action.SUPPLY_PART, Action.WITHDRAW})
"""What the applicant may do at the window she came to, or where her case lies."""


def may(actor: Actor, case: Case, action: str, transition: Transition) -> None:
    """Who may do this to this case: by post at the office whose turn it is, and never in her own case (回避).

    Raises OwnCase, NotYourTurn, NotAllowed.
    """
    if actor.has(Role.SYSTEM):
        if Role.SYSTEM not in transition.roles:
            raise NotAllowed
        return
    if actor.person is not None and _own(actor, case):
        raise OwnCase
    if actor.relatives & {case.applicant_id, case.representative_id}:
        raise RelativesCase
    if action == Action.FULFIL:
        # She brings it to whichever window is near her.
        if not any(post.role in transition.roles for post in actor.posts):
            raise NotYourTurn
        return
    offices = {case.holder_id}
    if action in AT_THE_WINDOW:
        offices = {case.origin_id}
    elif action in FROM_ANY_WINDOW:
        offices.add(case.origin_id)
    elif action == Action.CHECK_DECLARATION:
        offices |= checking(case)
    if not any(actor.post_at(office, transition.roles) for office in offices):
        raise NotYourTurn


def checking(case: Case) -> set[UUID]:
    """The offices before which a declaration lies to be checked. One statement."""
    waiting = Task.objects.filter(stream=case.pk, kind=CHECK, closed_at=None)
    return set(waiting.values_list("office_id", flat=True))


def _own(actor: Actor, case: Case) -> bool:
    return actor.person in (case.applicant_id, case.representative_id) or is_own(actor, case.applicant)


CASE = Subject(
    kind="case",
    model=Case,
    table=TRANSITIONS,
    may=may,
    not_found=CaseNotFound,
    related=("applicant__key", "representative__key"),
)

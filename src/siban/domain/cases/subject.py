"""What the act door needs to know of a case: its table, and who may."""

from __future__ import annotations

from uuid import UUID

from siban.domain.cases.errors import CaseNotFound, NotYourTurn, OwnCase
from siban.domain.cases.errors_answers import ComprehensiveOnly, RelativesCase
from siban.domain.cases.models import Case, Consultation, HandOff
from siban.domain.cases.rules import TRANSITIONS, Action
from siban.domain.catalog.types import Stage
from siban.domain.people.queries import is_own
from siban.domain.staff.queries import any_comprehensive
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Subject, Transition
from siban.kernel.refusals import NotAllowed

CHECK = "declaration-check"
"""Kind of the task in which the deciding office looks into what was declared."""
CALL = "call-back"
"""Kind of the task in which who objected is called back."""
AT_THE_WINDOW = frozenset({Action.OPEN, Action.FILL, Action.RECEIVE, Action.DISMISS})
"""What only the office that began the intake does."""
FROM_ANY_WINDOW = frozenset(
    {
        Action.SUPPLY,
        Action.SUPPLY_PART,
        Action.WITHDRAW,
        Action.URGE,
        Action.CHOOSE_SCREEN,
        Action.FOLLOW_UP,
    }
)
"""What the applicant may do at the window she came to, or where her case lies."""
AT_WHO_IS_ASKED = frozenset({Action.TAKE_CONSULTATION, Action.OPINE})
"""What only an office does that was asked for its opinion."""
OF_WHO_DECIDED = frozenset(
    {
        Action.AMEND,
        Action.PROPOSE_REVOCATION,
        Action.REVOKE,
        Action.REFUSE_REVOCATION,
        Action.ARCHIVE,
        Action.PROPOSE_DESTRUCTION,
        Action.DESTROY,
    }
)
"""What the office that decided does, wherever the result lies by now."""


def may(actor: Actor, case: Case, action: str, transition: Transition) -> None:
    """Who may do this to this case: by post at the office whose turn it is, and never in her own case (回避).

    Raises OwnCase, NotYourTurn, NotAllowed.
    """
    if actor.has(Role.RESIDENT) and action == Action.URGE:
        return
    if actor.has(Role.SYSTEM):
        if Role.SYSTEM not in transition.roles:
            raise NotAllowed
        return
    if action == Action.OBJECT and actor.has(Role.RESIDENT):
        return
    if actor.person is not None and _own(actor, case):
        raise OwnCase
    if actor.relatives & {case.applicant_id, case.representative_id}:
        raise RelativesCase
    if action == Action.FULFIL:
        _may_fulfil(actor, case, transition)
        return
    if action == Action.OBJECT:
        # What hangs out is open to all, and said at whichever window is near.
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
    elif action == Action.CALL_BACK:
        offices = calling(case)
    elif action in AT_WHO_IS_ASKED:
        offices = asked(case)
    elif action == Action.HAND_BACK:
        offices |= set(HandOff.objects.filter(case=case, back_at=None).values_list("office_id", flat=True))
    elif action in (Action.EXTEND, Action.REFUSE_EXTENSION):
        offices |= _waiting(case, "extension")
    elif action in OF_WHO_DECIDED:
        offices |= decided(case)
    if not any(actor.post_at(office, transition.roles) for office in offices):
        raise NotYourTurn


def _may_fulfil(actor: Actor, case: Case, transition: Transition) -> None:
    """She brings it to the window that took her case in, or to whichever comprehensive one is near her.

    Raises NotYourTurn, ComprehensiveOnly. A statement only for who sits elsewhere.
    """
    posts = [post for post in actor.posts if post.role in transition.roles]
    if not posts:
        raise NotYourTurn
    if any(post.office in (case.origin_id, case.holder_id) for post in posts):
        return
    if not any_comprehensive(post.id for post in posts):
        raise ComprehensiveOnly


def asked(case: Case) -> set[UUID]:
    """The offices whose opinion is awaited. One statement."""
    waiting = Consultation.objects.filter(case=case, answered_at=None, dropped_at=None)
    return set(waiting.values_list("office_id", flat=True))


def calling(case: Case) -> set[UUID]:
    """The offices that have promised to call somebody back. One statement, none where the tasks were read along."""
    return _waiting(case, CALL)


def decided(case: Case) -> set[UUID]:
    """The office of the step in which the case was decided; none where it never came so far. One statement, none
    where the steps were read along."""
    handling = [step for step in case.steps.all() if step.stage == Stage.HANDLING]
    return {max(handling, key=lambda step: step.number).office_id} if handling else set()


def checking(case: Case) -> set[UUID]:
    """The offices before which a declaration lies to be checked. One statement, none where the
    tasks were read along."""
    return _waiting(case, CHECK)


def _waiting(case: Case, kind: str) -> set[UUID]:
    return {task.office_id for task in case.stream.tasks.all() if task.kind == kind and task.closed_at is None}


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

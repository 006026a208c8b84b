"""A post as the act door sees it: it stands, its holder leaves it and comes back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from siban.domain.staff import rules
from siban.domain.staff.errors import NoPost
from siban.domain.staff.models import ROLES, Post
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Subject, Transition
from siban.kernel.refusals import NotAllowed

STANDING = "standing"
STAFF = frozenset(Role(role) for role, _word in ROLES)


class Action(StrEnum):
    """What happens to a post."""

    LEAVE = "leave"
    RETURN = "return"


TRANSITIONS: Mapping[tuple[str, str], Transition] = {
    (STANDING, action.value): Transition(None, STAFF) for action in Action
}


def may(actor: Actor, post: Post, action: str, transition: Transition) -> None:
    """The holder does it herself; her stand-in, or who keeps absences at the office, may do it for her.

    Raises NotAllowed.
    """
    if actor.user is not None and actor.user in (post.holder_id, post.stand_in_id):
        return
    if not actor.may_be(rules.KEEPS_ABSENCES, office=post.office_id, region=post.office.region_id):
        raise NotAllowed


POST = Subject("post", Post, TRANSITIONS, may, not_found=NoPost, related=("office",))

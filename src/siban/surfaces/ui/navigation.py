"""Which pages there are to go to. A page that does not exist yet is left out, so that no link is dead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siban.kernel.actors import Actor, Role


@dataclass(frozen=True, slots=True)
class Place:
    """A page that people go to. A view that says `section=key` is shown as current; `view` names the address."""

    key: str
    label: str | Promise
    view: str
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    key: str
    label: str | Promise
    url: str


PUBLIC = (
    Place("guide", _("办事"), "portal:home"),
    Place("track", _("查进度"), "portal:track"),
    Place("sites", _("办事地点"), "portal:sites"),
    Place("verify", _("验真伪"), "portal:verify"),
)

STAFF = (
    Place("desk", _("窗口"), "desk:today", frozenset({Role.AGENT, Role.CLERK})),
    Place("office", _("办件"), "office:inbox", frozenset({Role.ACCEPTOR, Role.REVIEWER, Role.DECIDER, Role.HEAD})),
    Place("benefits", _("待遇"), "office:benefits", frozenset({Role.REVIEWER, Role.DECIDER, Role.HEAD})),
    Place("desk", _("窗口"), "desk:today", frozenset({Role.ACCEPTOR})),
    Place(
        "console", _("总览"), "console:now", frozenset({Role.LEADER, Role.SUPERVISOR, Role.EDITOR, Role.ADMINISTRATOR})
    ),
    Place("office", _("办件"), "office:inbox", frozenset({Role.LEADER})),
)
"""In this order: who has several roles starts at the first."""


def existing(places: Iterable[Place]) -> list[Link]:
    """The places whose page exists, with their addresses."""
    links = []
    for place in places:
        try:
            links.append(Link(place.key, place.label, reverse(place.view)))
        except NoReverseMatch:
            continue
    return links


def for_staff(actor: Actor) -> list[Link]:
    """The pages of work that this person's grants open, and that exist."""
    open_to_her: dict[str, Place] = {}
    for place in STAFF:
        if any(actor.has(role) for role in place.roles):
            open_to_her.setdefault(place.key, place)
    return existing(open_to_her.values())

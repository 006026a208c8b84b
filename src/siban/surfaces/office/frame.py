"""What the frame of an office's page shows: where one works, as what, and whom one stands in for."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from siban.domain.places.queries import office
from siban.kernel.actors import Actor, Role
from siban.surfaces.ui.posts import post_name

ROLES = (Role.ACCEPTOR, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.LEADER, Role.CLERK, Role.AGENT)
"""Who may open these pages. What an actor sees there, and may do, hangs on her posts."""

PURPOSE, CASE_PAGE = "办理", "办件页"
"""What a look is for, and at what: on record as it is shown to the person, so it is Chinese."""

WINDOW = (Role.CLERK, Role.AGENT, Role.ACCEPTOR)


def frame(actor: Actor) -> dict[str, object]:
    """Place and post for the bar of a page."""
    own = next((post for post in actor.posts if not post.stands_in), None) or next(iter(actor.posts), None)
    here = office(actor.office) if actor.office else None
    return {
        "place": here.label if here else "",
        "post": post_name(own),
        "section": "office",
        "find_url": reverse("office:find"),
        "find_label": _("找人、找件"),
        "find_post": True,
    }


def at_window(actor: Actor, place: UUID) -> bool:
    """Whether she sits at the window of this office, whose pages are those of the desk."""
    return actor.post_at(place, WINDOW) is not None

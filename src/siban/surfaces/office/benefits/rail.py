"""What stands beside every page of benefits: the filters of the list, and the way to the pay lists."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from siban.domain.benefits.queries.listing import Show, counts
from siban.domain.benefits.queries.scope import paying_offices
from siban.kernel.actors import Actor
from siban.surfaces.office.frame import frame

ICONS = {
    Show.ALL: "users",
    Show.DUE: "cal",
    Show.OVERDUE: "triangle",
    Show.SUSPENDED: "pause",
    Show.PROPOSED: "flag",
    Show.STOPPED: "no",
}


def label(show: Show) -> str:
    """The name of a filter."""
    return {
        Show.ALL: _("在领的"),
        Show.DUE: _("两个月内该认证"),
        Show.OVERDUE: _("认证过期"),
        Show.SUSPENDED: pgettext("benefits", "暂停的"),
        Show.PROPOSED: _("该定停不停"),
        Show.STOPPED: pgettext("benefits", "停发的"),
    }[show]


def surroundings(actor: Actor, here: str) -> dict[str, object]:
    """Frame and rail; `here` is a filter, or `lists`."""
    how_many = counts(actor)
    return frame(actor) | {
        "section": "benefits",
        "counts": how_many,
        "rail": [
            {
                "label": label(show),
                "icon": ICONS[show],
                "count": how_many[show],
                "url": f"{reverse('office:benefits')}{f'?show={show.value}' if show.value else ''}",
                "current": here == f"show-{show.value}",
                "hot": show in (Show.OVERDUE, Show.PROPOSED) and how_many[show] > 0,
            }
            for show in Show
        ],
        "pays": bool(paying_offices(actor)),
        "at_lists": here == "lists",
        "at_standards": here == "standards",
    }

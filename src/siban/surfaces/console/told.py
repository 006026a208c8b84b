"""Who was told of a warning, and whether anybody has taken note, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siban.domain.work.models import Warning
from siban.kernel.actors import Role
from siban.surfaces.ui.templatetags.words import clock_time, moment

LISTENERS = {
    "post": gettext_lazy("经办人"),
    Role.HEAD.value: gettext_lazy("负责人"),
    Role.LEADER.value: gettext_lazy("分管领导"),
    Role.SUPERVISOR.value: gettext_lazy("政务服务局"),
}


LINE = frozenset({Role.HEAD.value, Role.LEADER.value, Role.SUPERVISOR.value})
MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Told:
    """`short` fits a cell of a table, `long` a line of its own; `seen` whether somebody has taken note."""

    seen: bool
    short: str
    long: str


def told(warning: Warning | None, line: Mapping[Role, tuple[str, ...]] | None = None) -> Told:
    """The highest who was told and when; who has taken note of it and when. `line`: the office's, by name."""
    if warning is None:
        return Told(seen=False, short=_("还没到提醒"), long=_("还没到提醒的日子"))
    top = str(LISTENERS.get(warning.told[-1], warning.told[-1])) if warning.told else ""
    people = (line or {}).get(Role(warning.told[-1]), ()) if warning.told and warning.told[-1] in LINE else ()
    if people:
        top = _("%(post)s%(names)s") % {"post": top, "names": _("、").join(people[:MOST_NAMES])}
    when = moment(warning.raised_at)
    if when != clock_time(warning.raised_at):
        when = f"{when} {clock_time(warning.raised_at)}"
    if warning.acknowledged_at is not None and warning.acknowledged_by is not None:
        name, seen = warning.acknowledged_by.name, moment(warning.acknowledged_at)
        return Told(
            seen=True,
            short=f"{name} {seen}",
            long=_("告诉了%(whom)s %(when)s，%(name)s %(seen)s 看了")
            % {"whom": top, "when": when, "name": name, "seen": seen},
        )
    return Told(
        seen=False,
        short=_("%(whom)s没看") % {"whom": top},
        long=_("告诉了%(whom)s %(when)s，还没看") % {"whom": top, "when": when},
    )

"""A case as an overseer reads it: a row of a list, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, CaseStep
from siban.domain.cases.queries.rows import by_ids
from siban.domain.cases.queries.scope import get
from siban.domain.cases.queries.timeline import Entry, timeline
from siban.domain.cases.rules import STEP_STATE_NAMES, StepState
from siban.domain.cases.rules_families import FAMILY_CLOCK_NAMES
from siban.domain.catalog import queries as catalog
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import for_stream
from siban.domain.people.queries import identities
from siban.domain.work import wording
from siban.domain.work.queries import ClockView, clocks_for, clocks_for_many
from siban.domain.work.rules import KIND_NAMES, LEVEL_NAMES, OVER, Kind, Level
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.kernel.text import Text
from siban.surfaces.ui.cells import Bar, Tone, bar
from siban.surfaces.ui.templatetags.words import masked_name


@dataclass(frozen=True, slots=True)
class Limit:
    """A clock in words and cells: how far it is, by when, and why that day."""

    kind: object
    last_day: str
    standing: str
    tone: Tone
    bar: Bar
    why: tuple[str, ...]
    running: bool

    @property
    def state(self) -> str:
        """The tone of the word beside the bar."""
        return {Tone.WELL: "now", Tone.HELD: "off"}.get(self.tone, self.tone.value)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of cases."""

    case: Case
    name: str
    item: Text
    origin: Text
    holder: Text
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: whose, how it stands, since when."""

    step: CaseStep
    name: Text
    state: object
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of one case."""

    case: Case
    name: str
    item: Text
    holder: Text
    limits: tuple[Limit, ...]
    stages: tuple[Stage, ...]
    entries: tuple[Entry, ...]
    notices: tuple[Notice, ...]


SHOWN = (Kind.PROMISED, Kind.ANSWER, Kind.CORRECTION, Kind.DELIVERY, Kind.STEP, Kind.STATUTORY, *Kind)
"""Which clock of a case a list shows, where the list itself does not ask for one with a card."""


def listed(ids: Sequence[UUID], light: str = "") -> list[Listed]:
    """Rows of a list in the order of `ids`. Three statements, however many. `light`: show the clock with this card."""
    cases, clocks = by_ids(ids), clocks_for_many(ids)
    who = identities([case.applicant for case in cases.values()])
    found = []
    for case in (cases[pk] for pk in ids if pk in cases):
        clock = _shown(clocks.get(case.pk, []), light)
        found.append(
            Listed(
                case,
                masked_name(who[case.applicant_id].name) if case.applicant_id in who else "",
                catalog.version(case.version_id).name,
                case.origin.short_label,
                case.holder.short_label,
                limit(clock) if clock else None,
            )
        )
    return found


def _shown(clocks: Sequence[ClockView], light: str) -> ClockView | None:
    running = sorted((one for one in clocks if one.stopped_on is None), key=lambda one: SHOWN.index(one.kind))
    return next((one for one in running if light and one.level == light), running[0] if running else None)


def _of_family(case: Case) -> tuple[Limit, ...]:
    """The limits of the 一件事 that it is part of, by their own names."""
    clocks = clocks_for(case.family_id) if case.family_id else []
    return tuple(replace(limit(clock), kind=FAMILY_CLOCK_NAMES[clock.kind]) for clock in clocks)


def limit(clock: ClockView) -> Limit:
    """A clock as it is drawn and explained. Where it is stopped, as it stood on that day."""
    tone = _tone(clock)
    over = -clock.left if clock.left is not None and clock.left < 0 else 0
    used = clock.due.limit if over else clock.due.used(clock.stopped_on or today())
    return Limit(
        kind=KIND_NAMES[clock.kind],
        last_day=wording.last_day(clock.due),
        standing=_standing(clock, over),
        tone=tone,
        bar=bar(clock.due.limit, used, tone),
        why=wording.explain(clock.due, clock.extended),
        running=clock.stopped_on is None,
    )


def _tone(clock: ClockView) -> Tone:
    if clock.held:
        return Tone.HELD
    if clock.late or clock.level in OVER:
        return Tone.BAD
    if clock.stopped_on is not None:
        return Tone.GOOD
    return Tone.WAIT if clock.level is Level.YELLOW else Tone.WELL


def _standing(clock: ClockView, over: int) -> str:
    if clock.held:
        return _("停表：%(ground)s") % {"ground": wording.ground_name(clock.held)}
    if over:
        return ngettext("超了 %(days)d 天", "超了 %(days)d 天", over) % {"days": over}
    if clock.stopped_on is not None:
        return _("按时")
    if not clock.left:
        said = _("今天到期")
    else:
        said = ngettext("还剩 %(days)d 天", "还剩 %(days)d 天", clock.left) % {"days": clock.left}
    return f"{LEVEL_NAMES[clock.level]} · {said}" if clock.level is Level.YELLOW else said


LOOKS = {
    StepState.DISPATCHED: ("wait", "inbox"),
    StepState.CLAIMED: ("now", "hand"),
    StepState.DONE: ("good", "check"),
    StepState.RETURNED: ("off", "undo"),
}


def shown(actor: Actor, case_id: UUID) -> Shown:
    """One case as an overseer may read it. Raises CaseNotFound."""
    case = get(actor, case_id)
    matter = Matter(case, today())
    names = {step.key: step.name for step in matter.version.steps}
    steps = CaseStep.objects.filter(case=case).select_related("office").order_by("number")
    return Shown(
        case=case,
        name=masked_name(matter.applicant.name),
        item=matter.version.name,
        holder=case.holder.short_label,
        limits=(*(limit(clock) for clock in clocks_for(case.pk)), *_of_family(case)),
        stages=tuple(
            Stage(
                step, names.get(step.key, Text(step.key)), STEP_STATE_NAMES[step.state], *LOOKS[StepState(step.state)]
            )
            for step in steps
        ),
        entries=tuple(reversed(timeline(matter))),
        notices=tuple(for_stream(case.pk)),
    )

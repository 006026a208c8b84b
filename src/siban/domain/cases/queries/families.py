"""一件事 as a resident reads it: all its parts on one page, one sentence, one limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from siban.domain.cases.matter import Matter
from siban.domain.cases.models_families import Family
from siban.domain.cases.queries.timeline import day
from siban.domain.cases.rules import OUTCOME_NAMES, STATE_NAMES, Outcome, State
from siban.domain.cases.rules_families import ENDED, FamilyState
from siban.domain.cases.services.themes import Household
from siban.domain.work.queries import ClockView, clocks_for
from siban.domain.work.rules import Kind
from siban.domain.work.wording import explain
from siban.kernel import numbers
from siban.kernel.clock import today


@dataclass(frozen=True, slots=True)
class Part:
    """One item of it: how it stands, in a word."""

    case: UUID
    number: str
    item: str
    said: str
    tone: str
    done: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """All of it. `by`: the one limit, None while it stands still or when it is over."""

    id: UUID
    name: str
    number: str
    sentence: str
    by: date | None
    why: tuple[str, ...]
    done: int
    parts: tuple[Part, ...]
    to_hand_over: bool
    """The one result is there and waits to be handed over."""


def whole(family_id: UUID) -> Whole:
    """The family with all its parts, for who may see one of them."""
    family = Family.objects.select_related("origin").get(pk=family_id)
    house = Household(family, today())
    parts = tuple(_part(matter) for matter in house.matters.values())
    running = {view.kind: view for view in clocks_for(family_id) if view.stopped_on is None}
    view = running.get(Kind.DELIVERY if family.state == FamilyState.CONCLUDED else Kind.PROMISED)
    done = sum(part.done for part in parts)
    return Whole(
        id=family_id,
        name=str(house.theme.name),
        number=numbers.grouped(family.number),
        sentence=_sentence(family, view, done, len(parts)),
        by=view.due.date if view else None,
        why=explain(view.due) if view else (),
        done=done,
        parts=parts,
        to_hand_over=family.state == FamilyState.CONCLUDED,
    )


def _part(matter: Matter) -> Part:
    case = matter.case
    said = OUTCOME_NAMES[Outcome(case.outcome)] if case.outcome else STATE_NAMES[State(case.state)]
    tone = "good" if case.outcome == Outcome.GRANTED else "now"
    if case.outcome == Outcome.DENIED or case.state == State.DECLINED:
        tone = "bad"
    elif case.state == State.CORRECTING:
        tone = "wait"
    return Part(
        case=case.pk,
        number=numbers.grouped(case.number),
        item=str(matter.version.name),
        said=str(said),
        tone=tone,
        done=case.state in ENDED,
    )


def _sentence(family: Family, view: ClockView | None, done: int, count: int) -> str:
    match FamilyState(family.state):
        case FamilyState.DRAFT:
            return _("还在填，没有收件")
        case FamilyState.DELIVERED:
            return _("%(count)d件都办完了，结果一次交给您了") % {"count": count}
        case FamilyState.CONCLUDED if view is not None and view.due.date is not None:
            return _("%(count)d件都办好了，最迟%(day)s一次交给您") % {"count": count, "day": day(view.due.date)}
    if view is None or view.due.date is None:
        return _("%(count)d件一起办，办好%(done)d件；有一件在等，先停表") % {"count": count, "done": done}
    return _("%(count)d件一起办，办好%(done)d件，最迟%(day)s都有结果") % {
        "count": count,
        "done": done,
        "day": day(view.due.date),
    }

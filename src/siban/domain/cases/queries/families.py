"""一件事 as a resident reads it: all its parts on one page, one sentence, one limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from siban.domain.cases.errors_families import FamilyNotFound
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Document
from siban.domain.cases.models_families import Family
from siban.domain.cases.queries.timeline import day
from siban.domain.cases.rules import OUTCOME_NAMES, STATE_NAMES, DocumentState, Manner, Outcome, State
from siban.domain.cases.rules_families import ENDED, FamilyState
from siban.domain.cases.services.themes import Household
from siban.domain.catalog.queries import entries
from siban.domain.catalog.rules import unanswered
from siban.domain.catalog.themes import Merged
from siban.domain.catalog.types import MaterialKind
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import for_stream
from siban.domain.work.queries import ClockView, clocks_for
from siban.domain.work.rules import Kind
from siban.domain.work.wording import explain
from siban.kernel import numbers
from siban.kernel.actors import Actor
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


def get(actor: Actor, family_id: UUID) -> Family:
    """The family, for the office that took it in. Raises FamilyNotFound."""
    offices = [post.office for post in actor.posts]
    rows = Family.objects.select_related("stream", "applicant__key", "origin__site")
    found = rows.filter(pk=family_id, origin__in=offices).first()
    if found is None:
        raise FamilyNotFound
    return found


def papers_of(family_id: UUID) -> list[Notice]:
    """The notices of the whole, newest first."""
    return for_stream(family_id)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the one list; it is here when it is here for every item that wants it."""

    key: str
    name: str
    note: str
    here: bool
    is_form: bool
    shared: bool
    pages: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What is asked for all of it at once, and what is there already."""

    merged: Merged
    scenario: Mapping[str, str]
    values: Mapping[str, object]
    papers: tuple[Paper, ...]
    complete: bool
    """Every question answered, the form right."""
    printed: bool
    waiting: tuple[str, ...]
    """Names of what belongs to it and nobody can take in yet."""


def draft(family: Family) -> Draft:
    """A family that is being taken in."""
    house = Household(family, today())
    merged = house.merged()
    cases = [matter.case for matter in house.matters.values()]
    rows = Document.objects.filter(case__in=cases).annotate(photographed=Count("pages"))
    listed = {(row.case.item, row.material): row for row in rows.select_related("case")}
    found = []
    for once in merged.materials:
        documents = [listed[item, key] for item, key in once.parts.items() if (item, key) in listed]
        is_form = once.what.kind is MaterialKind.FORM
        pages = min((row.photographed for row in documents), default=0)
        here = bool(documents) and all(row.state == DocumentState.RECEIVED for row in documents)
        found.append(
            Paper(
                key=once.key,
                name=str(once.what.name),
                note=str(once.what.asked_note),
                here=here and (pages > 0 or not is_form),
                is_form=is_form,
                shared=bool(documents) and all(row.manner == Manner.SHARED for row in documents),
                pages=pages,
            )
        )
    names = {one.key: str(one.name) for one in entries(today(), keys=merged.waiting)}
    return Draft(
        merged=merged,
        scenario=house.family.scenario,
        values=house.values,
        papers=tuple(found),
        complete=not any(one.problems or unanswered(one.version, one.facts) for one in house.matters.values()),
        printed=all(case.signed_digest for case in cases),
        waiting=tuple(names.get(key, key) for key in merged.waiting),
    )

"""一件事 as a resident reads it: all its parts on one page, one sentence, one limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from siban.domain.cases.errors_families import FamilyNotFound
from siban.domain.cases.matter import Matter
from siban.domain.cases.models_families import Family
from siban.domain.cases.queries.applying import Applying
from siban.domain.cases.queries.applying import of_family as applying
from siban.domain.cases.queries.counter import proposed
from siban.domain.cases.queries.listing import Listed, Listing, of_family
from siban.domain.cases.queries.sheet import FamilySheet
from siban.domain.cases.queries.timeline import day
from siban.domain.cases.queries.tracking import ground_of, known_as, running, where
from siban.domain.cases.rules import OUTCOME_NAMES, STATE_NAMES, Answer, Choice, DocumentState, Outcome, State, answers
from siban.domain.cases.rules_families import ENDED, FamilyState
from siban.domain.cases.services import steps
from siban.domain.cases.services.intake import unmet
from siban.domain.cases.services.themes import Household
from siban.domain.catalog.queries import entries
from siban.domain.catalog.rules import unanswered
from siban.domain.catalog.themes import Merged, Once
from siban.domain.catalog.types import Material, Mode, Stage
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import for_stream
from siban.domain.staff.relatives import Declared, declared_by
from siban.domain.work.queries import ClockView, clocks_for_many
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
    turn: str
    """Where it is, whose turn, by when."""
    holder: str
    """The office in whose hands it is; empty when it is over, or is the applicant's turn."""
    waits: str
    """What it waits for while no limit of an office runs."""


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
    days: int
    parts: tuple[Part, ...]
    to_hand_over: bool
    """The one result is there and waits to be handed over."""


def whole(family_id: UUID) -> Whole:
    """The family with all its parts, for who may see one of them."""
    family = Family.objects.select_related("origin").get(pk=family_id)
    house = Household(family, today())
    matters = list(house.matters.values())
    clocks = clocks_for_many([family_id, *(matter.case.pk for matter in matters)])
    parts = tuple(_part(matter, clocks[matter.case.pk]) for matter in matters)
    mine = {view.kind: view for view in clocks[family_id] if view.stopped_on is None}
    view = mine.get(Kind.DELIVERY if family.state == FamilyState.CONCLUDED else Kind.PROMISED)
    done = sum(part.done for part in parts)
    return Whole(
        id=family_id,
        name=str(house.theme.name),
        number=numbers.grouped(family.number),
        sentence=_sentence(family, view, done, parts),
        by=view.due.date if view else None,
        why=explain(view.due, view.extended) if view else (),
        done=done,
        days=house.theme.days,
        parts=parts,
        to_hand_over=family.state == FamilyState.CONCLUDED,
    )


def _part(matter: Matter, clocks: Sequence[ClockView]) -> Part:
    case = matter.case
    view = running(case, {one.kind: one for one in clocks if one.stopped_on is None})
    done, waits = case.state in ENDED, ""
    if case.state == State.CORRECTING:
        waits = _("等补齐材料")
    elif view is not None and view.held:
        waits = _("等%(ground)s") % {"ground": ground_of(matter, view)}
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
        done=done,
        turn="" if case.state == State.DRAFT else where(matter, matter.holder, view)[0],
        holder="" if done or waits else known_as(matter.holder),
        waits=waits,
    )


def _sentence(family: Family, view: ClockView | None, done: int, parts: Sequence[Part]) -> str:
    """Where all of it is, whose turn it is, and by when."""
    count = len(parts)
    match FamilyState(family.state):
        case FamilyState.DRAFT:
            return _("还在填，没有收件")
        case FamilyState.CLOSED:
            return _("没有收件就不办了")
        case FamilyState.DELIVERED:
            return _("%(count)d件都办完了，结果一次交给您了") % {"count": count}
        case FamilyState.CONCLUDED if view is not None and view.due.date is not None:
            return _("%(count)d件都办好了，最迟%(day)s一次交给您") % {"count": count, "day": day(view.due.date)}
    if view is None or view.due.date is None:
        paused = [_("%(item)s在%(what)s") % {"item": one.item, "what": one.waits} for one in parts if one.waits]
        stopped = _("；").join(paused)
        return _("%(count)d件办好%(done)d件，%(waits)s，先停表") % {"count": count, "done": done, "waits": stopped}
    places = _("、").join(dict.fromkeys(one.holder for one in parts if one.holder))
    if not places:
        return _("%(count)d件都有了结果，正在一起出，最迟%(day)s") % {"count": count, "day": day(view.due.date)}
    return _("%(count)d件办好%(done)d件，%(places)s在办，最迟%(day)s都有结果") % {
        "count": count,
        "done": done,
        "places": places,
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
class Share:
    """One item of a draft: what it lacks, and which answer the window proposes, or gives, for it.

    `answers_here`: this window answers itself after the receipt; else it hands on to `to` with the proposal.
    """

    item: str
    name: str
    missing: int
    answers_here: bool
    to: str
    choices: tuple[Choice, ...]
    proposed: Answer | None
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is asked for all of it at once, and what is there already."""

    lead: Matter
    sheet: FamilySheet
    listing: Listing
    applying: Applying
    shares: tuple[Share, ...]
    complete: bool
    """Every question answered, the form right."""
    waiting: tuple[str, ...]
    """Names of what belongs to it and nobody can take in yet."""
    recused: tuple[Declared, ...]


def draft(family: Family) -> Draft:
    """A family that is being taken in."""
    house = Household(family, today())
    whole = house.merged()
    listing = of_family(house, whole)
    matters = list(house.matters.values())
    lead = matters[0].case
    names = {one.key: str(one.name) for one in entries(today(), keys=whole.waiting)} if whole.waiting else {}
    return Draft(
        lead=matters[0],
        sheet=FamilySheet(house, whole),
        listing=listing,
        applying=applying(matters, listing, family.pk),
        shares=tuple(_share(item, matter, whole, listing) for item, matter in house.matters.items()),
        complete=not any(one.problems or unanswered(one.version, one.facts) for one in matters),
        waiting=tuple(names.get(key, key) for key in whole.waiting),
        recused=declared_by([one for one in (lead.applicant_id, lead.representative_id) if one]),
    )


def _share(item: str, matter: Matter, whole: Merged, listing: Listing) -> Share:
    missing = sum(item in once.parts and paper.state == DocumentState.MISSING for once, paper in _rows(whole, listing))
    own = matter.mode in (Mode.OWN, Mode.ENTRUSTED)
    choices = answers(competent=matter.competent, missing=missing, mendable=0, told_before=False, signed=listing.signed)
    to = matter.origin if own else steps.office_of(matter, steps.first(matter, Stage.RECEIVED))
    return Share(
        item=item,
        name=str(matter.version.name),
        missing=missing,
        answers_here=own,
        to=str(to.short_label),
        choices=choices,
        proposed=proposed(choices, missing, matter.competent),
        unmet=unmet(matter),
    )


def _rows(whole: Merged, listing: Listing) -> list[tuple[Once[Material], Listed]]:
    return list(zip(whole.materials, listing.papers, strict=True))


def begun(actor: Actor, person: UUID, theme: str) -> UUID | None:
    """The draft that was begun at her window for this person and theme, so that none is begun twice."""
    offices = [post.office for post in actor.posts]
    rows = Family.objects.filter(applicant=person, theme=theme, origin__in=offices, state=FamilyState.DRAFT)
    return rows.order_by("-opened_at").values_list("pk", flat=True).first()

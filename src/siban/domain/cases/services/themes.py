"""一件事: several items asked for at once, with one form and one set of papers; all of it or nothing (F9).

Every act on a family does the same act on each of its cases inside its own transaction: what one of them refuses, no
other keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.conf import settings

from siban.domain.cases import errors
from siban.domain.cases import events_families as events
from siban.domain.cases.errors_families import FamilyNotFound, NothingTakenIn, PartsFixed
from siban.domain.cases.matter import Matter, facts, form_digest
from siban.domain.cases.models import Case
from siban.domain.cases.models_families import Family
from siban.domain.cases.rules import Action, Answer, Capacity, Channel
from siban.domain.cases.rules_families import FAMILY_TRANSITIONS, FamilyAction
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services import intake, theme_letters
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.subject import CASE
from siban.domain.catalog import queries as catalog
from siban.domain.catalog import themes
from siban.domain.catalog.themes import Merged, Share, Theme
from siban.domain.people.models import Mandate, Person
from siban.domain.people.queries import is_own
from siban.domain.places.queries import office
from siban.domain.work import rules as time
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks
from siban.kernel import files, numbers
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Subject, Transition, act, begin, once
from siban.kernel.clock import local_date, now


def may(actor: Actor, family: Family, action: str, transition: Transition) -> None:
    """The office that took it in, and never for herself or hers (回避). Raises OwnCase, NotYourTurn."""
    if actor.has(Role.SYSTEM) and Role.SYSTEM in transition.roles:
        return
    if actor.person is not None and is_own(actor, family.applicant):
        raise errors.OwnCase
    if not actor.post_at(family.origin_id, transition.roles):
        raise errors.NotYourTurn


FAMILY = Subject(
    kind="family",
    model=Family,
    table=FAMILY_TRANSITIONS,
    may=may,
    not_found=FamilyNotFound,
    related=("applicant__key",),
)


@dataclass
class Household:
    """A family with its cases and what the theme makes of them, read once."""

    family: Family
    on: date

    @cached_property
    def theme(self) -> Theme:
        return catalog.theme(self.family.theme)

    @cached_property
    def matters(self) -> dict[str, Matter]:
        """The cases by item, in the theme's order."""
        rows = Case.objects.filter(family=self.family).select_related("stream", "applicant__key", "representative__key")
        found = {case.item: Matter(case, self.on) for case in rows}
        return {item: found[item] for item in self.theme.items if item in found}

    @cached_property
    def facts(self) -> dict[str, object]:
        lead = next(iter(self.matters.values()))
        return told(lead.case, lead, self.family.scenario, self.on)

    def merged(self, scenario: Mapping[str, str] | None = None) -> Merged:
        """What is asked, on the answers so far and these. Raises PartsFixed where other items would be taken in."""
        versions = catalog.versions_of(self.theme, local_date(self.family.opened_at))
        versions |= {item: matter.version for item, matter in self.matters.items()}
        answers = {f"scenario.{key}": value for key, value in (scenario or {}).items()}
        values = {f"form.{key}": value for key, value in self.values.items()}
        whole = themes.merged(self.theme, versions, self.facts | values | answers)
        if set(whole.versions) != set(self.matters):
            raise PartsFixed(field=next(iter(scenario or {"scenario": ""})))
        return whole

    def known_to_some(self) -> dict[str, object]:
        """What one item was filled in with and another that asks the same was not: a register may know it for one."""
        found: dict[str, object] = {}
        for asked in self.merged().fields:
            kept = {item: self.matters[item].form.get(key) for item, key in asked.parts.items()}
            told = next((value for value in kept.values() if isinstance(value, str) and value), None)
            if told is not None and not all(kept.values()):
                found[asked.key] = told
        return found

    @cached_property
    def values(self) -> dict[str, object]:
        """The one form by the theme's keys, as its cases keep it."""
        found: dict[str, object] = {}
        for item, matter in self.matters.items():
            names = {
                shared.parts[item]: shared.key
                for shared in (*self.theme.fields, *self.theme.blocks)
                if item in shared.parts
            }
            for key, value in matter.form.items():
                if value not in (None, ""):
                    found.setdefault(names.get(key, f"{item}/{key}"), value)
        return found


def told(case: Case, matter: Matter, scenario: Mapping[str, str], on: date) -> dict[str, object]:
    """The facts of a theme: of the person as of any item, the answers by the theme's keys."""
    known = facts(case, matter.applicant, {}, on)
    of_person = {name: value for name, value in known.items() if not name.startswith("scenario.")}
    return of_person | {f"scenario.{key}": value for key, value in scenario.items()}


@once
def open_family(
    theme: str,
    applicant: Person,
    *,
    by: Actor,
    scenario: Mapping[str, str] | None = None,
    form: Mapping[str, object] | None = None,
    capacity: Capacity = Capacity.SELF,
    representative: Person | None = None,
    mandate: Mandate | None = None,
    channel: Channel = Channel.WINDOW,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Begin a 一件事: one case for each item that the answers take in. What is a draft still is named, not taken in.

    Raises ThemeNotFound, NothingTakenIn, NotTakenInHere, UnknownAnswer, FormWrong, OwnCase, NotYourTurn.
    """
    on = local_date(at or now())
    wanted, answers = catalog.theme(theme), dict(scenario or {})
    if by.office is None:
        raise errors.NotYourTurn
    here = office(by.office)
    if here.tier not in wanted.accepting:
        raise errors.NotTakenInHere
    unsaved = Case(applicant=applicant, tier=here.tier, channel=channel, capacity=capacity)
    known = told(unsaved, Matter(unsaved, on), answers, on)
    whole = themes.merged(wanted, catalog.versions_of(wanted, on), known)
    if not whole.versions:
        raise NothingTakenIn
    _refuse_unknown(whole, answers)
    family = Family(
        number=numbers.draw(settings.REGION, on.year),
        theme=theme,
        applicant=applicant,
        authority_id=next(iter(whole.versions.values())).authority,
        origin=here,
        scenario=answers,
        opened_at=at or now(),
        is_demonstration=applicant.is_demonstration,
    )
    with begin(FAMILY, family, FamilyAction.OPEN, by=by, request=request, at=at) as change:
        family.opened_at = change.at
        family.save(force_insert=True)
        cases = []
        for item in whole.versions:
            part = themes.share(whole, item, known, {})
            case = intake.open_case(
                item,
                applicant,
                by=by,
                capacity=capacity,
                representative=representative,
                mandate=mandate,
                channel=channel,
                scenario=part.scenario,
                family=family,
                at=change.at,
            )
            cases.append(case.pk)
        change.record(
            events.FamilyOpened(
                number=family.number, theme=theme, office=here.pk, cases=tuple(cases), waiting=whole.waiting
            )
        )
        if form:
            _fill(Household(family, change.date), by=by, form=form, at=change.at)
        _level(family, change.date, by=by, at=change.at)
    return family


def _refuse_unknown(whole: Merged, scenario: Mapping[str, str]) -> None:
    offered = {one.key: {option.key for option in one.what.options} for one in whole.questions}
    for key, value in scenario.items():
        if value not in offered.get(key, set()):
            raise errors.UnknownAnswer(field=key)


@once
def fill_family(
    family_id: UUID,
    *,
    by: Actor,
    scenario: Mapping[str, str] | None = None,
    form: Mapping[str, object] | None = None,
    ticks: Mapping[str, Tick] | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Work on the draft by the theme's keys; each case gets its share.

    Raises PartsFixed where an answer would take other items in; UnknownAnswer, UnknownMaterial, FormWrong.
    """
    with act(FAMILY, family_id, FamilyAction.FILL, by=by, seen=seen, request=request, at=at) as change:
        house = Household(change.subject, change.date)
        if scenario:
            _refuse_unknown(house.merged(scenario), scenario)
            change.subject.scenario = {**change.subject.scenario, **scenario}
            house = Household(change.subject, change.date)
        _fill(house, by=by, scenario=scenario or {}, form=form or {}, ticks=ticks or {}, at=change.at)
        if scenario or form:
            _level(change.subject, change.date, by=by, at=change.at)
        change.record(
            events.FamilyFilled(scenario=tuple(scenario or ()), fields=tuple(form or ()), documents=tuple(ticks or ()))
        )
    return change.subject


def _level(family: Family, on: date, *, by: Actor, at: datetime) -> None:
    """What a register, or an earlier case, filled in for one item is filled in for the others that ask it (F2)."""
    house = Household(family, on)
    known = house.known_to_some()
    if known:
        _fill(house, by=by, form=known, at=at)


def _fill(
    house: Household,
    *,
    by: Actor,
    at: datetime,
    scenario: Mapping[str, str] | None = None,
    form: Mapping[str, object] | None = None,
    ticks: Mapping[str, Tick] | None = None,
) -> None:
    whole = house.merged()
    if form:
        problems = tuple(
            one
            for one in themes.validate(whole, house.facts, {**house.values, **form})
            if one.field.split(".")[0] in form and one.code != "required"
        )
        if problems:
            raise errors.FormWrong(
                problems, count=len(problems), first=str(problems[0].sentence), field=problems[0].field
            )
    for key in ticks or {}:
        if key not in {one.key for one in whole.materials}:
            raise errors.UnknownMaterial(field=key)
    for item, matter in house.matters.items():
        part = themes.share(whole, item, house.facts, form or {})
        own = {part.materials[key]: tick for key, tick in (ticks or {}).items() if key in part.materials}
        answers = _new(part, matter) if scenario else {}
        if answers or part.form or own:
            intake.fill(matter.case.pk, by=by, scenario=answers, form=part.form, ticks=own, at=at)


def _new(part: Share, matter: Matter) -> dict[str, str]:
    return {key: value for key, value in part.scenario.items() if matter.case.scenario.get(key) != value}


@once
def photograph_family(
    family_id: UUID,
    material: str,
    pictures: list[bytes],
    *,
    by: Actor,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Photograph a paper once; every case that wants it keeps a copy of its own, as each is archived by itself.

    Raises UnknownMaterial, files.FileTooLarge, files.FileNotReadable, files.FileEmpty.
    """
    cleaned = [files.clean(picture) for picture in pictures]
    with act(FAMILY, family_id, FamilyAction.FILL, by=by, request=request, at=at) as change:
        house = Household(change.subject, change.date)
        once_asked = next((one for one in house.merged().materials if one.key == material), None)
        if once_asked is None:
            raise errors.UnknownMaterial(field=material)
        for item, key in once_asked.parts.items():
            with act(CASE, house.matters[item].case.pk, Action.FILL, by=by, at=change.at) as part:
                papers.attach(part, Matter(part.subject, part.date), key, cleaned)
                part.record(intake.events.Filled(documents=(key,)))
        change.record(events.FamilyFilled(documents=(material,)))
    return change.subject


@once
def print_family_form(family_id: UUID, *, by: Actor, request: UUID | None = None, at: datetime | None = None) -> Family:
    """Print the one form; each case remembers what it said, as with its own. Raises ScenarioOpen, FormWrong."""
    with act(FAMILY, family_id, FamilyAction.FILL, by=by, request=request, at=at) as change:
        house = Household(change.subject, change.date)
        whole = house.merged()
        _require_complete(house, whole)
        for matter in house.matters.values():
            with act(CASE, matter.case.pk, Action.FILL, by=by, at=change.at) as part:
                part.subject.signed_digest = form_digest(part.subject, matter.declared)
                part.record(intake.events.Filled())
        letter = theme_letters.application_form(change.subject, whole, house.matters, house.values)
        theme_letters.send(change, next(iter(house.matters.values())), letter)
        change.record(events.FamilyFilled())
    return change.subject


def _require_complete(house: Household, whole: Merged) -> None:
    for matter in house.matters.values():
        intake.require_complete(matter)
    problems = themes.validate(whole, house.facts, house.values)
    if problems:
        raise errors.FormWrong(problems, count=len(problems), first=str(problems[0].sentence), field=problems[0].field)


@once
def receive_family(
    family_id: UUID,
    *,
    by: Actor,
    proposals: Mapping[str, Answer] | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Take everything in against one receipt; each case goes its own way, one limit runs for all from today.

    `proposals`: the proposed answer for an item. It is one trip, counted once. Raises as `intake.receive`.
    """
    with act(FAMILY, family_id, FamilyAction.RECEIVE, by=by, seen=seen, request=request, at=at) as change:
        family = change.subject
        house = Household(family, change.date)
        whole = house.merged()
        _require_complete(house, whole)
        family.received_at = change.at
        clock = clocks.start(
            change,
            kind=Kind.PROMISED,
            days=house.theme.days,
            unit=Unit(house.theme.unit),
            since=change.date,
            office=family.origin_id,
            region=family.origin.region_id,
        )
        longest = max(matter.version.regime.answer_days for matter in house.matters.values())
        names = {one.key: one.name.zh for one in catalog.entries(change.date, keys=whole.waiting)}
        letter = theme_letters.receipt(
            change,
            whole,
            house.matters,
            {item: papers.of(matter.case) for item, matter in house.matters.items()},
            answer_by=time.due(change.date, longest, Unit.WORKING, (), calendar()).date,
            whole_by=clock.due,
            waiting=[names.get(key, key) for key in whole.waiting],
        )
        notice = theme_letters.send(change, next(iter(house.matters.values())), letter)
        for number, (item, matter) in enumerate(house.matters.items()):
            intake.receive(
                matter.case.pk,
                by=by,
                proposal=(proposals or {}).get(item),
                came=number == 0,
                with_receipt=notice.pk,
                at=change.at,
            )
        change.record(
            events.FamilyReceived(
                office=family.origin_id,
                cases=tuple(matter.case.pk for matter in house.matters.values()),
                due=clock.due,
                notice=notice.pk,
            )
        )
    return family

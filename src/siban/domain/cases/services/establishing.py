"""核定: what an examiner finds to be so is set beside what was declared, and used from then on (ALL 34, 36)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors, events
from siban.domain.cases import errors_established as refusals
from siban.domain.cases.matter import Matter, facts, seal_established
from siban.domain.cases.models import Case, Objection, Proceeding
from siban.domain.cases.rules import Action, State
from siban.domain.cases.rules_established import FOUND_BY_NAMES, Finding, FoundBy, in_order, parts, put, standing
from siban.domain.cases.rules_proceedings import ON_THE_SPOT
from siban.domain.cases.services import steps
from siban.domain.cases.subject import CASE
from siban.domain.catalog.reading import WrongError, read
from siban.domain.catalog.rules import FieldProblem, blocks_for, fields_for, validate
from siban.domain.catalog.types import Field
from siban.kernel.actors import Actor
from siban.kernel.acts import act, once

WHO_SHE_IS = frozenset({"identity.name", "identity.number"})
"""What fields are filled with that the office does not decide."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that is established: the place of the form, the value as it is typed (None strikes it), and why."""

    place: str
    value: object
    reason: str


@once
def establish(
    case_id: UUID,
    *,
    by: Actor,
    found_by: FoundBy,
    settings: Sequence[Setting],
    consent: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Establish values of the form beside the declared ones; facts, checks, sum and decision go by them from now on.

    Whoever has the step in hand does it. Before acceptance only a slip is mended, and a slip only with the applicant's
    `consent`, in words. Raises NothingEstablished, ReasonMissing, ConsentMissing, NoSuchPlace, NotEstablishedHere,
    NothingFoundYet, NotAccepted, FormWrong, NotClaimed, NotYourTurn.
    """
    if any(not one.reason.strip() for one in settings):
        raise errors.ReasonMissing(field="reason")
    if found_by is FoundBy.SLIP and not consent.strip():
        raise refusals.ConsentMissing(field="consent")
    with act(CASE, case_id, Action.ESTABLISH, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        _require_behind(case, found_by)
        given = {one.place: one for one in settings}
        form, found = matter.form, list[Finding]()
        typed = _read(matter, given)
        for place in in_order(typed.items()):
            was = _standing(form, place)
            if was == typed[place]:
                continue
            form = put(form, place, typed[place])
            reason, word = given[place].reason.strip(), consent.strip()
            found.append(Finding(place, was, typed[place], found_by, reason, change.date, by.name, word))
        if not found:
            raise refusals.NothingEstablished(field="settings")
        _require_right(matter, form)
        case.sealed_established = seal_established(case, (*matter.established, *found))
        change.record(
            events.Established(office=step.office_id, found_by=found_by.value, places=tuple(one.place for one in found))
        )
    return case


def _require_behind(case: Case, found_by: FoundBy) -> None:
    """What a finding rests on is there. Raises NotAccepted, NothingFoundYet."""
    if found_by is not FoundBy.SLIP and case.state == State.RECEIVED:
        raise refusals.NotAccepted
    there = True
    if found_by is FoundBy.SURVEY:
        there = Proceeding.objects.filter(case=case, kind__in=ON_THE_SPOT, closed_at__isnull=False).exists()
    elif found_by is FoundBy.OBJECTION:
        there = Objection.objects.filter(proceeding__case=case, upheld=True).exists()
    if not there:
        raise refusals.NothingFoundYet(what=FOUND_BY_NAMES[found_by])


def _read(matter: Matter, given: Mapping[str, Setting]) -> dict[str, object]:
    """Every value as the form keeps it. Raises NoSuchPlace, NotEstablishedHere, FormWrong."""
    found: dict[str, object] = {}
    for place, one in given.items():
        columns = _columns(matter, place)
        if isinstance(columns, Field):
            found[place] = _value(columns, place, one.value)
        elif one.value is None:
            found[place] = None
        elif isinstance(one.value, Mapping) and set(one.value) <= set(columns):
            row = {key: _value(columns[key], f"{place}.{key}", value) for key, value in one.value.items()}
            found[place] = {key: value for key, value in row.items() if value is not None}
        else:
            raise refusals.NoSuchPlace(field=place)
    return found


def _columns(matter: Matter, place: str) -> Field | dict[str, Field]:
    """The field at a place, or for a row its columns. Raises NoSuchPlace, NotEstablishedHere."""
    try:
        key, row, column = parts(place)
    except ValueError:
        raise refusals.NoSuchPlace(field=place) from None
    if row is None:
        field = next((one for one in matter.version.form if one.key == key), None)
        if field is not None and field.prefilled_from in WHO_SHE_IS:
            raise refusals.NotEstablishedHere(field=place)
        if field is not None:
            return field
        raise refusals.NoSuchPlace(field=place)
    columns = {one.key: one for block in matter.version.blocks if block.key == key for one in block.fields}
    if not columns or (column and column not in columns):
        raise refusals.NoSuchPlace(field=place)
    return columns[column] if column else columns


def _value(field: Field, place: str, value: object) -> object:
    try:
        return read(field, value)
    except WrongError as fault:
        shown = {"label": field.label, "most": field.max_length, "sample": field.sample or ""}
        problem = FieldProblem(place, fault.code, fault.template, shown)
        raise errors.FormWrong((problem,), count=1, first=str(problem.sentence), field=place) from None


def _standing(form: Mapping[str, object], place: str) -> object:
    try:
        return standing(form, place)
    except ValueError:
        raise refusals.NoSuchPlace(field=place) from None


def _require_right(matter: Matter, form: Mapping[str, object]) -> None:
    """The form is as right as it was, and asks what was established. Raises FormWrong, NoSuchPlace."""
    now = facts(matter.case, matter.applicant, form, matter.on)
    before = {(one.field, one.code) for one in matter.problems}
    wrong = tuple(one for one in validate(matter.version, now, form) if (one.field, one.code) not in before)
    if wrong:
        raise errors.FormWrong(wrong, count=len(wrong), first=str(wrong[0].sentence), field=wrong[0].field)
    asked = {one.key for one in fields_for(matter.version, now)} | {one.key for one in blocks_for(matter.version, now)}
    for key, value in form.items():
        if key not in asked and value != matter.form.get(key):
            raise refusals.NoSuchPlace(field=key)

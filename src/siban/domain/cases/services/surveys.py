"""On the spot by two or more: the home visit and the verification (入户调查、现场核查; ALL 34(3))."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases import events
from siban.domain.cases.matter import Matter, open_opinion, seal_opinion
from siban.domain.cases.models import Case, CaseStep, Participant, Proceeding, ProceedingPage
from siban.domain.cases.rules import Action
from siban.domain.cases.rules_proceedings import NEEDED, ON_THE_SPOT, PEOPLE_ON_THE_SPOT, Found, ProceedingKind
from siban.domain.cases.services import letters, required, steps
from siban.domain.cases.subject import CASE
from siban.domain.notices import data
from siban.domain.staff.models import Post
from siban.domain.staff.queries import acting_for_many
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once

TITLES = {ProceedingKind.SURVEY: "入户调查表", ProceedingKind.VERIFICATION: "现场核查记录"}


def kind_of(case: Case, step: CaseStep) -> ProceedingKind:
    """Which kind of going there the step asks for; a verification where it asks for none, as any step may need one."""
    defined = required.definition(case, step.key)
    kind = NEEDED.get(defined.act) if defined and defined.act else None
    return kind if kind in ON_THE_SPOT else ProceedingKind.VERIFICATION


@once
def plan(
    case_id: UUID,
    *,
    by: Actor,
    posts: Sequence[UUID],
    place: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Name who goes there and print the sheet that they take along.

    Raises TwoPeopleNeeded, NotOfThisOffice, SurveyOpen, NotClaimed, NotYourTurn.
    """
    with act(CASE, case_id, Action.SURVEY, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        if Proceeding.objects.filter(case=case, kind__in=ON_THE_SPOT, closed_at=None).exists():
            raise refusals.SurveyOpen
        people = _people(step, posts, change)
        kind = kind_of(case, step)
        where = place.strip() or matter.applicant.address or "申请人住处"
        letter = data.Survey(
            title=TITLES[kind],
            authority=matter.authority.name,
            case_number=case.number,
            item=matter.version.name.zh,
            applicant=letters.party(matter),
            staff=tuple(data.Surveyor(name=name, office=step.office.name) for _post, _user, name in people),
            place=where,
            sections=_asked(matter),
        )
        notice = letters.send(change, matter, letter)
        row = Proceeding.objects.create(
            case=case,
            kind=kind,
            step=step.key,
            office_id=step.office_id,
            opened_at=change.at,
            opened_by=by.user,
            sealed=seal(case, {"place": where}),
            notice=notice.pk,
        )
        Participant.objects.bulk_create(
            Participant(proceeding=row, post=post, user=user, name=name) for post, user, name in people
        )
        change.record(events.Surveying(proceeding=row.pk, kind=kind.value, office=step.office_id, notice=notice.pk))
    return case


def _people(step: CaseStep, posts: Sequence[UUID], change: Change[Case]) -> list[tuple[Post, UUID, str]]:
    """Who goes there: those who act for these posts now, at least two different people of the step's office."""
    rows = {row.pk: row for row in Post.objects.filter(pk__in=set(posts), office=step.office_id)}
    if set(rows) != set(posts):
        raise refusals.NotOfThisOffice(field="posts")
    found: dict[UUID, tuple[Post, UUID, str]] = {}
    for id, user in acting_for_many(rows, change.at).items():
        if user is not None:
            found.setdefault(user.pk, (rows[id], user.pk, user.name))
    if len(found) < PEOPLE_ON_THE_SPOT:
        raise refusals.TwoPeopleNeeded(field="posts")
    return list(found.values())


def _asked(matter: Matter) -> tuple[data.Section, ...]:
    """The form's values, each with room beside it for what is found there."""
    rows = [
        data.Field(label=field.label.zh, value=letters.shown(field.type, matter, field.key))
        for field in matter.fields
        if field.key in matter.form and not isinstance(matter.form[field.key], list)
    ]
    return (data.Section(title="申报的情况", fields=tuple(rows)),) if rows else ()


@once
def find(
    case_id: UUID,
    *,
    by: Actor,
    on: date,
    findings: str,
    confirmed: bool,
    pictures: Sequence[bytes],
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Write down what was found there, with the signed sheet photographed. Only then can the step be finished.

    Raises FindingsMissing, SheetMissing, InTheFuture, NoSuchProceeding, NotClaimed, files.FileNotReadable.
    """
    if not findings.strip():
        raise refusals.FindingsMissing(field="findings")
    if not pictures:
        raise refusals.SheetMissing(field="pictures")
    cleaned = [files.clean(picture) for picture in pictures]
    with act(CASE, case_id, Action.FIND, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        row = Proceeding.objects.filter(case=case, kind__in=ON_THE_SPOT, closed_at=None).first()
        if row is None:
            raise refusals.NoSuchProceeding
        if on > change.date:
            raise refusals.InTheFuture(field="on")
        result = Found.CONFIRMED if confirmed else Found.NOT_CONFIRMED
        row.held_on = on
        close(change, row, result, opened(case, row) | {"findings": findings.strip()}, cleaned)
        change.record(
            events.Surveyed(proceeding=row.pk, kind=row.kind, office=step.office_id, on=on, result=result.value)
        )
    return case


def close(
    change: Change[Case], row: Proceeding, result: Found, sealed: dict[str, str], pages: Sequence[files.Clean] = ()
) -> None:
    """End a proceeding with what came of it and its photographed pages."""
    row.result, row.closed_at, row.closed_by = result, change.at, change.by.user
    row.sealed = seal(change.subject, sealed)
    row.save(update_fields=["result", "closed_at", "closed_by", "sealed", "held_on"])
    for number, page in enumerate(pages, start=1):
        file = files.store(page, key=change.subject.applicant.key)
        ProceedingPage.objects.create(proceeding=row, file=file, number=number)


def seal(case: Case, values: dict[str, str]) -> bytes:
    """Words of a proceeding, under the applicant's key."""
    return seal_opinion(case, json.dumps(values, ensure_ascii=False))


def opened(case: Case, row: Proceeding) -> dict[str, str]:
    """The words of a proceeding, in the clear."""
    return json.loads(open_opinion(case, row.sealed) or "{}")

"""The answers to an application (ALL 32): accept, decline, tell once what is missing, take what is supplied."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from siban.domain.cases import errors, errors_answers, events
from siban.domain.cases.matter import Matter, seal_opinion
from siban.domain.cases.models import Case, CaseStep, Document
from siban.domain.cases.rules import Action, Channel
from siban.domain.cases.services import answer_letters, intake, letters, pledges, steps, words
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.subject import CASE
from siban.domain.catalog.rules import mode
from siban.domain.catalog.types import Mode, Silence
from siban.domain.notices import data
from siban.domain.places.models import Office
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks, tasks
from siban.domain.work.services.clocks import Limit
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once

SECOND = "second-notice"
"""Kind of the task in which a second notice waits for the head's signature; an answer ends it."""


def _require_power(matter: Matter, office: Office) -> None:
    """Only a tier that acts in its own power or entrusted answers. Raises NotTakenInHere."""
    if mode(matter.version, office.tier) not in (Mode.OWN, Mode.ENTRUSTED):
        raise errors.NotTakenInHere


def _require_competent(matter: Matter) -> None:
    """What belongs elsewhere gets the second answer and no other (ALL 32(2)). Raises NotCompetentHere."""
    if matter.competent is False:
        raise errors_answers.NotCompetentHere


def answered(change: Change[Case], matter: Matter) -> None:
    """Stop the time to answer with an answer that comes within it.

    Once it is over where silence is acceptance, the application counts as accepted (ALL 32(4)), and nothing else can
    be said. Raises CountsAsAccepted.
    """
    if matter.version.regime.silence is not Silence.ACCEPTED:
        clocks.stop(change, Kind.ANSWER)
    elif not clocks.stop_in_time(change, Kind.ANSWER):
        raise errors_answers.CountsAsAccepted


@dataclass(frozen=True, slots=True)
class Begun:
    """An accepted case on its way: its dates, its notice, and the hand-over that is still to be made."""

    promised: date | None
    statutory: date | None
    notice: UUID
    dispatch: Callable[[], object]


def begin_handling(
    change: Change[Case],
    matter: Matter,
    step: CaseStep,
    documents: list[Document],
    *,
    since: date,
    by_silence: bool = False,
) -> Begun:
    """Start the promised and the statutory clock after `since`, tell the applicant, and hand over to who handles it;
    what she promised or declared is followed up from now on."""
    case = change.subject
    following = steps.after(matter, step.key)
    limits = matter.limits
    unit = Unit(limits.unit)
    to = steps.office_of(matter, following) if following else matter.holder
    promised, statutory, *_shares = clocks.start_many(
        change,
        [
            Limit(Kind.PROMISED, limits.promised, unit),
            Limit(Kind.STATUTORY, limits.statutory, unit),
            *(steps.share(matter, following) if following else ()),
        ],
        since=since,
        office=to.pk,
        region=to.region_id,
    )
    case.promised_due = promised.due
    letter = answer_letters.acceptance(
        matter,
        to,
        answer_by=promised.due,
        legal_by=statutory.due,
        provisional=promised.provisional or statutory.provisional,
        by_silence=since if by_silence else None,
        promised=pledges.promised(matter, documents),
    )
    pledges.follow(change, matter, documents)
    notice = letters.send(change, matter, letter)

    def dispatch() -> None:
        if following is not None:
            steps.dispatch(change, matter, following, clock=promised)

    return Begun(promised.due, statutory.due, notice.pk, dispatch)


@once
def accept(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Accept an application as complete (ALL 32(5)); the promised and the statutory clock run from today.

    Raises NotClaimed, NotYourTurn, DocumentsMissing, NotTakenInHere, NotCompetentHere, CountsAsAccepted.
    """
    with act(CASE, case_id, Action.ACCEPT, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        _require_power(matter, matter.holder)
        _require_competent(matter)
        documents = papers.of(case)
        if lacking := papers.missing(documents):
            raise errors.DocumentsMissing(count=len(lacking))
        case.accepted_at = change.at
        answered(change, matter)
        steps.finish(change, step, beside=(SECOND,))
        begun = begin_handling(change, matter, step, documents, since=change.date)
        change.record(
            events.Accepted(
                office=step.office_id,
                authority=case.authority_id,
                promised_due=begun.promised,
                statutory_due=begun.statutory,
                notice=begun.notice,
            )
        )
        begun.dispatch()
    return case


@once
def decline(
    case_id: UUID,
    *,
    by: Actor,
    ground: data.Ground,
    reasons: tuple[str, ...] = (),
    competent: data.Place | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Decline in writing: no approval is needed, or another authority is competent, which is named (ALL 32(1), (2)).

    Raises IsCompetent, CompetentElsewhereMissing, ReasonMissing, NotClaimed, NotYourTurn, CountsAsAccepted.
    """
    with act(CASE, case_id, Action.DECLINE, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        _require_power(matter, matter.holder)
        if ground is data.Ground.NOT_COMPETENT:
            if matter.competent:
                raise errors.IsCompetent
            if competent is None or not competent.name:
                raise errors.CompetentElsewhereMissing(field="competent")
        elif not any(reason.strip() for reason in reasons):
            raise errors.ReasonMissing(field="reason")
        answered(change, matter)
        case.ended_at = change.at
        clocks.stop(change)
        tasks.close_kind(change, SECOND)
        steps.finish(change, step)
        notice = letters.send(
            change,
            matter,
            answer_letters.decline(matter, by.name, ground, reasons, competent),
        )
        change.record(
            events.Declined(
                office=case.holder_id,
                ground=ground.value,
                competent=competent.name if competent else "",
                notice=notice.pk,
            )
        )
    return case


@once
def correct(
    case_id: UUID,
    *,
    by: Actor,
    ticks: Mapping[str, Tick] | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Tell all that is missing, once (ALL 32(4), B4): every open tick is in the notice, the clerk cannot send half.

    `ticks` say what was found missing on checking. Raises AlreadyTold, NothingMissing, NotCompetentHere,
    CountsAsAccepted, NotClaimed, NotYourTurn.
    """
    with act(CASE, case_id, Action.CORRECT, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        _require_power(matter, matter.holder)
        _require_competent(matter)
        if case.corrections:
            raise errors.AlreadyTold
        documents = papers.tick(change, matter, ticks) if ticks else papers.of(case)
        lacking = papers.missing(documents)
        if not lacking:
            raise errors.NothingMissing
        steps.finish(change, step)
        told_by = matter.holder
        until = wait_for_papers(change, matter, lacking)
        notice = letters.send(change, matter, answer_letters.correction(matter, told_by, by.name, documents, until))
        change.record(
            events.Corrected(
                office=told_by.pk, missing=tuple(one.material for one in lacking), until=until, notice=notice.pk
            )
        )
    return case


def wait_for_papers(change: Change[Case], matter: Matter, lacking: list[Document]) -> date:
    """Let the applicant's own time run, and none of the authority's; the window that took the case in waits for her.
    Until when she has. Raises CountsAsAccepted."""
    case = change.subject
    case.corrections += 1
    Document.objects.filter(pk__in=[one.pk for one in lacking]).update(told=True)
    answered(change, matter)
    days = matter.version.regime.correction_days
    clock = clocks.start(
        change,
        kind=Kind.CORRECTION,
        days=days,
        unit=Unit.CALENDAR,
        since=change.date,
        office=case.origin_id,
        region=matter.origin.region_id,
    )
    tasks.open(
        change,
        kind="supply",
        office=case.origin_id,
        region=matter.origin.region_id,
        role=Role.AGENT if matter.origin.tier == "village" else Role.CLERK,
        clock=clock,
    )
    case.holder = matter.origin
    return clock.due or change.date + timedelta(days=days)


@once
def supply(
    case_id: UUID,
    *,
    by: Actor,
    ticks: Mapping[str, Tick],
    pictures: Mapping[str, list[bytes]] | None = None,
    came: bool = True,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """The applicant supplies what the notice named; five working days to answer begin anew (practice).

    Raises StillMissing, UnknownMaterial.
    """
    with act(CASE, case_id, Action.SUPPLY, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        for material, photographs in (pictures or {}).items():
            papers.attach(change, matter, material, photographs)
        documents = papers.tick(change, matter, ticks) if ticks else papers.of(case)
        lacking = papers.missing(documents)
        if lacking:
            raise errors.StillMissing(count=len(lacking))
        words.require_signed(case, documents)
        clocks.stop(change, Kind.CORRECTION)
        tasks.close_kind(change, "supply")
        own = matter.mode in (Mode.OWN, Mode.ENTRUSTED)
        answer_by = intake.start_answer(change, matter, own)
        if came and case.channel == Channel.WINDOW:
            intake.visit(change, matter.origin.site, purpose="supply", asked=case.promised_visits > 0)
        notice = letters.send(change, matter, letters.receipt(matter, change, documents, answer_by))
        change.record(
            events.Supplied(
                office=case.origin_id,
                documents=tuple(sorted({*ticks, *(pictures or {})})),
                answer_by=answer_by,
                notice=notice.pk,
            )
        )
    return case


@once
def supply_part(
    case_id: UUID,
    *,
    by: Actor,
    ticks: Mapping[str, Tick],
    pictures: Mapping[str, list[bytes]] | None = None,
    came: bool = True,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """A part of what the notice named is kept against a receipt; the same notice stays open and its time goes on (B4).

    Raises NothingBrought, NothingMissing (all of it is here: supply it), UnknownMaterial.
    """
    with act(CASE, case_id, Action.SUPPLY_PART, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        before = {one.material for one in papers.missing(papers.of(case))}
        for material, photographs in (pictures or {}).items():
            papers.attach(change, matter, material, photographs)
        documents = papers.tick(change, matter, ticks) if ticks else papers.of(case)
        left = {one.material for one in papers.missing(documents)}
        brought = [one for one in documents if one.material in before - left]
        if not brought:
            raise errors_answers.NothingBrought(field="here")
        if not left:
            raise errors.NothingMissing
        notice = letters.send(change, matter, letters.receipt(matter, change, brought, None))
        change.record(
            events.SuppliedPart(
                office=case.origin_id,
                documents=tuple(one.material for one in brought),
                left=tuple(one.material for one in papers.missing(documents)),
                notice=notice.pk,
            )
        )
        if came and case.channel == Channel.WINDOW:
            intake.visit(change, matter.origin.site, purpose="supply", asked=case.promised_visits > 0)
    return case


@once
def dismiss(
    case_id: UUID,
    *,
    by: Actor,
    reason: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """No approval is needed: said at once, before anything is taken, and kept on record (ALL 32(1)).

    What was received is declined in writing instead, see `decline`. Raises ReasonMissing.
    """
    if not reason.strip():
        raise errors.ReasonMissing(field="reason")
    with act(CASE, case_id, Action.DISMISS, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        case.ended_at = change.at
        sealed = b64encode(seal_opinion(case, reason.strip())).decode()
        change.record(events.Dismissed(office=case.origin_id, reason=sealed))
    return case

"""A result that goes by post or over the net, and what is done about one that nobody fetches (送达; rules.md §4)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from siban.domain.cases import errors, events
from siban.domain.cases import errors_delivery as refusals
from siban.domain.cases.errors_families import DeliveredTogether
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, FollowUp, HandOver, Posting
from siban.domain.cases.rules import Action, State
from siban.domain.cases.rules_families import has_result
from siban.domain.cases.services import delivery, letters, pledges, steps
from siban.domain.cases.services.delivery import DELIVERY
from siban.domain.cases.subject import CASE
from siban.domain.catalog.types import Tier
from siban.domain.work.models import Clock, Task
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks, tasks
from siban.kernel import files
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once

FETCH = "fetch"
"""Kind of the task in which the office that took a case in asks the applicant to fetch her result."""
CALL_AGAIN = 7
"""Calendar days after which she is called again where no day was agreed (practice)."""


@once
def post(
    case_id: UUID,
    *,
    by: Actor,
    carrier: str,
    number: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Note that the result was given to a carrier. It is not delivered yet, and the time to deliver goes on.

    Raises PostingIncomplete, PostedAlready, NotClaimed, NotYourTurn, DeliveredTogether.
    """
    carrier, number = carrier.strip()[:30], "".join(number.split())[:40]
    if not carrier or not number:
        raise refusals.PostingIncomplete(field="number" if carrier else "carrier")
    with act(CASE, case_id, Action.POST, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        step = steps.held(Matter(case, change.date), by)
        if case.family_id is not None:
            raise DeliveredTogether
        earlier = Posting.objects.filter(case=case).first()
        if earlier is not None:
            raise refusals.PostedAlready(number=earlier.number)
        if by.user is None:
            raise errors.NotYourTurn
        Posting.objects.create(case=case, carrier=carrier, number=number, posted_at=change.at, posted_by=by.user)
        change.record(events.Posted(office=step.office_id, carrier=carrier, number=number))
    return case


@once
def signed_for(
    case_id: UUID,
    *,
    by: Actor,
    receipt: bytes,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """The carrier's receipt came back, signed: photographed, it is the proof of delivery (回执).

    Raises NotPosted, SignatureMissing, NotClaimed, NotYourTurn, files.FileNotReadable.
    """
    if not receipt:
        raise errors.SignatureMissing(field="signature")
    photographed = files.clean(receipt)
    with act(CASE, case_id, Action.DELIVER, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        posting = Posting.objects.filter(case=case).first()
        if posting is None:
            raise refusals.NotPosted
        pledges.require_fulfilled(matter)
        case.delivered_at = change.at
        clocks.stop(change, *DELIVERY)
        steps.finish(change, step)
        tasks.close_kind(change, FETCH)
        posting.receipt = files.store(photographed, key=case.applicant.key)
        posting.save(update_fields=["receipt"])
        number = steps.next_hand_over(case)
        HandOver.objects.create(
            case=case, number=number, giver_id=step.office_id, given_by=by.user, manner="post", at=change.at
        )
        remark = f"{posting.carrier}，运单号{posting.number}，回执附后"
        notice = letters.send(change, matter, delivery.delivery_letter(matter, by.name, remark=remark))
        change.record(events.Delivered(number=number, office=step.office_id, manner="post", notice=notice.pk))
    return case


@once
def choose_screen(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """The applicant wants to get the result on the tracking page. Only where the item's result allows it.

    Raises NotOnScreen.
    """
    with act(CASE, case_id, Action.CHOOSE_SCREEN, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        if not Matter(case, change.date).version.result.electronic:
            raise refusals.NotOnScreen
        case.screen_chosen_at = change.at
        change.record(events.ScreenChosen(office=case.origin_id))
    return case


def open_on_screen(case_id: UUID, *, at: datetime | None = None) -> Case:
    """She opened the result on the tracking page, after number and last four were right: it is delivered, by the
    platform's own act. Raises NotOnScreen, OutOfTurn.
    """
    with act(CASE, case_id, Action.OPEN_RESULT, by=Actor.system(), at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.current(case)
        if case.screen_chosen_at is None or step is None or case.family_id is not None:
            raise refusals.NotOnScreen
        pledges.require_fulfilled(matter)
        case.delivered_at = change.at
        clocks.stop(change, *DELIVERY)
        steps.finish(change, step, by_itself=True)
        tasks.close_kind(change, FETCH)
        number = steps.next_hand_over(case)
        HandOver.objects.create(case=case, number=number, giver_id=step.office_id, manner="screen", at=change.at)
        notice = letters.send(change, matter, delivery.delivery_letter(matter, matter.origin.short_name))
        change.record(events.Delivered(number=number, office=step.office_id, manner="screen", notice=notice.pk))
    return case


def chase(case_id: UUID, level: str, *, at: datetime | None = None) -> bool:
    """Nobody has fetched the result by the time of a warning: the office that took the case in is to call. Whether a
    task was opened; an open one stays the only one. Raises OutOfTurn.
    """
    if Task.objects.filter(stream=case_id, kind=FETCH, closed_at=None).exists():
        return False
    with act(CASE, case_id, Action.CHASE, by=Actor.system(), at=at) as change:
        origin = Matter(change.subject, change.date).origin
        role = Role.AGENT if origin.tier == Tier.VILLAGE else Role.CLERK
        tasks.open(change, kind=FETCH, office=origin.pk, region=origin.region_id, role=role, due=change.date)
        change.record(events.Chased(office=origin.pk, level=level))
    return True


def _wait_for_her(change: Change[Case], agreed_on: date | None) -> None:
    """Let her own time run in place of the office's, until the day agreed or until she is called again."""
    days = (agreed_on - change.date).days if agreed_on else CALL_AGAIN
    office_time = Clock.objects.filter(stream=change.stream_id, kind__in=DELIVERY, stopped_on=None).first()
    if office_time is None:
        return
    clocks.stop(change, *DELIVERY)
    clocks.start(
        change,
        kind=Kind.FETCH,
        days=days,
        unit=Unit.CALENDAR,
        office=office_time.office_id,
        region=office_time.region,
    )


@once
def follow_up(
    case_id: UUID,
    *,
    by: Actor,
    reached: bool,
    agreed_on: date | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Write down that she was called. With a day agreed the task is done; else it stays, for another call.

    Where the result lies ready at the window the office has done its part: from now on the time is the applicant's own,
    and a result that nobody fetches makes nobody late (rules.md §4). Raises NothingToFetch, AgreedDay.
    """
    with act(CASE, case_id, Action.FOLLOW_UP, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        if not has_result(case.state, case.outcome) or by.user is None:
            raise refusals.NothingToFetch
        if agreed_on is not None and (not reached or agreed_on < change.date):
            raise refusals.AgreedDay(field="agreed_on")
        FollowUp.objects.create(case=case, at=change.at, by=by.user, reached=reached, agreed_on=agreed_on)
        if agreed_on is not None:
            tasks.close_kind(change, FETCH)
        if case.state == State.DELIVERING:
            _wait_for_her(change, agreed_on)
        change.record(events.FollowedUp(office=case.origin_id, reached=reached, agreed_on=agreed_on))
    return case

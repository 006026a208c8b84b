"""The end of a 一件事: its one limit follows its cases, its one result is told and handed over once (F9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors
from siban.domain.cases import events_families as events
from siban.domain.cases.models import Case
from siban.domain.cases.models_families import Family
from siban.domain.cases.rules import Outcome, State
from siban.domain.cases.rules_families import FamilyAction, FamilyState, all_ended, has_result
from siban.domain.cases.services import delivery, steps, theme_letters, withdrawing
from siban.domain.cases.services.themes import FAMILY, Household
from siban.domain.notices import data
from siban.domain.notices.rules import SORTS
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.work.models import Clock
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Kind, Unit, working_days_between
from siban.domain.work.services import clocks
from siban.kernel.actors import Actor
from siban.kernel.acts import act, once
from siban.kernel.clock import SHANGHAI, local_date, now

PART = "part"
"""The ground of a pause of the whole: what one of its cases waits for is on that case."""


def settle(family_id: UUID, *, at: datetime | None = None) -> FamilyAction | None:
    """Bring a family in line with its cases: paused while one of them waits, concluded when all are. What was done;
    None where nothing was to be done. The platform's own act.
    """
    family = Family.objects.filter(pk=family_id, state=FamilyState.RUNNING).first()
    if family is None:
        return None
    cases = list(Case.objects.filter(family=family).order_by("number"))
    if all_ended([case.state for case in cases]):
        conclude(family_id, at=at)
        return FamilyAction.CONCLUDE
    waiting = next((case for case in cases if case.state == State.CORRECTING or steps.paused(case)), None)
    clock = Clock.objects.get(stream=family_id, kind=Kind.PROMISED, stopped_on=None)
    if waiting is not None and clock.due is not None:
        if clock.due <= local_date(at or now()):
            # It is over already: a pause does not undo lateness.
            return None
        with act(FAMILY, family_id, FamilyAction.PAUSE, by=Actor.system(), at=at) as change:
            clocks.hold(change, ground=PART, kinds=(Kind.PROMISED,))
            change.record(events.FamilyPaused(case=waiting.pk))
        return FamilyAction.PAUSE
    if waiting is None and clock.due is None:
        with act(FAMILY, family_id, FamilyAction.GO_ON, by=Actor.system(), at=at) as change:
            clocks.resume(change)
            clock.refresh_from_db()
            change.record(events.FamilyWentOn(due=clock.due))
        return FamilyAction.GO_ON
    return None


def conclude(family_id: UUID, *, at: datetime | None = None) -> Family:
    """Tell the one result of all cases, and start the time to hand it over."""
    with act(FAMILY, family_id, FamilyAction.CONCLUDE, by=Actor.system(), at=at) as change:
        family = change.subject
        house = Household(family, change.date)
        matters = list(house.matters.values())
        clock = Clock.objects.get(stream=family_id, kind=Kind.PROMISED, stopped_on=None)
        clocks.stop(change, Kind.PROMISED)
        family.concluded_at = change.at
        taken = None
        if family.received_at is not None:
            taken = working_days_between(local_date(family.received_at), change.date, calendar())
        letter = theme_letters.conclusion(family, house.theme, matters, change.date, taken)
        notice = theme_letters.send(change, matters[0], letter)
        clocks.start(
            change,
            kind=Kind.DELIVERY,
            days=min(one.version.regime.delivery_days for one in matters),
            unit=Unit.WORKING,
            since=change.date,
            office=family.origin_id,
            region=family.origin.region_id,
        )
        change.record(
            events.FamilyConcluded(
                granted=sum(one.case.outcome == Outcome.GRANTED for one in matters),
                cases=len(matters),
                on_time=change.date <= clock.due if clock.due else None,
                notice=notice.pk,
            )
        )
    return family


@once
def withdraw_family(
    family_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Family:
    """Give it up before anything is taken in: all its drafts go. Afterwards each case is withdrawn by itself."""
    with act(FAMILY, family_id, FamilyAction.WITHDRAW, by=by, seen=seen, request=request, at=at) as change:
        cases = list(Case.objects.filter(family=family_id).order_by("number").values_list("pk", flat=True))
        for case_id in cases:
            withdrawing.withdraw(case_id, by=by, at=change.at)
        change.record(events.FamilyWithdrawn(cases=tuple(cases)))
    return change.subject


@once
def deliver_family(
    family_id: UUID,
    *,
    by: Actor,
    signature: bytes,
    manner: str = "window",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Hand over the one result with all that belongs to it, against one signature.

    Raises SignatureMissing, NotYourTurn, files.FileNotReadable.
    """
    if not signature:
        raise errors.SignatureMissing(field="signature")
    with act(FAMILY, family_id, FamilyAction.DELIVER, by=by, seen=seen, request=request, at=at) as change:
        family = change.subject
        house = Household(family, change.date)
        matters = list(house.matters.values())
        family.delivered_at = change.at
        clocks.stop(change, Kind.DELIVERY)
        lead = matters[0]
        handed = [one for one in matters if has_result(one.case.state, one.case.outcome)]
        results = [
            f"{SORTS[NoticeKind.CONCLUSION].title} 1份",
            *(f"{one.version.result.name.zh} 1份" for one in handed),
        ]
        recipient = lead.representative or lead.applicant
        record = data.Delivery(
            **theme_letters.common(family, house.theme, lead, by.name),
            results=tuple(results),
            handovers=(
                data.Handover(
                    from_office=lead.origin.name,
                    to=recipient.name,
                    giver=by.name,
                    receiver=recipient.name,
                    at=change.at.astimezone(SHANGHAI).replace(tzinfo=None),
                    how=delivery.MANNERS[manner],
                ),
            ),
        )
        notice = theme_letters.send(change, lead, record)
        for one in handed:
            if one.case.state == State.CONCLUDED:
                steps.claim(one.case.pk, by=by, at=change.at)
            delivery.deliver(
                one.case.pk, by=by, signature=signature, manner=manner, with_record=notice.pk, at=change.at
            )
        change.record(
            events.FamilyDelivered(
                office=family.origin_id,
                cases=tuple(one.case.pk for one in handed),
                manner=manner,
                notice=notice.pk,
            )
        )
    return family

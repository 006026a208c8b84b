"""Delivery against signature (送达; ALL 44)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors, events
from siban.domain.cases.errors_families import DeliveredTogether
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, HandOver
from siban.domain.cases.rules import Action
from siban.domain.cases.services import intake, letters, pledges, steps
from siban.domain.cases.subject import CASE
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import SORTS
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.staff.queries import names
from siban.domain.work.rules import Kind
from siban.domain.work.services import clocks, tasks
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.acts import act, once
from siban.kernel.clock import SHANGHAI

DELIVERY = (Kind.DELIVERY, Kind.FETCH)
"""What runs until a result is handed over: the office's time, then the applicant's own."""

MANNERS = {
    "window": "窗口当面交",
    "home": "代办员送上门",
    "agent": "代办员当面交",
    "post": "邮寄，本人签收",
    "screen": "本人核对编号和证件后在网上打开",
}


@once
def deliver(
    case_id: UUID,
    *,
    by: Actor,
    signature: bytes,
    manner: str = "window",
    with_record: UUID | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Hand the result to the applicant against her signature; the delivery record lists both hand-overs.

    `with_record`: the one record of the 一件事 that it is handed over with; a part of one is not handed over by itself.
    Raises SignatureMissing, NotClaimed, NotYourTurn, DeliveredTogether, files.FileNotReadable.
    """
    if not signature:
        raise errors.SignatureMissing(field="signature")
    signed = files.clean(signature)
    with act(CASE, case_id, Action.DELIVER, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        if case.family_id is not None and with_record is None:
            raise DeliveredTogether
        step = steps.held(matter, by)
        pledges.require_fulfilled(matter)
        case.delivered_at = change.at
        clocks.stop(change, *DELIVERY)
        steps.finish(change, step)
        tasks.close_kind(change, "fetch")
        number = steps.next_hand_over(case)
        HandOver.objects.create(
            case=case,
            number=number,
            giver_id=step.office_id,
            given_by=by.user,
            manner=manner,
            signature=files.store(signed, key=case.applicant.key),
            at=change.at,
        )
        if manner == "window" and not _same_day_visit(case, change.at):
            intake.visit(change, matter.origin.site, purpose="fetch", asked=case.promised_visits > 0)
        record = with_record or letters.send(change, matter, delivery_letter(matter, by.name)).pk
        change.record(events.Delivered(number=number, office=step.office_id, manner=manner, notice=record))
    return case


def _same_day_visit(case: Case, at: datetime) -> bool:
    """Whether she is here on the trip that was counted already."""
    day = at.astimezone(SHANGHAI).date()
    return any(one.at.astimezone(SHANGHAI).date() == day for one in case.visits.all())


def delivery_letter(matter: Matter, clerk: str, *, remark: str | None = None) -> data.Delivery:
    """送达回证: what was handed over, by whom to whom, in one or two hand-overs."""
    case = matter.case
    rows = list(
        HandOver.objects.filter(case=case)
        .select_related("giver", "taker")
        .exclude(manner=pledges.PAPERS)
        .order_by("number")
    )
    who = names({user for row in rows for user in (row.given_by, row.taken_by) if user})
    recipient = matter.representative or matter.applicant
    decisions = Notice.objects.filter(stream=case.pk, kind__in=[NoticeKind.GRANT, NoticeKind.DENY], state="genuine")
    results = tuple(f"{SORTS[NoticeKind(one.kind)].title}（{one.number}）1份" for one in decisions)
    return data.Delivery(
        **letters.common(matter, matter.origin, clerk),
        results=results or (f"{matter.version.result.name.zh} 1份",),
        handovers=tuple(
            data.Handover(
                from_office=row.giver.name,
                to=row.taker.name if row.taker else recipient.name,
                giver=who.get(row.given_by, None) if row.given_by else None,
                receiver=who.get(row.taken_by) if row.taken_by else recipient.name if row.taker is None else None,
                at=row.at.astimezone(SHANGHAI).replace(tzinfo=None),
                how=MANNERS.get(row.manner, "单位之间交接"),
            )
            for row in rows
        ),
        remark=remark,
    )

"""What the figures take from the feed."""

from __future__ import annotations

from siban.domain.cases.models import Case
from siban.domain.insight.rules import Name
from siban.domain.insight.services import SUBSCRIBER, add
from siban.domain.voice.rules import GOOD
from siban.domain.work.queries import calendar
from siban.domain.work.rules import working_days_between
from siban.kernel.events import Recorded
from siban.kernel.feed import subscriber

COUNTED = {
    "case.received": Name.RECEIVED,
    "case.accepted": Name.ACCEPTED,
    "case.declined": Name.DECLINED,
    "case.corrected": Name.CORRECTED,
    "case.second_told": Name.TOLD_AGAIN,
    "case.deemed": Name.UNANSWERED,
    "case.unanswered": Name.UNANSWERED,
    "case.promise_broken": Name.BROKEN,
    "case.delivered": Name.DELIVERED,
}


@subscriber(SUBSCRIBER, *COUNTED, "case.decided", "case.visited", "case.handed_off", "rating.given")
def count(event: Recorded) -> None:
    """Roll one event up into the figures of its day."""
    payload = event.payload
    stream = payload.case if event.act == "rating.given" else event.stream
    case = Case.objects.select_related("origin").filter(pk=stream).first()
    if case is None:
        return
    office = getattr(payload, "office", case.origin_id)
    region, item, day = case.region, case.item, event.date
    if event.act in COUNTED:
        add(COUNTED[event.act], day, office, region, item)
    elif event.act == "case.visited":
        if payload.asked:
            add(Name.VISITS, day, office, region, item)
    elif event.act == "case.handed_off":
        add(Name.KEYED_TWICE, day, office, region, item, payload.fields)
    elif event.act == "rating.given":
        add(Name.GOOD if payload.level in GOOD else Name.BAD, day, office, region, item)
    else:
        add(Name.CONCLUDED, day, office, region, item)
        if payload.on_time:
            add(Name.ON_TIME, day, office, region, item)
        if case.accepted_on is not None:
            add(Name.DAYS, day, office, region, item, working_days_between(case.accepted_on, day, calendar()))

"""What follows for a 一件事 from what happens to one of its cases, and from a result that nobody fetches."""

from __future__ import annotations

from django.db.models import Q

from siban.domain.cases.models import Case
from siban.domain.cases.rules_families import TO_HAND_OVER
from siban.domain.cases.services import sending, theme_results
from siban.domain.work.rules import Kind, Level
from siban.kernel.events import Recorded
from siban.kernel.feed import subscriber
from siban.kernel.refusals import OutOfTurn


@subscriber(
    "cases.families",
    "case.accepted",
    "case.deemed",
    "case.declined",
    "case.corrected",
    "case.second_told",
    "case.supplied",
    "case.lapsed",
    "case.held",
    "case.resumed",
    "case.decided",
    "case.ended",
    "case.promise_broken",
)
def follow_parts(event: Recorded) -> None:
    """The one limit stands still with a case that waits; the one result is told with the last that is concluded."""
    case = Case.objects.select_related("family__stream").filter(pk=event.stream, family__isnull=False).first()
    if case is None or case.family is None:
        return
    try:
        theme_results.settle(case.family.pk, at=max(event.at, case.family.stream.last_at or event.at))
    except OutOfTurn:
        return


CALLING = {(Kind.DELIVERY, Level.YELLOW), (Kind.DELIVERY, Level.RED), (Kind.FETCH, Level.LAPSED)}


@subscriber("cases.unfetched", "work.warned")
def follow_unfetched(event: Recorded) -> None:
    """A result that nobody fetches is followed up: the office that took it in is to call her (rules.md §4), and again
    when she did not come on the day that was agreed."""
    warned = event.payload
    if (warned.kind, warned.level) not in CALLING:
        return
    mine = Case.objects.select_related("stream").filter(Q(pk=event.stream) | Q(family=event.stream))
    case = mine.filter(state__in=TO_HAND_OVER).order_by("number").first()
    if case is None:
        return
    try:
        sending.chase(case.pk, warned.level, at=max(event.at, case.stream.last_at or event.at))
    except OutOfTurn:
        return

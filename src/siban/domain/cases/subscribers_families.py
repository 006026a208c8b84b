"""What follows for a 一件事 from what happens to one of its cases."""

from __future__ import annotations

from siban.domain.cases.models import Case
from siban.domain.cases.services import theme_results
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

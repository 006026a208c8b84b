"""Second correction notices by name: they count against the office that issued them (B4)."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Sum

from siban.domain.cases.matter import open_opinion
from siban.domain.cases.models import Case, CaseParty
from siban.domain.insight.models import Figure
from siban.domain.insight.queries import offices_in
from siban.domain.insight.rules import Name, Part
from siban.domain.places.models import Office
from siban.domain.places.queries import offices as offices_of
from siban.domain.staff.queries import names
from siban.kernel.clock import local_date
from siban.kernel.events import recorded
from siban.kernel.models import Event

BACK = 90
"""Days over which they are counted and listed."""
ASKED, TOLD = "case.second_asked", "case.second_told"


@dataclass(frozen=True, slots=True)
class SecondNotice:
    """One of them: by which office, in which case, which turn it was, why, who asked for it and who signed."""

    at: datetime
    office: Office
    case: Case
    turn: int
    reason: str
    asked_by: str
    signed_by: str


def count(part: Part, since: date, until: date) -> int:
    """How many were issued by the offices of a part. One statement."""
    rows = Figure.objects.filter(name=Name.TOLD_AGAIN, day__range=(since, until), office__in=offices_in(part))
    return rows.aggregate(sum=Sum("count"))["sum"] or 0


def second_notices(part: Part, since: date, until: date) -> tuple[SecondNotice, ...]:
    """Those of a part's offices, the newest first. Four statements, however many."""
    takes_part = CaseParty.objects.filter(case=OuterRef("pk"), office__in=offices_in(part))
    wide = Case.objects.filter(Exists(takes_part), corrections__gte=2)
    cases = {case.pk: case for case in wide.select_related("applicant__key")}
    rows = Event.objects.filter(stream__in=cases, act__in=(ASKED, TOLD)).order_by("stream", "number")
    events = [recorded(row) for row in rows]
    known = offices_of({event.payload.office for event in events})
    who = names({event.actor for event in events if event.actor})
    inside = set(offices_in(part).filter(pk__in=known).values_list("pk", flat=True))
    found, asked = [], dict[UUID, tuple[str, str]]()
    for event in events:
        case = cases[event.stream]
        by = who.get(event.actor, "") if event.actor else ""
        if event.act == ASKED:
            asked[event.stream] = (open_opinion(case, b64decode(event.payload.reason)), by)
        elif event.payload.office in inside and since <= local_date(event.at) <= until:
            reason, asker = asked.get(event.stream, ("", ""))
            office = known[event.payload.office]
            found.append(SecondNotice(event.at, office, case, event.payload.turn, reason, asker, by))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))

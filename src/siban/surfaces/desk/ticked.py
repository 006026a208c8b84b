"""What the list of papers says when it is sent: ticks, reasons, promises and declarations."""

from __future__ import annotations

from datetime import date
from typing import Any

from siban.domain.cases.queries.counter import Intake
from siban.domain.cases.rules import DocumentState, Manner
from siban.domain.cases.services.documents import Tick
from siban.kernel.refusals import BadInput
from siban.surfaces.desk import counter
from siban.surfaces.ui.requests import StaffRequest


def ticks(request: StaffRequest, intake: Intake) -> dict[str, Tick]:
    """What the list says that is not so yet."""
    found = {}
    everything = "all" in request.POST
    here_now = set(request.POST.getlist("here"))
    for row, paper in zip(counter.paper_rows(intake), intake.papers, strict=True):
        document = paper.document
        was = document.state == DocumentState.RECEIVED
        here = row.key in here_now or (everything and (was or not (row.is_form or row.promised or row.declared)))
        word = None if here else _word(request, row)
        if word is not None:
            if word.state != document.state or word.promised != document.promised_until:
                found[row.key] = word
            continue
        manner = _manner(request, row.key, paper, intake)
        reason = "" if here else request.POST.get(f"why-{row.key}", document.reason)
        said_otherwise = manner != document.manner and not row.shared if here else reason != document.reason
        if here != was or said_otherwise or (not here and (row.promised or row.declared)):
            found[row.key] = Tick(here=here, manner=Manner.SHARED if row.shared else manner, reason=reason)
    return found


def _word(request: StaffRequest, row: counter.PaperRow) -> Tick | None:
    """Her word in place of a paper, as the list says it: to follow by a day, or declared. Raises BadInput."""
    if row.key in request.POST.getlist("declare"):
        return Tick(here=False, declared=True)
    if row.key not in request.POST.getlist("promise"):
        return None
    return Tick(here=False, promised=until(request.POST.get(f"until-{row.key}", "") or row.until))


def _manner(request: StaffRequest, key: str, paper: Any, intake: Intake) -> Manner:
    material = next(one for one in intake.matter.version.materials if one.key == key)
    usual = paper.document.manner or counter.usual_manner(material.kind)
    try:
        return Manner(request.POST.get(f"how-{key}", usual))
    except ValueError as wrong:
        raise BadInput(field=f"how-{key}") from wrong


def until(text: str) -> date | None:
    """A day as the browser sends it. Raises BadInput."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise BadInput(field="until") from wrong

"""What the list of papers says when it is sent: ticks, reasons, promises, declarations, photographs."""

from __future__ import annotations

from datetime import date

from siban.domain.cases.queries.listing import Listed, Listing
from siban.domain.cases.rules import DocumentState, Manner
from siban.domain.cases.services.documents import Tick
from siban.kernel.refusals import BadInput
from siban.surfaces.desk.papers import usual_manner
from siban.surfaces.ui.requests import StaffRequest


def pictures(request: StaffRequest, name: str = "pictures") -> list[bytes]:
    """The photographs that were sent under a name."""
    return [file.read() for file in request.FILES.getlist(name)]


def ticks(request: StaffRequest, listing: Listing) -> dict[str, Tick]:
    """What the list says that is not so yet."""
    found = {}
    everything = "all" in request.POST
    here_now = set(request.POST.getlist("here"))
    for paper in listing.papers:
        was, shared = paper.state == DocumentState.RECEIVED, paper.manner == Manner.SHARED
        in_words = paper.state in (DocumentState.PROMISED, DocumentState.DECLARED)
        here = paper.key in here_now or (everything and (was or not (paper.key in listing.forms or in_words)))
        word = None if here else _word(request, paper, listing)
        if word is not None:
            if word.state != paper.state or word.promised != paper.promised_until:
                found[paper.key] = word
            continue
        manner = _manner(request, paper)
        reason = "" if here else request.POST.get(f"why-{paper.key}", paper.reason)
        said_otherwise = manner != paper.manner and not shared if here else reason != paper.reason
        if here != was or said_otherwise or (not here and in_words):
            found[paper.key] = Tick(here=here, manner=Manner.SHARED if shared else manner, reason=reason)
    return found


def _word(request: StaffRequest, paper: Listed, listing: Listing) -> Tick | None:
    """Her word in place of a paper, as the list says it: to follow by a day, or declared. Raises BadInput."""
    if paper.key in request.POST.getlist("declare"):
        return Tick(here=False, declared=True)
    if paper.key not in request.POST.getlist("promise"):
        return None
    day = until(request.POST.get(f"until-{paper.key}", ""))
    return Tick(here=False, promised=day or paper.promised_until or listing.allowed.latest)


def _manner(request: StaffRequest, paper: Listed) -> Manner:
    try:
        return Manner(request.POST.get(f"how-{paper.key}", paper.manner or usual_manner(paper.kind)))
    except ValueError as wrong:
        raise BadInput(field=f"how-{paper.key}") from wrong


def until(text: str) -> date | None:
    """A day as the browser sends it. Raises BadInput."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise BadInput(field="until") from wrong

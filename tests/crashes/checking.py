"""What must be true of a site after whatever happened to it, with what its callers were promised on standard input.

Prints what does not hold, as a list of sentences in JSON; an empty list is a whole site.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import django


def main() -> None:
    django.setup()
    from siban.kernel import feed

    promised = json.load(sys.stdin)
    feed.run_until_idle()
    sys.stdout.write(json.dumps([*_kept(promised), *_whole(), *_once()], ensure_ascii=False))


def _kept(promised: dict[str, Any]) -> Iterator[str]:
    """Every case, act and page that was acknowledged is there."""
    from siban.domain.cases.models import Case, DocumentPage
    from siban.kernel.files import read
    from siban.kernel.models import Event

    numbers: dict[str, str] = {}
    for id, number in promised["cases"].items():
        case = Case.objects.filter(pk=id).first()
        if case is None:
            yield f"case {id} was acknowledged and is gone"
        elif case.number != number:
            yield f"case {id} was called {number} and is called {case.number}"
        if numbers.setdefault(number, id) != id:
            yield f"number {number} was given to {id} and to {numbers[number]}"
    for id, seen, said in promised["acts"]:
        names = set(Event.objects.filter(stream=id, number__lte=seen).values_list("act", flat=True))
        if said not in names:
            yield f"{said} of case {id} was acknowledged at {seen} and is not on record"
    for id, count in promised["pages"].items():
        pages = list(DocumentPage.objects.filter(document__case=id).select_related("file__key"))
        if len(pages) < count:
            yield f"case {id} has {len(pages)} pages of {count} acknowledged"
        for page in pages:
            if not read(page.file):
                yield f"a page of case {id} is empty"


def _whole() -> Iterator[str]:
    """Chains, numbers, files and the feed."""
    from siban.domain.notices import queries as notices
    from siban.kernel import audit
    from siban.kernel.models import Event, Feed, Parked

    proof = audit.verify()
    if proof.broken:
        yield f"the record is broken: {proof.broken}"
    for series, year, number in notices.gaps():
        yield f"document number {series} {year} {number} is missing"
    positions = list(Feed.objects.order_by("position").values_list("position", flat=True))
    if positions != list(range(1, len(positions) + 1)):
        yield "the feed has a gap"
    if len(positions) != Event.objects.count():
        yield f"{Event.objects.count() - len(positions)} events have no place in the feed"
    if Parked.objects.exists():
        yield f"{Parked.objects.count()} events are parked: {Parked.objects.values_list('fault', flat=True)[0]}"


def _once() -> Iterator[str]:
    """What subscribers did, beside the events that they did it for."""
    from django.db.models import Sum

    from siban.domain.insight.models import Figure
    from siban.domain.insight.subscribers import COUNTED
    from siban.domain.messages.models import Message
    from siban.kernel.models import Event

    events = Counter(Event.objects.filter(act__in=COUNTED).values_list("act", flat=True))
    for act, name in COUNTED.items():
        counted = Figure.objects.filter(name=name).aggregate(sum=Sum("count"))["sum"] or 0
        happened = sum(events[other] for other, same in COUNTED.items() if same == name)
        if counted != happened:
            yield f"{act} happened {happened} times and was counted {counted} times"
    received = set(Event.objects.filter(act="case.received").values_list("pk", flat=True))
    told = Counter(Message.objects.filter(cause__in=received).values_list("cause", flat=True))
    if set(told) != received:
        yield f"{len(received - set(told))} people were not told that their case was received"
    if told and max(told.values()) > 1:
        yield "somebody was told twice"


if __name__ == "__main__":
    main()

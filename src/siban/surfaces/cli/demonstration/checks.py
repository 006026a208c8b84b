"""What must hold of the whole database once the story has been told."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from siban.domain.cases.models import Case
from siban.domain.messages.models import Message
from siban.domain.messages.rules import MessageState
from siban.domain.notices.models import Counter, Notice
from siban.domain.people.models import Person
from siban.kernel import audit
from siban.kernel.feed import subscribers
from siban.kernel.models import Event, Feed, Parked, Subscription
from siban.surfaces.cli.demonstration.tale import Difference

WHOLE = 0
"""The number under which differences of the whole are told, beside those of the stories."""


def whole() -> list[Difference]:
    """Chains unbroken, feed handed on to its end, document numbers without gaps, all marked as demonstration."""
    found: list[tuple[str, object, object]] = [
        (_("记录的链"), audit.verify().broken, None),
        (_("没有排进队的事件"), Event.objects.filter(fed__isnull=True).count(), 0),
        (_("搁下的事件"), Parked.objects.count(), 0),
        (_("没有读到头的订阅"), _behind(), []),
        (_("有空号的文号"), _gaps(), []),
        (_("文号不按日子的"), _out_of_order(), []),
        (_("没有标成演示的件"), Case.objects.filter(is_demonstration=False).count(), 0),
        (_("没有标成演示的人"), Person.objects.filter(is_demonstration=False).count(), 0),
        (_("没有标成演示的文书"), Notice.objects.filter(is_demonstration=False).count(), 0),
        (_("还没发出的消息"), Message.objects.filter(state=MessageState.QUEUED).count(), 0),
    ]
    return [Difference(WHOLE, what, got, wanted) for what, got, wanted in found if got != wanted]


def _behind() -> list[str]:
    last = Feed.objects.order_by("-position").values_list("position", flat=True).first() or 0
    marks = dict(Subscription.objects.values_list("name", "position"))
    return [one.name for one in subscribers() if marks.get(one.name, 0) < last]


def _drawn() -> dict[tuple[str, int], list[tuple[int, date]]]:
    """Numbers drawn with their dates, by series and year, in order."""
    found: defaultdict[tuple[str, int], list[tuple[int, date]]] = defaultdict(list)
    for one in Notice.objects.exclude(sequence=None).order_by("series", "year", "sequence").defer("sealed"):
        if one.sequence is not None and one.year is not None:
            found[one.series, one.year].append((one.sequence, one.issued_on))
    return found


def _gaps() -> list[str]:
    last = {(one.series, one.year): one.last for one in Counter.objects.all()}
    return [
        f"{series}〔{year}〕"
        for (series, year), numbers in _drawn().items()
        if [number for number, _day in numbers] != list(range(1, last[series, year] + 1))
    ]


def _out_of_order() -> list[str]:
    """Series whose numbers do not follow their dates."""
    return [
        f"{series}〔{year}〕"
        for (series, year), numbers in _drawn().items()
        if [day for _number, day in numbers] != sorted(day for _number, day in numbers)
    ]

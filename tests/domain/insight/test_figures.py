"""Figures equal a recount over the log, however often the feed is read; weeks are folded right."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siban.domain.insight import queries
from siban.domain.insight.models import Figure
from siban.domain.insight.rules import Name, Part, Span, weeks
from siban.domain.insight.services import SUBSCRIBER, recount
from siban.domain.insight.subscribers import COUNTED
from siban.kernel import feed
from siban.kernel.clock import today
from siban.kernel.events import recorded
from siban.kernel.models import Event, Subscription
from tests.domain.cases.conftest import Work, sequenced

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.dictionaries(st.tuples(st.sampled_from(["received", "concluded"]), DAYS), st.integers(1, 50)), DAYS)
def test_weeks_count_each_day_once(counts: dict[tuple[str, date], int], on: date) -> None:
    found = weeks(counts, on, 8)
    first, last = found[0].span.first, found[-1].span.last
    assert first.weekday() == 0 and first <= on <= last and (last - first).days == 55
    inside = {key: count for key, count in counts.items() if first <= key[1] <= last}
    assert sum(week.received for week in found) == sum(n for (name, _), n in inside.items() if name == "received")
    assert sum(week.concluded for week in found) == sum(n for (name, _), n in inside.items() if name == "concluded")
    for one, following in pairwise(found):
        assert following.span.first == one.span.last + timedelta(days=1)


def from_the_log() -> Counter[tuple[str, date]]:
    """What the events themselves say, counted anew."""
    found: Counter[tuple[str, date]] = Counter()
    for event in map(recorded, Event.objects.order_by("pk")):
        if event.act in COUNTED:
            found[COUNTED[event.act].value, event.date] += 1
        elif event.act == "case.decided":
            found[Name.CONCLUDED.value, event.date] += 1
            found[Name.ON_TIME.value, event.date] += int(event.payload.on_time is True)
        elif event.act == "case.visited":
            found[Name.VISITS.value, event.date] += int(event.payload.asked)
    return +found


def figures() -> Counter[tuple[str, date]]:
    found: Counter[tuple[str, date]] = Counter()
    for figure in Figure.objects.exclude(name=Name.DAYS):
        found[figure.name, figure.day] += figure.count
    return found


def read_feed() -> None:
    counter = next(one for one in feed.subscribers() if one.name == SUBSCRIBER)
    while feed.deliver(counter):
        pass


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_figures_equal_a_recount_of_the_log_however_often_it_is_read() -> None:
    work = Work()
    work.received()
    work.granted()
    sequenced()
    read_feed()
    assert figures() == from_the_log()
    assert figures()[Name.RECEIVED.value, today()] == 2
    read_feed()  # Nothing is new, nothing counts again.
    assert figures() == from_the_log()
    before = set(Figure.objects.values_list("name", "day", "office", "item", "count", "total"))
    recount()
    assert not Figure.objects.exists()
    assert Subscription.objects.get(name=SUBSCRIBER).position == 0
    read_feed()
    assert set(Figure.objects.values_list("name", "day", "office", "item", "count", "total")) == before
    this_week = queries.by_week(Part())[-1]
    assert (this_week.received, this_week.concluded, this_week.on_time) == (2, 1, 1)
    span = Span(this_week.span.first, this_week.span.last)
    for part in (Part(), Part("620702107"), Part("620702000000")):
        week = queries.by_week(part)[-1]
        assert queries.picked(part, queries.Pick(received=span)).count() == week.received
        assert queries.picked(part, queries.Pick(concluded=span)).count() == week.concluded

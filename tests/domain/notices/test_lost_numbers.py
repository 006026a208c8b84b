"""Document numbers after a restore (architecture §8): none twice, and none missing without a record of why."""

from __future__ import annotations

import pytest

from siban.domain.notices import queries
from siban.domain.notices.errors import NumbersThere, UnknownSeries
from siban.domain.notices.models import Counter, LostRange, Notice
from siban.domain.notices.services import leave_out
from tests.domain.cases.conftest import Work

pytestmark = pytest.mark.django_db


def test_numbers_given_out_since_the_backup_are_left_out_and_on_record() -> None:
    work = Work()
    work.accepted()
    counter = Counter.objects.order_by("-last").first()
    assert counter is not None
    lost = leave_out(counter.series, counter.year, counter.last + 7, reason="恢复备份前已发出")
    assert (lost.first, lost.last) == (counter.last + 1, counter.last + 7)
    work.accepted()
    newest = Notice.objects.filter(series=counter.series, year=counter.year).order_by("-sequence").first()
    assert newest is not None
    assert newest.sequence == lost.last + 1
    assert queries.gaps() == []


def test_a_series_is_never_moved_back() -> None:
    Work().accepted()
    counter = Counter.objects.order_by("-last").first()
    assert counter is not None
    with pytest.raises(NumbersThere):
        leave_out(counter.series, counter.year, counter.last, reason="试试")
    with pytest.raises(UnknownSeries):
        leave_out("没有这个字", counter.year, 9, reason="试试")
    assert not LostRange.objects.exists()


def test_a_number_without_its_paper_is_found() -> None:
    Work().accepted()
    counter = Counter.objects.order_by("-last").first()
    assert counter is not None
    Counter.objects.filter(pk=counter.pk).update(last=counter.last + 1)
    assert queries.gaps() == [(counter.series, counter.year, counter.last + 1)]

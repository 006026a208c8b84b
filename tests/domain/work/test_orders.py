"""督办: who orders, who reports, by when, and what is late (E1; rules.md §3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.work import errors, orders
from siban.domain.work.models import Clock, Task
from siban.domain.work.queries import calendar
from siban.domain.work.rules import shift
from siban.domain.work.services import orders as services
from siban.domain.work.services import sweep
from siban.kernel.clock import now, today
from siban.kernel.refusals import NotAllowed, OutOfTurn
from tests.domain.cases.conftest import holder

pytestmark = pytest.mark.django_db

CENTRE = "centre-620702107"


def due(days: int = 2):
    return shift(today(), days, calendar())


@pytest.fixture
def leader():
    return holder(CENTRE, "leader")


@pytest.fixture
def head():
    return holder(CENTRE, "head")


def test_leader_orders_her_centre_and_its_head_reports(leader, head):
    order = services.give(head.office, "把积压的高龄津贴三天办完", due(), by=leader)
    assert [one.pk for one in orders.waiting(head)] == [order.pk]
    services.answer(order.pk, "都办完了", by=head)
    found = orders.seen_by(leader, order.pk)
    assert orders.text_of(found) == "把积压的高龄津贴三天办完" and orders.answer_of(found) == "都办完了"
    assert not Task.objects.filter(stream=order.pk, closed_at=None).exists()
    services.close(order.pk, by=leader)
    with pytest.raises(OutOfTurn):
        services.answer(order.pk, "再说", by=head)


def test_only_who_leads_the_office_orders_and_only_its_head_reports(leader, head):
    """A leader of another township has no say, unless the matter comes from hers (E1)."""
    stranger = holder("centre-620702108", "leader")
    with pytest.raises(NotAllowed):
        services.give(head.office, "快办", due(), by=stranger)
    bureau = holder("civil-affairs-elderly", "head")
    order = services.give(bureau.office, "党寨镇的件先办", due(), by=leader, place="620702107203")
    with pytest.raises(NotAllowed):
        services.answer(order.pk, "办了", by=head)
    services.answer(order.pk, "办了", by=bureau)


def test_report_is_due_on_a_working_day_to_come(leader, head):
    saturday = today() + timedelta(days=(5 - today().weekday()) % 7 or 7)
    for day in (today(), saturday):
        with pytest.raises(errors.NotAWorkingDay):
            services.give(head.office, "快办", day, by=leader)
    with pytest.raises(errors.OrderEmpty):
        services.give(head.office, "  ", due(), by=leader)


def test_late_report_warns_up_the_line_and_stays_late(leader, head):
    order = services.give(head.office, "快办", due(1), by=leader)
    sweep.run(at=now() + timedelta(days=8))
    assert Clock.objects.get(stream=order.pk).level == "red"


def test_report_that_does_not_do_is_asked_for_again(leader, head):
    order = services.give(head.office, "快办", due(), by=leader)
    services.answer(order.pk, "在办", by=head)
    services.again(order.pk, due(3), by=leader)
    assert orders.waiting(head) and Clock.objects.filter(stream=order.pk, stopped_on=None).count() == 1
    services.withdraw(order.pk, by=leader)
    assert not orders.waiting(head)

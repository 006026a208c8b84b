"""A leader clears the list: takes note of cards, and orders what is to be done about them (E1)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from siban.domain.work.models import Order, Warning
from siban.domain.work.queries import calendar
from siban.domain.work.rules import shift
from siban.domain.work.services import sweep
from siban.kernel.actors import Actor
from siban.kernel.clock import now, today
from siban.kernel.models import User
from tests.surfaces.console.conftest import BUREAU, CENTRE, holder

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user))
    return client


@pytest.fixture
def late(lie):
    """Accepted long ago, lying at the bureau: a red card."""
    case = lie(13)
    sweep.run(at=now())
    return case


def test_township_leader_sees_the_red_card_of_her_case_at_the_bureau(late):
    """E1: she is the first person responsible, wherever the case lies; the names of the line stand beside it."""
    client = signed_in(holder(CENTRE, "leader"))
    page = client.get("/console/warnings")
    streams = {row.stream for row, _level, _name, _told in page.context["lines"]}
    assert late.pk in streams
    levels = {row.warning.level for row, _level, _name, _told in page.context["lines"] if row.stream == late.pk}
    assert levels <= {"red", "violation"}
    assert holder(BUREAU, "leader").name in page.content.decode()


def test_one_or_many_cards_are_taken_note_of_and_leave_the_list(late):
    client = signed_in(holder(CENTRE, "leader"))
    lines = client.get("/console/warnings", {"seen": "no"}).context["lines"]
    ids = [row.warning.pk for row, *_rest in lines]
    assert ids
    back = client.post("/console/warnings/seen", {"warning": ids, "back": "/console/warnings?seen=no"})
    assert back.status_code == 302 and back["Location"] == "/console/warnings?seen=no"
    assert not client.get("/console/warnings", {"seen": "no"}).context["lines"]
    assert Warning.objects.filter(pk__in=ids, acknowledged_at=None).count() == 0


def test_back_goes_nowhere_else(late):
    client = signed_in(holder(CENTRE, "leader"))
    id = Warning.objects.filter(clock__stream=late.pk, level="red").values_list("pk", flat=True).first()
    answer = client.post("/console/warnings/seen", {"warning": [id], "back": "https://elsewhere.example/"})
    assert answer["Location"] == "/console/warnings"


def test_card_of_another_township_is_not_hers_to_take_note_of(late):
    client = signed_in(holder("centre-620702108", "leader"))
    id = Warning.objects.filter(clock__stream=late.pk).values_list("pk", flat=True).first()
    assert client.post("/console/warnings/seen", {"warning": [id]}).status_code == 403


def test_leader_orders_from_the_row_and_the_head_reports(late):
    """督办: with a date, to the office that holds the case; answered by its head; the console shows how it stands."""
    client = signed_in(holder(CENTRE, "leader"))
    form = client.get("/console/orders/new", {"case": late.pk})
    assert form.status_code == 200 and "不写群众的名字" in form.content.decode()
    due = shift(today(), 2, calendar())
    sent = {"case": late.pk, "text": "这一件超期了，两天内办完并回报", "due": due.isoformat(), "request": uuid4()}
    assert client.post("/console/orders/new", {**sent, "due": today().isoformat()}).status_code == 422
    assert client.post("/console/orders/new", sent).status_code == 302
    order = Order.objects.get(about=late.pk)
    head = signed_in(holder(BUREAU, "head"))
    assert f"/office/orders/{order.pk}" in head.get("/office/").content.decode()
    page = head.get(f"/office/orders/{order.pk}")
    assert "两天内办完" in page.content.decode()
    seen = {"seen": page.context["seen"], "request": uuid4()}
    assert head.post(f"/office/orders/{order.pk}", {**seen, "text": ""}).status_code == 422
    head.post(f"/office/orders/{order.pk}", {**seen, "text": "今天已经批了"})
    shown = client.get(f"/console/orders/{order.pk}")
    assert "今天已经批了" in shown.content.decode()
    assert "回报了" in client.get("/console/orders").content.decode()
    close = {"seen": shown.context["seen"], "request": uuid4(), "what": "close"}
    client.post(f"/console/orders/{order.pk}/decide", close)
    assert Order.objects.get(pk=order.pk).state == "closed"


def test_order_that_is_late_warns_in_the_same_list(late):
    client = signed_in(holder(CENTRE, "leader"))
    due = shift(today(), 1, calendar())
    head = holder(CENTRE, "head")
    sent = {"office": head.office, "text": "清一清积压", "due": due.isoformat(), "request": uuid4()}
    client.post("/console/orders/new", sent)
    sweep.run(at=now() + timedelta(days=6))
    assert "督办单" in client.get("/console/warnings").content.decode()


def test_list_reads_a_bounded_number_of_times(late, django_assert_max_num_queries):
    client = signed_in(holder(CENTRE, "leader"))
    client.get("/console/warnings")
    with django_assert_max_num_queries(12):
        client.get("/console/warnings")
    with django_assert_max_num_queries(12):
        client.get("/console/orders")

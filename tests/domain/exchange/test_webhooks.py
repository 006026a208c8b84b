"""Other systems are told: signed, at least once, in order within a case; what does not arrive waits for a person."""

from __future__ import annotations

import importlib.util
import json
import sys
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest

from siban.domain.cases.services import answers, steps
from siban.domain.exchange import errors
from siban.domain.exchange.models import Client, Outgoing, OutgoingState, Webhook
from siban.domain.exchange.queries import feed as told
from siban.domain.exchange.queries.clients import actor_of
from siban.domain.exchange.rules import TOLD, WAITS, address, read_token, wait, write_token
from siban.domain.exchange.services import webhooks
from siban.domain.exchange.services.clients import stop
from siban.domain.exchange.services.sending import send, send_due
from siban.kernel import feed
from siban.kernel.actors import Actor
from siban.kernel.clock import now
from siban.kernel.events import known_payloads
from tests.domain.cases.conftest import Work, sequenced
from tests.domain.exchange.conftest import Receiver
from tests.surfaces.api.conftest import PERSON, let_in

CLIENTS = Path(__file__).parents[3] / "clients" / "python"


def receivers() -> ModuleType:
    """The module that receivers are given, loaded as they load it: by itself."""
    spec = importlib.util.spec_from_file_location("siban_webhooks", CLIENTS / "siban_webhooks.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pumped() -> None:
    """All that happened is in the feed, and was handed on."""
    sequenced()
    feed.run_until_idle()


def due_now() -> None:
    Outgoing.objects.filter(state=OutgoingState.WAITING).update(next_at=now() - timedelta(seconds=1))


@pytest.fixture
def client_row(committed: None) -> Client:
    return let_in()


def subscribed(client: Client, receiver: Receiver, *acts: str) -> tuple[Webhook, str]:
    return webhooks.subscribe(client.pk, receiver.url, acts, by=actor_of(client))


def test_what_happens_arrives_signed_and_in_order(client_row: Client, receiver: Receiver, work: Work) -> None:
    _row, secret = subscribed(client_row, receiver)
    case = work.received()
    pumped()
    while send_due():
        pass
    shipped = receivers()
    inbox = shipped.Inbox(secret)
    events = [inbox.take(headers, body) for headers, body in receiver.came]
    assert [event.type for event in events] == [event.act for event in feed_of(client_row)]
    assert events[0].type == "case.opened" and {event.case for event in events} == {str(case.pk)}
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert not Outgoing.objects.exclude(state=OutgoingState.SENT).exists()


def feed_of(client: Client) -> tuple[told.Told, ...]:
    return told.page(actor_of(client), 0, 100).events


def test_a_receiver_refuses_forged_old_replayed_and_reordered_deliveries(
    client_row: Client, receiver: Receiver, work: Work
) -> None:
    _row, secret = subscribed(client_row, receiver)
    work.received()
    pumped()
    while send_due():
        pass
    shipped = receivers()
    (first, body), (second, other) = receiver.came[:2]
    inbox = shipped.Inbox(secret)
    with pytest.raises(shipped.Forged):
        inbox.take(first, body + b" ")
    with pytest.raises(shipped.Forged):
        inbox.take(second | {"webhook-id": first["webhook-id"]}, other)
    with pytest.raises(shipped.Forged):
        shipped.Inbox("whsec_" + "A" * 43 + "=").take(first, body)
    with pytest.raises(shipped.TooOld):
        inbox.take(first, body, now=int(first["webhook-timestamp"]) + 301)
    with pytest.raises(shipped.OutOfOrder) as gap:
        inbox.take(second, other)
    assert (gap.value.expected, gap.value.event.sequence) == (1, 2)
    assert inbox.take(first, body).sequence == 1
    with pytest.raises(shipped.Repeated):
        inbox.take(first, body)
    assert inbox.take(second, other).sequence == 2


def test_only_what_was_asked_for_is_told(client_row: Client, receiver: Receiver, work: Work) -> None:
    subscribed(client_row, receiver, "case.received")
    work.received()
    pumped()
    assert send_due() == 1
    assert [json.loads(body)["type"] for _headers, body in receiver.came] == ["case.received"]


def test_nothing_of_other_offices_and_nothing_personal_leaves_the_house(
    client_row: Client, receiver: Receiver, work: Work
) -> None:
    stranger = let_in("stranger", posts=(("point-620702108202", "agent"),))
    subscribed(client_row, receiver)
    subscribed(stranger, receiver)
    work.received()
    pumped()
    assert not Outgoing.objects.filter(webhook__client=stranger).exists()
    assert not feed_of(stranger)
    bodies = "".join(Outgoing.objects.values_list("body", flat=True))
    for value in ("王桂珍", "桂珍", PERSON["phone"], "622201", PERSON["address"]):
        assert value not in bodies


def test_free_words_of_an_event_stay_inside() -> None:
    words = {"reason", "reasons", "sentence", "found", "carrier", "system", "result", "ground", "number", "purpose"}
    names = {name for type_ in known_payloads().values() for name in getattr(type_, "__slots__", ())}
    assert not words & TOLD
    assert names >= TOLD


def test_a_receiver_that_fails_is_asked_again_and_the_case_waits_for_it(
    client_row: Client, receiver: Receiver, work: Work
) -> None:
    subscribed(client_row, receiver)
    receiver.answers = [500]
    work.received()
    pumped()
    assert send_due() == 1  # Only the first of the case; the rest waits behind it.
    row = Outgoing.objects.order_by("sequence")[0]
    assert (row.state, row.tries, row.fault) == (OutgoingState.WAITING, 1, "500")
    assert row.next_at is not None and row.next_at > now()
    assert send_due() == 0
    due_now()
    while send_due():
        pass
    sequences = [json.loads(body)["data"]["sequence"] for _headers, body in receiver.came]
    assert sequences == [1, *range(1, max(sequences) + 1)]


def test_whatever_goes_wrong_on_the_way_is_a_fault_and_stops_nothing(
    client_row: Client, receiver: Receiver, work: Work, settings: Any, tmp_path: Path
) -> None:
    """No certificates, no such host, a name that is none, nobody listening, a secret that cannot be read."""
    row, _secret = subscribed(client_row, receiver, "case.received")
    work.received()
    pumped()
    outgoing = Outgoing.objects.select_related("webhook__data_key").get()
    faults = []
    for url in ("http://127.0.0.1:1/", f"https://{'a' * 70}.example/", "https://siban.invalid/"):
        outgoing.webhook.url = url
        faults.append(send(outgoing))
    settings.WEBHOOK_CA_FILE = str(tmp_path / "none.pem")
    faults.append(send(outgoing))
    outgoing.webhook.url = row.url
    outgoing.webhook.sealed_secret = b"x" * 60
    faults.append(send(outgoing))
    assert all(faults) and faults[-1] == "secret" and not receiver.came


def test_a_redirect_is_no_answer(client_row: Client, receiver: Receiver, work: Work) -> None:
    subscribed(client_row, receiver, "case.received")
    receiver.answers = [307]
    work.received()
    pumped()
    send_due()
    assert Outgoing.objects.get().fault == "307" and len(receiver.came) == 1


def test_what_never_arrives_is_given_up_and_sent_again_by_a_person(
    client_row: Client, receiver: Receiver, work: Work
) -> None:
    subscribed(client_row, receiver, "case.received", "case.claimed")
    receiver.answers = [503] * (len(WAITS) + 1)
    case = work.received()
    pumped()
    for _turn in range(len(WAITS) + 1):
        due_now()
        assert send_due() == 1
    dead = Outgoing.objects.get()
    assert (dead.state, dead.tries, dead.fault) == (OutgoingState.DEAD, len(WAITS) + 1, "503")
    # What follows is told all the same; its number shows that one is missing.
    steps.claim(case.pk, by=work.staff.acceptor)
    pumped()
    send_due()
    assert json.loads(receiver.came[-1][1])["data"]["sequence"] == 2
    assert webhooks.replay(client_row, [dead.pk], by=Actor.system()) == 1
    assert send_due() == 1
    assert json.loads(receiver.came[-1][1])["data"]["sequence"] == 1
    with pytest.raises(errors.DeadNotFound):
        webhooks.replay(client_row, [dead.pk], by=Actor.system())


def test_the_same_event_is_put_out_once(client_row: Client, receiver: Receiver, work: Work) -> None:
    subscribed(client_row, receiver, "case.received")
    work.received()
    pumped()
    from siban.kernel.events import recorded
    from siban.kernel.models import Feed

    row = Feed.objects.select_related("event").get(event__act="case.received")
    assert webhooks.put_out(recorded(row.event), row.position) == 0
    assert Outgoing.objects.count() == 1


def test_who_ends_a_subscription_is_told_nothing_more(client_row: Client, receiver: Receiver, work: Work) -> None:
    row, _secret = subscribed(client_row, receiver)
    work.received()
    pumped()
    webhooks.unsubscribe(row.pk, by=actor_of(client_row))
    assert send_due() == 0 and not receiver.came
    with pytest.raises(errors.WebhookNotFound):
        webhooks.unsubscribe(row.pk, by=actor_of(client_row))


def test_a_stopped_client_is_told_nothing(client_row: Client, receiver: Receiver, work: Work) -> None:
    subscribed(client_row, receiver)
    work.received()
    pumped()
    stop(client_row.pk, by=Actor.system())
    assert send_due() == 0 and not receiver.came


def test_the_feed_goes_on_where_it_was_left(client_row: Client, work: Work) -> None:
    case = work.received()
    pumped()
    actor = actor_of(client_row)
    first = told.page(actor, 0, 3)
    assert (len(first.events), first.more) == (3, True)
    rest = told.page(actor, first.next, 100)
    numbers = [one.number for one in (*first.events, *rest.events)]
    assert numbers == sorted(set(numbers)) and numbers[0] == 1
    assert not told.page(actor, rest.next, 100).events
    steps.claim(case.pk, by=work.staff.acceptor)
    answers.accept(case.pk, by=work.staff.acceptor)
    pumped()
    assert [one.act for one in told.page(actor, rest.next, 100).events][:2] == ["case.claimed", "case.accepted"]


@pytest.mark.parametrize(
    "url",
    [
        "http://oa.example.gov.cn/",
        "ftp://oa.example.gov.cn/",
        "https://",
        "https://user:secret@oa.example.gov.cn/",
        "https://127.0.0.1/",
        "https://localhost/",
        "http://127.0.0.1:8000/",
        "https://oa.example.gov.cn/#x",
        "https://oa.example.gov.cn:99999/",
        "https://[::1/",
        "//oa.example.gov.cn",
        "https://oa.example.gov.cn/a b",
        "https://oa.example.gov.cn/\r\nHost: x",
    ],
)
def test_an_address_that_is_not_safe_is_refused(url: str) -> None:
    assert address(url, loopback=False) is None


def test_waits_grow_and_end() -> None:
    waits = [wait(tries) for tries in range(1, len(WAITS) + 1)]
    assert waits == sorted(waits, key=lambda one: one or timedelta()) and None not in waits
    assert wait(len(WAITS) + 1) is None


def test_a_token_is_read_as_it_was_written() -> None:
    id, secret = uuid4(), bytes(range(32))
    found = read_token(write_token(id, secret))
    assert found is not None and (found.id, found.secret) == (id, secret)

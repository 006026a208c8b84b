"""What other systems no longer need is let go of: numbers of old calls, deliveries that arrived long ago."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.exchange.errors import KeyReused
from siban.domain.exchange.models import Client, Outgoing, OutgoingState, Submission, Webhook
from siban.domain.exchange.services import purging, webhooks
from siban.domain.exchange.services.calls import submission
from siban.kernel.actors import Actor
from siban.kernel.clock import now
from siban.kernel.events import history
from siban.surfaces.cli.worker import Sweeps
from tests.domain.cases.conftest import Work
from tests.surfaces.api.conftest import let_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def kiosk() -> Client:
    return let_in()


def test_a_number_of_a_call_is_kept_for_thirty_days_and_is_a_new_one_afterwards(kiosk: Client) -> None:
    with submission(kiosk, "k-1", b"one") as first:
        pass
    Submission.objects.update(made_at=now() - timedelta(days=29))
    assert purging.purge() == 0
    with submission(kiosk, "k-1", b"one") as again:
        assert again == first
    with pytest.raises(KeyReused), submission(kiosk, "k-1", b"two"):
        pass
    Submission.objects.update(made_at=now() - timedelta(days=31))
    assert purging.purge() == 1
    # The door must not answer another call with the result of the old one.
    with submission(kiosk, "k-1", b"two") as fresh:
        assert fresh != first


def hook_with(kiosk: Client, days: list[tuple[OutgoingState, int]]) -> Webhook:
    """A subscription whose deliveries of one case stand so, put out so many days ago."""
    hook, _secret = webhooks.subscribe(kiosk.pk, "https://oa.example.gov.cn/siban", [], by=Actor.system())
    case = Work().accepted()
    for number, ((state, ago), event) in enumerate(zip(days, history(case.pk), strict=False), start=1):
        at = now() - timedelta(days=ago)
        Outgoing.objects.create(
            webhook=hook,
            event_id=event.id,
            stream=case.pk,
            sequence=number,
            act=event.act,
            body="{}",
            state=state,
            made_at=at,
            sent_at=at if state == OutgoingState.SENT else None,
        )
    return hook


def test_what_arrived_long_ago_goes_and_what_was_given_up_stays(kiosk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent, dead = OutgoingState.SENT, OutgoingState.DEAD
    hook = hook_with(kiosk, [(sent, 200), (sent, 95), (dead, 200), (sent, 89), (sent, 91)])
    monkeypatch.setattr(purging, "BATCH", 1)
    Sweeps().turn()
    # The last of the case stays, however old, so that the next one counts on from it.
    assert list(Outgoing.objects.order_by("sequence").values_list("sequence", flat=True)) == [3, 4, 5]
    event = history(Outgoing.objects.filter(webhook=hook)[0].stream)[-1]
    assert webhooks.put_out(event, 1) == 1
    assert Outgoing.objects.order_by("-sequence")[0].sequence == 6

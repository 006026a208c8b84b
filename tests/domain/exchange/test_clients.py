"""Letting other systems in: what cannot be taken is refused by name, and nothing is left half done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.exchange import errors
from siban.domain.exchange.models import Client, Token, Webhook
from siban.domain.exchange.rules import Scope
from siban.domain.exchange.services import clients, webhooks
from siban.kernel.actors import Actor
from siban.kernel.ids import new_id
from siban.kernel.models import User
from tests.surfaces.api.conftest import let_in

pytestmark = pytest.mark.django_db
PLATFORM = Actor.system()


def test_two_systems_do_not_bear_one_name() -> None:
    let_in("kiosk")
    with pytest.raises(errors.ClientKeyTaken):
        let_in("kiosk")
    assert Client.objects.count() == 1


@pytest.mark.parametrize("what", [{"key": "自助机"}, {"key": "a" * 41}, {"key": "k", "per_minute": 0}])
def test_a_name_that_no_command_can_take_lets_nobody_in(what: dict) -> None:
    key = what.pop("key")
    with pytest.raises(errors.ClientUnfit):
        clients.create(key, "党寨镇自助机", by=PLATFORM, **what)
    assert not User.objects.filter(username=f"client:{key}").exists()


def test_a_token_has_scopes_that_there_are_and_a_life_within_a_year() -> None:
    client = let_in()
    with pytest.raises(errors.ScopeUnknown):
        clients.issue_token(client.pk, ["everything"], by=PLATFORM)
    with pytest.raises(errors.LifeTooLong):
        clients.issue_token(client.pk, [Scope.FEED_READ], by=PLATFORM, life=timedelta(days=400))
    with pytest.raises(errors.ClientNotFound):
        clients.stop(new_id(), by=PLATFORM)
    with pytest.raises(errors.TokenNotFound):
        clients.revoke_token(new_id(), by=PLATFORM)
    assert not Token.objects.exists()


def test_nobody_asks_to_be_told_at_more_addresses_than_there_are_places() -> None:
    client = let_in()
    for number in range(webhooks.MOST):
        webhooks.subscribe(client.pk, f"https://other.example/{number}", ["case.accepted"], by=PLATFORM)
    with pytest.raises(errors.TooManyWebhooks):
        webhooks.subscribe(client.pk, "https://other.example/more", ["case.accepted"], by=PLATFORM)
    assert Webhook.objects.count() == webhooks.MOST

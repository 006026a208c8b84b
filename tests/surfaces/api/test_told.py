"""The feed and webhooks through the API: a client keeps its own, and another's are not there."""

from __future__ import annotations

import base64

import pytest

from siban.domain.exchange.models import Client, Outgoing, OutgoingState, Webhook
from siban.domain.exchange.services import webhooks as services
from siban.kernel import feed
from siban.kernel.models import DataKey, Event
from tests.domain.cases.conftest import sequenced
from tests.surfaces.api.conftest import System, code, let_in, token_of

URL = "https://oa.example.gov.cn/siban"


def test_a_subscription_is_made_listed_and_ended(system: System) -> None:
    made = system.post("/webhooks", {"url": URL, "acts": ["case.decided"]}).json()
    assert len(base64.b64decode(made["secret"].removeprefix("whsec_"))) == 32
    assert system.get("/webhooks").json()["items"] == [{name: made[name] for name in ("id", "url", "acts", "made_at")}]
    assert system.call("DELETE", f"/webhooks/{made['id']}").status_code == 204
    assert system.get("/webhooks").json()["items"] == []
    assert code(system.call("DELETE", f"/webhooks/{made['id']}")) == "webhook-not-found"


def test_the_same_subscription_sent_again_is_one(system: System) -> None:
    first = system.post("/webhooks", {"url": URL}, key="w-1").json()
    assert system.post("/webhooks", {"url": URL}, key="w-1").json() == first
    assert Webhook.objects.count() == 1


def test_the_secret_lies_sealed(system: System) -> None:
    made = system.post("/webhooks", {"url": URL}).json()
    row = Webhook.objects.select_related("data_key").get()
    secret = base64.b64decode(made["secret"].removeprefix("whsec_"))
    assert secret not in bytes(row.sealed_secret) and services.secret_of(row) == secret
    assert DataKey.objects.filter(pk=row.data_key_id).exists()
    assert not any(made["secret"].encode() in bytes(event.payload) for event in Event.objects.all())


@pytest.mark.parametrize("url", ["http://oa.example.gov.cn/", "https://127.0.0.1/", "https://u:p@oa.example.gov.cn/"])
def test_an_unsafe_address_is_refused(system: System, url: str) -> None:
    assert code(system.post("/webhooks", {"url": url})) == "webhook-address"


def test_an_act_that_there_is_not_is_refused(system: System) -> None:
    assert code(system.post("/webhooks", {"url": URL, "acts": ["case.eaten"]})) == "webhook-acts"
    assert "case.decided" in system.get("/feed/types").json()["items"]


def test_anothers_subscription_is_not_there(system: System) -> None:
    made = system.post("/webhooks", {"url": URL}).json()
    other = System(token_of(let_in("other")))
    assert other.get("/webhooks").json()["items"] == []
    assert code(other.call("DELETE", f"/webhooks/{made['id']}")) == "webhook-not-found"


def test_the_feed_tells_ids_and_codes_of_the_clients_own_cases(committed: None) -> None:
    row: Client = let_in()
    system = System(token_of(row))
    system.post("/webhooks", {"url": URL, "acts": ["case.received"]})
    case = system.received()
    sequenced()
    page = system.get("/feed?limit=2").json()
    assert [one["type"] for one in page["items"]] == ["case.opened", "case.filled"] and page["more"]
    rest = system.get(f"/feed?after={page['next']}").json()
    assert {one["case"] for one in rest["items"]} == {case["id"]} and not rest["more"]
    assert system.get(f"/feed?after={rest['next']}").json()["items"] == []
    assert "王桂珍" not in str(page) + str(rest)
    stranger = System(token_of(let_in("stranger", posts=(("point-620702108202", "agent"),))))
    assert stranger.get("/feed").json()["items"] == []
    # What never arrived is listed, and sent again at a word.
    feed.run_until_idle()
    Outgoing.objects.update(state=OutgoingState.DEAD, next_at=None, tries=8, fault="503")
    (dead,) = system.get("/webhooks/dead").json()["items"]
    assert (dead["type"], dead["case"], dead["fault"]) == ("case.received", case["id"], "503")
    assert system.post("/webhooks/dead/replay", {"ids": [dead["id"]]}).json() == {"many": 1}
    assert Outgoing.objects.get().state == OutgoingState.WAITING
    assert code(system.post("/webhooks/dead/replay")) == "dead-letter-not-found"

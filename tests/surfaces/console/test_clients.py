"""接入: who keeps the platform sees which systems work with it, shuts them out, and sends again what did not arrive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from siban.domain.exchange.models import Client, Outgoing, OutgoingState, Token
from siban.domain.exchange.rules import Scope
from siban.domain.exchange.services import webhooks
from siban.domain.exchange.services.clients import create, issue_token
from siban.kernel.actors import Actor
from siban.kernel.clock import now
from siban.kernel.events import history
from tests.browser import DESK, PHONE, accessibility_findings, overflow
from tests.domain.cases.conftest import Work
from tests.surfaces.api.conftest import POSTS, post_of
from tests.surfaces.console.conftest import user

ADMINISTRATOR, SUPERVISOR = "丁志远", "韩立新"
pytestmark = pytest.mark.django_db


@pytest.fixture
def kiosk(db: None) -> Client:
    """A client with a token for reading, one for all, and a delivery that was given up."""
    posts = [post_of(*one) for one in POSTS]
    row = create("kiosk", "党寨镇自助机", by=Actor.system(), posts=posts, region="620702107")
    issue_token(row.pk, [Scope.CASES_READ.value], by=Actor.system(), life=timedelta(days=7))
    issue_token(row.pk, list(Scope), by=Actor.system())
    hook, _secret = webhooks.subscribe(row.pk, "https://oa.example.gov.cn/siban?key=K0", [], by=Actor.system())
    case = Work().received()
    event = history(case.pk)[-1]
    Outgoing.objects.create(
        webhook=hook,
        event_id=event.id,
        stream=case.pk,
        sequence=1,
        act=event.act,
        body="{}",
        state=OutgoingState.DEAD,
        tries=8,
        fault="503",
        made_at=now(),
    )
    return row


def signed_in(name: str) -> Browser:
    browser = Browser()
    browser.force_login(user(name))
    return browser


def test_clients_tokens_and_dead_letters_are_told_in_words(kiosk: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        create(f"more-{number}", "别的系统", by=Actor.system(), posts=[post_of(*POSTS[0])])
    browser = signed_in(ADMINISTRATOR)
    browser.get("/console/clients")
    with django_assert_max_num_queries(12):
        page = browser.get("/console/clients").content.decode()
    for said in (
        "党寨镇自助机",
        "快到期，该换了",
        "看办件",
        "全部",
        "还没用过",
        "对方答了 503",
        "oa.example.gov.cn",
        "党寨镇",
    ):
        assert said in page, said
    assert "K0" not in page and "siban_" not in page
    assert "令牌只在做的时候显示一次" in page


def test_an_administrator_stops_resumes_revokes_and_replays(kiosk: Client) -> None:
    browser, own = signed_in(ADMINISTRATOR), f"/console/clients/{kiosk.pk}"
    for what, state in (("stop", "stopped"), ("resume", "standing")):
        assert browser.post(f"{own}/state", {"what": what}).status_code == 302
        kiosk.refresh_from_db()
        assert kiosk.state == state
    assert browser.post(f"{own}/state", {"what": "eat"}).status_code == 422
    token = Token.objects.filter(client=kiosk).order_by("pk")[0]
    assert browser.post(f"/console/clients/tokens/{token.pk}/revoke").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None
    dead = Outgoing.objects.get()
    assert browser.post(f"{own}/replay", {"one": str(dead.pk)}).status_code == 302
    assert Outgoing.objects.get().state == OutgoingState.WAITING
    assert browser.post(f"{own}/replay").status_code == 404
    assert browser.post(f"{own}/replay", {"one": "x"}).status_code == 422
    acts = [(event.act, event.by) for event in history(kiosk.pk)][-4:]
    assert {by for _act, by in acts} == {ADMINISTRATOR} and len({act for act, _by in acts}) == 4


def test_a_supervisor_looks_and_changes_nothing_and_others_are_refused(kiosk: Client) -> None:
    browser = signed_in(SUPERVISOR)
    page = browser.get("/console/clients").content.decode()
    assert "党寨镇自助机" in page and 'data-dialog="#revoke' not in page
    assert browser.post(f"/console/clients/{kiosk.pk}/state", {"what": "stop"}).status_code == 403
    assert browser.post(f"/console/clients/{kiosk.pk}/replay").status_code == 403
    token = Token.objects.filter(client=kiosk)[0]
    assert browser.post(f"/console/clients/tokens/{token.pk}/revoke").status_code == 403
    assert signed_in("王生荣").get("/console/clients").status_code == 403


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_holds_at_both_widths(open_page: Any, kiosk: Client, language: str) -> None:
    for size in (DESK, PHONE):
        page = open_page(f"/console/clients?lang={language}", size, user=user(ADMINISTRATOR))
        assert overflow(page) <= 0
        assert accessibility_findings(page) == []
    page.locator("[data-dialog^='#revoke']").first.click()
    assert page.locator("dialog[open]").count() == 1 and accessibility_findings(page) == []

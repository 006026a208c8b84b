"""Who may call: tokens, scopes, rates; and the form of every "no" (requirement: the same refusal everywhere)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.exchange.models import Client, Token, Use
from siban.domain.exchange.rules import Scope, read_token, write_token
from siban.domain.exchange.services.clients import revoke_token, stop
from siban.kernel.actors import Actor
from siban.kernel.clock import now
from siban.kernel.models import Event
from tests.surfaces.api.conftest import System, code, let_in, token_of


@pytest.mark.parametrize("token", ["", "x", "siban_", "siban_AAAA", "siban_" + "A" * 64, "siban_" + "é" * 64, "a b c"])
def test_what_is_no_token_opens_nothing(db: None, token: str) -> None:
    answer = System(token).get("/cases")
    assert (answer.status_code, code(answer), answer["WWW-Authenticate"]) == (401, "token-unknown", "Bearer")


def test_a_token_with_a_guessed_secret_opens_nothing(client_row: Client) -> None:
    bearer = read_token(token_of(client_row))
    assert bearer is not None
    assert code(System(write_token(bearer.id, bytes(32))).get("/cases")) == "token-unknown"


def test_the_secret_of_a_token_is_kept_nowhere(client_row: Client) -> None:
    bearer = read_token(token_of(client_row))
    assert bearer is not None
    assert bearer.secret not in bytes(Token.objects.get(pk=bearer.id).digest)
    assert not any(bearer.secret.hex().encode() in bytes(event.payload) for event in Event.objects.all())


def test_an_expired_token_opens_nothing(client_row: Client) -> None:
    token = token_of(client_row)
    Token.objects.update(made_at=now() - timedelta(days=9), expires_at=now() - timedelta(seconds=1))
    assert code(System(token).get("/cases")) == "token-expired"


def test_a_token_taken_back_opens_nothing_at_once(client_row: Client) -> None:
    token = token_of(client_row)
    assert System(token).get("/cases").status_code == 200
    revoke_token(Token.objects.get().pk, by=Actor.system())
    assert code(System(token).get("/cases")) == "token-revoked"


def test_a_stopped_client_is_shut_out(client_row: Client) -> None:
    token = token_of(client_row)
    stop(client_row.pk, by=Actor.system())
    assert code(System(token).get("/cases")) == "token-revoked"


def test_a_scope_that_is_missing_is_named(client_row: Client) -> None:
    system = System(token_of(client_row, Scope.CATALOGUE_READ))
    assert system.get("/catalogue/sites").status_code == 200
    answer = system.get("/cases")
    assert (answer.status_code, code(answer)) == (403, "scope-missing")
    assert "cases:read" in answer.json()["detail"]


def test_the_session_of_a_signed_in_person_is_no_token(db: None, client, django_user_model) -> None:
    client.force_login(django_user_model.objects.filter(is_demonstration=True)[0])
    answer = client.get("/api/v1/cases")
    assert (answer.status_code, code(answer)) == (401, "token-unknown")


def test_nobody_signs_in_as_a_client(client_row: Client, client) -> None:
    assert not client_row.user.has_usable_password()
    assert not client.login(username="client:kiosk", password="")


def test_too_many_calls_a_minute_are_told_when_to_come_back(db: None) -> None:
    row = let_in(per_minute=2)
    system = System(token_of(row))
    system.get("/catalogue/sites")
    Use.objects.update(minute=int(now().timestamp()) // 60 + 1)  # The minute does not turn while the test runs.
    Use.objects.update(minute=int(now().timestamp()) // 60, calls=2)
    answer = system.get("/catalogue/sites")
    if answer.status_code == 200:  # It turned all the same.
        system.get("/catalogue/sites")
        answer = system.get("/catalogue/sites")
    assert (answer.status_code, code(answer)) == (429, "too-many-calls")
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_a_refusal_speaks_the_callers_language(system: System) -> None:
    path = "/cases/0199a2b4-7c7e-7000-8000-000000000001"
    zh = system.get(path)
    system.language = "fr, en;q=0.5"
    en = system.get(path)
    assert (code(zh), code(en)) == ("case-not-found", "case-not-found")
    assert (zh["Content-Language"], en["Content-Language"]) == ("zh-hans", "en")
    assert "办件" in zh.json()["title"] and en.json()["title"].isascii()


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/nothing/here", 404, "no-such-address"),
        ("DELETE", "/cases", 405, "method-not-allowed"),
        ("TRACE", "/cases", 405, "method-not-allowed"),
    ],
)
def test_wrong_addresses_and_methods_are_problems_too(
    system: System, method: str, path: str, status: int, said: str
) -> None:
    answer = system.call(method, path)
    assert (answer.status_code, code(answer)) == (status, said)
    assert status != 405 or "GET" in answer["Allow"]


def test_what_breaks_is_a_problem_without_a_word_of_it(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError("王桂珍")

    monkeypatch.setattr("siban.surfaces.api.feed.feed.page", broken)
    system.browser.raise_request_exception = False
    answer = system.get("/feed")
    assert (answer.status_code, code(answer)) == (500, "failed")
    assert "王桂珍" not in answer.content.decode()


def test_the_page_of_the_description_needs_no_other_host(client) -> None:
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    assert "http://" not in page.content.decode() and "https://" not in page.content.decode()
    assert "script-src 'self'" in page["Content-Security-Policy"]

"""`siban client`: letting another system in, giving it a token, shutting it out, sending again what did not arrive."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from siban.domain.exchange.models import Client, Token
from siban.domain.exchange.queries.clients import actor_of, caller
from siban.domain.exchange.rules import Scope
from siban.surfaces.cli import client as commands
from siban.surfaces.cli.main import app


@pytest.fixture(autouse=True)
def at_hand(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own database is there already."""
    monkeypatch.setattr(commands, "ready", lambda: None)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["client", *words])


def created(key: str = "kiosk", *more: str) -> Result:
    return run("create", key, "党寨镇自助机", "--post", "centre-620702107:acceptor", *more)


def test_a_client_is_let_in_with_its_posts_and_given_a_token() -> None:
    assert created("kiosk", "--region", "620702107").exit_code == 0
    token = run("token", "kiosk", "--scope", "cases:read", "--days", "7").stdout.strip()
    found = caller(token)
    assert found.scopes == {Scope.CASES_READ}
    assert [(post.role, post.name != "") for post in found.actor.posts] == [("acceptor", True)]
    assert any(grant.role == "supervisor" and grant.region == "620702107" for grant in found.actor.grants)
    (row,) = json.loads(run("list", "--json").stdout)
    assert (row["key"], row["posts"], row["tokens"][0]["scopes"]) == (
        "kiosk",
        ["centre-620702107:acceptor"],
        ["cases:read"],
    )
    assert "siban_" not in run("list").stdout


def test_a_token_is_taken_back_and_a_client_stopped_and_let_work_again() -> None:
    created()
    run("token", "kiosk")
    assert run("revoke", str(Token.objects.get().pk)).exit_code == 0
    assert Token.objects.get().revoked_at is not None
    assert run("stop", "kiosk").exit_code == 0
    assert run("stop", "kiosk").exit_code == commands.REFUSED
    assert run("resume", "kiosk").exit_code == 0
    assert Client.objects.get().state == "standing"


@pytest.mark.parametrize(
    "words",
    [
        ("create", "Kiosk!", "x"),
        ("create", "kiosk", "x", "--post", "nowhere:clerk"),
        ("create", "kiosk", "x", "--post", "centre-620702107"),
        ("create", "kiosk", "x", "--per-minute", "0"),
        ("token", "nobody"),
        ("revoke", "0199a2b4-7c7e-7000-8000-000000000001"),
        ("dead", "nobody"),
        ("replay", "nobody"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(words: tuple[str, ...]) -> None:
    result: Any = run(*words)
    assert result.exit_code == commands.REFUSED and result.stderr.strip()
    assert not Client.objects.exists()


def test_two_clients_cannot_have_one_key() -> None:
    created()
    assert created().exit_code == commands.REFUSED
    assert Client.objects.count() == 1


def test_scopes_that_there_are_not_are_refused() -> None:
    created()
    assert run("token", "kiosk", "--scope", "everything").exit_code == commands.REFUSED


def test_what_did_not_arrive_is_listed_and_nothing_is_said_of_nothing() -> None:
    created()
    assert json.loads(run("dead", "kiosk", "--json").stdout) == []
    assert run("replay", "kiosk").exit_code == commands.REFUSED


def test_a_client_without_posts_reads_the_catalogue_and_no_case() -> None:
    assert run("create", "map", "地图").exit_code == 0
    actor = actor_of(Client.objects.get())
    assert actor.posts == () and actor.office is None

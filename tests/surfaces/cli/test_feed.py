"""`siban feed`: what a subscriber could not take is listed, and handed again once the cause is mended."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from typer.testing import CliRunner, Result

from siban.kernel import feed as events
from siban.kernel.acts import note
from siban.kernel.events import known_payloads
from siban.kernel.models import Parked, Stream
from siban.surfaces.cli import feed as module
from tests.domain.cases.conftest import sequenced


def run(*arguments: str) -> Result:
    return CliRunner().invoke(module.feed, list(arguments))


@pytest.fixture
def taken(committed, monkeypatch) -> list[int]:
    """A subscriber whose cause can be mended by clearing the list of what it fails on."""
    monkeypatch.setattr(module, "ready", lambda: None)
    monkeypatch.setattr(events, "_SUBSCRIBERS", {})
    broken, took = [True], []

    def handle(event) -> None:
        if broken:
            raise ValueError("unreadable")
        took.append(event.number)

    events.subscriber("test.feed", "case.archived")(handle)
    one = Stream.objects.create(kind="test")
    for _number in range(2):
        with transaction.atomic():
            note(one.pk, [known_payloads()["case.archived", 1](state="closed")])
    sequenced()
    while events.deliver(events.subscribers()[0]):
        pass
    assert run("replay", str(Parked.objects.get(stream=one.pk, event__number=1).pk)).exit_code == 1, "still broken"
    broken.clear()
    return took


def test_parked_events_are_listed_and_replayed_with_the_rest_of_their_stream(taken) -> None:
    listed = run("parked", "--json")
    rows = [row for row in json.loads(listed.stdout) if row["subscriber"] == "test.feed"]
    assert listed.exit_code == 1 and [row["fault"] for row in rows] == ["ValueError", "behind a parked event"]
    shown = run("parked")
    assert "case.archived" in shown.stdout and "siban feed replay" in shown.stdout
    assert run("replay", str(rows[0]["id"])).exit_code == 0 and taken == [1, 2]
    assert not Parked.objects.filter(subscriber="test.feed").exists()
    assert run("replay", str(rows[0]["id"])).exit_code == module.UNKNOWN

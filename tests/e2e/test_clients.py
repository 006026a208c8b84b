"""The two clients that ship, against a running server: the script goes the whole way, the typed one reads and acts."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from siban.domain.cases.models import Case
from siban.domain.exchange.services.sending import send_due
from siban.kernel import feed
from siban.kernel.models import Event
from tests.surfaces.api.conftest import PERSON, let_in, token_of

CLIENTS = Path(__file__).parents[2] / "clients"


@pytest.fixture
def worker(live_server: Any, settings: Any) -> Iterator[None]:
    """What the worker does, beside the server."""
    settings.WEBHOOK_LOOPBACK = True
    ending = threading.Event()

    def turn() -> None:
        while not ending.is_set():
            if not feed.run_once() + send_due():
                ending.wait(0.05)
        connections.close_all()

    thread = threading.Thread(target=turn)
    thread.start()
    yield
    ending.set()
    thread.join()


def test_the_script_files_follows_and_concludes_a_case(live_server: Any, worker: None) -> None:
    token = token_of(let_in())
    command = [sys.executable, CLIENTS / "file_a_case.py", "--url", live_server.url, "--token", token, "--hook"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)
    assert run.returncode == 0, run.stderr
    case = Case.objects.get()
    assert (case.state, case.outcome, case.corrections) == ("delivered", "granted", 1)
    told = Event.objects.filter(stream=case.pk, act__startswith="case.").count()
    assert f"feed: {told} events" in run.stdout
    assert f"webhook: {told} events, all of them genuine and in order" in run.stdout


def test_the_script_shows_a_refusal(live_server: Any) -> None:
    command = [sys.executable, CLIENTS / "file_a_case.py", "--url", live_server.url, "--token", "siban_x"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 1 and '"code": "token-unknown"' in run.stderr


def test_the_typed_client_opens_reads_and_acts(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(CLIENTS / "python"))
    from siban_client import AuthenticatedClient
    from siban_client.api.acts import act_withdraw
    from siban_client.api.cases import get_case, list_cases, open_case
    from siban_client.api.catalogue import ask_guide, find_items
    from siban_client.api.people import register_person
    from siban_client.models import CaseOut, Opening, PersonIn, Problem, Situation, Withdrawal

    api = AuthenticatedClient(base_url=live_server.url, token=token_of(let_in()))
    found = find_items.sync(client=api, words="老人钱")
    assert found is not None and not isinstance(found, Problem) and found.items[0].item == "old-age-allowance"
    guide = ask_guide.sync("old-age-allowance", client=api, body=Situation(age=81))
    assert guide is not None and not isinstance(guide, Problem) and guide.materials
    person = register_person.sync(client=api, body=PersonIn.from_dict(PERSON))
    assert person is not None and not isinstance(person, Problem)
    case = open_case.sync(client=api, body=Opening(item="old-age-allowance", applicant=person.id))
    assert isinstance(case, CaseOut) and case.state == "draft"
    key = str(uuid4())
    for _turn in range(2):
        done = act_withdraw.sync(case.id, client=api, body=Withdrawal(), if_match=case.etag, idempotency_key=key)
        assert isinstance(done, CaseOut) and done.state == "closed"
    late = act_withdraw.sync(case.id, client=api, body=Withdrawal(), if_match=case.etag, idempotency_key=str(uuid4()))
    assert isinstance(late, Problem) and (late.status, late.code) == (412, "stale")
    read = get_case.sync(case.id, client=api)
    assert read == done
    page = list_cases.sync(client=api, limit=1)
    assert page is not None and not isinstance(page, Problem) and [one.id for one in page.items] == [case.id]

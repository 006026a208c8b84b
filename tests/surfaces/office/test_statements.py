"""How many statements an accept takes over HTTP, session and user included; its time is measured by bench/accept.py."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from siban.domain.cases.models import Case
from siban.domain.cases.rules import State
from siban.kernel.ids import new_id
from siban.kernel.models import User
from tests.domain.cases.conftest import Work

pytestmark = pytest.mark.django_db

MOST = 20
"""architecture.md §9: session and user included, BEGIN and COMMIT not."""


def accepted(client: Client, case: Case) -> list[str]:
    """The statements of the request that accepts a case by the form of its page."""
    seen = Case.objects.select_related("stream").get(pk=case.pk).stream.last_number
    form = {"choice": "accept", "seen": seen, "request": str(new_id())}
    with CaptureQueriesContext(connection) as context:
        answer = client.post(reverse("office:act", args=[case.pk]), form)
    assert answer.status_code == 302, answer.content.decode()
    # A test runs in a transaction, where savepoints stand for BEGIN and COMMIT.
    return [query["sql"] for query in context.captured_queries if "SAVEPOINT" not in query["sql"]]


def test_an_accept_takes_at_most_twenty_statements() -> None:
    work = Work()
    acceptor = work.staff.acceptor
    client = Client()
    client.force_login(User.objects.get(pk=acceptor.user))
    first, second = (work.claimed(work.received(), acceptor) for _turn in range(2))
    accepted(client, first)  # Offices, calendar and the item are kept in memory from here on.
    sent = accepted(client, second)
    assert len(sent) <= MOST, "\n".join(sent)
    assert any("django_session" in statement for statement in sent)
    assert Case.objects.get(pk=second.pk).state == State.ACCEPTED

"""How many statements the hot acts take: what makes an accept slow is counted, not timed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from siban.domain.cases.services import answers
from siban.domain.places import queries as places

pytestmark = pytest.mark.django_db


def statements(context: CaptureQueriesContext) -> list[str]:
    """What was sent, without savepoints, which stand for BEGIN and COMMIT here."""
    return [query["sql"] for query in context.captured_queries if "SAVEPOINT" not in query["sql"]]


def test_accept_takes_few_statements(work, monkeypatch):
    """architecture.md §9: ≤ 20 with session, user and actor, which take four. Offices are kept for half a minute."""
    monkeypatch.setattr(places, "_period", lambda: 0)
    by, person = work.staff.acceptor, work.person()
    warm, case = (work.received(person=person) for _ in range(2))
    for one in (warm, case):
        work.claimed(one, by)
    answers.accept(warm.pk, by=by)
    with CaptureQueriesContext(connection) as context:
        answers.accept(case.pk, by=by)
    sent = statements(context)
    assert len(sent) <= 15, "\n".join(sent)

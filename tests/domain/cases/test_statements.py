"""How many statements the hot acts take: what makes an accept slow is counted, not timed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from siban.domain.cases.services import answers

pytestmark = pytest.mark.django_db


def statements(context: CaptureQueriesContext) -> list[str]:
    """What was sent, without savepoints, which stand for BEGIN and COMMIT here."""
    return [query["sql"] for query in context.captured_queries if "SAVEPOINT" not in query["sql"]]


def test_accept_takes_few_statements(work):
    """architecture.md §9: ≤ 20 with session and user, which take three."""
    case = work.received()
    work.claimed(case, work.staff.acceptor)
    by = work.staff.acceptor
    with CaptureQueriesContext(
        connection,
    ) as context:
        answers.accept(case.pk, by=by)
    sent = statements(context)
    assert len(sent) <= 16, "\n".join(sent)

"""What is kept of single calls: how many in the minute that runs, and which number each was given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid5

from django.db import connection, transaction

from siban.domain.exchange import errors
from siban.domain.exchange.models import Client, Submission
from siban.kernel.clock import now

MINUTE = 60

_COUNT = """
INSERT INTO exchange_use (client_id, minute, calls) VALUES (%s, %s, 1)
ON CONFLICT (client_id) DO UPDATE SET
    calls = CASE WHEN exchange_use.minute = excluded.minute THEN exchange_use.calls + 1 ELSE 1 END,
    minute = excluded.minute
RETURNING calls
"""


def count(client: Client) -> None:
    """Count a call. Raises TooManyCalls, with the seconds to wait, once the minute's are used up."""
    moment = int(now().timestamp())
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [client.pk, moment // MINUTE])
        calls = cursor.fetchone()[0]
    if calls > client.per_minute:
        raise errors.TooManyCalls(limit=client.per_minute, seconds=MINUTE - moment % MINUTE)


@contextmanager
def submission(client: Client, key: str, digest: bytes) -> Iterator[UUID | None]:
    """The request number behind a client's own key, in a transaction with all that the call writes.

    A key that comes again with the same content gives the same number, so that the act door answers with the first
    result; a call that is refused leaves no trace of its key. Without a key there is no number.
    Raises KeyReused where the content is another.
    """
    if not key:
        yield None
        return
    with transaction.atomic():
        fresh = Submission(client=client, key=key, digest=digest, made_at=now())
        # A second copy waits here until the first is committed, and then finds it.
        Submission.objects.bulk_create([fresh], ignore_conflicts=True)
        kept = Submission.objects.get(client=client, key=key)
        if bytes(kept.digest) != digest:
            raise errors.KeyReused
        # The row is part of it: a key that comes again after its row was let go is a new call.
        yield uuid5(client.pk, f"{kept.pk}:{key}")

"""Adding to the figures, by subscribers alone, in the transaction that moves their mark: each event counts once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from siban.domain.insight.models import Figure
from siban.domain.insight.rules import Name
from siban.kernel.models import Parked, Subscription

SUBSCRIBER = "insight.count"

ADD = """
INSERT INTO insight_figure (name, day, office, region, item, count, total) VALUES (%s, %s, %s, %s, %s, 1, %s)
ON CONFLICT (name, day, office, item)
DO UPDATE SET count = insight_figure.count + 1, total = insight_figure.total + excluded.total
"""


def add(name: Name, day: date, office: UUID, region: str, item: str, amount: int = 0) -> None:
    """Count one more. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(ADD, [name.value, day, office, region, item, amount])


def recount() -> None:
    """Forget all figures and let the feed be read again from its beginning; the worker then counts everything anew."""
    with transaction.atomic():
        Subscription.objects.select_for_update().filter(name=SUBSCRIBER).update(position=0)
        Parked.objects.filter(subscriber=SUBSCRIBER).delete()
        Figure.objects.all().delete()

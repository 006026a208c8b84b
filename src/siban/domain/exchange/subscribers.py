"""What is put out for other systems follows the feed."""

from __future__ import annotations

from siban.domain.exchange.queries.feed import acts
from siban.domain.exchange.services.webhooks import put_out
from siban.kernel.events import Recorded
from siban.kernel.feed import subscriber
from siban.kernel.models import Feed


@subscriber("exchange.webhooks", *acts())
def tell(event: Recorded) -> None:
    """Put one act on a case out for who asked for it."""
    position = Feed.objects.filter(event=event.id).values_list("position", flat=True).first()
    put_out(event, position or 0)

"""The feed: one order of all events, and the subscribers that read it.

Event ids are not committed in order, so a reader that remembers the last id loses events. One sequencer gives an event
its position when no older transaction can still commit (its xid lies below pg_snapshot_xmin) and every earlier event of
its stream has one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from siban.kernel.events import Recorded, recorded
from siban.kernel.models import Feed, Parked, Subscription
from siban.kernel.refusals import NotFound

log = logging.getLogger("siban.feed")

SEQUENCER = 0x53_49_42_41
"""Key of the advisory lock: one sequencer at a time in a database."""

BATCH = 200

Handler = Callable[[Recorded], None]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """What follows from events: `handle` writes, is idempotent, and runs in the transaction that moves its mark."""

    name: str
    acts: frozenset[str]
    handle: Handler


_SUBSCRIBERS: dict[str, Subscriber] = {}


def subscriber(name: str, *acts: str) -> Callable[[Handler], Handler]:
    """Register a function for the acts that it follows."""

    def register(handle: Handler) -> Handler:
        if name in _SUBSCRIBERS:
            raise ValueError(f"two subscribers are called {name}")
        _SUBSCRIBERS[name] = Subscriber(name, frozenset(acts), handle)
        return handle

    return register


def subscribers() -> tuple[Subscriber, ...]:
    return tuple(_SUBSCRIBERS.values())


SEQUENCE = """
WITH bound AS (
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xmin
), fresh AS (
    SELECT e.id, e.stream_id, e.number,
           max(e.xid) OVER stream AS turn,
           row_number() OVER stream AS rank
    FROM kernel_event e
    LEFT JOIN kernel_feed f ON f.event_id = e.id
    WHERE e.xid >= %(low)s AND e.xid < (SELECT xmin FROM bound) AND f.event_id IS NULL
    WINDOW stream AS (PARTITION BY e.stream_id ORDER BY e.number)
), reached AS (
    SELECT s.stream_id, coalesce(max(e.number), 0) AS number
    FROM (SELECT DISTINCT stream_id FROM fresh) s
    LEFT JOIN (kernel_event e JOIN kernel_feed f ON f.event_id = e.id) ON e.stream_id = s.stream_id
    GROUP BY s.stream_id
), ready AS (
    SELECT fresh.* FROM fresh JOIN reached USING (stream_id) WHERE fresh.number = reached.number + fresh.rank
), placed AS (
    INSERT INTO kernel_feed (position, event_id)
    SELECT (SELECT coalesce(max(position), 0) FROM kernel_feed)
           + row_number() OVER (ORDER BY turn, stream_id, number), id
    FROM ready
    RETURNING position
)
SELECT (SELECT count(*) FROM placed),
       least((SELECT xmin FROM bound),
             (SELECT min(e.xid) FROM kernel_event e JOIN fresh USING (id)
              WHERE NOT EXISTS (SELECT FROM ready WHERE ready.id = fresh.id)))
"""


def sequence() -> int:
    """Place what can be placed; how many events were. Nothing where another sequencer is at work."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEQUENCER])
        if not cursor.fetchone()[0]:
            return 0
        mark, _ = Subscription.objects.get_or_create(name="sequencer")
        cursor.execute(SEQUENCE, {"low": mark.position})
        placed, low = cursor.fetchone()
        if low > mark.position:
            Subscription.objects.filter(name="sequencer").update(position=low)
    return int(placed)


def sequence_all() -> int:
    """Place every event left, whatever its xid: for a restored database, whose xids mean nothing, before it opens."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER])
        cursor.execute(
            """
            INSERT INTO kernel_feed (position, event_id)
            SELECT (SELECT coalesce(max(position), 0) FROM kernel_feed)
                   + row_number() OVER (ORDER BY e.recorded_at, e.stream_id, e.number), e.id
            FROM kernel_event e LEFT JOIN kernel_feed f ON f.event_id = e.id WHERE f.event_id IS NULL
            """
        )
        placed = cursor.rowcount
        Subscription.objects.filter(name="sequencer").update(position=0)
    return placed


def deliver(to: Subscriber, *, batch: int = BATCH) -> int:
    """Hand the next events to one subscriber; how many positions it moved on."""
    with transaction.atomic():
        Subscription.objects.get_or_create(name=to.name)
        mark = Subscription.objects.select_for_update(skip_locked=True).filter(name=to.name).first()
        if mark is None:
            return 0
        waiting = Feed.objects.filter(position__gt=mark.position).order_by("position")
        rows = list(waiting.values_list("position", "event__act")[:batch])
        found = [position for position, act in rows if act in to.acts]
        wanted = list(waiting.filter(position__in=found).select_related("event")) if found else []
        blocked = set(
            Parked.objects.filter(subscriber=to.name, stream__in={row.event.stream_id for row in wanted}).values_list(
                "stream", flat=True
            )
            if wanted
            else ()
        )
        for row in wanted:
            if row.event.stream_id in blocked:
                _park(to, row, "behind a parked event")
            elif not _handed(to, row):
                blocked.add(row.event.stream_id)
        if rows:
            mark.position = rows[-1][0]
            mark.save(update_fields=["position"])
    return len(rows)


def _handed(to: Subscriber, row: Feed) -> bool:
    try:
        with transaction.atomic():
            to.handle(recorded(row.event))
    except DatabaseError:
        # The database itself: nothing is wrong with the event, the whole batch is tried again.
        raise
    except Exception as fault:  # noqa: BLE001  any fault of a subscriber parks the event instead of stopping the feed
        log.error("parked position=%s subscriber=%s fault=%s", row.position, to.name, type(fault).__name__)
        _park(to, row, type(fault).__name__)
        return False
    return True


def _park(to: Subscriber, row: Feed, fault: str) -> None:
    Parked.objects.get_or_create(
        subscriber=to.name, event=row.event, defaults={"stream": row.event.stream_id, "fault": fault}
    )


def replay(to: Subscriber, stream: UUID) -> int:
    """Hand the parked events of one stream again, in order, after a person mended the cause."""
    done = 0
    with transaction.atomic():
        for parked in (
            Parked.objects.select_for_update(of=("self",))
            .filter(subscriber=to.name, stream=stream)
            .select_related("event")
            .order_by("event__number")
        ):
            to.handle(recorded(parked.event))
            parked.delete()
            done += 1
    return done


class NotParked(NotFound):
    code = "not-parked"
    sentence = _("没有搁着这个编号的事件。")
    advice = _("用 siban feed parked 看还有哪些。")


def parked() -> tuple[Parked, ...]:
    """Events that a subscriber could not take, in the order in which they are handed again."""
    return tuple(Parked.objects.select_related("event").order_by("subscriber", "stream", "event__number"))


def replay_parked(id: int) -> int:
    """`replay` the stream of one parked event for its subscriber. How many were handed. Raises NotParked.

    What the subscriber raises goes on to the caller, and all stays parked.
    """
    row = Parked.objects.filter(pk=id).first()
    to = _SUBSCRIBERS.get(row.subscriber) if row is not None else None
    if row is None or to is None:
        raise NotParked
    return replay(to, row.stream)


def run_once() -> int:
    """One turn of the worker: sequence, then hand every subscriber what waits. How much was done.

    While there is work, what came meanwhile is placed between two subscribers, so that none waits for a whole turn.
    """
    done = sequence()
    for one in subscribers():
        handed = deliver(one)
        done += handed + (sequence() if handed else 0)
    return done


def run_until_idle() -> None:
    """Turn until nothing is left: for the demonstration and the tests."""
    while run_once():
        pass

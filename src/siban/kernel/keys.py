"""Data keys carried over to another master key while the site runs, and the list of those that were erased."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from siban.kernel.clock import now
from siban.kernel.crypto import Masters, Turn, keyring, name_of
from siban.kernel.models import DataKey

ROTATION = 0x53_49_42_4B
"""Key of the advisory lock of a change of keys."""

BATCH = 500

LONGEST_WAIT = 120.0
"""Seconds to wait for what was begun under other keys to end. No act takes so long."""


class NotYet(RuntimeError):
    """A transaction that began before does not end; the change goes on when it is called again."""


@contextmanager
def alone() -> Iterator[None]:
    """One change of keys at a time in a database. Raises NotYet where another is at work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ROTATION])
        if cursor.fetchone() != (True,):
            raise NotYet
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ROTATION])


def prepare() -> None:
    """Make the next master key known. From now on tokens are written under both."""
    masters = keyring.masters
    if masters.turn is Turn.STEADY:
        keyring.keep(Masters(masters.present, next=os.urandom(32)))


def turn() -> None:
    """Put the next key in force; the one before stays readable."""
    masters = keyring.masters
    if masters.next:
        keyring.keep(Masters(masters.next, old=masters.present))


def finish() -> None:
    """Let the old key go, once nothing lies under it. Raises NotYet where something does."""
    if _left():
        raise NotYet
    keyring.keep(Masters(keyring.master))


def wait_for_others(longest: float = LONGEST_WAIT) -> None:
    """Until every transaction that is open now has ended: what it writes is under the keys that it began with.

    Raises NotYet.
    """
    deadline = time.monotonic() + longest
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
        while True:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < %s",
                [moment],
            )
            if cursor.fetchone() == (0,):
                return
            if time.monotonic() > deadline:
                raise NotYet
            time.sleep(0.02)


def rewrap(after: UUID | None = None) -> UUID | None:
    """Carry the next data keys over to the present master key: the last one reached, None at the end.

    Only the wrapping changes, so nothing that is sealed is touched; a key that was erased meanwhile stays erased.
    """
    rows = DataKey.objects.filter(wrapped__isnull=False).order_by("pk")
    batch = list((rows.filter(pk__gt=after) if after else rows)[:BATCH])
    if not batch:
        return None
    present = name_of(keyring.master)
    moved = []
    for key in batch:
        wrapped = bytes(key.wrapped or b"")
        if wrapped[: len(present)] != present:
            moved.append((keyring.rewrap(wrapped), key.pk, wrapped))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("UPDATE kernel_datakey SET wrapped = %s WHERE id = %s AND wrapped = %s", moved)
    return batch[-1].pk


def _left() -> bool:
    """Whether a data key still lies under another master key than the present one."""
    present = name_of(keyring.master)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM kernel_datakey WHERE substring(wrapped FROM 1 FOR %s) <> %s)",
            [len(present), present],
        )
        return bool(cursor.fetchone()[0])


# Erased keys. Their list lies beside the master key, so that a backup from before brings nobody back.


def erased_file() -> Path:
    return Path(settings.MASTER_KEY_FILE).with_name("erased.keys")


def erase(keys: Iterable[DataKey]) -> None:
    """Destroy wrapped keys in the open transaction. They are on the list before: who restores asks the list."""
    for key in keys:
        _list(key.pk)
        DataKey.objects.filter(pk=key.pk).update(wrapped=None, erased_at=now())


def _list(key: UUID) -> None:
    path = erased_file()
    if key in erased():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as kept:
        kept.write(f"{key} {now().isoformat(timespec='seconds')}\n")
        kept.flush()
        os.fsync(kept.fileno())


def erased() -> frozenset[UUID]:
    """The keys on the list."""
    path = erased_file()
    lines = path.read_text().splitlines() if path.exists() else []
    return frozenset(UUID(line.split()[0]) for line in lines if line.strip())


def brought_back() -> list[DataKey]:
    """Keys that were erased and stand here whole again: a backup from before was restored."""
    return list(DataKey.objects.filter(pk__in=erased(), wrapped__isnull=False))

"""Opening, claiming, closing and handing on tasks, inside an open act on their subject."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from siban.domain.work.errors import AlreadyClaimed, AlreadyClosed, NoSuchTask, NotYours
from siban.domain.work.models import Clock, Task
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change


def open(
    change: Change[Any],
    *,
    kind: str,
    office: UUID,
    region: str,
    role: Role,
    clock: Clock | None = None,
    due: date | None = None,
    post: UUID | None = None,
) -> Task:
    """Put work before an office, or before one post of it. Where it has a clock, it is due when that is."""
    return Task.objects.create(
        stream_id=change.stream_id,
        subject_kind=change.stream.kind,
        kind=kind,
        role=role,
        office_id=office,
        post_id=post,
        region=region,
        clock=clock,
        due=clock.due if clock else due,
        opened_at=change.at,
    )


def claim(change: Change[Any], task: UUID) -> Task:
    """签收: take a task of one's post. Whoever acts for the post of an earlier claimant may go on in her place.

    Raises NoSuchTask, AlreadyClosed, AlreadyClaimed, NotYours.
    """
    row = _open_task(change, task)
    if row.claimed_by_id == change.by.user and change.by.user is not None:
        return row
    if row.claimed_by_id is not None and not _acts_for_claimant(row, change.by):
        raise AlreadyClaimed
    _take(row, change)
    row.save(update_fields=["claimed_by", "claimed_at", "claimed_for"])
    return row


def close(change: Change[Any], task: UUID) -> None:
    """Work done; who closes an unclaimed task has claimed it. Raises NoSuchTask, AlreadyClosed, NotYours.

    One statement where the actor has claimed it herself, as is usual.
    """
    if change.by.user is not None:
        claimed = Task.objects.filter(pk=task, stream_id=change.stream_id, claimed_by=change.by.user, closed_at=None)
        if claimed.update(closed_at=change.at):
            return
    row = _open_task(change, task)
    _mine(row, change)
    row.closed_at = change.at
    row.save(update_fields=["claimed_by", "claimed_at", "claimed_for", "closed_at"])


def close_kind(change: Change[Any], *kinds: str) -> int:
    """Close the subject's open tasks of some kinds, whosever they are; returns how many. One statement."""
    return Task.objects.filter(stream_id=change.stream_id, kind__in=kinds, closed_at=None).update(closed_at=change.at)


def drop(change: Change[Any], *, owed: Collection[str] = ()) -> int:
    """Close all open tasks of the subject: the matter has ended (withdrawn, terminated). Returns how many.

    `owed`: kinds of what is owed to others all the same.
    """
    rows = Task.objects.filter(stream_id=change.stream_id, closed_at=None).exclude(kind__in=owed)
    return rows.update(closed_at=change.at)


def hand_on(
    change: Change[Any], task: UUID, *, office: UUID, region: str, role: Role | None = None, post: UUID | None = None
) -> Task:
    """转办: give a task to another office or post; it must be claimed there anew. Who heads the office shares its work
    out, also what somebody has claimed.

    Raises NoSuchTask, AlreadyClosed, NotYours.
    """
    row = _open_task(change, task)
    if change.by.post_at(row.office_id, (Role.HEAD,)) is None:
        _mine(row, change)
    row.office_id, row.region, row.post_id = office, region, post
    row.role = role or row.role
    row.claimed_by_id = row.claimed_at = row.claimed_for_id = None
    row.save(update_fields=["office", "region", "post", "role", "claimed_by", "claimed_at", "claimed_for"])
    return row


def _open_task(change: Change[Any], task: UUID) -> Task:
    row = Task.objects.filter(pk=task, stream_id=change.stream_id).first()
    if row is None:
        raise NoSuchTask
    if row.closed_at is not None:
        raise AlreadyClosed
    return row


def _mine(row: Task, change: Change[Any]) -> None:
    """Raises NotYours where another has claimed it; claims it where nobody has."""
    if row.claimed_by_id is None:
        _take(row, change)
    elif row.claimed_by_id != change.by.user and not _acts_for_claimant(row, change.by):
        raise NotYours


def _acts_for_claimant(row: Task, by: Actor) -> bool:
    """Whether she acts now for the post that the claimant acted for: A back on duty, or B while A is away."""
    return row.claimed_for_id is not None and any(post.id == row.claimed_for_id for post in by.posts)


def _take(row: Task, change: Change[Any]) -> None:
    """Claim on the instance. Raises NotYours where she has neither the post nor a grant for it."""
    by = change.by
    if by.has(Role.SYSTEM):
        return
    post = by.post_at(row.office_id, (Role(row.role),))
    if row.post_id is not None:
        post = next((each for each in by.posts if each.id == row.post_id), None)
    if post is None and (
        row.post_id is not None or not by.may_be((Role(row.role),), office=row.office_id, region=row.region)
    ):
        raise NotYours
    row.claimed_by_id, row.claimed_at, row.claimed_for_id = by.user, change.at, post.id if post else None

"""The one door through which every change goes: a table says what is allowed, one act is one transaction.

The door knows no subject. Each subject hands it its model, its table of transitions, and the rule of who may.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

from siban.kernel import events
from siban.kernel.actors import Actor, Role
from siban.kernel.clock import local_date, now
from siban.kernel.models import Event, Stream
from siban.kernel.refusals import NotFound, OutOfTurn, Refusal, RequestReused, Stale, WrongTime

M = TypeVar("M", bound=models.Model)
Q = ParamSpec("Q")

NEW = ""
"""The state of a subject that does not exist yet."""

SKEW = timedelta(seconds=5)
"""How far another machine's clock may be ahead of this one."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a table: the state that follows (None: it stays) and the roles that may."""

    to: str | None
    roles: frozenset[Role]


@dataclass(frozen=True)
class Subject(Generic[M]):
    """What the door needs to know of a kind of subject. Its model has `stream` as primary key and `state`."""

    kind: str
    model: type[M]
    table: Mapping[tuple[str, str], Transition]
    may: Callable[[Actor, M, str, Transition], None]
    """Raises NotAllowed where this actor may not do this to this subject."""
    not_found: type[NotFound] = NotFound
    related: tuple[str, ...] = ()
    """What is read in the same statement that locks the subject, unlocked."""

    def transition(self, state: str, action: str) -> Transition:
        """The row of the table. Raises OutOfTurn."""
        try:
            return self.table[state, action]
        except KeyError:
            raise OutOfTurn from None


class Change(Generic[M]):
    """An open act on one subject: the locked row, who acts, when, and what will be written at the end."""

    def __init__(
        self, subject: M, stream: Stream, *, action: str, by: Actor, at: datetime, request: UUID | None
    ) -> None:
        self.subject = subject
        self.stream = stream
        self.action = action
        self.by = by
        self.at = at
        self.request = request
        self.post: UUID | None = by.posts[0].id if by.posts else None
        self._values: list[object] = []
        self._at_end: list[Callable[[], None]] = []
        self._before = _columns(subject)

    @property
    def stream_id(self) -> UUID:
        return self.stream.pk

    @property
    def date(self) -> date:
        """The local day of the act: what the law counts from."""
        return local_date(self.at)

    def record(self, value: object) -> None:
        """Say what happened; `value` is a registered payload. The first one carries the request number."""
        self._values.append(value)

    def at_end(self, write: Callable[[], None]) -> None:
        """Leave a write for just before the events, as the drawing of a document number, which locks a counter."""
        self._at_end.append(write)

    def finish(self) -> None:
        """Save what changed, then the last writes, then the events."""
        changed = [name for name, value in _columns(self.subject).items() if self._before.get(name, NEW) != value]
        if self.subject._state.adding:
            self.subject.save(force_insert=True)
        elif changed:
            self.subject.save(update_fields=changed)
        for write in self._at_end:
            write()
        if not self._values:
            raise RuntimeError(f"the act {self.action} recorded nothing")
        append(self.stream, self._values, by=self.by, at=self.at, request=self.request, post=self.post)


def _columns(subject: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(subject, field.attname) for field in subject._meta.concrete_fields}


class Repeated(Exception):
    """The same request again: what it did stands, and its subject is the answer."""

    def __init__(self, subject: models.Model) -> None:
        self.subject = subject


@contextmanager
def act(
    subject: Subject[M],
    id: UUID,
    action: str,
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Iterator[Change[M]]:
    """Lock the subject, check table and permission, and write all or nothing on leaving.

    `seen` is the number of the last event that the person's page showed; `request` is unique where set, and the same
    again gives the first result (see `once`); `at` is when it really happened, where that is not now.
    Raises NotFound, Stale, OutOfTurn, NotAllowed, WrongTime, RequestReused.
    """
    try:
        with transaction.atomic():
            rows = subject.model._default_manager.select_related("stream", *subject.related)
            # Without first(), which would sort the one row.
            row = next(iter(rows.select_for_update(of=("self", "stream")).filter(pk=id)), None)
            if row is None:
                raise subject.not_found
            stream = cast("Stream", cast("Any", row).stream)
            if seen is not None and seen < stream.last_act:
                raise Stale
            moment = _moment(at, stream)
            transition = subject.transition(cast("Any", row).state, action)
            subject.may(by, row, action, transition)
            change = Change(row, stream, action=action, by=by, at=moment, request=request)
            if transition.to is not None:
                cast("Any", row).state = transition.to
            yield change
            change.finish()
    except (Refusal, IntegrityError):
        # A request that came before is found out here, where its second copy fails, and costs the first one nothing.
        if request is not None:
            _refuse_repeated(request, by, subject, id)
        raise


@contextmanager
def begin(
    subject: Subject[M],
    new: M,
    action: str,
    *,
    by: Actor,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Iterator[Change[M]]:
    """Like `act`, for a subject that does not exist yet; `new` is unsaved and gets its stream here."""
    try:
        with transaction.atomic():
            if request is not None:
                _refuse_repeated(request, by, subject, None)
            transition = subject.transition(NEW, action)
            stream = Stream(kind=subject.kind)
            cast("Any", new).stream = stream
            cast("Any", new).state = transition.to
            subject.may(by, new, action, transition)
            moment = _moment(at, stream)
            stream.save(force_insert=True)
            change = Change(new, stream, action=action, by=by, at=moment, request=request)
            yield change
            change.finish()
    except IntegrityError as clash:
        # Two copies of one request at once: the later one finds the first in the log after all.
        if request is not None and "event_request_once" in str(clash):
            with transaction.atomic():
                _refuse_repeated(request, by, subject, None)
        raise


def once(service: Callable[Q, M]) -> Callable[Q, M]:
    """A service whose repeated request answers with the subject as it now stands."""

    @functools.wraps(service)
    def answered(*args: Q.args, **kwargs: Q.kwargs) -> M:
        try:
            return service(*args, **kwargs)
        except Repeated as repeated:
            return cast("M", repeated.subject)

    return answered


def _refuse_repeated(request: UUID, by: Actor, subject: Subject[M], stream: UUID | None) -> None:
    earlier = Event.objects.filter(request=request).only("stream_id", "actor").first()
    if earlier is None:
        return
    same = earlier.actor == by.user and (stream is None or earlier.stream_id == stream)
    row = subject.model._default_manager.filter(pk=earlier.stream_id).first() if same else None
    if row is None:
        raise RequestReused
    raise Repeated(row)


def _moment(at: datetime | None, stream: Stream) -> datetime:
    present = now()
    if at is None:
        # Never before the last event: another machine's clock may be a little ahead.
        return max(present, stream.last_at) if stream.last_at else present
    if at > present + SKEW or (stream.last_at is not None and at < stream.last_at):
        raise WrongTime
    return at


_LOGGED = (
    *("stream_id", "number", "act", "version", "payload", "actor", "post", "site", "request"),
    *("occurred_at", "recorded_at", "hash"),
)
_ROW = f"({', '.join(['%s'] * len(_LOGGED))})"
_APPEND = """
WITH logged AS (
    INSERT INTO kernel_event
        (stream_id, number, act, version, payload, actor, post, site, request, occurred_at, recorded_at, hash)
    VALUES ROWS
)
UPDATE kernel_stream SET last_number = %s, last_hash = %s, last_at = %s, last_act = %s WHERE id = %s
"""
"""Events, in the columns of _LOGGED, and the end of their stream: one statement, written by hand for every act."""


def append(
    stream: Stream,
    values: list[object],
    *,
    by: Actor,
    at: datetime,
    request: UUID | None = None,
    post: UUID | None = None,
    is_act: bool = True,
) -> None:
    """Write events at the end of a locked stream, chained. One statement, however many events."""
    recorded_at = now()
    number, before = stream.last_number, bytes(stream.last_hash)
    rows = []
    for value in values:
        number += 1
        name, version = events.name_of(value)
        row = Event(
            stream_id=stream.pk,
            number=number,
            act=name,
            version=version,
            payload=events.encode(value),
            actor=by.user,
            post=post,
            site=by.site,
            request=request if number == stream.last_number + 1 else None,
            occurred_at=at,
            recorded_at=recorded_at,
        )
        row.hash = before = events.digest(row, before)
        rows.append(row)
    stream.last_number, stream.last_hash, stream.last_at = number, before, at
    if is_act:
        stream.last_act = number
    values_of = [getattr(row, column) for row in rows for column in _LOGGED]
    end = [stream.last_number, stream.last_hash, stream.last_at, stream.last_act, stream.pk]
    with connection.cursor() as cursor:
        cursor.execute(_APPEND.replace("ROWS", ", ".join([_ROW] * len(rows))), [*values_of, *end])


def note(stream_id: UUID, values: list[object], *, at: datetime | None = None) -> None:
    """Record what followed without anyone's act, as a warning; the caller has a transaction open.

    Takes the stream's lock, so nothing else of that subject may be locked after it.
    """
    stream = Stream.objects.select_for_update().get(pk=stream_id)
    moment = max(at or now(), stream.last_at) if stream.last_at else at or now()
    append(stream, values, by=Actor.system(), at=moment, is_act=False)

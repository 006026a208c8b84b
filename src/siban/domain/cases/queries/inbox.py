"""The inbox of an office: open tasks of the actor's posts by what is due first, with what a row shows of each case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.queries.checks import to_look_at
from siban.domain.cases.queries.rows import Row, rows
from siban.domain.cases.queries.scope import visible_to
from siban.domain.cases.rules import OPEN, WINDOW, DocumentState
from siban.domain.catalog import queries as catalog
from siban.domain.places.models import Level
from siban.domain.places.rules import regions
from siban.domain.registers.queries import facts_of, fetched_for_many
from siban.domain.staff.relatives import Declared, declared_by
from siban.domain.work.models import Clock, Task
from siban.domain.work.queries import calendar
from siban.domain.work.rules import LIGHTS, shift
from siban.kernel.actors import Actor, PostRef, Role
from siban.kernel.clock import today
from siban.kernel.text import Text

SIZE = 50


class Show(StrEnum):
    """Which part of the inbox; the empty one is everything that is not concluded."""

    ALL = ""
    MINE = "mine"
    UNCLAIMED = "unclaimed"
    ELSEWHERE = "elsewhere"
    HELD = "held"
    TOMORROW = "tomorrow"
    CARDS = "cards"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for. `town` is a township's prefix, `post` one that she stands in for."""

    show: Show = Show.ALL
    item: str = ""
    town: str = ""
    post: UUID | None = None


Cursor = tuple[date | None, UUID]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the inbox. `task` is None where the case lies with another unit; `look` are places to look at."""

    row: Row
    task: Task | None
    due: date | None
    look: int
    recused: tuple[Declared, ...] = ()
    """Who of the staff has declared who applies, or who acts for her, as a relative (回避)."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    lines: tuple[Line, ...]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter by, its name, and how many open tasks it has."""

    key: str
    name: Text
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What the rail beside the inbox says; `posts` by post that the actor stands in for."""

    show: Mapping[Show, int]
    items: tuple[Facet, ...]
    towns: tuple[Facet, ...]
    posts: Mapping[UUID, int] = field(default_factory=dict)


def _of_post(post: PostRef) -> Q:
    """The tasks that a post may do: those of its role; at the window that took the case in, any window's; a head sees
    all of the office."""
    if post.role is Role.HEAD:
        return Q(office=post.office)
    mine = Q(office=post.office, role=post.role)
    if post.role in WINDOW:
        own = Case.objects.filter(pk=OuterRef("stream"), origin=post.office)
        mine |= Q(Exists(own), office=post.office, role__in=WINDOW)
    return mine


def _standing_in(actor: Actor, post: PostRef) -> Q:
    """What the holder of a post had claimed, and what waits for a role that is not the actor's own."""
    own = any(other.office == post.office and other.role == post.role and not other.stands_in for other in actor.posts)
    claimed = Q(claimed_for=post.id)
    return claimed if own else claimed | (_of_post(post) & Q(claimed_by=None))


def open_tasks(actor: Actor) -> QuerySet[Task]:
    """Open tasks on cases that one of the actor's posts may do."""
    mine = Q(pk__in=[])
    for post in actor.posts:
        mine |= _of_post(post)
    return Task.objects.filter(mine, subject_kind="case", closed_at=None)


def _shown(actor: Actor, show: Show) -> Q:
    match show:
        case Show.MINE:
            return Q(claimed_by=actor.user)
        case Show.UNCLAIMED:
            # What was handed on to a colleague waits for her alone.
            return Q(claimed_by=None) & (Q(post=None) | Q(post__in=[post.id for post in actor.posts]))
        case Show.HELD:
            return Q(clock__isnull=False, due=None)
        case Show.TOMORROW:
            return Q(due=shift(today(), 1, calendar()))
        case Show.CARDS:
            shining = Clock.objects.filter(
                stream=OuterRef("stream"), stopped_on=None, due__isnull=False, level__in=[one.value for one in LIGHTS]
            )
            return Q(Exists(shining))
    return Q()


def page(actor: Actor, wanted: Wanted, after: Cursor | None = None, size: int = SIZE) -> InboxPage:
    """One page, what is due first at the top, what is paused at the end. Five statements, however many rows."""
    if wanted.show is Show.ELSEWHERE:
        return _elsewhere(actor, wanted, after, size)
    found = open_tasks(actor).filter(_shown(actor, wanted.show)).select_related("claimed_by", "post__holder")
    for post in actor.posts:
        if post.id == wanted.post:
            found = found.filter(_standing_in(actor, post))
    if wanted.item or wanted.town:
        found = found.filter(Exists(_narrowed(Case.objects.filter(pk=OuterRef("stream")), wanted)))
    tasks = list(_after(found, after).order_by(F("due").asc(nulls_last=True), "pk")[: size + 1])
    cases = {case.pk: case for case in _ready(Case.objects.filter(pk__in=[task.stream_id for task in tasks[:size]]))}
    of_case = {row.case.pk: row for row in rows(list(cases.values()))}
    look, recused = _look(of_case.values()), _recused(cases.values())
    lines = tuple(
        Line(of_case[task.stream_id], task, task.due, look[task.stream_id], recused.get(task.stream_id, ()))
        for task in tasks[:size]
        if task.stream_id in of_case
    )
    return InboxPage(lines, (tasks[size - 1].due, tasks[size - 1].pk) if len(tasks) > size else None)


def next_in_hand(actor: Actor, done: UUID) -> UUID | None:
    """Of the cases that the actor has claimed, the one that is due first, beside the one just done. One statement."""
    offices = [post.office for post in actor.posts]
    mine = Task.objects.filter(claimed_by=actor.user, office__in=offices, subject_kind="case", closed_at=None)
    # What is paused has no date and comes last, as PostgreSQL sorts.
    found = mine.order_by("due", "pk").values_list("stream", flat=True)[:2]
    return next((stream for stream in found if stream != done), None)


def _elsewhere(actor: Actor, wanted: Wanted, after: Cursor | None, size: int) -> InboxPage:
    wide = _narrowed(_others(actor), wanted)
    if after is not None:
        due, id = after
        later = Q(promised_due=due, pk__gt=id) | Q(promised_due__gt=due) | Q(promised_due=None)
        wide = wide.filter(later if due else Q(promised_due=None, pk__gt=id))
    cases = list(_ready(wide).order_by(F("promised_due").asc(nulls_last=True), "pk")[: size + 1])
    found = rows(cases[:size])
    look = _look(found)
    recused = _recused(cases[:size])
    lines = tuple(
        Line(row, None, row.case.promised_due, look[row.case.pk], recused.get(row.case.pk, ())) for row in found
    )
    return InboxPage(lines, (cases[size - 1].promised_due, cases[size - 1].pk) if len(cases) > size else None)


def _others(actor: Actor) -> QuerySet[Case]:
    return visible_to(actor).filter(state__in=OPEN).exclude(holder__in=[post.office for post in actor.posts])


def _narrowed(cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    if wanted.item:
        cases = cases.filter(item=wanted.item)
    return cases.filter(origin__region__code__startswith=wanted.town) if wanted.town else cases


def _ready(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With all that a row shows, and how many papers are missing."""
    missing = Count("documents", filter=Q(documents__state=DocumentState.MISSING))
    related = ("stream", "applicant__key", "representative__key", "origin__region__parent", "holder")
    return cases.select_related(*related).annotate(lacking=missing)


def _recused(cases: Iterable[Case]) -> dict[UUID, tuple[Declared, ...]]:
    """By case, who has declared its people as relatives. One statement, two where anybody has."""
    people = {case.pk: {case.applicant_id, case.representative_id} for case in cases}
    declared = declared_by({one for both in people.values() for one in both if one})
    found = {case: tuple(one for one in declared if one.person in both) for case, both in people.items()}
    return {case: those for case, those in found.items() if those}


def _look(found: Collection[Row]) -> dict[UUID, int]:
    """At how many places of each case a person should look. One statement."""
    answers = fetched_for_many([row.case.pk for row in found])
    on = today()
    return {
        row.case.pk: to_look_at(
            Matter(row.case, on, facts_of(answers[row.case.pk])),
            row.case.lacking,  # type: ignore[attr-defined]
        )
        for row in found
    }


def _after(tasks: QuerySet[Task], after: Cursor | None) -> QuerySet[Task]:
    if after is None:
        return tasks
    due, id = after
    if due is None:
        return tasks.filter(due=None, pk__gt=id)
    return tasks.filter(Q(due=due, pk__gt=id) | Q(due__gt=due) | Q(due=None))


def counts(actor: Actor) -> Counts:
    """The numbers of the rail. Three statements."""
    tasks = open_tasks(actor)
    standing = [post for post in actor.posts if post.stands_in]
    kinds = [show for show in Show if show not in (Show.ALL, Show.ELSEWHERE)]
    numbers = tasks.aggregate(
        all=Count("pk"),
        **{show.value: Count("pk", filter=_shown(actor, show)) for show in kinds},
        **{f"post{at}": Count("pk", filter=_standing_in(actor, post)) for at, post in enumerate(standing)},
    )
    region = "origin__region"
    found = list(
        Case.objects.filter(pk__in=tasks.values("stream"))
        .values("version", *(f"{at}__{name}" for at in (region, f"{region}__parent") for name in PLACE))
        .annotate(many=Count("pk"))
    )
    return Counts(
        show={
            Show.ALL: numbers["all"],
            Show.ELSEWHERE: _others(actor).count(),
            **{show: numbers[show.value] for show in kinds},
        },
        items=_items(found),
        towns=_towns(found),
        posts={post.id: numbers[f"post{at}"] for at, post in enumerate(standing)},
    )


PLACE = ("code", "level", "short_name", "name_en")
"""What is read of a region and of the one above it, so that towns cost no statement of their own."""

Found = Mapping[str, Any]


def _items(found: Sequence[Found]) -> tuple[Facet, ...]:
    """Versions of one item count together."""
    many: Counter[str] = Counter()
    names: dict[str, Text] = {}
    for row in found:
        version = catalog.version(row["version"])
        many[version.item] += row["many"]
        names[version.item] = Text((version.matter or version.name).zh, version.name.en)
    return tuple(Facet(key, names[key], count) for key, count in many.most_common())


def _towns(found: Sequence[Found]) -> tuple[Facet, ...]:
    """Where cases came from, by township; what came in at the hall counts for none."""
    many: Counter[str] = Counter()
    names: dict[str, Text] = {}
    for row in found:
        for at in ("origin__region", "origin__region__parent"):
            if row[f"{at}__level"] == Level.TOWNSHIP:
                prefix = regions.prefix(row[f"{at}__code"])
                many[prefix] += row["many"]
                names[prefix] = Text(row[f"{at}__short_name"], row[f"{at}__name_en"])
    return tuple(Facet(prefix, names[prefix], count) for prefix, count in many.most_common())

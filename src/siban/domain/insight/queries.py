"""Reading the figures, and what who oversees a part of the district asks: what is open there and what will be late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.functional import Promise

from siban.domain.cases.models import Case, CaseStep
from siban.domain.cases.models_families import Family
from siban.domain.cases.rules import Outcome, State, StepState
from siban.domain.cases.rules_families import FAMILY_CLOCK_NAMES
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.models import Theme
from siban.domain.insight.models import Figure
from siban.domain.insight.rules import Name, Part, Pick, Span, Week, Where, weeks
from siban.domain.people.queries import identities
from siban.domain.places.models import Office
from siban.domain.places.queries import within
from siban.domain.staff.models import Absence, Post
from siban.domain.work import ahead
from siban.domain.work import queries as work
from siban.domain.work.models import Clock, Warning
from siban.domain.work.rules import LIGHTS, Level, Outlook, working_days_between
from siban.kernel.calendar import Calendar
from siban.kernel.clock import local_date, now, today
from siban.kernel.text import Text

# Figures


@dataclass(frozen=True, slots=True)
class Taken:
    """Working days really taken from acceptance to decision: over how many cases, and on average."""

    cases: int
    average: float | None


def days_taken(item: str, *, back: int = 90, on: date | None = None) -> Taken:
    """How long this item really took in the last `back` days (F13). One statement."""
    day = on or today()
    row = Figure.objects.filter(item=item, name=Name.DAYS, day__gt=day - timedelta(days=back), day__lte=day).aggregate(
        cases=Sum("count"), days=Sum("total")
    )
    cases = row["cases"] or 0
    return Taken(cases, row["days"] / cases if cases else None)


def totals(region: str, since: date, until: date) -> dict[str, int]:
    """Counts by name below a region prefix over days, both included. One statement."""
    rows = (
        Figure.objects.filter(region__startswith=region, day__gte=since, day__lte=until)
        .values_list("name")
        .annotate(count=Sum("count"))
    )
    return dict(rows.values_list("name", "count"))


def by_week(part: Part, *, back: int = 8, on: date | None = None) -> tuple[Week, ...]:
    """What the offices of a part took in and decided in the last weeks, this one last. One statement."""
    day = on or today()
    first = day - timedelta(days=day.weekday(), weeks=back - 1)
    rows = Figure.objects.filter(name__in=[Name.RECEIVED, Name.CONCLUDED, Name.ON_TIME], day__range=(first, day))
    if part != Part():
        rows = rows.filter(office__in=offices_in(part))
    counted = rows.values_list("name", "day").annotate(sum=Sum("count"))
    return weeks({(name, when): count for name, when, count in counted}, day, back)


# Cases of a part

IN_HAND = (State.RECEIVED, State.CORRECTING, State.ACCEPTED, State.HANDLING)
"""在办：received and not yet decided."""
DECIDED = (Outcome.GRANTED, Outcome.DENIED)


def offices_in(part: Part) -> QuerySet[Office, Any]:
    """The offices of a part, by id."""
    rows = Office.objects.filter(within(part.prefix, "region_id")) if part.prefix else Office.objects.all()
    return (rows.filter(pk__in=part.offices) if part.offices else rows).values("pk")


def _held_by(part: Part, field: str = "holder") -> Q:
    return Q() if part == Part() else Q(**{f"{field}__in": offices_in(part)})


@dataclass(frozen=True, slots=True)
class InHand:
    """How many cases are open: in the hands of a part, and taken in by it but in hand elsewhere."""

    here: int
    sent: int


def in_hand(part: Part) -> InHand:
    """Open cases of a part. One statement."""
    rows = Case.objects.filter(state__in=IN_HAND)
    if part == Part():
        return InHand(rows.count(), 0)
    here, mine = _held_by(part), _held_by(part, "origin")
    counts = rows.filter(here | mine).aggregate(here=Count("pk", filter=here), sent=Count("pk", filter=mine & ~here))
    return InHand(**counts)


def picked(part: Part, pick: Pick) -> QuerySet[Case]:
    """The cases that a number stands for: those of `pick` in a part, due first on top; of the past the newest."""
    rows = Case.objects.all()
    if pick.where is Where.HERE:
        rows = rows.filter(_held_by(part), state__in=IN_HAND)
    elif pick.where is Where.SENT:
        rows = rows.filter(_held_by(part, "origin"), ~_held_by(part), state__in=IN_HAND)
    if pick.light:
        shining = Clock.objects.filter(_held_by(part, "office"), stream=OuterRef("pk"), stopped_on=None)
        rows = rows.filter(Exists(shining.filter(level=pick.light, due__isnull=False)))
    if pick.due:
        ends = ahead.ending(part.prefix, pick.due, pick.due, offices=part.offices)
        rows = rows.filter(pk__in=(ends.filter(outlook=pick.outlook) if pick.outlook else ends).values("stream"))
    if pick.received:
        rows = rows.filter(_held_by(part, "origin"), **_days("received_at", pick.received))
    if pick.concluded:
        decided = CaseStep.objects.filter(
            _held_by(part, "office"), case=OuterRef("pk"), done_at=OuterRef("concluded_at")
        )
        rows = rows.filter(Exists(decided), outcome__in=DECIDED, **_days("concluded_at", pick.concluded))
    if pick.state:
        rows = rows.filter(state=pick.state)
    if pick.item:
        rows = rows.filter(item=pick.item)
    order = [F("opened_at").desc()] if pick.is_past else [F("promised_due").asc(nulls_last=True), F("opened_at").asc()]
    return rows.order_by(*order, "pk")


def _days(field: str, span: Span) -> dict[str, datetime]:
    return {
        f"{field}__gte": work.first_minute(span.first),
        f"{field}__lt": work.first_minute(span.last + timedelta(days=1)),
    }


@dataclass(frozen=True, slots=True)
class Ending:
    """A case whose limit ends soon, and what it waits for: a step, since when, and that step's share of the days.

    `left`: working days until its last day, that day counted; `waited`: working days since the step was taken or sent.
    """

    case: Case
    name: str
    item: Text
    due: date
    limit: int
    left: int
    step: Text | None
    claimed: bool
    waited: int
    share: int


def ending(part: Part, span: Span, outlook: Outlook, size: int = 40) -> tuple[Ending, ...]:
    """Cases of a part whose limit ends on these days with this outlook, by day and holder. One statement."""
    ends = ahead.ending(part.prefix, span.first, span.last, offices=part.offices).filter(outlook=outlook)
    own = ends.filter(stream=OuterRef("pk")).order_by("due")
    rows = (
        Case.objects.filter(pk__in=ends.values("stream"))
        .annotate(
            step=FilteredRelation("steps", condition=Q(steps__state__in=[StepState.DISPATCHED, StepState.CLAIMED])),
            step_key=F("step__key"),
            step_days=F("step__days"),
            dispatched_at=F("step__dispatched_at"),
            claimed_at=F("step__claimed_at"),
            ends_on=Subquery(own.values("due")[:1]),
            limit=Subquery(own.values("limit")[:1]),
        )
        .select_related("applicant__key", "holder")
        .order_by("ends_on", "holder__key", "pk")[:size]
    )
    cases = list(rows)
    who = identities([case.applicant for case in cases])
    day, calendar = today(), work.calendar()
    return tuple(
        _ending(case, who[case.applicant_id].name if case.applicant_id in who else "", day, calendar) for case in cases
    )


def _ending(case: Any, name: str, day: date, calendar: Calendar) -> Ending:
    version = catalog.version(case.version_id)
    since = case.claimed_at or case.dispatched_at
    return Ending(
        case=case,
        name=name,
        item=version.name,
        due=case.ends_on,
        limit=case.limit,
        left=working_days_between(day, case.ends_on, calendar),
        step=next((step.name for step in version.steps if step.key == case.step_key), None),
        claimed=case.claimed_at is not None,
        waited=working_days_between(local_date(since), day, calendar) if since else 0,
        share=case.step_days or 0,
    )


OVERDUE = (Level.RED, Level.VIOLATION)
DISTRICT = 6
"""Digits of a district's prefix; a township's is longer."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A warning as an overseer reads it: about which item, with no personal data."""

    warning: Warning
    stream: UUID
    item: Text | None
    """What it is about; of the one limit of a 一件事 its name."""
    page: UUID
    """The case whose page tells of it: the first of a 一件事."""
    limit: str | Promise
    """Which limit it is."""


def raised(part: Part, since: datetime, streams: Collection[UUID] = (), size: int = 50) -> tuple[Raised, ...]:
    """Cards raised in a part since an instant, and all cards of some subjects, the newest first. One statement."""
    cards = Warning.objects.filter(level__in=LIGHTS)
    recent = (
        cards.filter(_held_by(part, "office"), raised_at__gte=since).order_by("-raised_at", "-pk").values("pk")[:size]
    )
    wanted = recent.union(cards.filter(clock__stream__in=streams).values("pk")) if streams else recent
    return tuple(as_raised(row) for row in _with_versions(Warning.objects.filter(pk__in=wanted)))


def all_raised(part: Part, level: str = "", *, open_only: bool = False) -> QuerySet[Any]:
    """Every card of a part, the newest first, to be paged through; `as_raised` reads a row.

    A township's also has the red ones of its cases that a bureau holds: its leader answers for them (E1).
    """
    mine = _held_by(part, "office")
    if part.prefix and len(part.prefix) > DISTRICT and not part.offices:
        own = Case.objects.filter(pk=OuterRef("clock__stream"), region__startswith=part.prefix)
        mine |= Q(Exists(own), level__in=OVERDUE)
    rows = Warning.objects.filter(mine, level__in=[level] if level else LIGHTS)
    if open_only:
        rows = rows.filter(acknowledged_at=None, clock__stopped_on=None)
    return _with_versions(rows)


def _with_versions(rows: QuerySet[Any]) -> QuerySet[Any]:
    version = Case.objects.filter(pk=OuterRef("clock__stream")).values("version")[:1]
    first = Case.objects.filter(family=OuterRef("clock__stream")).order_by("number").values("pk")[:1]
    named = Theme.objects.filter(key=OuterRef("theme")).values("content__name")[:1]
    theme = Family.objects.filter(pk=OuterRef("clock__stream")).annotate(named=Subquery(named)).values("named")[:1]
    rows = rows.select_related("clock", "acknowledged_by").annotate(
        version=Subquery(version), first=Subquery(first), theme=Subquery(theme)
    )
    return rows.order_by("-raised_at", "-pk")


def as_raised(row: Any) -> Raised:
    """A row of `all_raised` with its item. No statement, once the version is in memory."""
    item = catalog.version(row.version).name if row.version else Text.of(row.theme) if row.theme else None
    limit = FAMILY_CLOCK_NAMES[row.clock.kind] if row.theme else row.clock.get_kind_display()
    return Raised(row, row.clock.stream_id, item, row.first or row.clock.stream_id, limit)


def latest_by_subject(rows: Iterable[Raised]) -> dict[UUID, Raised]:
    """The last card of each subject: of those raised together the gravest."""
    order = list(Level)
    found: dict[UUID, Raised] = {}
    for row in sorted(rows, key=lambda row: (row.warning.raised_at, order.index(Level(row.warning.level)))):
        found[row.stream] = row
    return found


# Windows


@dataclass(frozen=True, slots=True)
class EmptyWindow:
    """A window at which nobody acts now: its A is away and its B is away too, or sits at another site."""

    site: UUID
    office: UUID
    number: int
    name: Text
    since: datetime
    back_at: datetime
    kind: Absence.Kind
    stand_in: str
    elsewhere: Text
    note: str


def empty_windows(part: Part, at: datetime | None = None) -> tuple[EmptyWindow, ...]:
    """Windows of a part with nobody, by site and number. One statement.

    Counted from away notices (离岗告示), not from opening hours. A window with several posts is empty when all are.
    """
    moment = at or now()
    running = Q(starts_at__lte=moment, ends_at__gt=moment)
    rows = (
        Post.objects.filter(_held_by(part, "office"), window__isnull=False)
        .filter(Exists(Absence.objects.filter(running, post__window=OuterRef("window"))))
        .annotate(
            gone=FilteredRelation(
                "absences", condition=Q(absences__starts_at__lte=moment, absences__ends_at__gt=moment)
            ),
            since=F("gone__starts_at"),
            back_at=F("gone__ends_at"),
            away_kind=F("gone__kind"),
            away_note=F("gone__note"),
            elsewhere=F("gone__elsewhere__name"),
            elsewhere_en=F("gone__elsewhere__name_en"),
            stand_in_away=Exists(Absence.objects.filter(running, post__holder=OuterRef("stand_in"))),
            seated=Exists(Post.objects.filter(holder=OuterRef("stand_in"))),
            seated_here=Exists(Post.objects.filter(holder=OuterRef("stand_in"), office__site=OuterRef("window__site"))),
        )
        .select_related("window", "stand_in")
        .order_by("window__site", "window__number", "pk")
    )
    seats: defaultdict[UUID | None, list[Any]] = defaultdict(list)
    for post in rows:
        seats[post.window_id].append(post)
    return tuple(
        _empty(min(posts, key=lambda post: post.back_at)) for posts in seats.values() if all(map(_nobody, posts))
    )


def _nobody(post: Any) -> bool:
    here = post.seated_here or not post.seated
    return post.since is not None and (post.stand_in_away or not here)


def _empty(post: Any) -> EmptyWindow:
    return EmptyWindow(
        site=post.window.site_id,
        office=post.office_id,
        number=post.window.number,
        name=post.window.label,
        since=post.since,
        back_at=post.back_at,
        kind=Absence.Kind(post.away_kind),
        stand_in=post.stand_in.name,
        elsewhere=Text(post.elsewhere or "", post.elsewhere_en or ""),
        note=post.away_note or "",
    )

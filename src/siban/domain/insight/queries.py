"""Reading the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from siban.domain.insight.models import Figure
from siban.domain.insight.rules import Name
from siban.kernel.clock import today


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
    return {name: count for name, count in rows.values_list("name", "count")}


def by_day(region: str, name: Name, since: date, until: date) -> dict[date, int]:
    """One figure day by day; days without any are left out. One statement."""
    rows = (
        Figure.objects.filter(region__startswith=region, name=name, day__gte=since, day__lte=until)
        .values_list("day")
        .annotate(count=Sum("count"))
    )
    return dict(rows.values_list("day", "count"))

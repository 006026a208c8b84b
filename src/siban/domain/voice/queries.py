"""Ratings as those may see them who are rated: never on the day itself, never with a name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from siban.domain.cases.models import Case
from siban.domain.voice.models import Rating
from siban.domain.voice.rules import GOOD
from siban.kernel.clock import today


@dataclass(frozen=True, slots=True)
class Rated:
    """How many ratings of each kind. `rate` is good / rated, None where there are none."""

    good: int
    bad: int

    @property
    def rate(self) -> float | None:
        total = self.good + self.bad
        return self.good / total if total else None


def of_offices(offices: Collection[UUID], since: date, on: date | None = None) -> Rated:
    """Ratings of these offices since a day, without those of today. One statement."""
    counts = dict(
        Rating.objects.filter(office__in=offices, given_on__gte=since, given_on__lt=on or today())
        .values_list("level")
        .annotate(count=Count("pk"))
        .values_list("level", "count")
    )
    good = sum(count for level, count in counts.items() if level in GOOD)
    return Rated(good, sum(counts.values()) - good)


def is_rated(case: Case) -> bool:
    """Whether the resident has rated this case already; for her own page alone."""
    return Rating.objects.filter(case=case).exists()

"""From which month until which a benefit is paid, as its item says it. Pure.

A month is written as its first day. What is not known (the day of a decision before there is one) is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from siban.domain.catalog.kinds import FirstMonth
from siban.domain.catalog.types import Benefit


@dataclass(frozen=True, slots=True)
class Dates:
    """The days by which a first month is told: of the application, its acceptance, the decision, and the birth of
    whom it is for."""

    applied: date | None
    accepted: date | None
    decided: date
    birth: date | None


def _month(day: date, later: int = 0) -> date:
    index = day.year * 12 + day.month - 1 + later
    return date(index // 12, index % 12 + 1, 1)


def first_month(benefit: Benefit, dates: Dates) -> date:
    """The first month that is paid; the month of acceptance where the item says nothing else.

    Who has the age already when she applies is paid from the month after she reached it: it is owed since then.
    """
    begins = benefit.begins
    accepted = dates.accepted or dates.decided
    rule = begins.month if begins else FirstMonth.ACCEPTANCE
    birth = dates.birth or dates.decided
    first = {
        FirstMonth.APPLICATION: _month(dates.applied or accepted),
        FirstMonth.ACCEPTANCE: _month(accepted),
        FirstMonth.DECISION: _month(dates.decided),
        FirstMonth.AFTER_DECISION: _month(dates.decided, 1),
        FirstMonth.AFTER_AGE: _month(birth, 12 * lowest_age(benefit) + 1),
        FirstMonth.BIRTH: _month(birth),
    }[rule]
    return max(first, _month(begins.not_before)) if begins and begins.not_before else first


def lowest_age(benefit: Benefit) -> int:
    """The age from which it is paid."""
    return min((band.from_age for band in benefit.bands), default=0)


def end_month(benefit: Benefit, birth: date | None) -> date | None:
    """The first month that is not paid any more because of the child's age; None where age ends nothing."""
    if benefit.child is None or birth is None:
        return None
    return _month(birth, 12 * benefit.child.until_age)


def month_before(month: date) -> date:
    """The month before this one."""
    return _month(month, -1)


@dataclass(frozen=True, slots=True)
class Child:
    """The child for whom a benefit is drawn; `number` is empty before it is registered."""

    name: str
    number: str
    birth: date


def child_in(benefit: Benefit, form: Mapping[str, object]) -> Child | None:
    """The child that the form names; None where the benefit is nobody else's, or the form says no birthday."""
    if benefit.child is None:
        return None
    said = [str(form.get(key) or "").strip() for key in (benefit.child.name_field, benefit.child.number_field)]
    try:
        birth = date.fromisoformat(str(form.get(benefit.child.birth_field) or ""))
    except ValueError:
        return None
    return Child(said[0], said[1].upper(), birth)

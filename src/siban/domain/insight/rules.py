"""Names of the figures (rules.md §11)."""

from __future__ import annotations

from enum import StrEnum


class Name(StrEnum):
    """What is counted. Concluded means granted or denied."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CORRECTED = "corrected"
    CONCLUDED = "concluded"
    ON_TIME = "on-time"
    DAYS = "days"  # working days from acceptance to decision: total over count
    DELIVERED = "delivered"
    VISITS = "visits"  # trips that the procedure asked for
    GOOD = "good"
    BAD = "bad"


def rate(part: int, whole: int) -> float | None:
    """A share; a denominator of 0 has none, and is shown as —."""
    return part / whole if whole else None

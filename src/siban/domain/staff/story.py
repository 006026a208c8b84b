"""The people who have a name in the demonstration's story, and which of their accounts the sign-in page offers."""

from __future__ import annotations

import csv
from functools import cache

from django.conf import settings

FILE = settings.DATA / "places" / "staff-story.csv"


def names() -> dict[tuple[str, str], str]:
    """Names by office and place in it."""
    return {(row["office"], row["place"]): row["name"] for row in _rows()}


def listed() -> dict[str, str]:
    """Office keys by the names of those whose accounts are offered, in the order to show them."""
    return {row["name"]: row["office"] for row in _rows() if row["listed"]}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with open(FILE, encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))

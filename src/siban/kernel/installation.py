"""What this database is, kept in memory for a moment, since every page says it."""

from __future__ import annotations

import time
from functools import lru_cache

from siban.kernel.models import Installation

KEPT_SECONDS = 30


def is_demonstration() -> bool:
    """Whether this database holds invented people; at most half a minute old."""
    return _is_demonstration(int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=1)
def _is_demonstration(period: int) -> bool:
    return Installation.objects.filter(is_demonstration=True).exists()


def forget() -> None:
    """Read it anew at the next question, in this process."""
    _is_demonstration.cache_clear()

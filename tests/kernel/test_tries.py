"""Tries are counted one at a time, so that many at once pass no more often than one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connections

from siban.kernel import tries


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_only_so_many_pass(committed):
    cache.delete("tries-at-once")

    def attempt(_number: int) -> bool:
        try:
            return tries.spend("tries-at-once", 3, 60)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(12))) == 3
    tries.forget("tries-at-once")
    assert tries.spend("tries-at-once", 3, 60)
    cache.delete("tries-at-once")

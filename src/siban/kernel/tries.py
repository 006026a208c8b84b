"""Tries that are counted, so that what could be guessed at cannot be tried at will, nor many times at once."""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection, transaction


def spend(key: str, most: int, seconds: int) -> bool:
    """Count one try under a key; False, and nothing counted, where `most` were spent already.

    The counter is forgotten `seconds` after the last try. Tries under one key wait for each other: of any number that
    come at once, `most` pass. The key is a token, never what was typed.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"tries:{key}"])
        spent = cache.get(key, 0)
        if spent >= most:
            return False
        cache.set(key, spent + 1, seconds)
    return True


def forget(key: str) -> None:
    """The right answer was given: what was tried before counts no more."""
    cache.delete(key)

"""Identifiers made in Python, so that nodes can exchange what they made without asking a database (RFC 9562)."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new identifier; later ones sort after earlier ones, to the millisecond."""
    return uuid7()

"""What every test may take for granted: regions, places, staff, catalogue. Loaded once into the test database.

A committed test that changes these rows finds them restored afterwards, so load only what is the same for all tests.
"""


def load() -> None:
    """Fill a fresh, migrated test database. Runs as the application, outside any transaction."""

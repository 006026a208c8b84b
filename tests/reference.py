"""What every test may take for granted: regions, places, staff, catalogue. Loaded once into the test database.

A committed test that changes these rows finds them restored afterwards, so load only what is the same for all tests.
"""

from datetime import datetime

from siban.domain.catalog.services import load_catalogue
from siban.domain.places.services import load_ganzhou
from siban.domain.staff.services import load_staff
from siban.kernel.clock import SHANGHAI
from siban.kernel.models import Installation


def load() -> None:
    """Fill a fresh, migrated test database. Runs as the application, outside any transaction."""
    Installation.objects.update_or_create(
        one=True, defaults={"is_demonstration": True}, create_defaults={"is_demonstration": True, "case_key": bytes(32)}
    )
    load_ganzhou(demonstration=True)
    load_staff()
    load_catalogue(at=datetime(2025, 1, 1, 9, tzinfo=SHANGHAI))

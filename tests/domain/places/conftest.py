import pytest

from siban.domain.places import services
from siban.domain.places.models import Site


@pytest.fixture
def ganzhou(db):
    """The places of the district, where the test database does not hold them already."""
    if not Site.objects.exists():
        services.load_ganzhou(demonstration=True)

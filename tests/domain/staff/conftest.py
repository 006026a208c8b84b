from datetime import datetime, timedelta

import pytest

from siban.domain.places import services as places
from siban.domain.staff import queries, services
from siban.domain.staff.models import Absence, Post
from siban.kernel.clock import SHANGHAI
from siban.kernel.models import User

NOON = datetime(2026, 11, 24, 10, 46, tzinfo=SHANGHAI)


@pytest.fixture
def staffed(db):
    """Places and the demonstration's staff, where the test database does not hold them already."""
    if not Post.objects.exists():
        places.load_ganzhou(demonstration=True)
        services.load_staff()


@pytest.fixture
def at():
    """A Tuesday morning on which every site is open."""
    return NOON


@pytest.fixture
def actor(staffed, at):
    """Who someone of the story is at the moment."""
    return lambda name, moment=at: queries.actor_for(User.objects.get(name=name), moment)


@pytest.fixture
def leaves(staffed, at):
    """Sends the holder of a post away for an hour around the moment."""

    def send(post: Post, **fields: object) -> Absence:
        span = {"starts_at": at - timedelta(minutes=30), "ends_at": at + timedelta(minutes=30)}
        return Absence.objects.create(post=post, kind=Absence.Kind.HOME_VISIT, **{**span, **fields})

    return send


@pytest.fixture
def village_post(staffed):
    """李秀兰 at 党寨村; 陈晓梅 at the centre stands in."""
    return Post.objects.get(holder__name="李秀兰", role="agent")

"""What somebody draws already stands beside the work, in one line."""

from __future__ import annotations

import pytest

from siban.domain.people import queries as people
from siban.surfaces.desk.side import side
from tests.domain.benefits.conftest import opened

pytestmark = pytest.mark.django_db


def test_the_person_at_the_desk_is_shown_with_what_she_draws(work):
    one = opened(work.granted())
    shown = side(work.staff.agent, people.get(one.person_id), tier="village")
    assert [line.text.split("，")[0] for line in shown.drawn] == ["高龄津贴在领"]

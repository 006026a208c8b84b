"""F9: the office sees that a case is part of a 一件事, how the others stand, what waits; so does the console."""

from __future__ import annotations

import pytest
from django.urls import reverse

from siban.domain.cases.services import answers, steps
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.services.theme_results import settle
from siban.kernel.numbers import grouped
from tests.domain.cases.test_themes import parts, received, whoever, worked_off
from tests.surfaces.console.conftest import holder
from tests.surfaces.office.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_a_case_shows_the_whole_and_what_waits(work, django_assert_max_num_queries):
    family = received(work, "newborn")
    first, second, third = parts(family)
    worked_off(first)
    by = whoever(second)
    steps.claim(second.pk, by=by)
    answers.correct(second.pk, by=by, ticks={"id-card": Tick(here=False)})
    settle(family.pk)
    client = signed_in(whoever(third))
    with django_assert_max_num_queries(40):
        page = client.get(reverse("office:case", args=[third.pk])).content.decode()
    assert "新生儿出生一件事" in page and grouped(family.number) in page
    assert "等补齐材料" in page and "，这一件" in page
    alone = work.received()
    assert "一件事" not in signed_in(work.staff.acceptor).get(reverse("office:case", args=[alone.pk])).content.decode()


def test_the_console_names_the_limit_of_the_whole(work):
    family = received(work, "newborn")
    leader = holder("centre-620702107", "leader")
    page = signed_in(leader).get(reverse("console:case", args=[parts(family)[0].pk]))
    assert page.status_code == 200
    assert "一件事总时限" in page.content.decode()

"""Lists behind the numbers, the case to be read, and warnings."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from siban.domain.cases.models import Case
from siban.domain.cases.rules import Fault
from siban.domain.cases.services import second
from siban.domain.insight.subscribers import count
from siban.domain.people.queries import identity
from siban.domain.staff.queries import actor_for
from siban.domain.work.models import Warning
from siban.domain.work.services.warnings import acknowledge
from siban.kernel.events import history
from siban.kernel.models import Look
from siban.surfaces.ui.templatetags.words import masked_name
from tests.domain.cases.conftest import Work
from tests.domain.cases.test_one_disclosure import head, supplied
from tests.surfaces.console.conftest import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(client: Client) -> Client:
    client.force_login(user("韩立新"))
    return client


def test_a_list_of_red_cards_shows_the_clock_that_is_red(director: Client, story: list[Case]) -> None:
    rows = director.get("/console/cases", {"light": "red"}).context["rows"]
    assert rows and all(row.limit is not None and row.limit.tone == "bad" for row in rows)


def test_what_cannot_be_read_in_an_address_is_taken_for_not_asked(director: Client, story: list[Case]) -> None:
    answer = director.get("/console/cases", {"light": "blue", "due": "soon", "where": "x", "page": "x"})
    assert answer.status_code == 200
    assert answer.context["found"].paginator.count == 5


def test_a_case_is_read_with_its_clocks_steps_and_notices(director: Client, story: list[Case]) -> None:
    answer = director.get(reverse("console:case", args=[story[1].pk]))
    page = answer.context["page"]
    assert page.name == "杨*珍"
    assert page.limits and all(limit.why for limit in page.limits)
    assert [str(stage.state) for stage in page.stages][-1] == "办理中"
    assert any(notice.number for notice in page.notices)
    assert page.entries[0].at >= page.entries[-1].at


def test_statements_of_a_case(director: Client, story: list[Case], django_assert_max_num_queries: Any) -> None:
    path = reverse("console:case", args=[story[1].pk])
    director.get(path)
    with django_assert_max_num_queries(12):
        director.get(path)


def test_a_warning_says_who_was_told_and_who_has_seen_it(director: Client, story: list[Case]) -> None:
    lines = director.get("/console/warnings", {"level": "red"}).context["lines"]
    assert lines and all("分管领导" in told.long and "还没看" in told.long for _row, _level, _name, told in lines)
    for warning in Warning.objects.filter(level="red"):
        acknowledge(warning.pk, by=actor_for(user("韩立新")))
    lines = director.get("/console/warnings", {"level": "red"}).context["lines"]
    assert all(told.seen and "韩立新" in told.long for _row, _level, _name, told in lines)
    unseen = director.get("/console/warnings", {"seen": "no"}).context["lines"]
    assert unseen and not any(level == "red" for _row, level, *_rest in unseen)


def test_a_case_is_found_by_name_within_the_leaders_reach_and_masked(director: Client, story: list[Case]) -> None:
    """Several are listed with masked names; the words stand in no address; whose name came up is on record."""
    name = identity(story[0].applicant).name
    page = director.post("/console/find", {"q": name})
    if page.status_code == 302:
        assert "/console/cases/" in page["Location"] and name not in page["Location"]
    else:
        assert masked_name(name) in page.content.decode() and f"<b>{name}</b>" not in page.content.decode()
    assert Look.objects.filter(person=story[0].applicant_id, purpose="查找办件").exists()
    number = director.post("/console/find", {"q": story[0].number})
    assert number["Location"] == f"/console/cases/{story[0].pk}"


def test_second_notices_are_named_behind_their_figure(client: Client, director: Client) -> None:
    """B4: which office, which case, why, who asked and who signed; masked, and within the reader's reach."""
    case, keys = supplied(work := Work())
    second.ask_second(case.pk, by=work.staff.acceptor, faults={keys[0]: Fault.FALSE}, reason="公章对不上")
    second.sign_second(case.pk, by=head())
    for event in history(case.pk):
        if event.act == "case.second_told":
            count(event)
    now = director.get("/console/").content.decode()
    assert "/console/told-again?place=" in now
    page = director.get("/console/told-again").content.decode()
    assert "公章对不上" in page and work.staff.acceptor.name in page and head().name in page
    assert identity(case.applicant).name not in page and f"/console/cases/{case.pk}" in page

"""F9, rules.md §4: the number of a 一件事 shows all of it on one page; a result opened there is delivered."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from siban.domain.cases.queries.families import whole
from siban.domain.cases.services.themes import Household
from siban.domain.people.queries import identity
from siban.kernel.clock import today
from siban.kernel.numbers import grouped
from tests.domain.cases.test_delivery_ways import filed
from tests.domain.cases.test_themes import received

pytestmark = pytest.mark.django_db


def tracked(client: Client, number: str, tail: str):
    return client.post(reverse("portal:track"), {"number": number, "tail": tail}, follow=True)


def test_one_number_shows_all_parts(client, work):
    family = received(work, "newborn")
    house = Household(family, today())
    tail = next(iter(house.matters.values())).applicant.number.value[-4:]
    page = tracked(client, family.number, tail).content.decode()
    assert grouped(family.number) in page
    for part in whole(family.pk).parts:
        assert part.item in page and part.number in page


def test_a_result_opened_there_is_delivered(client, work):
    case = filed(work, on_screen=True)
    tail = identity(case.applicant).number.value[-4:]
    page = tracked(client, case.number, tail).content.decode()
    assert reverse("portal:open-result") in page
    for _twice in range(2):
        assert client.post(reverse("portal:open-result")).status_code == 302
    case.refresh_from_db()
    assert case.state == "delivered"
    assert reverse("portal:open-result") not in tracked(client, case.number, tail).content.decode()


def test_nobody_else_opens_it(client, work):
    case = filed(work, on_screen=True)
    client.post(reverse("portal:open-result"))
    case.refresh_from_db()
    assert case.state == "concluded"


def test_the_guide_of_a_theme_lists_one_set_of_papers(client, db):
    page = client.get(reverse("portal:theme", args=["newborn"]), {"insured": "no", "employed": "yes"})
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("新生儿一件事申请表") == 1
    assert "另办" in text
    assert client.get(reverse("portal:theme", args=["nothing"])).status_code == 404


def test_a_life_event_lists_its_theme_first(client, db):
    text = client.get(reverse("portal:life", args=["birth"])).content.decode()
    theme = text.index(reverse("portal:theme", args=["newborn"]))
    assert theme < text.index(reverse("portal:guide", args=["birth-registration"]))

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
    assert text.count("<b>新生儿一件事申请表</b>") == 1
    assert "另办" in text
    assert client.get(reverse("portal:theme", args=["nothing"])).status_code == 404


def test_plain_words_and_the_row_of_the_basic_list_lead_to_the_guide(client, db):
    """F4, F9: the resident says what happened; the theme stands above its items."""
    theme = reverse("portal:theme", args=["newborn"])
    for words in ("生孩子", "shenghaizi", "孩子上户口"):
        text = client.get(reverse("portal:find"), {"q": words}).content.decode()
        assert theme in text and text.index(theme) < text.index("不是这些")
        assert reverse("portal:guide", args=["newborn-one-thing"]) not in text
    assert client.get(reverse("portal:guide", args=["newborn-one-thing"]))["Location"] == theme
    assert reverse("portal:theme", args=["after-death"]) in (
        client.get(reverse("portal:find"), {"q": "人走了怎么办"}).content.decode()
    )
    assert "/theme/" not in client.get(reverse("portal:find"), {"q": "老人补贴"}).content.decode()


def test_the_guide_asks_and_takes_back_one_answer_after_the_other(client, db):
    address = reverse("portal:theme", args=["after-death"])
    first = client.get(address).content.decode()
    assert "最多这几件" in first and first.count("有的情况才办") >= 1
    told = client.get(address, {"pension": "yes", "burial": "cremated", "nonsense": "x"}).content.decode()
    assert "最多这几件" not in told and 'href="?burial=cremated#questions"' in told
    assert client.get(address, {"pension": "nonsense"}).status_code == 200


def test_a_life_event_lists_its_theme_first(client, db):
    text = client.get(reverse("portal:life", args=["birth"])).content.decode()
    theme = text.index(reverse("portal:theme", args=["newborn"]))
    assert theme < text.index(reverse("portal:guide", args=["birth-registration"]))

"""Search, lists and the first page."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from siban.domain.catalog.queries import entries
from siban.kernel.clock import today
from tests.surfaces.portal.conftest import VILLAGE, text

pytestmark = pytest.mark.django_db


def test_home_counts_the_items_of_each_life_event(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        page = text(client.get("/"))
    assert "您想办什么事？" in page
    assert f"全部{len(entries(today()))}件" in page
    assert f"{len(entries(today(), life_event='elder'))}件" in page


def test_home_offers_nothing_that_does_not_exist_yet(client: Client) -> None:
    page = text(client.get("/"))
    assert not any(word in page for word in ("约时间", "取个号", "开始申请", 'href="#"'))


def test_home_shows_the_nearest_places_of_the_chosen_village(client: Client) -> None:
    assert client.post("/place", {"region": VILLAGE}).status_code == HTTPStatus.FOUND
    page = text(client.get("/"))
    assert "党寨镇党寨村便民服务点" in page
    assert "党寨镇便民服务中心" in page


@pytest.mark.parametrize("bad", ["620702107999", "110101001001", "'; DROP", "\x00", ""])
def test_an_unknown_place_is_refused_and_not_kept(client: Client, bad: str) -> None:
    answer = client.post("/place", {"region": bad})
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有这个村或乡镇" in text(answer)
    assert "siban_place" not in answer.cookies


@pytest.mark.parametrize("cookie", ["620702999999", "nonsense", "1" * 5000])
def test_a_forged_cookie_leaves_the_hall(client: Client, cookie: str) -> None:
    client.cookies["siban_place"] = cookie
    answer = client.get("/")
    assert answer.status_code == HTTPStatus.OK
    assert "甘州区政务大厅" in text(answer)


def test_the_place_page_goes_back_to_this_site_alone(client: Client) -> None:
    answer = client.post("/place", {"region": VILLAGE, "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"


def test_plain_words_find_the_item_and_say_why(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        page = text(client.get("/find", {"q": "老人补贴"}))
    assert page.index("高龄津贴申领") < page.index("不是这些？")
    assert "因为大家也叫它" in page
    assert "村（社区）、乡镇（街道）、区政务大厅都能收" in page
    assert "10 个工作日" in page


def test_at_most_three_are_shown(client: Client) -> None:
    assert text(client.get("/find", {"q": "补贴"})).count('class="hit') <= 3 * 2


def test_a_draft_is_marked_in_the_results(client: Client) -> None:
    assert "办事指南还在编写，先打电话问" in text(client.get("/find", {"q": "特困供养"}))


def test_what_others_do_is_referred(client: Client) -> None:
    page = text(client.get("/find", {"q": "护照"}))
    assert "这件事不在这里办" in page
    assert "公安出入境窗口" in page


def test_nothing_found_says_what_to_do(client: Client) -> None:
    page = text(client.get("/find", {"q": "asdfqwerzxcv"}))
    assert "12345" in page
    assert "问村里的代办员" in page


@pytest.mark.parametrize("typed", ["", "%20%20", "%00%01%7F", "%C2%85%0A"])
def test_an_empty_question_asks_for_one(client: Client, typed: str) -> None:
    answer = client.get(f"/find?q={typed}")
    assert answer.status_code == HTTPStatus.OK
    assert "不用写全名" in text(answer)


def test_a_huge_question_is_cut_and_answered(client: Client) -> None:
    answer = client.get("/find", {"q": "老人补贴" * 2500}, follow=True)
    assert answer.status_code == HTTPStatus.OK
    assert "只看了前60个字" in text(answer)
    assert len(answer.content) < 20_000


def test_what_was_typed_is_escaped(client: Client) -> None:
    page = text(client.get("/find", {"q": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page


def test_all_items_are_listed_once_with_drafts_marked(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        page = text(client.get("/items"))
    whole = entries(today())
    assert all(f'href="/guide/{entry.key}"' in page for entry in whole)
    assert page.count("还在编写</span>") == sum(not entry.published for entry in whole)


def test_in_english_items_go_by_their_english_name(client: Client) -> None:
    client.cookies["siban_language"] = "en"
    page = text(client.get("/items"))
    assert page.index("Allowance for children") < page.index("Old-age allowance") < page.index("Temporary relief")


def test_a_life_event_lists_its_own(client: Client) -> None:
    page = text(client.get("/items/life/elder"))
    assert "高龄津贴申领" in page
    assert "个体工商户设立登记" not in page


def test_an_unknown_life_event_is_not_found(client: Client) -> None:
    answer = client.get("/items/life/nope")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有这一类事" in text(answer)


def test_large_type_has_three_things_and_a_telephone(client: Client) -> None:
    client.cookies["siban_elder"] = "1"
    page = text(client.get("/"))
    assert page.count('class="big') == 3
    assert "tel:12345" in page

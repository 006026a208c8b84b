"""The guide: questions, only what applies, honest about drafts."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from siban.domain.catalog import queries as catalog
from siban.kernel.clock import today
from siban.surfaces.portal import guide, scenario
from tests.surfaces.portal.conftest import VILLAGE, text

pytestmark = pytest.mark.django_db

PATH = "/guide/old-age-allowance"
SELF = {"who": "self", "age": "from-80", "household": "here", "first": "first", "lives": "home"}


def test_questions_come_first_and_all_papers_are_told_as_possible(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(PATH)
    with django_assert_max_num_queries(12):
        page = text(client.get(PATH))
    assert page.index("先答几句") < page.index("可能要带的")
    assert "有的情况才要" in page


def test_answers_leave_only_what_applies(client: Client) -> None:
    page = text(client.get(PATH, SELF))
    assert "先答几句" not in page
    assert "委托书" not in page
    assert "按您答的5句话" in page


def test_a_relative_needs_a_mandate_and_her_own_card(client: Client) -> None:
    page = text(client.get(PATH, SELF | {"who": "family"}))
    assert "委托书" in page
    assert "替办人的身份证" in page


def test_each_answer_can_be_changed_alone(client: Client) -> None:
    page = text(client.get(PATH, SELF))
    assert "?age=from-80&amp;household=here&amp;first=first&amp;lives=home#q-who" in page


def test_what_is_looked_up_is_said_and_may_be_refused(client: Client) -> None:
    page = text(client.get(PATH, SELF))
    assert "户口簿本人页，由我们向公安查" in page
    assert "不同意查就自己带来，不影响办" in page


def test_who_is_too_young_is_told_at_once(client: Client) -> None:
    page = text(client.get(PATH, {"age": "under-80"}))
    assert page.index("还没满80周岁") < page.index("还有几句没答")


@pytest.mark.parametrize(("age", "sum_"), [("from-80", "100"), ("from-90", "200"), ("from-100", "500")])
def test_the_amount_goes_by_age(client: Client, age: str, sum_: str) -> None:
    assert f"<b>{sum_}<small> 元一个月" in text(client.get(PATH, SELF | {"age": age}))


def test_who_gets_nothing_sees_no_amount_as_hers(client: Client) -> None:
    assert "现在还领不了" in text(client.get(PATH, SELF | {"age": "under-80"}))


def test_days_really_taken_are_a_dash_where_there_are_none(client: Client) -> None:
    assert "近三月平均：—" in text(client.get(PATH))


@pytest.mark.parametrize("answer", ["nobody", "", "\x00", "self'; --", "x" * 10_000])
def test_an_answer_that_is_none_is_ignored(client: Client, answer: str) -> None:
    response = client.get(PATH, SELF | {"who": answer})
    assert response.status_code == HTTPStatus.OK
    assert "还有几句没答" in text(response)


def test_the_nearest_places_that_take_it_in(client: Client) -> None:
    client.cookies["siban_place"] = VILLAGE
    assert "党寨镇党寨村便民服务点" in text(client.get(PATH))
    # A business is registered at the township at the lowest.
    assert "党寨镇党寨村便民服务点" not in text(client.get("/guide/household-business"))


def test_basis_conditions_remedies_and_telephones_are_there(client: Client) -> None:
    page = text(client.get(PATH))
    assert "第三十三条" in page
    assert "国家建立和完善老年人福利制度" in page
    assert "年满80周岁" in page
    assert "行政复议" in page
    assert 'href="tel:09360120128"' in page


def test_nothing_offers_to_apply_online(client: Client) -> None:
    page = text(client.get(PATH, SELF))
    assert not any(word in page for word in ("开始申请", "在网上办", "约时间"))


@pytest.mark.parametrize(
    "item",
    [
        "senior-card",
        "resident-pension-enrolment",
        "out-of-area-care",
        "nursery-place",
        "household-business",
        "old-age-allowance",
    ],
)
def test_every_published_guide_can_be_answered_to_the_end(client: Client, item: str) -> None:
    found = catalog.current(item, today())
    assert found is not None
    answers: dict[str, str] = {}
    for _round in range(10):
        told = scenario.read(found, answers)
        if told.complete:
            break
        answers |= {told.unanswered[0].key: told.unanswered[0].options[0].key}
    assert told.complete
    for language in ("zh-hans", "en"):
        client.cookies["siban_language"] = language
        response = client.get(f"/guide/{item}", answers)
        assert response.status_code == HTTPStatus.OK
        assert guide.heading(found, told) in text(response) or language == "en"


def test_every_draft_says_that_it_is_one(client: Client) -> None:
    for entry in catalog.entries(today()):
        if not entry.published and catalog.theme_of(entry.key) is None:
            page = text(client.get(f"/guide/{entry.key}"))
            assert "这件事的办事指南还没有发布" in page
            assert "tel:12345" in page


@pytest.mark.parametrize(
    "path", ["/guide/nope", "/guide/nope/qr.svg", "/guide/nope/share", "/guide/extreme-poverty-support/qr.svg"]
)
def test_an_unknown_item_is_not_found(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "没有这个事项" in text(response)


def test_the_qr_code_carries_the_valid_answers_alone(client: Client) -> None:
    version = catalog.current("old-age-allowance", today())
    assert version is not None
    told = scenario.read(version, SELF | {"number": "62220119450308274X", "who": "nobody"})
    assert told.query == "age=from-80&household=here&first=first&lives=home"
    response = client.get(PATH + "/qr.svg", SELF)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert b"style=" not in response.content


def test_an_answer_whose_question_is_not_asked_is_dropped() -> None:
    version = catalog.current("old-age-allowance", today())
    assert version is not None
    assert list(scenario.read(version, {"who": "self", "unknown": "self"}).answers) == ["who"]


def test_every_published_guide_reads_in_both_languages(client: Client) -> None:
    published = catalog.entries(today(), published_only=True)
    assert len(published) >= 18
    for entry in published:
        version = catalog.current(entry.key, today())
        assert version is not None
        answers = {question.key: question.options[0].key for question in version.scenario}
        for language in ("zh-hans", "en"):
            for told in ({}, answers):
                answer = client.get(f"/guide/{entry.key}", told, headers={"accept-language": language})
                assert answer.status_code == HTTPStatus.OK, entry.key


def test_a_household_is_told_to_have_ready_with_the_figures_that_are_asked(client: Client) -> None:
    page = text(client.get("/guide/subsistence-allowance"))
    assert "共同生活的家庭成员" in page and "一起吃住的人都写上，包括本人" in page
    assert "一个月挣多少（元）" in page and "种地的把一年的除以12" in page
    assert "窗口会一行一行地问" not in text(client.get(PATH))

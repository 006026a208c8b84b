"""Rating after service, and whether a notice is genuine."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from siban.domain.notices.models import Notice
from siban.domain.voice.models import Rating
from siban.domain.voice.queries import of_offices
from siban.kernel.clock import today
from siban.surfaces.portal import verify
from tests.domain.cases.conftest import Work
from tests.surfaces.portal.conftest import Slip, look_up, slip, text

pytestmark = pytest.mark.django_db


def ticket(client: Client) -> dict[str, str]:
    """The hidden fields of the form as it stands."""
    page = client.get("/rate")
    return {"ticket": page.context["ticket"], "request": str(page.context["request_id"])}


def test_two_taps_rate_a_case(client: Client, delivered: Slip) -> None:
    look_up(client, delivered)
    assert "评一评" in text(client.get("/track/case"))
    answer = client.post("/rate", ticket(client) | {"level": "good", "words": "挺好"})
    assert answer.headers["Location"] == "/rate/thanks"
    thanks = text(client.get("/rate/thanks"))
    assert "窗口明天才看得到，看不到是谁评的" in thanks
    assert Rating.objects.get().channel == "portal"
    assert of_offices([delivered.case.origin_id], today()).rate is None
    assert "您评过了" in text(client.get("/track/case"))


def test_nobody_rates_before_service(client: Client, received: Slip) -> None:
    look_up(client, received)
    answer = client.get("/rate")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "还没办完，现在不用评" in text(answer)


def test_without_proof_the_number_is_asked_first(client: Client) -> None:
    assert client.get("/rate").headers["Location"] == "/track"
    assert client.post("/rate", {"level": "good"}).headers["Location"] == "/track"


def test_a_case_is_rated_once(client: Client, delivered: Slip) -> None:
    look_up(client, delivered)
    fields = ticket(client) | {"level": "good"}
    client.post("/rate", fields)
    assert client.post("/rate", fields).headers["Location"] == "/rate/thanks"
    assert client.post("/rate", fields | {"request": str(uuid4())}).status_code == HTTPStatus.CONFLICT
    assert client.get("/rate").status_code == HTTPStatus.CONFLICT
    assert Rating.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"level": ""}, "还没有选满意不满意"),
        ({"level": "perfect"}, "还没有选满意不满意"),
        ({"level": "good", "words": "好" * 501}, "最多500个字"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(
    client: Client, delivered: Slip, data: dict[str, str], sentence: str
) -> None:
    look_up(client, delivered)
    answer = client.post("/rate", ticket(client) | data)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in text(answer)
    assert data.get("words", "") in text(answer)
    assert not Rating.objects.exists()


def test_another_tab_does_not_turn_the_rating_to_another_case(client: Client, delivered: Slip, work: Work) -> None:
    look_up(client, delivered)
    fields = ticket(client)
    look_up(client, slip(work.delivered()))
    answer = client.post("/rate", fields | {"level": "bad"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "另一件" in text(answer)
    assert not Rating.objects.exists()


def test_a_genuine_notice_shows_what_is_printed_and_no_more(
    client: Client, delivered: Slip, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    notice = Notice.objects.get(stream=delivered.case.pk, kind="grant")
    answer = client.post("/verify", {"code": f" {notice.code[:4].lower()} {notice.code[4:]}"})
    assert answer.headers["Location"] == f"/v/{notice.code}"
    with django_assert_max_num_queries(12):
        page = text(client.get(answer.headers["Location"]))
    assert "真的，现在有效" in page
    assert str(notice.number) in page
    assert "王*珍" in page
    assert "王桂珍" not in page
    assert delivered.tail not in page.replace(delivered.number[-4:], "")


def test_a_void_one_says_so(client: Client, delivered: Slip) -> None:
    notice = Notice.objects.get(stream=delivered.case.pk, kind="grant")
    Notice.objects.filter(pk=notice.pk).update(state="void", void_reason="金额写错")
    assert "这份已经作废" in text(client.get(f"/v/{notice.code}"))


def test_a_replaced_one_says_so(client: Client, delivered: Slip) -> None:
    notice = Notice.objects.get(stream=delivered.case.pk, kind="grant")
    other = Notice.objects.get(stream=delivered.case.pk, kind="acceptance")
    Notice.objects.filter(pk=notice.pk).update(state="replaced", replaced_by=other, void_reason="金额写错")
    assert "这份已经换成新的了" in text(client.get(f"/v/{notice.code}"))


@pytest.mark.parametrize("code", ["ABC", "0000000000", "%00", "' OR 1=1", "x" * 3000])
def test_a_code_of_nobody_is_not_found(client: Client, code: str) -> None:
    cache.clear()
    answer = client.get(f"/v/{code}")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有这份文书" in text(answer)


@pytest.mark.parametrize("typed", ["", "ABC", "\x00", "9" * 10_000])
def test_what_is_no_code_is_told_beside_the_field(client: Client, typed: str) -> None:
    answer = client.post("/verify", {"code": typed})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'id="code-error"' in text(answer)


def test_one_address_cannot_try_many_codes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(verify, "TRIES", 3)
    statuses = [client.get("/v/0000000000").status_code for _try in range(5)]
    assert statuses == [404, 404, 404, 429, 429]

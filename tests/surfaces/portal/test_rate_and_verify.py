"""Rating after service, and whether a notice is genuine."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from typer.testing import CliRunner

from siban.domain.notices.models import Notice
from siban.domain.notices.signed import Signed, signed_text
from siban.domain.voice.models import Rating
from siban.domain.voice.queries import of_offices
from siban.kernel import seals
from siban.kernel.clock import today
from siban.surfaces.cli.main import app
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


def test_a_scanned_text_is_checked_and_ones_own_paper_looked_up(client: Client, delivered: Slip) -> None:
    """Without a public front the QR holds number, day and issuer, signed; a tampered one is not believed."""
    row = Notice.objects.filter(stream=delivered.case.pk, number__isnull=False).latest("issued_at")
    own = Signed(row.number or "", row.issued_on, str(row.public["issuer"]), row.code)
    answer = client.post("/verify", {"code": signed_text(own)})
    assert answer.headers["Location"] == f"/v/{row.code}"
    elsewhere = Signed("甘区民准〔2026〕900号", today(), "张掖市甘州区民政局", "0" * 10)
    page = text(client.post("/verify", {"code": f"  {signed_text(elsewhere)}\n"}))
    assert "签名是真的" in page and "甘区民准〔2026〕900号" in page
    bent = signed_text(elsewhere).replace("900", "901")
    answer = client.post("/verify", {"code": bent})
    assert answer.status_code == HTTPStatus.NOT_FOUND and "没有这份文书" in text(answer)


def test_the_command_checks_a_scanned_text_offline() -> None:
    said = signed_text(Signed("甘区民准〔2026〕900号", today(), "张掖市甘州区民政局", "0" * 10))
    own = seals.public_key().hex()
    for words, code in (
        ([said], 0),
        ([said, "--public-key", own], 0),
        ([said, "--public-key", "00" * 32], 1),
        ([said.replace("900", "901")], 1),
        (["无关的话"], 1),
        ([said, "--public-key", "x"], 2),
    ):
        assert CliRunner().invoke(app, ["verify", *words]).exit_code == code, words

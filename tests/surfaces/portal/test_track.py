"""Tracking: proved by number and tail or by the receipt's code; nothing in address or log, nothing written."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from siban.domain.cases.models import Case
from siban.domain.cases.services import answers, decisions
from siban.domain.notices.data import Ground, Place
from siban.domain.notices.models import Notice
from siban.kernel.models import Event
from siban.surfaces.portal import track
from tests.domain.cases.conftest import Work
from tests.surfaces.portal.conftest import Slip, look_up, slip, text

pytestmark = pytest.mark.django_db


def test_number_and_tail_lead_to_the_case(
    client: Client, received: Slip, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    answer = client.post("/track", {"number": received.number, "tail": received.tail})
    assert answer.headers["Location"] == "/track/case"
    client.get("/track/case")
    with django_assert_max_num_queries(12):
        page = text(client.get("/track/case"))
    assert "党寨镇中心在核对材料，<br>最迟<em>" in page
    assert "王*珍" in page
    assert "王桂珍" not in page
    assert "收下材料" in page


@pytest.mark.parametrize("written", ["{0} ", " {0}", "{1}", "{2}"])
def test_the_number_may_be_typed_as_people_type(client: Client, received: Slip, written: str) -> None:
    number = received.number
    spaced = f"{number[:6]} {number[6:8]} {number[8:12]} {number[12:16]} {number[16]}"
    wide = number.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    typed = written.format(number, spaced, wide)
    assert client.post("/track", {"number": typed, "tail": received.tail}).status_code == HTTPStatus.FOUND


def test_a_swapped_digit_is_told_beside_the_number(client: Client, received: Slip) -> None:
    number = received.number
    at = next(place for place in range(16) if number[place] != number[place + 1])
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    answer = client.post("/track", {"number": swapped, "tail": received.tail})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'id="number-error"' in text(answer)
    assert "编号一共17位数字" in text(answer)


def test_a_wrong_tail_tells_nothing_more_than_an_unknown_number(client: Client, received: Slip) -> None:
    wrong = client.post("/track", {"number": received.number, "tail": "0000"})
    unknown = client.post("/track", {"number": "62070226000000003", "tail": received.tail})
    assert wrong.status_code == HTTPStatus.NOT_FOUND
    assert "没有查到" in text(wrong)
    assert unknown.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert 'name="tail" type="text" value=""' in text(wrong)


def test_too_many_tries_close_the_number(client: Client, received: Slip) -> None:
    for _try in range(5):
        client.post("/track", {"number": received.number, "tail": "0000"})
    answer = client.post("/track", {"number": received.number, "tail": received.tail})
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "输错的次数太多了" in text(answer)


def test_one_address_cannot_try_many_numbers(client: Client, received: Slip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track, "TRIES", 2)
    for _try in range(2):
        client.post("/track", {"number": "1", "tail": "1"})
    answer = client.post("/track", {"number": received.number, "tail": received.tail})
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "查得太勤了" in text(answer)


@pytest.mark.parametrize("typed", ["", "\x00", "9" * 10_000, "abc", "<b>", "\U0001f600" * 20])
def test_bad_input_is_answered_with_a_sentence(client: Client, received: Slip, typed: str) -> None:
    for data in ({"number": typed, "tail": typed}, {"number": received.number, "tail": typed}):
        cache.clear()
        assert 400 <= client.post("/track", data).status_code < 500


def test_the_code_of_the_receipt_leads_there_too(client: Client, received: Slip) -> None:
    assert client.get(f"/t/{received.code}").headers["Location"] == "/track/case"
    assert "党寨镇中心" in text(client.get("/track/case"))


@pytest.mark.parametrize("code", ["ABC", "0000000000", "%00", "x" * 2000])
def test_a_bad_code_is_not_found(client: Client, received: Slip, code: str) -> None:
    answer = client.get(f"/t/{code}")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有找到这个办件" in text(answer)


def test_codes_of_other_notices_do_not_track(client: Client, delivered: Slip) -> None:
    other = Notice.objects.filter(stream=delivered.case.pk).exclude(kind="receipt").first()
    assert other is not None
    assert client.get(f"/t/{other.code}").status_code == HTTPStatus.NOT_FOUND


def test_too_many_codes_from_one_address_leave_no_code_in_the_log(
    client: Client, received: Slip, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(track, "TRIES", 0)
    assert client.get(f"/t/{received.code}").headers["Location"] == "/track"
    assert "查得太勤了" in text(client.get("/track"))
    assert received.code not in caplog.text


def test_without_proof_there_is_no_case_and_no_notice(client: Client, received: Slip) -> None:
    receipt = Notice.objects.get(code=received.code)
    assert client.get("/track/case").headers["Location"] == "/track"
    assert client.get(f"/track/notice/{receipt.pk}").headers["Location"] == "/track"


def test_a_notice_opens_for_its_own_case_alone(client: Client, received: Slip, work: Work) -> None:
    other = slip(work.received())
    look_up(client, received)
    mine, hers = Notice.objects.get(code=received.code), Notice.objects.get(code=other.code)
    opened = client.get(f"/track/notice/{mine.pk}")
    assert opened.headers["Content-Type"] == "application/pdf"
    assert opened.content.startswith(b"%PDF")
    assert "no-store" in opened.headers["Cache-Control"]
    assert client.get(f"/track/notice/{hers.pk}").status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"/track/notice/{uuid4()}").status_code == HTTPStatus.NOT_FOUND


def test_the_proof_ends_by_itself_and_by_a_tap(client: Client, received: Slip, monkeypatch: pytest.MonkeyPatch) -> None:
    look_up(client, received)
    later = time.time() + track.KEPT + 1
    monkeypatch.setattr(track.time, "time", lambda: later)
    assert client.get("/track/case").status_code == HTTPStatus.FOUND
    monkeypatch.undo()
    assert client.get("/track/case").status_code == HTTPStatus.OK
    assert client.post("/track/done").status_code == HTTPStatus.FOUND
    assert client.get("/track/case").status_code == HTTPStatus.FOUND
    assert client.get("/track/done").status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_looking_writes_no_event_and_leaves_no_trace_in_the_log(
    client: Client, received: Slip, caplog: pytest.LogCaptureFixture
) -> None:
    before = Event.objects.count()
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        client.post("/track", {"number": received.number, "tail": "0000"})
        client.post("/track", {"number": "12", "tail": received.tail})
        look_up(client, received)
        client.get("/track/case")
    assert Event.objects.count() == before
    assert not any(secret in caplog.text for secret in (received.number, received.tail, received.code, "王桂珍"))


def test_pages_of_a_case_are_not_kept_by_anybody(client: Client, received: Slip) -> None:
    look_up(client, received)
    assert "no-store" in client.get("/track/case").headers["Cache-Control"]


def test_an_accepted_case_explains_its_date(client: Client, work: Work) -> None:
    cache.clear()
    look_up(client, slip(work.accepted()))
    page = text(client.get("/track/case"))
    assert "区民政局正在审" in page
    assert "是这么算的" in page
    assert "⑨" in page
    assert "依法最长到" in page
    assert "139****2716" in page


def test_the_case_is_told_in_english(client: Client, received: Slip) -> None:
    client.cookies["siban_language"] = "en"
    look_up(client, received)
    page = text(client.get("/track/case"))
    assert "Papers received" in page
    assert "How far it is" in page


def corrected(work: Work) -> Case:
    case = work.received(without=("social-security-card",))
    work.claimed(case, work.staff.acceptor)
    return answers.correct(case.pk, by=work.staff.acceptor)


def declined(work: Work) -> Case:
    case = work.received(person=work.person(region="620723100000"))
    work.claimed(case, work.staff.acceptor)
    competent = Place(name="临泽县民政局", address="临泽县", telephone="0936-012 0000")
    return answers.decline(case.pk, by=work.staff.acceptor, ground=Ground.NOT_COMPETENT, competent=competent)


def denied(work: Work) -> Case:
    case = work.reviewed()
    work.claimed(case, work.staff.decider)
    return decisions.deny(case.pk, by=work.staff.decider, reasons=("户籍地已经在发放同一项津贴",))


@pytest.mark.parametrize(
    ("reach", "heading", "pill", "paper"),
    [
        (corrected, "还差材料", "等您补材料", "看补正材料一次性告知书"),
        (declined, "没有受理", "没有受理", "看不予受理通知书"),
        (denied, "没有批准", "没批下来", "看不予决定书"),
    ],
)
def test_bad_news_is_told_plainly_with_its_paper(
    client: Client, work: Work, reach: Callable[[Work], Case], heading: str, pill: str, paper: str
) -> None:
    cache.clear()
    look_up(client, slip(reach(work)))
    for language in ("en", "zh-hans"):
        client.cookies["siban_language"] = language
        page = text(client.get("/track/case"))
    assert heading in page
    assert pill in page
    assert paper in page

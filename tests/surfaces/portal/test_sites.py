"""Places: all of them true, open or not, and the messages of the demonstration."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from siban.domain.places.models import Site
from siban.domain.staff.models import Absence, Post
from siban.domain.staff.queries import sites_now
from siban.kernel.clock import SHANGHAI
from siban.kernel.models import Installation
from siban.surfaces.portal import opening
from tests.surfaces.portal.conftest import VILLAGE, text

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 25, 9, 30, tzinfo=SHANGHAI)


def test_the_list_names_every_site(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/sites")
    with django_assert_max_num_queries(8):
        page = text(client.get("/sites"))
    codes = Site.objects.filter(region__code__startswith="620702").values_list("region_id", flat=True)
    assert len(codes) == 304
    assert all(f"/sites/{code}" in page for code in codes)


def test_every_site_has_a_page(client: Client) -> None:
    for site in Site.objects.filter(region__code__startswith="620702"):
        answer = client.get(f"/sites/{site.region_id}")
        assert answer.status_code == HTTPStatus.OK
        assert site.name in text(answer)


def test_a_point_shows_hours_windows_items_and_telephone(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in (f"/sites/{VILLAGE}", "/sites/620702107000", "/sites/620702000000"):
        with django_assert_max_num_queries(12):
            client.get(path)
    page = text(client.get(f"/sites/{VILLAGE}"))
    assert "周一至周五" in page
    assert "李秀兰" in page
    assert "高龄津贴申领" in page
    assert "个体工商户设立登记" not in page
    assert "样例号码" in page


@pytest.mark.parametrize("region", ["620702107999", "620723000000", "110101001001", "62070210720", "abc"])
def test_an_unknown_site_is_not_found(client: Client, region: str) -> None:
    assert client.get(f"/sites/{region}").status_code == HTTPStatus.NOT_FOUND


def card(at: datetime) -> opening.Card:
    return opening.card(sites_now(VILLAGE, at)[0])


@pytest.mark.parametrize(
    ("hour", "minute", "said", "english"),
    [
        (7, 0, "还没开门，上午8:30开门", "opens 8:30 am"),
        (9, 30, "开着，到中午12点", "Open until 12 pm"),
        (13, 0, "中午休息，下午2:30开门", "opens 2:30 pm"),
        (15, 0, "开着，到下午6点", "Open until 6 pm"),
        (19, 0, "下班了，明天上午8:30开门", "opens tomorrow 8:30 am"),
    ],
)
def test_whether_it_is_open_is_said(
    monkeypatch: pytest.MonkeyPatch, hour: int, minute: int, said: str, english: str
) -> None:
    at = MORNING.replace(hour=hour, minute=minute)
    monkeypatch.setattr(opening, "today", at.date)
    assert card(at).state == said
    with translation.override("en"):
        assert english in card(at).state


def test_who_is_away_is_told_by_kind_with_the_time_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "today", MORNING.date)
    post = Post.objects.get(office__key=f"point-{VILLAGE}", role="agent")
    Absence.objects.create(
        post=post,
        starts_at=MORNING - timedelta(hours=1),
        ends_at=MORNING + timedelta(hours=1),
        kind=Absence.Kind.HOME_VISIT,
        note="去张家",
    )
    shown = card(MORNING)
    assert shown.state == "上门办事，上午10:30回来"
    assert not shown.open
    assert "张家" not in shown.state + shown.advice


def test_messages_are_shown_in_a_demonstration_alone(client: Client) -> None:
    assert client.get("/demo/messages").status_code == HTTPStatus.OK
    Installation.objects.update(is_demonstration=False)
    assert client.get("/demo/messages").status_code == HTTPStatus.NOT_FOUND

"""The page Now: its numbers, whose they are, and that each opens a list of just as many cases."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from siban.domain.cases.models import Case
from siban.domain.staff.models import Absence, Post
from siban.domain.staff.services import away
from siban.kernel.clock import now
from siban.surfaces.console import now as now_pages
from siban.surfaces.console import place
from siban.surfaces.console.place import Reach
from tests.surfaces.console.conftest import VILLAGE, holder, user

pytestmark = pytest.mark.django_db
NOW = "/console/"
DANGZHAI, SHAJING = "620702107000", "620702103000"


@pytest.fixture
def director(client: Client) -> Client:
    client.force_login(user("韩立新"))
    return client


@pytest.fixture
def leader(client: Client) -> Client:
    client.force_login(user("王生荣"))
    return client


def page_of(client: Client, path: str = NOW) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer


def listed(client: Client, url: str) -> int:
    return int(page_of(client, url).context["found"].paginator.count)


def test_it_begins_with_what_will_be_late_tomorrow(director: Client, story: list[Case]) -> None:
    page = page_of(director).context["page"]
    assert (page.ahead.late, page.total) == (2, 2)
    assert sorted(row.name for row in page.late) == ["何*兰", "杨*珍"]
    assert {str(row.holder) for row in page.late} == {"区民政局"}
    assert any("没签收" in row.lacks for row in page.late) and any("份额" in row.lacks for row in page.late)
    assert all(row.clock.total - row.clock.used == 1 for row in page.late)


def test_every_figure_opens_a_list_of_as_many_cases(director: Client, story: list[Case]) -> None:
    page = page_of(director).context["page"]
    in_hand, yellow, red, violation, windows = page.figures
    assert (in_hand.value, violation.value, windows.value) == (5, 0, 0)
    assert yellow.value and red.value
    for figure in (in_hand, yellow, red, violation):
        assert listed(director, figure.url) == figure.value, figure.label
    for name, url in page.day_urls.items():
        expected = page.total if name == "all" else getattr(page.ahead, name)
        assert listed(director, url) == expected, name


def test_every_piece_of_a_picture_opens_a_list_of_as_many_cases(
    director: Client, story: list[Case], counted: None
) -> None:
    page = page_of(director).context["page"]
    links = re.findall(r'href="([^"]+)" aria-label="([^"]+)"', page.due_picture + page.week_picture)
    assert links
    for url, name in links:
        said = re.search(r"(\d+) 件", name)
        assert said, name
        assert listed(director, url.replace("&amp;", "&")) == int(said[1]), name


def test_a_picture_needs_nothing_that_the_policy_forbids(director: Client, story: list[Case], counted: None) -> None:
    page = page_of(director).context["page"]
    for picture in (page.due_picture, page.week_picture):
        assert picture.startswith("<svg")
        assert not re.search(r"style=|<style|<script|\son\w+=|https?://(?!www\.w3\.org)|target=", picture)


def test_the_leader_sees_her_township_alone(leader: Client, story: list[Case]) -> None:
    page = page_of(leader).context["page"]
    assert page.place.code == DANGZHAI
    in_hand = page.figures[0]
    assert in_hand.value == 1  # Four lie at the bureau; one waits for the township's own answer.
    assert listed(leader, in_hand.url) == 1
    assert page.hand.sent == 4 and listed(leader, page.sent_url) == 4


@pytest.mark.parametrize("view", ["now", "warnings", "windows", "cases"])
def test_the_leader_gets_no_other_place(leader: Client, story: list[Case], view: str) -> None:
    url = reverse(f"console:{view}")
    for other in (SHAJING, "620702000000", "hall", "civil-affairs", "nonsense"):
        assert leader.get(url, {"place": other}).status_code == 404, other


def test_a_neighbouring_leader_does_not_find_the_case(client: Client, story: list[Case]) -> None:
    post = Post.objects.filter(role="leader", office__key="centre-620702103").select_related("holder").first()
    assert post is not None
    client.force_login(post.holder)
    assert page_of(client).context["page"].figures[0].value == 0
    assert client.get(reverse("console:case", args=[story[0].pk])).status_code == 404


def test_editor_and_administrator_see_counts_and_no_person(client: Client, story: list[Case]) -> None:
    for name in ("苏晓琴", "丁志远"):
        client.force_login(user(name))
        answer = page_of(client)
        assert answer.context["page"].figures[0].value == 5
        text = answer.content.decode()
        assert "何*兰" not in text and "/console/cases" not in text and "/console/warnings" not in text
        for path in ("/console/cases", "/console/warnings", "/console/windows", f"/console/cases/{story[0].pk}"):
            assert client.get(path).status_code == 403, path


def test_others_are_refused(client: Client) -> None:
    client.force_login(user("李秀兰"))
    assert client.get(NOW).status_code == 403
    client.logout()
    assert client.get(NOW).status_code == 302


def test_no_full_name_and_no_number_on_any_page(director: Client, story: list[Case]) -> None:
    paths = [NOW, "/console/cases", "/console/warnings", f"/console/cases/{story[0].pk}"]
    for path in paths:
        text = page_of(director, path).content.decode()
        assert "何玉兰" not in text and "13900002716" not in text and "622201" not in text, path


def test_a_window_with_nobody_is_counted_where_it_is(director: Client, lie: Any) -> None:
    agent = holder(VILLAGE, "agent")
    post = Post.objects.select_related("stand_in").get(office__key=VILLAGE, role="agent")
    page = page_of(director).context["page"]
    assert page.figures[4].value == 0
    away(post.pk, kind=Absence.Kind.HOME_VISIT, ends_at=now() + timedelta(hours=2), by=agent)
    stands_elsewhere = Post.objects.filter(holder=post.stand_in).exclude(office__key=VILLAGE).exists()
    page = page_of(director).context["page"]
    assert page.figures[4].value == int(stands_elsewhere)
    answer = page_of(director, page.figures[4].url)
    assert len(answer.context["windows"]) == page.figures[4].value


def test_an_empty_district_says_what_will_appear(director: Client) -> None:
    answer = page_of(director)
    text = answer.content.decode()
    assert "明天没有件会超期" in text or "没有件会超期" in text
    assert "没有会超期的件" in text and "近八周没有收件" in text and "近一天没有预警" in text
    assert answer.context["page"].due_picture == ""


def test_the_tree_has_the_worst_first_and_folds_the_rest(director: Client, story: list[Case]) -> None:
    (rows,) = page_of(director).context["trees"]
    shown = [row.place.code for row in rows if row.level == 1 and not row.folds]
    assert shown == ["hall", DANGZHAI]
    (fold,) = [row for row in rows if row.level == 1 and row.folds]
    assert len(fold.folds) == 23
    top, hall, township = rows[0], *(row for row in rows if row.level == 1 and not row.folds)
    assert top.lamps.red == hall.lamps.red + township.lamps.red


def test_every_place_of_the_tree_opens(director: Client, story: list[Case]) -> None:
    for code in ("hall", "civil-affairs", "centre-620702107", DANGZHAI, "620702107203"):
        assert page_of(director, f"{NOW}?place={code}").context["page"].place.code == code


def test_parts_of_a_page_come_alone_when_asked_for(director: Client, story: list[Case]) -> None:
    for part, here, not_here in (("middle", "lead-h", 'class="tree"'), ("tree", 'class="tree"', "lead-h")):
        text = director.get(NOW, {"part": part}, headers={"X-Live": "1"}).content.decode()
        assert here in text and not_here not in text and "<html" not in text


def test_statements_do_not_grow(director: Client, story: list[Case], django_assert_max_num_queries: Any) -> None:
    for path in (NOW, f"{NOW}?place={DANGZHAI}", f"{NOW}?place=civil-affairs", "/console/cases", "/console/warnings"):
        director.get(path)
        with django_assert_max_num_queries(12):
            director.get(path)


def test_the_tree_takes_two_statements(story: list[Case], django_assert_max_num_queries: Any) -> None:
    reach = Reach((place.district(),), opens=True)
    with django_assert_max_num_queries(2):
        now_pages.shining(reach)


def test_in_english(director: Client, story: list[Case]) -> None:
    text = page_of(director, f"{NOW}?lang=en").content.decode()
    assert "will be late" in text and "How it is counted" in text

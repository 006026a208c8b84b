"""The clerk's own page: the one box, the twelve, what is to be settled, who is away."""

from datetime import timedelta

import pytest

from siban.domain.cases.queries.today import tally
from siban.domain.cases.services import answers
from siban.domain.people.queries import identity
from siban.kernel.clock import now
from siban.surfaces.desk.asking import twelve
from tests.surfaces.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_page_shows_what_waits_in_few_statements(work, desk, django_assert_max_num_queries):
    told = work.received(without=("photo",))
    work.claimed(told, work.staff.acceptor)
    answers.correct(told.pk, by=work.staff.acceptor)
    result = work.granted()
    begun = work.draft()
    desk.get("/desk/")
    with django_assert_max_num_queries(12):
        page = desk.get("/desk/")
    for case in (told, result, begun):
        assert f"/desk/cases/{case.pk}" in text(page)
    assert "今天要了结的 3 件" in text(page)
    assert "还没有人评价，第二天才看得到" in text(page)


def test_rows_do_not_cost_more_statements_each(work, desk, django_assert_max_num_queries):
    for _ in range(3):
        work.draft()
    desk.get("/desk/rows")
    with django_assert_max_num_queries(11):
        assert text(desk.get("/desk/rows")).count("没填完") == 3


def test_published_items_lie_on_the_first_keys(desk):
    page, offers = text(desk.get("/desk/")), twelve("village")
    assert len(offers) == 12 and [bool(one.why) for one in offers] == sorted(bool(one.why) for one in offers)
    assert all(f'data-key="{one.press}" data-key-label="{one.name}"' in page for one in offers)
    assert desk.post("/desk/find", {"q": "1"})["Location"].startswith("/desk/start?item=")


def test_number_leads_to_her_intake_and_stands_in_no_address(work, desk):
    person = work.person()
    number = identity(person).number.value
    response = desk.post("/desk/find", {"q": f" {number[:6]} {number[6:]} "})
    assert response["Location"] == f"/desk/start?person={person.pk}"


def test_the_box_opened_again_by_its_address_begins_empty(desk):
    assert desk.get("/desk/find")["Location"] == "/desk/"


def test_unknown_number_is_offered_to_be_registered(desk):
    page = desk.post("/desk/find", {"q": "622201195506060023"})
    if page.status_code == 422:
        page = desk.post("/desk/find", {"q": _valid()})
    assert page.status_code == 200 and "登记新人" in text(page)


def _valid() -> str:
    from datetime import date

    from siban.domain.people import numbers
    from siban.domain.people.identity import Sex

    return numbers.make("622201", date(1955, 6, 6), Sex.MALE, 77)


@pytest.mark.parametrize("words", ["王桂珍", "wgz", "wangguizhen", "13900002716"])
def test_people_are_found_by_name_initials_pinyin_and_telephone(work, desk, words):
    person = work.person()
    assert str(person.pk) in text(desk.post("/desk/find", {"q": words}))


def test_plain_words_find_the_item_and_another_bodys_business(desk):
    assert "高龄津贴申领" in text(desk.post("/desk/find", {"q": "八十岁补贴"}))


def test_case_number_leads_to_the_case_and_a_strange_one_tells_nothing(work, desk):
    case = work.draft()
    assert desk.post("/desk/find", {"q": case.number})["Location"] == f"/desk/cases/{case.pk}"
    elsewhere = signed_in(work.staff.elsewhere)
    answer = elsewhere.post("/desk/find", {"q": case.number})
    assert answer.status_code == 404 and "没有找到这个办件" in text(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("622201450308002", "15位的老号码"),
        ("6222011945030800261", "应当是18位"),
        ("622201194503080027", "校验位"),
        ("622201204503080026", "今天以后"),
        ("622201194513080026", "日历上没有"),
        ("王", "找出来的人太多"),
        ("62070226408319579", "编号输得不对"),
    ],
)
def test_what_cannot_be_looked_up_says_why_beside_the_box(desk, typed, sentence):
    answer = desk.post("/desk/find", {"q": typed})
    assert answer.status_code == 422
    assert sentence in text(answer) and "ask-error" in text(answer)


def test_away_and_back(work, desk):
    post = work.staff.agent.posts[0].id
    later = now() + timedelta(minutes=30)
    from siban.kernel.clock import SHANGHAI

    until = later.astimezone(SHANGHAI)
    if until.date() != now().astimezone(SHANGHAI).date():
        pytest.skip("too late in the day to be back today")
    left = desk.post("/desk/away/leave", {"post": str(post), "kind": "meeting", "until": f"{until:%H:%M}"})
    assert left["Location"] == "/desk/away"
    assert desk.get("/desk/")["Location"] == "/desk/away"
    assert "我回来了" in text(desk.get("/desk/away"))
    desk.post("/desk/away/back", {"post": str(post)})
    assert desk.get("/desk/").status_code == 200


def test_away_until_a_time_that_is_over_is_refused(work, desk):
    post = work.staff.agent.posts[0].id
    answer = desk.post("/desk/away/leave", {"post": str(post), "kind": "meeting", "until": "00:00"})
    assert answer.status_code == 422 and "回来的时间没有写对" in text(answer)


def test_tally_counts_today(work):
    office = work.staff.agent.office
    before = tally(office)
    work.received()
    assert tally(office).received == before.received + 1


def test_who_has_no_desk_is_refused(work):
    assert signed_in(work.staff.reviewer).get("/desk/").status_code == 403


def test_english_page_has_no_chinese_of_ours(desk):
    page = text(desk.get("/desk/?lang=en"))
    assert "Nobody at the window yet" in page
    assert "窗口前还没有人" not in page

"""The box of office and console: what finds a case, within what the actor may see, and what is put on record."""

from __future__ import annotations

import pytest

from siban.domain.people.queries import identity
from siban.kernel.models import Look
from tests.surfaces.office.conftest import signed_in

pytestmark = pytest.mark.django_db


def ask(client, words, place="office"):
    return client.post(f"/{place}/find", {"q": words})


@pytest.mark.parametrize("by", ["number", "tail", "name", "part", "initials", "document"])
def test_case_is_found_by_what_people_say(work, staff, by):
    case = work.accepted()
    words = {
        "number": case.number,
        "tail": case.number[8:],
        "name": "王桂珍",
        "part": "桂珍",
        "initials": "wgz",
        "document": identity(case.applicant).number.value,
    }[by]
    answer = ask(signed_in(staff.reviewer), words)
    assert answer.status_code == 302 and answer["Location"] == f"/office/cases/{case.pk}"
    assert words not in answer["Location"]


def test_several_are_listed_and_each_look_is_on_record(work, staff, django_assert_max_num_queries):
    """PIPL 44, 45: whose name comes up is on record before it is shown, and she can see it."""
    cases = [work.accepted() for _each in range(3)]
    client = signed_in(staff.reviewer)
    ask(client, "wgz")
    before = Look.objects.count()
    with django_assert_max_num_queries(12):
        page = ask(client, "wgz").content.decode()
    assert page.count("王桂珍") == 3 and "找到 3 件" in page
    looked = Look.objects.filter(actor=staff.reviewer.user)
    assert Look.objects.count() == before + 3
    assert set(looked.values_list("person", flat=True)) == {case.applicant_id for case in cases}
    assert set(looked.values_list("purpose", flat=True)) == {"查找办件"}


def test_another_offices_case_is_not_found_and_nothing_is_recorded(work, staff):
    case = work.accepted()
    for words in (case.number, "王桂珍"):
        page = ask(signed_in(staff.elsewhere), words)
        assert page.status_code == 200 and "没有找到" in page.content.decode()
    assert not Look.objects.filter(actor=staff.elsewhere.user).exists()


@pytest.mark.parametrize(("words", "status"), [("王", 422), ("62070226000000001", 422), ("", 200)])
def test_what_cannot_be_looked_for_says_what_to_do(work, staff, words, status):
    assert ask(signed_in(staff.reviewer), words).status_code == status


def test_words_never_stand_in_an_address(staff):
    page = signed_in(staff.reviewer).get("/office/find?q=王桂珍").content.decode()
    assert "王桂珍" not in page and 'method="post"' in page

"""公示 on the portal: masked, until when, and a form on which anyone objects."""

from __future__ import annotations

import pytest
from django.urls import reverse

from siban.domain.cases.models import Objection, Proceeding
from siban.domain.cases.services import publications
from tests.domain.cases.conftest import Work
from tests.domain.cases.items import with_steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication() -> Proceeding:
    with_steps("old-age-allowance", publication=7)
    work = Work()
    case = work.claimed(work.accepted(), work.staff.reviewer)
    publications.publish(case.pk, by=work.staff.reviewer)
    return Proceeding.objects.get(case=case)


def test_names_are_masked_and_no_number_is_shown(publication, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        text = client.get(reverse("portal:publications")).content.decode()
    assert "王*珍" in text and "王桂珍" not in text and "622201" not in text
    one = client.get(reverse("portal:publication", args=[publication.pk])).content.decode()
    assert "王桂珍" not in one and "含当日" in one and "0936" in one


def test_anyone_objects_once_however_often_it_is_sent(publication, client):
    page = reverse("portal:publication", args=[publication.pk])
    number = "0198f0a0-0000-7000-8000-000000000001"
    assert client.post(page, {"words": " ", "request": number}).status_code == 422
    for _time in range(2):
        answer = client.post(page, {"words": "她不住在这里", "request": number}, follow=True)
        assert answer.status_code == 200 and "异议收到了" in answer.content.decode()
    assert Objection.objects.filter(proceeding=publication).count() == 1


def test_what_does_not_hang_out_is_not_found(client):
    page = reverse("portal:publication", args=["0198f0a0-0000-7000-8000-000000000002"])
    assert client.get(page).status_code == 404
    assert "现在没有公示的" in client.get(reverse("portal:publications")).content.decode()

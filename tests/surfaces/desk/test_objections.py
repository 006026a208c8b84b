"""公示 at the window: anybody may object at any of them, and takes a receipt home."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from siban.domain.cases.models import Objection, Proceeding
from siban.domain.cases.services import publications
from tests.domain.cases.conftest import Work
from tests.domain.cases.items import with_steps
from tests.surfaces.desk.conftest import signed_in, stamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(work: Work) -> Proceeding:
    with_steps("old-age-allowance", publication=7)
    case = work.claimed(work.accepted(), work.staff.reviewer)
    publications.publish(case.pk, by=work.staff.reviewer)
    return Proceeding.objects.get(case=case)


@pytest.fixture
def elsewhere(work: Work) -> Client:
    """The agent of a village that has nothing to do with the case."""
    return signed_in(work.staff.elsewhere)


def test_a_villager_objects_at_any_window_and_gets_a_receipt(publication, elsewhere, django_assert_max_num_queries):
    elsewhere.get(reverse("desk:objections"))
    with django_assert_max_num_queries(12):
        listed = elsewhere.get(reverse("desk:objections")).content.decode()
    form = reverse("desk:object", args=[publication.pk])
    assert form in listed and "王*珍" in listed and "王桂珍" not in listed
    assert "王桂珍" not in elsewhere.get(form).content.decode()
    said = {"way": "window", "words": "她家买了车", "name": "李四", "telephone": "13900000001", "call_days": "3"}
    done = elsewhere.post(form, stamp(**said), follow=True)
    page = done.content.decode()
    assert "异议 1 记下了" in page and "最迟" in page
    one = Objection.objects.get(proceeding=publication)
    paper = elsewhere.get(reverse("desk:objection-receipt", args=[one.pk]))
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")
    assert "她家买了车" in elsewhere.get(reverse("desk:objections")).content.decode()


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(publication, elsewhere):
    form = reverse("desk:object", args=[publication.pk])
    empty = elsewhere.post(form, stamp(way="window", words=" ", name="李四", call_days="5"))
    assert (
        empty.status_code == 422 and "还没有写异议的内容" in empty.content.decode() and "李四" in empty.content.decode()
    )
    late = elsewhere.post(form, stamp(way="window", words="买了车", telephone="1", call_days="40"))
    assert late.status_code == 422 and "回话要在1到15个工作日里" in late.content.decode()
    assert not Objection.objects.exists()


def test_another_window_does_not_find_what_was_taken_here(publication, elsewhere, desk):
    form = reverse("desk:object", args=[publication.pk])
    elsewhere.post(form, stamp(way="window", words="买了车", call_days="5"))
    one = Objection.objects.get()
    for name in ("desk:objected", "desk:objection-receipt"):
        assert desk.get(reverse(name, args=[one.pk])).status_code == 404
    assert "买了车" not in desk.get(reverse("desk:objections")).content.decode()

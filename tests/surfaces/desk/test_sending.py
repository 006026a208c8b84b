"""rules.md §4 at the window: the result by post, over the net, and the call when nobody fetches it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from siban.domain.cases.models import Case, FollowUp, Posting
from siban.domain.cases.services import sending
from siban.kernel.clock import today
from tests.domain.cases.conftest import picture
from tests.domain.cases.test_delivery_ways import filed, to_deliver
from tests.surfaces.desk.conftest import HTMX, stamp

pytestmark = pytest.mark.django_db


def test_posted_and_signed_for_it_is_delivered_and_the_record_printed(desk, work):
    case = to_deliver(work)
    post, signed_for = (reverse(f"desk:{name}", args=[case.pk]) for name in ("post", "signed-for"))
    page = desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert post in page and signed_for in page
    assert desk.post(post, stamp(case, carrier="邮政快递", number=" ")).status_code == 422
    assert desk.post(signed_for, stamp(case)).status_code >= 400
    desk.post(post, stamp(case, carrier="邮政快递", number="1234 5678"), headers=HTMX)
    assert Posting.objects.get(case=case).number.replace(" ", "") == "12345678"
    receipt = SimpleUploadedFile("receipt.jpg", picture(), "image/jpeg")
    page = desk.post(signed_for, stamp(case, signed_paper=receipt), headers=HTMX)
    assert "desk:print" in page["HX-Trigger"]
    assert Case.objects.get(pk=case.pk).state == "delivered"


def test_she_may_choose_to_read_it_on_the_tracking_page(desk, work):
    case = filed(work, on_screen=False)
    screen = reverse("desk:screen", args=[case.pk])
    assert screen in desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    page = desk.post(screen, stamp(case), headers=HTMX)
    assert page.status_code == 200 and screen not in page.content.decode()
    assert Case.objects.get(pk=case.pk).screen_chosen_at is not None


def test_who_does_not_fetch_it_is_called_until_she_is_reached(desk, work):
    case = work.granted()
    follow_up = reverse("desk:follow-up", args=[case.pk])
    assert follow_up not in desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    sending.chase(case.pk, "yellow")
    assert follow_up in desk.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert desk.post(follow_up, stamp(case, reached="yes", agreed_on="tomorrow")).status_code == 422
    past = (today() - timedelta(days=1)).isoformat()
    assert desk.post(follow_up, stamp(case, reached="yes", agreed_on=past)).status_code == 422
    desk.post(follow_up, stamp(case, reached="no"))
    day = today() + timedelta(days=2)
    desk.post(follow_up, stamp(case, reached="yes", agreed_on=day.isoformat()))
    told = FollowUp.objects.filter(case=case).order_by("at")
    assert [(one.reached, one.agreed_on) for one in told] == [(False, None), (True, day)]

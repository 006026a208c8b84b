"""What a granted benefit says to the one who follows her case."""

from __future__ import annotations

import pytest
from django.test import Client

from siban.domain.benefits.rules import End
from siban.domain.benefits.services import keeping
from siban.domain.cases.models import Case
from siban.kernel.clock import today
from tests.domain.benefits.conftest import opened
from tests.domain.cases.conftest import Work
from tests.surfaces.portal.conftest import Slip, look_up, text

pytestmark = pytest.mark.django_db


def test_tracking_says_how_much_from_which_month_and_when_the_check_is_due(
    client: Client, delivered: Slip, work: Work
) -> None:
    one = opened(Case.objects.get(pk=delivered.case.pk))
    look_up(client, delivered)
    page = text(client.get("/track/case"))
    month = one.first_month
    assert f"高龄津贴在领，每月100元，{month.year}年{month.month}月起" in page
    assert "下次认证最迟" in page and one.open_account() not in page
    assert "100 yuan a month" in text(client.get("/track/case?lang=en"))


def test_tracking_says_that_it_has_ended(client: Client, delivered: Slip, work: Work) -> None:
    one = opened(Case.objects.get(pk=delivered.case.pk))
    keeping.stop(one.pk, by=work.staff.decider, end=End.MOVED, on=today())
    look_up(client, delivered)
    page = text(client.get("/track/case"))
    assert "起停发了" in page and "下次认证最迟" not in page

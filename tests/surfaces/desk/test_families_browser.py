"""The pages of a 一件事 as a browser shows them: both widths, both languages, no finding of axe."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from siban.kernel.models import User
from tests.browser import DESK, PHONE, accessibility_findings, overflow
from tests.domain.cases.test_themes import drafted, signed

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_theme_fits_and_is_accessible(open_page, work, size):
    user = User.objects.get(pk=work.staff.agent.user)
    family = drafted(work, "newborn")
    new = f"{reverse('desk:theme', args=['newborn'])}?person={family.applicant_id}"
    whole = reverse("desk:family", args=[family.pk])
    for address in (new, f"{whole}?stage=scenario", whole):
        page = open_page(address, size, user=user)
        assert accessibility_findings(page) == []
        assert overflow(page) <= 0
    signed(family, work.staff.agent)
    page = open_page(whole, size, user=user)
    assert accessibility_findings(page) == []
    assert overflow(page) <= 0
    page.locator("[data-tick]").first.uncheck(force=True)
    expect(page.locator(".tick.miss")).to_have_count(1)

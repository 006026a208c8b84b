"""The guide of a theme fits both widths and has no finding of axe."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser import DESK, PHONE, accessibility_findings, overflow

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_guide_of_a_theme_is_readable_by_everyone(open_page, size, language):
    for query in ("", "&insured=no&employed=yes"):
        page = open_page(f"{reverse('portal:theme', args=['newborn'])}?lang={language}{query}", size)
        assert accessibility_findings(page) == []
        assert overflow(page) <= 0
    page = open_page(f"{reverse('portal:life', args=['birth'])}?lang={language}", size)
    assert accessibility_findings(page) == []

"""Signing in with a code, in a browser: both widths, no finding of axe, nothing that the page's policy forbids."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from siban.kernel.models import User
from siban.surfaces.ui import second_factor
from tests.browser import DESK, PHONE, accessibility_findings, overflow


@pytest.fixture
def leader(transactional_db: None) -> User:
    cache.clear()
    return User.objects.get(name="王生荣")


def sign_in(page, user: User) -> None:
    page.fill("#id_login", user.username)
    page.fill("#id_password", "siban-demo-2026")
    page.click("form [type=submit], form button:not([type=button])")


def test_a_leader_signs_in_with_a_code_from_her_telephone(open_page, leader):
    second_factor.enrol(leader, second_factor.demonstration_secret())
    page = open_page("/console/", PHONE)
    sign_in(page, leader)
    page.wait_for_url("**/accounts/code/**")
    assert overflow(page) == 0 and accessibility_findings(page) == []
    page.fill("#id_code", "000000")
    page.click("form .btn-primary")
    page.wait_for_selector("#id_code-error")
    page.fill("#id_code", second_factor.present_code(leader))
    page.click("form .btn-primary")
    page.wait_for_url("**/console/**")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_that_binds_a_telephone_shows_the_code_to_scan(open_page, leader, size):
    page = open_page("/console/", size)
    sign_in(page, leader)
    page.wait_for_url("**/accounts/code/telephone/**")
    assert page.evaluate("document.querySelector('.second-factor-code').naturalWidth") > 100
    assert overflow(page) == 0 and accessibility_findings(page) == []

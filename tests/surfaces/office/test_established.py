"""核定 on the office's page: the form with room beside each place, and both versions shown (ALL 34)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from siban.domain.cases.models import Case
from tests.domain.cases.test_established import received, surveyed
from tests.surfaces.office.conftest import seen_on, signed_in

pytestmark = pytest.mark.django_db


def told(client, path: str, **values: object):
    page = client.get(path).content.decode()
    return page, client.post(path, {"seen": seen_on(page), "request": uuid4(), **values})


def test_what_was_found_is_typed_beside_what_was_declared_and_the_page_shows_both(work, django_assert_max_num_queries):
    case, by = surveyed(work)
    client, path = signed_in(by), f"/office/cases/{case.pk}/beside/establish"
    assert path in client.get(f"/office/cases/{case.pk}").content.decode()
    with django_assert_max_num_queries(14):
        client.get(path)
    page, done = told(
        client, path, **{"found_by": "survey", "reason": "看了工资条", "v.household.1.income": "500", "v.address": ""}
    )
    assert "家里人2：一个月挣多少（元）" in page and "现在是：300 元" in page and 'name="v.name"' not in page
    assert done.status_code == 302
    with django_assert_max_num_queries(15):
        shown = client.get(f"/office/cases/{case.pk}").content.decode()
    assert "共同生活的家庭成员，申报" in shown and "共同生活的家庭成员，核定" in shown
    assert "看了工资条" in shown and "500 元" in shown and "300 元" in shown
    assert "核定了和申报不一样的情况" in shown


def test_before_acceptance_a_slip_is_mended_and_without_her_consent_the_form_comes_back(work):
    case = received(work)
    client, path = signed_in(work.staff.acceptor), f"/office/cases/{case.pk}/beside/establish"
    values = {"found_by": "slip", "reason": "门牌写错", "v.address": "党寨镇党寨村六社"}
    page, refused = told(client, path, **values)
    assert 'value="survey"' not in page
    assert refused.status_code == 422 and "改笔误要本人同意" in refused.content.decode()
    assert "党寨镇党寨村六社" in refused.content.decode()
    _page, done = told(client, path, consent="电话里同意", **values)
    assert done.status_code == 302 and Case.objects.get(pk=case.pk).sealed_established
    shown = client.get(f"/office/cases/{case.pk}").content.decode()
    assert "核定：" in shown and "申报：" in shown and "本人同意：电话里同意" in shown
    struck = told(client, path, **{**values, "consent": "同意", "v.address": "", "struck.household": "household.1"})
    assert struck[1].status_code == 302

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from siban.domain.staff import queries as staff
from siban.kernel.actors import Actor, Grant, Role
from siban.kernel.models import Installation
from siban.kernel.text import Text
from siban.surfaces.ui import navigation
from tests.surfaces.ui.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


def sign_in(client: Client, password: str):
    return client.post("/accounts/login/", {"login": "li.xiulan", "password": password})


def test_signing_in_leads_to_ones_work(client: Client, clerk):
    assert sign_in(client, PASSWORD).headers["Location"] == "/accounts/home/"


def test_a_wrong_password_is_told_in_a_sentence_with_advice(client: Client, clerk):
    page = sign_in(client, "wrong")
    assert "账号或密码不对，请再输一次。忘了密码，请找本单位管理员重置。" in page.content.decode()


def test_an_unknown_account_gets_the_same_sentence(client: Client):
    assert "账号或密码不对" in sign_in(client, "wrong").content.decode()


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client: Client, clerk):
    for _attempt in range(5):
        assert "账号或密码不对" in sign_in(client, "wrong").content.decode()
    assert "先锁五分钟" in sign_in(client, PASSWORD).content.decode()


def test_nobody_signs_up_or_resets_by_mail(client: Client):
    for path in ("signup/", "password/reset/", "email/", "confirm-email/"):
        assert client.get(f"/accounts/{path}").status_code == 404


def test_one_changes_ones_password_with_the_old_one(client: Client, clerk):
    client.force_login(clerk)
    new = "heihe-river-2026"
    page = client.post(
        "/accounts/password/change/", {"oldpassword": "not it", "password1": new, "password2": new}
    ).content.decode()
    assert "请输入现在用的密码" in page
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    clerk.refresh_from_db()
    assert clerk.check_password(new)
    assert "密码改好了" in client.get("/accounts/password/change/").content.decode()


def test_signing_out_asks_first(client: Client, clerk):
    client.force_login(clerk)
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/accounts/logout/").headers["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_a_demonstration_lists_its_accounts(client: Client, demonstration, monkeypatch):
    account = staff.Account("wang.xl", "王晓玲", "窗口", Text("党寨镇便民服务中心"), Text("综合窗口"))
    monkeypatch.setattr(staff, "demonstration_accounts", lambda: (account,))
    page = client.get("/accounts/login/").content.decode()
    assert "演示账号" in page
    assert "党寨镇便民服务中心 · 综合窗口" in page
    assert "siban-demo-2026" in page


def test_a_real_site_offers_no_account(client: Client):
    Installation.objects.update(is_demonstration=False)
    page = client.get("/accounts/login/").content.decode()
    assert "演示账号" not in page
    assert "siban-demo-2026" not in page


@pytest.mark.parametrize(
    ("role", "key"),
    [
        (Role.AGENT, "desk"),
        (Role.CLERK, "desk"),
        (Role.ACCEPTOR, "office"),
        (Role.REVIEWER, "office"),
        (Role.DECIDER, "office"),
        (Role.HEAD, "office"),
        (Role.LEADER, "console"),
        (Role.SUPERVISOR, "console"),
        (Role.EDITOR, "console"),
    ],
)
def test_each_role_has_a_page_where_its_work_begins(role: Role, key: str):
    open_to = [place.key for place in navigation.STAFF if role in place.roles]
    assert open_to[0] == key


def test_a_page_that_does_not_exist_is_not_linked():
    nowhere = navigation.Place("nowhere", "哪儿也不是", "no:such-page", frozenset({Role.CLERK}))
    assert navigation.existing([nowhere]) == []


def test_without_a_page_of_ones_own_home_is_still_a_page(client: Client, clerk):
    client.force_login(clerk)
    assert client.get("/accounts/home/", follow=True).status_code == 200


def test_nobody_goes_home_to_sign_in(client: Client):
    assert client.get("/accounts/home/").headers["Location"] == "/accounts/login/"


def test_links_of_work_go_by_grant():
    actor = Actor(user=None, name="", grants=(Grant(Role.CLERK, "620702"),))
    assert {link.key for link in navigation.for_staff(actor)} <= {"desk"}


def test_the_account_that_was_typed_stays_and_is_escaped(client: Client):
    page = client.post("/accounts/login/", {"login": 'li"<b>', "password": "wrong"}).content.decode()
    assert 'value="li&quot;&lt;b&gt;"' in page
    assert "wrong" not in page


def test_an_empty_field_says_so_beside_the_field(client: Client):
    page = client.post("/accounts/login/", {"login": "", "password": ""}).content.decode()
    assert 'id="id_login-error"' in page
    assert 'aria-invalid="true"' in page


def test_signing_in_and_out_leaves_no_chatter_on_the_page(client: Client, clerk):
    page = client.post("/accounts/login/", {"login": "li.xiulan", "password": PASSWORD}, follow=True)
    assert 'class="saved"' not in client.get("/accounts/password/change/").content.decode()
    assert page.status_code == 200

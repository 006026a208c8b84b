"""Who leads or administers signs in with a code besides the password (等保2.0 8.1.4.1: 两种以上鉴别技术)."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from typer.testing import CliRunner

from siban.domain.staff.models import GrantRow, Post
from siban.domain.staff.rules import SECOND_FACTOR
from siban.kernel.actors import Role
from siban.kernel.models import DataKey, User
from siban.surfaces.cli.main import app
from siban.surfaces.ui import second_factor

PASSWORD = "siban-demo-2026"


def code_at(secret: str, shift: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + shift)))


@pytest.fixture(autouse=True)
def nobody_tried_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def leader() -> User:
    return User.objects.get(name="王生荣")


@pytest.fixture
def secret(leader: User) -> str:
    second_factor.enrol(leader, second_factor.demonstration_secret())
    return second_factor.demonstration_secret()


def password(client: Client, user: User):
    return client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})


def answer(client: Client, code: str):
    return client.post("/accounts/code/", {"code": code})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_password_alone_opens_nothing(client: Client, leader: User, secret: str) -> None:
    assert password(client, leader).headers["Location"] == "/accounts/code/"
    assert not signed_in(client)
    assert client.get("/console/").headers["Location"].startswith("/accounts/login/")


def test_with_the_code_her_pages_open(client: Client, leader: User, secret: str) -> None:
    password(client, leader)
    assert answer(client, code_at(secret)).headers["Location"] == "/accounts/home/"
    assert signed_in(client) and client.get("/console/").status_code == 200


@pytest.mark.parametrize("code", ["000000", "", "12345", "abcdef", "9" * 40])
def test_a_wrong_code_is_refused(client: Client, leader: User, secret: str, code: str) -> None:
    password(client, leader)
    if code != code_at(secret):
        page = answer(client, code)
        assert page.status_code == 200 and not signed_in(client)


def test_a_code_counts_once_in_every_step_of_time_in_which_it_is_valid(
    leader: User, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_at(secret)
    first, second = Client(), Client()
    password(first, leader)
    answer(first, code)
    assert signed_in(first)
    now = time.time()
    for later in (0, 31):  # In the next step it is still within the tolerance of clocks.
        monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda later=later: now + later)
        password(second, leader)
        assert "已经用过" in answer(second, code).content.decode()
        assert not signed_in(second)


def test_five_wrong_codes_lock_for_a_while(client: Client, leader: User, secret: str) -> None:
    password(client, leader)
    for _attempt in range(5):
        answer(client, "000000")
    page = answer(client, code_at(secret)).content.decode()
    assert "先锁五分钟" in page and not signed_in(client)


def test_who_has_no_telephone_bound_binds_one_first_and_gets_spare_codes_once(client: Client, leader: User) -> None:
    password(client, leader)
    assert signed_in(client)
    assert client.get("/console/").headers["Location"].startswith("/accounts/code/telephone/")
    page = client.get("/accounts/code/telephone/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page and "style=" not in page
    found = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page)
    assert found is not None
    assert "动态码不对" in client.post("/accounts/code/telephone/", {"code": "000000"}).content.decode()
    bound = client.post("/accounts/code/telephone/", {"code": code_at(found[1])})
    assert bound.headers["Location"] == "/accounts/code/spare/"
    spare = re.findall(r"<code[^>]*>(\d{8})</code>", client.get("/accounts/code/spare/").content.decode())
    assert len(spare) == 10 and client.get("/console/").status_code == 200
    assert spare[0] not in client.get("/accounts/code/spare/").content.decode(), "shown once"
    other = Client()
    password(other, leader)
    assert answer(other, spare[0]).status_code == 302 and signed_in(other)
    third = Client()
    password(third, leader)
    answer(third, spare[0])
    assert not signed_in(third), "a spare code counts once"


def test_the_secret_lies_sealed(leader: User, secret: str) -> None:
    bound = Authenticator.objects.get(user=leader)
    assert secret not in str(bound.data)
    assert DataKey.objects.filter(pk=bound.data["secret"].split(".")[0]).exists()
    assert second_factor.present_code(leader) == code_at(secret)


def test_a_session_from_before_the_binding_is_asked_for_a_code(leader: User) -> None:
    client = Client()
    password(client, leader)
    second_factor.enrol(leader, second_factor.demonstration_secret())
    assert client.get("/console/").headers["Location"].startswith("/accounts/code/again/")
    assert "动态码不对" in client.post("/accounts/code/again/", {"code": "000000"}).content.decode()
    client.post("/accounts/code/again/?next=/console/", {"code": code_at(second_factor.demonstration_secret())})
    assert client.get("/console/").status_code == 200


def test_every_account_that_leads_or_administers_is_bound_in_the_demonstration() -> None:
    bound = {user.pk for user in second_factor.enrol_demonstration()}
    for role in (Role.LEADER, Role.SUPERVISOR, Role.EDITOR, Role.ADMINISTRATOR):
        assert role in SECOND_FACTOR
        holders = {*Post.objects.filter(role=role).values_list("holder", flat=True)}
        holders |= {*GrantRow.objects.filter(role=role).values_list("user", flat=True)}
        assert holders <= bound
    assert User.objects.get(name="李秀兰").pk not in bound


def test_a_clerk_signs_in_as_before(client: Client) -> None:
    clerk = User.objects.get(name="李秀兰")
    assert password(client, clerk).headers["Location"] == "/accounts/home/"
    assert client.get("/desk/").status_code == 200


def test_the_command_prints_the_code_of_made_up_people_only(committed: None) -> None:
    def siban(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["code", *words])
        return result.exit_code, result.output

    leader = User.objects.get(name="王生荣")
    assert siban(leader.username)[0] == 1
    second_factor.enrol(leader, second_factor.demonstration_secret())
    code, said = siban(leader.username)
    assert code == 0 and said.strip() == second_factor.present_code(leader)
    User.objects.filter(pk=leader.pk).update(is_demonstration=False)
    assert siban(leader.username)[0] == 1
    assert siban(leader.username, "--forget")[0] == 0 and not Authenticator.objects.filter(user=leader).exists()
    assert siban("nobody")[0] == 1

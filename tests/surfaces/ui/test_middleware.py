from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from siban.kernel.actors import Actor, Role
from siban.kernel.refusals import NotAllowed, Refusal, Stale
from siban.surfaces.ui import errors
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.middleware import ActorMiddleware, RefusalMiddleware

pytestmark = pytest.mark.django_db
ELSEWHERE = ("//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example")


def request_by(actor: Actor | None = None, *, htmx: bool = False, path: str = "/office/"):
    request = RequestFactory().get(path)
    vars(request).update(actor=actor, htmx=htmx)
    return request


def answer_to(request, exception: Exception) -> Any:
    return RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, exception)


def test_pages_are_chinese_whatever_the_browser_prefers(client: Client):
    page = client.get("/accounts/login/", headers={"accept-language": "en-GB"})
    assert page.headers["Content-Language"] == "zh-hans"
    assert '<html lang="zh-Hans">' in page.content.decode()


def test_a_choice_of_language_is_kept(client: Client):
    back = client.get("/language/en?next=/accounts/login/")
    assert back.headers["Location"] == "/accounts/login/"
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="en">' in page
    assert "Staff sign-in" in page
    client.get("/language/zh-hans")
    assert "工作人员登录" in client.get("/accounts/login/").content.decode()


def test_a_link_may_ask_for_a_language_and_keeps_it(client: Client):
    assert client.get("/accounts/login/?lang=en").headers["Content-Language"] == "en"
    assert client.get("/accounts/login/").headers["Content-Language"] == "en"
    assert client.get("/accounts/login/?lang=xx").headers["Content-Language"] == "en"


@pytest.mark.parametrize("switch", ["/language/en", "/elder"])
@pytest.mark.parametrize("next_", ELSEWHERE)
def test_a_switch_leads_nowhere_else(client: Client, switch: str, next_: str):
    assert client.get(switch, {"next": next_}).headers["Location"] == "/"


def test_the_way_back_drops_the_language_that_was_asked_for(client: Client):
    assert client.get("/language/zh-hans", {"next": "/track?lang=en&n=1"}).headers["Location"] == "/track?n=1"


def test_an_unknown_language_is_no_page(client: Client):
    assert client.get("/language/fr").status_code == 404


def test_large_type_is_kept_until_it_is_switched_off(client: Client):
    client.get("/elder?on=1")
    page = client.get("/accounts/login/").content.decode()
    assert 'class="for-residents elder"' in page
    assert "12345" in page
    client.get("/elder?on=0")
    assert 'class="for-residents"' in client.get("/accounts/login/").content.decode()


def test_without_a_session_nobody_acts_and_nothing_is_asked(rf: RequestFactory, django_assert_num_queries):
    request = rf.get("/")
    with django_assert_num_queries(0):
        ActorMiddleware(lambda request: HttpResponse())(request)
    assert getattr(request, "actor", "nobody looked") is None


def test_who_signed_in_acts(client: Client, clerk):
    client.force_login(clerk)
    answer: Any = client.get("/accounts/password/change/")
    assert answer.wsgi_request.actor.user == clerk.pk


def test_a_refusal_is_a_page_with_its_sentence_advice_and_status():
    answer = answer_to(request_by(), Stale())
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "您看的是旧页面，别人刚办过。" in text
    assert "请看最新情况，再决定怎么办。" in text
    assert "data-refused" in text


def test_a_refusal_of_an_htmx_act_goes_where_the_page_keeps_refusals():
    answer = answer_to(request_by(htmx=True), NotAllowed())
    assert answer.status_code == 403
    assert answer["HX-Retarget"] == "#refusal"
    assert "<html" not in answer.content.decode()
    assert 'data-code="not-allowed"' in answer.content.decode()


def test_other_exceptions_go_on():
    assert answer_to(request_by(), ValueError()) is None


def test_no_page_of_an_error_echoes_what_was_asked(client: Client):
    for path in ("/622201194406182241", "/language/622201194406182241"):
        page = client.get(path)
        assert "622201194406182241" not in page.content.decode(), path


def test_the_page_of_a_broken_server_needs_no_database(rf: RequestFactory, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "12345" in answer.content.decode()


def test_a_form_that_was_open_too_long_is_told_so_and_keeps_its_draft(clerk):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "li.xiulan", "password": "x"})
    assert answer.status_code == 403
    assert "打开太久了" in answer.content.decode()
    assert "data-refused" in answer.content.decode()
    assert "li.xiulan" not in answer.content.decode()


def test_a_page_of_staff_sends_strangers_to_sign_in_and_refuses_other_roles():
    @staff_page(Role.REVIEWER)
    def view(request):
        return HttpResponse("ok")

    assert view(request_by(path="/office/?mine=1")).headers["Location"] == "/accounts/login/?next=/office/%3Fmine%3D1"
    assert view(request_by(htmx=True)).headers["HX-Redirect"] == "/accounts/login/"
    with pytest.raises(Refusal):
        view(request_by(Actor(user=None, name="")))


def test_the_policy_allows_nothing_inline_and_no_other_host(client: Client):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy


def test_htmx_is_told_not_to_evaluate(client: Client):
    page = client.get("/accounts/login/").content.decode()
    config = page.split('name="htmx-config" content=\'')[1].split("'")[0]
    assert json.loads(config)["allowEval"] is False

"""Acts through the API: the same table, the same refusals, once (rules.TRANSITIONS; RFC 9110 §13)."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from siban.domain.cases import errors
from siban.domain.cases.rules import TRANSITIONS, Action
from siban.domain.cases.services import answers, steps
from siban.domain.exchange.models import Client, Submission
from siban.domain.exchange.queries.clients import actor_of
from siban.kernel.actors import Role
from siban.kernel.models import Event, Look, User
from siban.kernel.refusals import OutOfTurn, Stale
from siban.surfaces.api.acts import ACTS
from tests.surfaces.api.conftest import PERSON, SIGNATURE, System, code, let_in, token_of


def test_every_act_of_the_table_that_people_do_has_an_address() -> None:
    of_people = {action for (_state, action), row in TRANSITIONS.items() if row.roles - {Role.SYSTEM, Role.RESIDENT}}
    offered = {one.action.value for one in ACTS} | {Action.OPEN.value}
    assert of_people - offered == set()
    assert len({one.name for one in ACTS}) == len(ACTS)


def test_an_act_without_the_state_that_was_seen_is_refused(system: System) -> None:
    case = system.received()
    answer = system.post(f"/cases/{case['id']}/acts/claim")
    assert (answer.status_code, code(answer)) == (428, "etag-missing")


def test_page_service_and_api_refuse_an_old_state_alike(system: System, client_row: Client) -> None:
    case = system.received()
    system.act(case, "claim")
    answer = system.post(f"/cases/{case['id']}/acts/accept", etag=case["etag"])
    assert (answer.status_code, code(answer)) == (412, Stale.code)
    with pytest.raises(Stale):
        answers.accept(UUID(case["id"]), by=actor_of(client_row), seen=int(case["etag"].strip('"')))
    assert system.post(f"/cases/{case['id']}/acts/accept", etag="*").status_code == 200


def test_api_and_service_refuse_what_is_out_of_turn_alike(system: System, client_row: Client) -> None:
    case = system.received()
    before = Event.objects.filter(stream=case["id"]).count()
    answer = system.post(f"/cases/{case['id']}/acts/grant", etag=case["etag"])
    assert (answer.status_code, code(answer)) == (409, OutOfTurn.code)
    answer = system.post(f"/cases/{case['id']}/acts/accept", etag=case["etag"])
    assert (answer.status_code, code(answer)) == (errors.NotClaimed.status, errors.NotClaimed.code)
    with pytest.raises(errors.NotClaimed):
        answers.accept(UUID(case["id"]), by=actor_of(client_row))
    assert Event.objects.filter(stream=case["id"]).count() == before


def test_the_same_call_again_gives_the_first_result_once(system: System) -> None:
    case = system.received()
    first = system.post(f"/cases/{case['id']}/acts/claim", etag=case["etag"], key="k-1")
    again = system.post(f"/cases/{case['id']}/acts/claim", etag=case["etag"], key="k-1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["etag"] == first.json()["etag"]
    assert Event.objects.filter(stream=case["id"], act="case.claimed").count() == 1


def test_a_key_used_for_another_content_is_refused(system: System) -> None:
    person = system.post("/people", PERSON).json()
    body = {"item": "old-age-allowance", "applicant": person["id"]}
    first = system.post("/cases", body, key="k-2")
    assert system.post("/cases", body, key="k-2").json()["id"] == first.json()["id"]
    answer = system.post("/cases", {**body, "channel": "home"}, key="k-2")
    assert (answer.status_code, code(answer)) == (422, "idempotency-key-reused")
    assert code(system.post(f"/cases/{first.json()['id']}/acts/print-form", etag="*", key="k-2")) == (
        "idempotency-key-reused"
    )


def test_a_refused_call_leaves_its_key_free(system: System) -> None:
    case = system.received()
    assert code(system.post(f"/cases/{case['id']}/acts/accept", etag=case["etag"], key="k-3")) == "not-claimed"
    assert not Submission.objects.filter(key="k-3").exists()
    assert system.post(f"/cases/{case['id']}/acts/claim", etag=case["etag"], key="k-3").status_code == 200


def test_keys_of_two_clients_do_not_meet(system: System) -> None:
    case = system.received()
    other = System(token_of(let_in("other")))
    assert system.post(f"/cases/{case['id']}/acts/claim", etag=case["etag"], key="k-4").status_code == 200
    assert code(other.post(f"/cases/{case['id']}/acts/claim", etag="*", key="k-4")) == errors.AlreadyClaimed.code


def test_a_case_of_other_offices_is_not_there(system: System) -> None:
    case = system.received()
    stranger = System(token_of(let_in("stranger", posts=(("point-620702108202", "agent"),))))
    for answer in (
        stranger.get(f"/cases/{case['id']}"),
        stranger.get(f"/cases/{case['id']}/timeline"),
        stranger.get(f"/cases/{case['id']}/documents"),
        stranger.get(f"/notices/{case['notices'][0]['id']}/paper?purpose=x"),
    ):
        assert (answer.status_code, code(answer)) == (404, "case-not-found")
    answer = stranger.post(f"/cases/{case['id']}/acts/claim", etag="*")
    assert (answer.status_code, code(answer)) == (403, "not-your-turn")


def test_the_acts_that_a_case_offers_are_those_that_it_takes(system: System) -> None:
    case = system.received()
    assert "claim" in case["actions"] and "accept" not in case["actions"]
    case = system.act(case, "claim")
    assert {"accept", "decline", "correct"} <= set(case["actions"])


def test_what_is_missing_is_told_once_and_supplied(system: System) -> None:
    """ALL 32(4)."""
    draft = system.draft()
    papers = [one["material"] for one in draft["documents"] if one["material"] != "application"]
    lacking = next(one["material"] for one in draft["documents"] if one["manner"] is None and one["material"] in papers)
    case = system.photograph(draft, "application").json()
    case = system.fill(case, ticks={one: {"here": True} for one in papers if one != lacking})
    case = system.act(system.act(case, "receive"), "claim")
    case = system.act(case, "correct")
    assert case["state"] == "correcting"
    case = system.act(
        case, "supply", {"ticks": {lacking: {"here": True}}, "pictures": {lacking: [SIGNATURE]}}, key=str(uuid4())
    )
    assert case["state"] == "received" and case["corrections"] == 1


def test_personal_data_is_masked_unless_it_is_said_what_for(system: System) -> None:
    case = system.received()
    whole = system.get(f"/cases/{case['id']}").content.decode() + system.get("/cases").content.decode()
    for secret in (PERSON["name"], PERSON["number"], PERSON["phone"], PERSON["address"]):
        assert secret not in whole
    person = case["applicant"]["person"]
    assert case["applicant"]["name"].startswith("王") and "桂珍" not in case["applicant"]["name"]
    assert code(system.get(f"/cases/{case['id']}/form")) == "wrong-shape"
    before = Look.objects.count()
    seen = system.post(f"/people/{person}/look", {"purpose": "核对账号", "what": "number"}).json()
    assert (seen["number"], seen["phone"]) == (PERSON["number"], None)
    assert system.get(f"/cases/{case['id']}/form?purpose=核对账号").json()["values"]
    paper = system.get(f"/notices/{case['notices'][0]['id']}/paper?purpose=归档")
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")
    page = next(one["pages"][0] for one in case["documents"] if one["pages"])
    assert system.get(f"/documents/pages/{page}?purpose=核对").status_code == 200
    purposes = list(Look.objects.order_by("pk").values_list("purpose", flat=True))[before:]
    assert purposes == ["核对账号", "核对账号", "归档", "核对"]


def test_a_purpose_of_spaces_is_none(system: System) -> None:
    person = system.post("/people", PERSON).json()
    answer = system.post(f"/people/{person['id']}/look", {"purpose": "   "})
    assert answer.status_code == 422 and not Look.objects.exists()


def test_people_are_found_by_their_number(system: System) -> None:
    person = system.post("/people", PERSON).json()
    found = system.post("/people/search", {"words": PERSON["number"]}).json()
    assert [one["id"] for one in found["items"]] == [person["id"]]
    assert found["items"][0]["masked_number"] != PERSON["number"]


def test_the_inbox_shows_what_waits_for_the_clients_posts(system: System) -> None:
    case = system.received()
    tasks = system.get("/inbox").json()["items"]
    assert [(one["case"]["id"], one["claimed"]) for one in tasks] == [(case["id"], False)]


def test_the_guide_asks_what_intake_will_ask(system: System) -> None:
    found = system.get("/catalogue/find?words=老人钱").json()["items"]
    assert found[0]["item"] == "old-age-allowance"
    body = {"age": 81, "household_region": "620702107203"}
    guide = system.post("/catalogue/items/old-age-allowance/guide", body).json()
    assert guide["competent"] is True and guide["monthly_amount"] and guide["materials"]
    young = system.post("/catalogue/items/old-age-allowance/guide", {"age": 40}).json()
    assert young["unmet"]


def test_a_read_of_a_case_costs_a_bounded_number_of_statements(system: System, django_assert_max_num_queries) -> None:
    case = system.received()
    with django_assert_max_num_queries(26):
        system.get(f"/cases/{case['id']}")
    with django_assert_max_num_queries(9):
        system.get("/cases")


def test_the_work_of_a_client_stands_in_the_log_under_its_name(system: System, client_row: Client) -> None:
    case = system.received()
    assert set(Event.objects.filter(stream=case["id"]).values_list("actor", flat=True)) == {client_row.user_id}
    entries = system.get(f"/cases/{case['id']}/timeline").json()["items"]
    assert {one["who"] for one in entries} <= {"党寨镇自助机", ""}


def test_a_person_at_the_window_goes_on_where_a_client_stopped(system: System, work) -> None:
    case = system.received()
    row = steps.claim(UUID(case["id"]), by=work.staff.acceptor)
    assert answers.accept(row.pk, by=work.staff.acceptor).state == "accepted"
    assert system.get(f"/cases/{case['id']}").json()["state"] == "accepted"


def test_page_and_api_refuse_with_the_same_code_and_the_same_sentence(system: System, work, client) -> None:
    case = system.received()
    system.act(case, "claim")
    client.force_login(User.objects.get(pk=work.staff.acceptor.user))
    body = {"choice": "accept", "seen": case["etag"].strip('"'), "request": str(uuid4())}
    page = client.post(f"/office/cases/{case['id']}/act", body)
    answer = system.post(f"/cases/{case['id']}/acts/accept", etag=case["etag"])
    assert page.status_code == 409 and code(answer) == Stale.code
    assert answer.json()["title"] in page.content.decode()

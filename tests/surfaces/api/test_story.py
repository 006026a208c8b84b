"""The main job through the API: filed, corrected, accepted, decided, delivered (E1, A2, ALL 32–44)."""

from __future__ import annotations

from siban.domain.cases.models import Case
from siban.domain.cases.rules import State
from siban.kernel.models import Event
from tests.surfaces.api.conftest import SIGNATURE, System


def test_a_case_goes_from_the_first_question_to_the_signed_receipt(system: System) -> None:
    case = system.received()
    assert case["state"] == "received"
    case = system.act(system.act(case, "claim"), "accept")
    assert case["state"] == "accepted" and case["promised_due"]
    case = system.act(case, "claim")
    case = system.act(case, "review", {"advice": "grant", "opinion": "满80周岁，户籍在本区。"})
    case = system.act(system.act(case, "claim"), "grant")
    assert (case["state"], case["outcome"]) == ("concluded", "granted")
    case = system.act(system.act(case, "claim"), "deliver", {"signature": SIGNATURE, "manner": "home"})
    assert case["state"] == "delivered"
    kinds = {notice["kind"] for notice in case["notices"]}
    assert {"receipt", "acceptance", "grant", "delivery"} <= kinds
    row = Case.objects.get(pk=case["id"])
    assert row.state == State.DELIVERED
    user = Event.objects.filter(stream=row.pk, act="case.accepted").values_list("actor", flat=True).get()
    assert user == Case.objects.get(pk=row.pk).first_contact

"""A kiosk for the applicant herself: progress by number and tail, and one rating after service (好差评, E3)."""

from __future__ import annotations

import pytest

from siban.domain.cases.queries.tracking import TRIES
from siban.domain.exchange.models import Client
from siban.domain.exchange.rules import Scope
from siban.domain.people.queries import identity
from siban.domain.voice.models import Rating
from siban.kernel.models import Event
from tests.domain.cases.conftest import Work
from tests.surfaces.api.conftest import System, code, let_in, token_of


@pytest.fixture
def kiosk(db: None) -> System:
    """A client with no post at all: what it shows hangs on what the applicant brings."""
    return System(token_of(let_in("hall", posts=()), Scope.CASES_TRACK, Scope.CASES_RATE))


def test_progress_is_told_by_number_and_tail_with_nothing_personal(kiosk: System) -> None:
    case = Work().accepted()
    her = identity(case.applicant)
    proof = {"number": case.number, "tail": her.number.value[-4:]}
    answer = kiosk.post("/progress", proof)
    told = answer.json()
    assert (told["number"], told["state"], told["rateable"], told["rated"]) == (case.number, "accepted", False, False)
    assert "正在审" in told["sentence"] and told["by"] and told["way"] and told["place"]
    said = answer.content.decode()
    assert her.name not in said and her.number.value not in said and (her.phone or "-") not in said
    assert her.name[0] + "*" not in said and answer["Cache-Control"] == "no-store"
    assert "examining it" in System(kiosk.token, language="en").post("/progress", proof).json()["sentence"].lower()


def test_a_wrong_tail_is_not_told_from_a_wrong_number_and_five_close_the_number(kiosk: System) -> None:
    case = Work().received()
    assert code(kiosk.post("/progress", {"number": "12", "tail": "0042"})) == "bad-case-number"
    for turn in range(TRIES):
        # A wrong tail counts at either address, and under a number of the caller's own, too.
        path, more = ("/progress", {}) if turn % 2 else ("/progress/rating", {"level": "good"})
        wrong = kiosk.post(path, {"number": case.number, "tail": "0000", **more}, key=f"t-{turn}" if more else "")
        assert (wrong.status_code, code(wrong)) == (404, "case-not-found")
    tail = identity(case.applicant).number.value[-4:]
    closed = kiosk.post("/progress", {"number": case.number, "tail": tail})
    assert (closed.status_code, code(closed)) == (429, "too-many-tries")


def test_a_decided_case_is_rated_once_with_the_refusals_of_the_portal(kiosk: System) -> None:
    work = Work()
    early, case = work.received(), work.granted()
    first, tail = (identity(one.applicant).number.value[-4:] for one in (early, case))
    body = {"number": case.number, "tail": tail, "level": "very-good", "words": "很方便"}
    assert code(kiosk.post("/progress/rating", {**body, "number": early.number, "tail": first})) == "not-served-yet"
    assert code(kiosk.post("/progress/rating", {**body, "words": "长" * 501})) == "words-too-long"
    assert code(kiosk.post("/progress/rating", {**body, "level": "superb"})) == "wrong-shape"
    given = kiosk.post("/progress/rating", body, key="r-1")
    assert given.status_code == 201 and given.json()["level"] == "very-good"
    assert kiosk.post("/progress/rating", body, key="r-1").json() == given.json()
    assert code(kiosk.post("/progress/rating", body, key="r-2")) == "already-rated"
    row = Rating.objects.get()
    assert row.case_id == case.pk and row.channel == "kiosk" and "很方便".encode() not in bytes(row.sealed_words or b"")
    event = Event.objects.get(stream=row.pk)
    assert event.actor is None and not Event.objects.filter(stream=row.pk).exclude(pk=event.pk).exists()
    assert kiosk.post("/progress", {"number": case.number, "tail": tail}).json()["rated"] is True


def test_each_asks_for_its_scope(client_row: Client) -> None:
    system = System(token_of(client_row, Scope.CASES_READ, Scope.CASES_ACT))
    body = {"number": "1", "tail": "1"}
    assert code(system.post("/progress", body)) == "scope-missing"
    assert code(system.post("/progress/rating", {**body, "level": "good"})) == "scope-missing"

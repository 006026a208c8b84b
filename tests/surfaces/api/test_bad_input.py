"""Bad input gets a 4xx problem and leaves no trace (issue "Bad input gets")."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from siban.kernel.models import Event
from tests.surfaces.api.conftest import System, code

MISSING = "/cases/0199a2b4-7c7e-7000-8000-000000000001"


@pytest.mark.parametrize(
    "sent",
    [
        "{",
        '{"item": ',
        "nonsense",
        "\x00",
        '{"a": ' * 100_000,
        "[" * 100_000,
        '{"item": ' + "9" * 5000 + "}",
        b"\xff\xfe{}",
        b'{"item": "\xc3\x28"}',
    ],
)
def test_what_is_no_json_is_unreadable(system: System, sent: Any) -> None:
    before = Event.objects.count()
    answer = system.call("POST", "/cases", data=sent)
    assert (answer.status_code, code(answer)) == (400, "unreadable")
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "body",
    [
        [],
        None,
        7,
        {"item": 7, "applicant": "x"},
        {"item": "old-age-allowance", "applicant": 12},
        {"item": "../../etc/passwd", "applicant": "0199a2b4-7c7e-7000-8000-000000000001"},
        {"item": "a\x00", "applicant": "0199a2b4-7c7e-7000-8000-000000000001"},
        {"item": "a", "applicant": "0199a2b4-7c7e-7000-8000-000000000001", "unknown": 1},
        {"item": "a", "applicant": "0199a2b4-7c7e-7000-8000-000000000001", "capacity": "king"},
        {"item": "a", "applicant": "0199a2b4-7c7e-7000-8000-000000000001", "scenario": {"x": {"y": {}}}},
        {"item": "a" * 1_000_000, "applicant": "0199a2b4-7c7e-7000-8000-000000000001"},
    ],
)
def test_what_has_another_shape_is_told_place_by_place(system: System, body: Any) -> None:
    answer = system.call("POST", "/cases", data=json.dumps(body))
    assert (answer.status_code, code(answer)) == (422, "wrong-shape")
    assert answer.json()["errors"]


def test_no_body_at_all_is_told_as_a_place_that_is_missing(system: System) -> None:
    assert code(system.call("POST", "/cases", data="")) == "wrong-shape"


def test_what_was_sent_is_not_repeated(system: System) -> None:
    answer = system.post("/people", {"name": {"王桂珍": 1}, "number": 622201194503080042})
    assert "622201" not in answer.content.decode() and "王桂珍" not in answer.content.decode()


def test_numbers_beyond_measure_are_refused(system: System) -> None:
    for body in ({"form": {"a": 10**30}}, {"form": {"a": 1e308}}, {"ticks": {"a": {"here": 1}}}):
        answer = system.call("PATCH", MISSING, body, etag='"1"')
        assert (answer.status_code, code(answer)) == (422, "wrong-shape"), body
    assert code(system.get(f"/feed?after={10**40}")) == "wrong-shape"
    assert code(system.call("PATCH", MISSING, {}, etag='"99999999999999999999"')) == "wrong-shape"


@pytest.mark.parametrize("limit", ["1000000", "0", "-1", "1e3", "x", "９"])
def test_a_page_of_a_million_rows_is_refused(system: System, limit: str) -> None:
    answer = system.get(f"/cases?limit={limit}")
    assert (answer.status_code, code(answer)) == (422, "wrong-shape")


@pytest.mark.parametrize("cursor", ["x", "W10:1abc:zzz", "a" * 300, "%00", "eyJh:1:2"])
def test_a_cursor_that_was_made_up_is_refused(system: System, cursor: str) -> None:
    assert code(system.get(f"/cases?cursor={cursor}")) == "cursor-unknown"


def test_a_cursor_of_another_list_is_refused(system: System) -> None:
    for _ in range(2):
        person = system.post("/people", _person()).json()
        system.post("/cases", {"item": "old-age-allowance", "applicant": person["id"]})
    cursor = system.get("/cases?limit=1").json()["next"]
    assert system.get(f"/cases?limit=1&cursor={cursor}").status_code == 200
    assert code(system.get(f"/inbox?cursor={cursor}")) == "cursor-unknown"


def _person() -> dict[str, Any]:
    from tests.surfaces.api.conftest import PERSON

    return PERSON


def test_pages_of_a_list_hold_every_case_once(system: System) -> None:
    person = system.post("/people", _person()).json()
    made = [
        system.post("/cases", {"item": "old-age-allowance", "applicant": person["id"]}).json()["id"] for _ in range(5)
    ]
    found, cursor = [], ""
    while True:
        page = system.get(f"/cases?limit=2&cursor={cursor}").json()
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert found == made[::-1]


def test_a_body_beyond_the_measure_is_too_large(system: System) -> None:
    answer = system.call("POST", "/cases", data=json.dumps({"item": "a" * (6 * 1024 * 1024)}))
    assert (answer.status_code, code(answer)) == (413, "too-large")


def test_a_picture_that_is_none_is_refused(system: System) -> None:
    answer = system.post(f"{MISSING}/acts/deliver", {"signature": "%%%"}, etag='"1"')
    assert code(answer) == "wrong-shape"
    sent = base64.b64encode(b"no picture").decode()
    answer = system.post(f"{MISSING}/acts/deliver", {"signature": sent}, etag='"1"')
    assert code(answer) == "file-not-readable"


def test_a_form_with_files_cut_off_is_refused(system: System) -> None:
    kind = "multipart/form-data; boundary=x"
    for sent in (b"--x\r\nContent-Disposition: form-data", b"", b"\x00\xff" * 50):
        answer = system.call("POST", f"{MISSING}/documents/a/pages", data=sent, content_type=kind, etag='"1"')
        assert answer.status_code in (400, 422) and code(answer) in ("unreadable", "wrong-shape")
    answer = system.call(
        "POST", f"{MISSING}/documents/a/pages", data=b"x", content_type="multipart/form-data", etag='"1"'
    )
    assert answer.status_code in (400, 422) and code(answer) in ("unreadable", "wrong-shape")

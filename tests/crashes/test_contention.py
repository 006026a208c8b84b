"""64 clients act on the same cases at once: every case goes one way through the table, and nobody sees a fault."""

from __future__ import annotations

import json
import random
import threading
from typing import Any
from uuid import uuid4

from siban.domain.cases.rules import TRANSITIONS
from tests.crashes.clerks import Clerk, Promised
from tests.crashes.site import Site
from tests.surfaces.api.conftest import SIGNATURE

CLIENTS = 64
CASES = 8
TRIES = 12
"""Acts that each client tries."""

BODIES: dict[str, dict[str, Any]] = {
    "claim": {},
    "accept": {},
    "correct": {"ticks": {"application": {"here": False, "reason": "illegible"}}},
    "withdraw": {"shown": "signed", "pictures": [SIGNATURE]},
    "review": {"advice": "grant", "opinion": "满80周岁，户籍在本区。"},
    "grant": {},
    "deny": {"reasons": ["未满80周岁。"]},
}


def test_whatever_64_clients_do_to_the_same_cases_the_table_holds(site: Site) -> None:
    token = site.fill()
    site.open()
    ending = threading.Event()
    filing = Clerk(site.port, token, Promised(), ending, 1)
    cases = [filing.received() for _ in range(CASES)]
    ids = [case["id"] for case in cases]
    answers: list[tuple[str, str, int, str]] = []
    faults: list[BaseException] = []
    start = threading.Barrier(CLIENTS)

    def act(number: int) -> None:
        chance = random.Random(number)
        client = Clerk(site.port, token, Promised(), ending, number)
        start.wait()
        try:
            for _ in range(TRIES):
                case = client.get(f"/cases/{chance.choice(ids)}").json()
                open_to = sorted(set(case["actions"]) & set(BODIES)) or sorted(BODIES)
                # Now and then what the page does not offer, and what another has already changed.
                action = chance.choice(open_to if chance.random() < 0.8 else sorted(BODIES))
                answer = client.post(
                    f"/cases/{case['id']}/acts/{action}", BODIES[action], etag=case["etag"], key=str(uuid4())
                )
                code = "" if answer.status_code == 200 else answer.json()["code"]
                answers.append((case["id"], action, answer.status_code, code))
        except BaseException as fault:  # noqa: BLE001  a thread's fault would be lost otherwise
            faults.append(fault)

    threads = [threading.Thread(target=act, args=(number,)) for number in range(2, CLIENTS + 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, repr(faults[0])
    site.stop_worker()
    assert site.ask("tests.crashes.checking", stdin=Promised().as_json()) == []

    told = site.ask("tests.crashes.paths", *ids)
    for case, came in told.items():
        state = "received"
        for action in came["path"]:
            assert (state, action) in TRANSITIONS, f"{action} from {state} is not in the table"
            state = TRANSITIONS[state, action].to or state
        assert state == came["state"]
        done = [action for id, action, status, _ in answers if id == case and status == 200]
        assert sorted(came["path"]) == sorted(done), "an act was answered and is not there, or the reverse"
    refused = {code for *_, status, code in answers if status != 200}
    assert {"stale", "out-of-turn"} & refused, "nobody ever came too late: the clients did not meet"
    assert len({json.dumps(came["path"]) for came in told.values()}) > 1, "all cases went the same way"

"""Files a case with siban, follows it and concludes it: the whole way, as another system would go it.

    python file_a_case.py --url http://127.0.0.1:8000 --token siban_…

Nothing but the standard library. The token's client needs the posts through whose hands the item goes (docs/api.md says
which for the demonstration). With --hook it also asks to be told by webhook, on this machine, and checks each delivery;
the server then has to run with SIBAN_WEBHOOK_LOOPBACK=1. Exit code 0 once the case is delivered and all of it was seen
in the feed; 1 where the API refused, with its problem on stderr.
"""

from __future__ import annotations

import argparse
import base64
import json
import struct
import sys
import threading
import time
import uuid
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent / "python"))
import siban_webhooks

ITEM = "old-age-allowance"
PATIENCE = 60.0
"""Seconds to wait for the feed and the webhook to tell all that was done."""
Case = dict[str, Any]


class Refused(Exception):
    """The API said no; `problem` says why (RFC 9457)."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem["detail"])
        self.problem = problem


class Api:
    """The calls that this script makes."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url.rstrip("/") + "/api/v1", token

    def call(
        self, method: str, path: str, body: Any = None, *, etag: str = "", kind: str = "application/json"
    ) -> dict[str, Any]:
        """One call. A write is numbered, so that it may be sent again when its answer is lost. Raises Refused."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": kind, "Accept-Language": "zh"}
        if etag:
            headers["If-Match"] = etag
        if method != "GET":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        try:
            with urlopen(Request(self.url + path, data, headers, method=method)) as answer:  # noqa: S310
                text = answer.read()
                return dict(json.loads(text)) if text else {}
        except HTTPError as wrong:
            raise Refused(json.loads(wrong.read())) from wrong

    def act(self, case: Case, action: str, **body: Any) -> Case:
        """An act on the case as it was last read; the case after it."""
        case = self.call("POST", f"/cases/{case['id']}/acts/{action}", body, etag=case["etag"])
        print(f"{action:12} → {case['state']:11} {case['etag']}")
        return case

    def fill(self, case: Case, **what: Any) -> Case:
        return self.call("PATCH", f"/cases/{case['id']}", what, etag=case["etag"])

    def photograph(self, case: Case, material: str, picture: bytes) -> Case:
        """A photographed page of a paper, as a form with a file."""
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="pages"; filename="page.png"\r\n\r\n'
        body = head.encode() + picture + f"\r\n--{mark}--\r\n".encode()
        path = f"/cases/{case['id']}/documents/{quote(material)}/pages"
        return self.call("POST", path, body, etag=case["etag"], kind=f"multipart/form-data; boundary={mark}")


def picture() -> bytes:
    """A white page of 60 × 80 pixels, where a real client has a camera (PNG)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\x00" + b"\xff" * 60 for _ in range(80))
    size = struct.pack(">IIBBBBB", 60, 80, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def filed(api: Api, person: dict[str, str]) -> Case:
    """The application, filled in, signed and taken in; one paper is left out, so that there is something to correct."""
    who = api.call("POST", "/people", person)
    case = api.call("POST", "/cases", {"item": ITEM, "applicant": who["id"]})
    print(f"case {case['number']}")
    item = api.call("GET", f"/catalogue/items/{ITEM}")["content"]
    while case["open_questions"]:
        question = next(one for one in item["scenario"] if one["key"] == case["open_questions"][0])
        case = api.fill(case, scenario={question["key"]: question["options"][0]["key"]})
    wanted = {problem["field"] for problem in case["problems"]}
    samples = {
        one["key"]: one["options"][0]["key"] if one["options"] else one["sample"]["zh"]
        for one in item["form"]
        if one["key"] in wanted
    }
    if samples:
        case = api.fill(case, form=samples)
    case = api.act(case, "print-form")
    case = api.photograph(case, "application", picture())
    asked = [one["material"] for one in case["documents"] if one["state"] == "missing"]
    case = api.fill(case, ticks={one: {"here": one != asked[-1]} for one in asked})
    return api.act(case, "receive")


def concluded(api: Api, case: Case) -> Case:
    """Checked, corrected, accepted, examined, granted, handed over."""
    drawn = base64.b64encode(picture()).decode()
    case = api.act(api.act(case, "claim"), "correct")
    missing = [one["material"] for one in case["documents"] if one["state"] == "missing"]
    ticks = {one: {"here": True, "manner": "copy"} for one in missing}
    case = api.act(case, "supply", ticks=ticks, pictures={one: [drawn] for one in missing})
    if "claim" in case["actions"]:
        case = api.act(case, "claim")
    case = api.act(case, "accept")
    case = api.act(api.act(case, "claim"), "review", advice="grant", opinion="满80周岁，户籍在本区。")
    case = api.act(api.act(case, "claim"), "grant")
    return api.act(api.act(case, "claim"), "deliver", signature=drawn, manner="home")


def followed(api: Api, case: Case, position: int) -> int:
    """All of the case's events, read from the feed until the last one is there; how many. Raises TimeoutError."""
    seen: list[str] = []
    deadline = time.monotonic() + PATIENCE
    while "case.delivered" not in seen:
        page = api.call("GET", f"/feed?{urlencode({'after': position})}")
        seen += [one["type"] for one in page["items"] if one["case"] == case["id"]]
        position = page["next"]
        if not page["more"] and "case.delivered" not in seen:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the feed told only {seen}")
            time.sleep(0.3)
    return len(seen)


class Hook:
    """A receiver on this machine that believes nothing it cannot verify."""

    def __init__(self, api: Api) -> None:
        self.events: list[siban_webhooks.Event] = []
        hook, ready = self, threading.Event()
        self.inbox: siban_webhooks.Inbox | None = None

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                ready.wait()
                self.send_response(hook.take(dict(self.headers), body))
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                """Nothing is printed of what comes."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        made = api.call("POST", "/webhooks", {"url": f"http://127.0.0.1:{self.server.server_port}/"})
        self.api, self.id = api, made["id"]
        self.inbox = siban_webhooks.Inbox(made["secret"])
        ready.set()

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """The status to answer with."""
        assert self.inbox is not None
        try:
            self.events.append(self.inbox.take(headers, body))
        except siban_webhooks.Repeated:
            return 204
        except siban_webhooks.OutOfOrder:
            return 409
        except siban_webhooks.Untrusted:
            return 400
        return 204

    def wait(self, case: Case) -> int:
        """Until all of the case came; how many events. Raises TimeoutError."""
        deadline = time.monotonic() + PATIENCE
        while not any(event.type == "case.delivered" and event.case == case["id"] for event in list(self.events)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"the webhook told only {[event.type for event in self.events]}")
            time.sleep(0.1)
        self.api.call("DELETE", f"/webhooks/{self.id}")
        self.server.shutdown()
        return sum(event.case == case["id"] for event in self.events)


PERSON = {
    "name": "王桂珍",
    "number": "622201194503080042",
    "phone": "13900002716",
    "address": "党寨镇党寨村三社",
    "household_region": "620702107203",
    "residence_region": "620702107203",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--token", required=True)
    parser.add_argument("--hook", action="store_true", help="be told by webhook, too")
    given = parser.parse_args()
    api = Api(given.url, given.token)
    try:
        position = api.call("GET", "/feed?limit=1")["head"]
        hook = Hook(api) if given.hook else None
        case = concluded(api, filed(api, PERSON))
        print(f"feed: {followed(api, case, position)} events")
        if hook:
            print(f"webhook: {hook.wait(case)} events, all of them genuine and in order")
    except Refused as refused:
        print(json.dumps(refused.problem, ensure_ascii=False, indent=1), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

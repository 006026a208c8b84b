"""Another system, as the API meets it: a client with the posts of the main job, and its token."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from siban.domain.exchange.models import Client
from siban.domain.exchange.rules import Scope
from siban.domain.exchange.services.clients import create, issue_token
from siban.domain.staff.models import Post
from siban.kernel.actors import Actor
from tests.domain.cases.conftest import Work, picture

POSTS = (
    ("point-620702107203", "agent"),
    ("centre-620702107", "acceptor"),
    ("civil-affairs-elderly", "reviewer"),
    ("civil-affairs-elderly", "decider"),
)
PERSON = {
    "name": "王桂珍",
    "number": "622201194503080042",
    "phone": "13900002716",
    "phone_owner": "儿子刘建军",
    "address": "党寨镇党寨村三社",
    "household_region": "620702107203",
    "residence_region": "620702107203",
}
SIGNATURE = base64.b64encode(picture()).decode()


def post_of(office: str, role: str) -> Post:
    return Post.objects.select_related("holder").filter(office__key=office, role=role).order_by("pk")[0]


def let_in(key: str = "kiosk", posts: tuple[tuple[str, str], ...] = POSTS, **more: Any) -> Client:
    return create(key, "党寨镇自助机", by=Actor.system(), posts=[post_of(*one) for one in posts], **more)


def token_of(client: Client, *scopes: Scope, life: timedelta = timedelta(days=90)) -> str:
    return issue_token(client.pk, scopes or tuple(Scope), by=Actor.system(), life=life)[1]


@dataclass
class System:
    """Calls the API as another system would."""

    token: str
    browser: Browser = field(default_factory=Browser)
    language: str = "zh"

    def call(self, method: str, path: str, body: Any = None, *, etag: str = "", key: str = "", **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}
        if etag:
            headers["If-Match"] = etag
        if key:
            headers["Idempotency-Key"] = key
        data = more.pop("data", "" if body is None else json.dumps(body))
        kind = more.pop("content_type", "application/json")
        return self.browser.generic(method, f"/api/v1{path}", data, content_type=kind, headers=headers, **more)

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.call("POST", path, {} if body is None else body, **more)

    def act(self, case: dict[str, Any], action: str, body: Any = None, *, key: str = "") -> dict[str, Any]:
        """An act on the case as it was last read; the case after it."""
        answer = self.post(f"/cases/{case['id']}/acts/{action}", body, etag=case["etag"], key=key or str(uuid4()))
        assert answer.status_code == 200, answer.content.decode()
        assert answer["ETag"] == answer.json()["etag"]
        return answer.json()

    def photograph(self, case: dict[str, Any], material: str, data: bytes | None = None) -> Any:
        """A photographed page, as a form with a file sends it."""
        boundary = "sibansiban"
        lines = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="pages"; filename="a.jpg"\r\n'
            f"Content-Type: image/jpeg\r\n\r\n"
        )
        body = lines.encode() + (picture() if data is None else data) + f"\r\n--{boundary}--\r\n".encode()
        return self.call(
            *("POST", f"/cases/{case['id']}/documents/{material}/pages"),
            etag=case["etag"],
            data=body,
            content_type=f"multipart/form-data; boundary={boundary}",
        )

    def person(self) -> dict[str, Any]:
        """Who comes to the window."""
        return PERSON

    def draft(self) -> dict[str, Any]:
        """A draft of the main job, filled in and signed."""
        person = self.post("/people", self.person()).json()
        case = self.post("/cases", {"item": "old-age-allowance", "applicant": person["id"]}).json()
        while case["open_questions"]:
            item = self.get(f"/catalogue/items/{case['item']}").json()["content"]
            question = next(one for one in item["scenario"] if one["key"] == case["open_questions"][0])
            case = self.fill(case, scenario={question["key"]: question["options"][0]["key"]})
        item = self.get(f"/catalogue/items/{case['item']}").json()["content"]
        wanted = {one["field"] for one in case["problems"]}
        samples = {
            one["key"]: one["options"][0]["key"] if one["options"] else one["sample"]["zh"]
            for one in item["form"]
            if one["key"] in wanted
        }
        case = self.fill(case, form=samples) if samples else case
        return self.act(case, "print-form")

    def fill(self, case: dict[str, Any], **what: Any) -> dict[str, Any]:
        answer = self.call("PATCH", f"/cases/{case['id']}", what, etag=case["etag"])
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def received(self, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
        """A case taken in at the village, without some of its papers."""
        case = self.draft()
        answer = self.photograph(case, "application")
        assert answer.status_code == 201, answer.content.decode()
        case = answer.json()
        ticks = {
            one["material"]: {"here": one["material"] not in without}
            for one in case["documents"]
            if one["material"] != "application" and one["manner"] != "shared"
        }
        return self.act(self.fill(case, ticks=ticks), "receive")


def code(answer: HttpResponse) -> str:
    """The code of a problem, after a look at its form."""
    assert answer["Content-Type"] == "application/problem+json", answer.content.decode()[:300]
    problem = json.loads(answer.content)
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:siban:problem:{problem['code']}"
    assert problem["title"] and problem["detail"].startswith(problem["title"])
    return str(problem["code"])


@pytest.fixture
def client_row(db: None) -> Client:
    return let_in()


@pytest.fixture
def system(client_row: Client) -> System:
    return System(token_of(client_row))


@pytest.fixture
def work() -> Work:
    return Work()

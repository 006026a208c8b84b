"""What the description says beyond what the code's types say: media types of problems, headers, scopes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from siban.domain.exchange.rules import SCOPE_NAMES

MEDIA_TYPE = "application/problem+json"
INTRODUCTION = """\
The platform's services for other systems: a desk, an office, a kiosk, a department's own system.

- **Tokens.** `Authorization: Bearer siban_…`, made by an administrator with `siban client token`. A token has \
scopes; what it may do with a case hangs besides on the posts that the client was given, as it does for people.
- **Acts.** `POST /cases/{id}/acts/{action}`. A case lists the `actions` that stand open. Each act wants `If-Match` \
with the case's `ETag`, so that nobody acts on an old state, and takes an `Idempotency-Key`, so that a repeated call \
gives the first result.
- **Problems.** Every refusal is `application/problem+json` (RFC 9457) with the stable `code` that the pages show; \
its sentence comes in the language of `Accept-Language` (zh, en).
- **Pages.** Lists go on with `next` as `cursor`; 100 rows at the most.
- **Personal data** is masked. In full it comes only for a `purpose`, which is on record before it is sent, and which \
the person reads.
- **Told.** The feed (`/feed?after=…`) and webhooks carry ids and codes, no personal data.
"""

ETAG = {"ETag": {"description": "The state of the case, for If-Match.", "schema": {"type": "string"}}}
RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}}}
EXAMPLES: dict[str, dict[str, Any]] = {
    "401": {"code": "token-unknown", "title": "没有带令牌，或者令牌不对。"},
    "403": {"code": "scope-missing", "title": "这个令牌没有“cases:act”的权限。"},
    "404": {"code": "case-not-found", "title": "没有找到这个办件。"},
    "409": {"code": "out-of-turn", "title": "现在这个状态，不能做这一步。"},
    "412": {"code": "stale", "title": "您看的是旧页面，别人刚办过。"},
    "422": {"code": "wrong-shape", "title": "有 1 处不合接口说明。"},
    "428": {"code": "etag-missing", "title": "没有说明看到的是哪一版。"},
    "429": {"code": "too-many-calls", "title": "调用太快，超过每分钟 600 次。"},
}


SHARED = {"If-Match": "IfMatch", "Idempotency-Key": "IdempotencyKey"}
"""Headers that many operations take, described once."""


SAMPLES: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))
"""By operation: a body, and the answer to it, from the demonstration's main job; long lists are cut to two."""
CASE = "getCase"
"""Every operation that answers with a case shows this one's."""


def completed(schema: Any) -> Any:
    """The description as ninja made it, completed in place."""
    case = {"value": SAMPLES[CASE]["answer"]}
    shared: dict[str, dict[str, Any]] = {"parameters": {}, "responses": {}, "examples": {"case": case}}
    for path in schema["paths"].values():
        for operation in path.values():
            _complete(operation, shared)
    components = schema["components"]
    components |= shared
    scopes = "\n".join(f"- `{scope.value}` {name}" for scope, name in SCOPE_NAMES.items())
    components["securitySchemes"]["Bearer"]["description"] = scopes
    return schema


def _complete(operation: dict[str, Any], shared: dict[str, dict[str, Any]]) -> None:
    sample = SAMPLES.get(operation["operationId"], {})
    operation["security"] = [{"Bearer": [operation["x-scope"]]}]
    for number, parameter in enumerate(operation["parameters"]):
        if isinstance(parameter.get("examples"), list):
            # A schema lists its examples, a parameter names them.
            parameter["examples"] = {f"{at}": {"value": one} for at, one in enumerate(parameter["examples"], start=1)}
        name = SHARED.get(parameter["name"])
        if name:
            shared["parameters"][name] = parameter
            operation["parameters"][number] = {"$ref": f"#/components/parameters/{name}"}
    responses = {}
    for status, answer in ((str(status), answer) for status, answer in operation["responses"].items()):
        content = answer.get("content", {})
        if status >= "400":
            name = f"Problem{status}"
            shared["responses"].setdefault(name, _problem(status, answer))
            responses[status] = {"$ref": f"#/components/responses/{name}"}
            continue
        if _is_case(content):
            answer["headers"] = ETAG
            content["application/json"]["examples"] = {"case": {"$ref": "#/components/examples/case"}}
        elif "answer" in sample:
            content["application/json"]["examples"] = {"main": {"value": sample["answer"]}}
        responses[status] = answer
    operation["responses"] = responses
    if "body" in sample:
        operation["requestBody"]["content"]["application/json"]["examples"] = {"main": {"value": sample["body"]}}
    # What the code says of it in its first sentence.
    operation["summary"] = operation["description"].split(". ")[0].split("\n")[0].rstrip(".")


def _is_case(content: dict[str, Any]) -> bool:
    return content.get("application/json", {}).get("schema", {}).get("$ref", "").endswith("/CaseOut")


def _problem(status: str, answer: dict[str, Any]) -> dict[str, Any]:
    content = {**answer["content"]["application/json"], **_example(status)}
    headers = {"headers": RETRY} if status == "429" else {}
    return {"description": answer["description"], "content": {MEDIA_TYPE: content}, **headers}


def _example(status: str) -> dict[str, Any]:
    if status not in EXAMPLES:
        return {}
    said = EXAMPLES[status]
    whole = {"type": f"urn:siban:problem:{said['code']}", "status": int(status), "detail": said["title"], **said}
    return {"examples": {said["code"]: {"value": whole}}}

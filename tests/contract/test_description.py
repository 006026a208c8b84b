"""The API answers as its description says, whatever is sent: no 5xx, no answer that is not described."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator
from pytest_django import DjangoDbBlocker
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from schemathesis.config import SchemathesisConfig
from schemathesis.generation.modes import GenerationMode

from siban.conf.wsgi import application
from siban.surfaces.api.frame import api
from tests.surfaces.api.conftest import System, let_in, token_of

PLAIN = 5
"""Made-up calls of each operation, beside the covering ones that are made of every keyword of its description."""
ACTS = 6
"""Of each act on a case. They share headers and path, so covering each keyword of each would tell nothing new."""


def described(examples: int, *, covering: bool) -> schemathesis.openapi.OpenApiSchema:
    config = {
        "generation": {"max-examples": examples, "deterministic": True, "no-shrink": True},
        "phases": {"stateful": {"enabled": False}, "coverage": {"enabled": covering}},
        "checks": {
            # What a law or a state forbids is refused with 422, too, however well it is shaped.
            "positive_data_acceptance": {"enabled": False},
            # Every call here bears a token; tests/surfaces/api/test_door.py leaves it out.
            "missing_required_header": {"enabled": False},
        },
    }
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", application, config=SchemathesisConfig.from_dict(config)
    )


plain = described(PLAIN, covering=True).exclude(tag="acts")
acts = described(ACTS, covering=False).include(tag="acts")


@dataclass
class Ground:
    """What there is to call about: a client, a case in hand, papers, a webhook."""

    token: str
    known: dict[str, str]


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """One set of rows for the whole module, in a transaction that is taken back."""
    signals = (request_started, request_finished)
    with django_db_blocker.unblock(), transaction.atomic():
        client = let_in("contract", per_minute=100_000)
        system = System(token_of(client))
        case = system.act(system.received(), "claim")
        hook = system.post("/webhooks", {"url": "https://oa.example.gov.cn/siban"}).json()
        for signal in signals:
            # As Django's own test client does while it calls: the connection is the transaction's.
            signal.disconnect(close_old_connections)
        yield Ground(
            system.token,
            {
                "case_id": case["id"],
                "item": case["item"],
                "material": "application",
                "person": case["applicant"]["person"],
                "notice_id": case["notices"][0]["id"],
                "page_id": next(one["pages"][0] for one in case["documents"] if one["pages"]),
                "webhook": hook["id"],
            },
        )
        transaction.set_rollback(True)
    for signal in signals:
        signal.connect(close_old_connections)


def test_no_two_shapes_bear_one_name() -> None:
    """The description keeps shapes by name: a second one of the same name would stand for the first."""
    found: dict[str, set[str]] = {}
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                models = [(model, "validation") for model in operation.models]
                models += [(model, "serialization") for model in operation.response_models.values() if model]
                for model, mode in models:
                    for name, shape in model.model_json_schema(mode=mode).get("$defs", {}).items():
                        found.setdefault(name, set()).add(json.dumps(shape, sort_keys=True))
    assert [name for name, shapes in found.items() if len(shapes) > 1] == []


def answered(case: schemathesis.Case, ground: Ground) -> None:
    """Call, check the answer against the description, and take back what it did."""
    if case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE:
        # Well-shaped calls go to what is really there, so that they come as far as they can.
        case.path_parameters |= {name: value for name, value in ground.known.items() if name in case.path_parameters}
    with transaction.atomic():
        case.call_and_validate(headers={"Authorization": f"Bearer {ground.token}"})
        transaction.set_rollback(True)


@plain.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_is_described(case: schemathesis.Case, ground: Ground) -> None:
    answered(case, ground)


@acts.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_to_an_act_is_one_that_is_described(case: schemathesis.Case, ground: Ground) -> None:
    answered(case, ground)


def test_every_body_and_every_answer_has_an_example_that_fits_it() -> None:
    """OpenAPI 3.1 with examples: what is shown is what is taken and given."""
    whole = json.loads(json.dumps(api.get_openapi_schema()))
    registry = Registry().with_resource("urn:siban", DRAFT202012.create_resource(whole))
    for path in whole["paths"].values():
        for operation in path.values():
            contents = [operation.get("requestBody", {}).get("content", {})]
            contents += [answer.get("content", {}) for answer in operation["responses"].values()]
            for content in contents:
                shown = content.get("application/json")
                if shown is None:
                    continue
                bare = shown["schema"].get("$ref", "").endswith("/Plain")
                assert bare or shown.get("examples"), operation["operationId"]
                for one in shown.get("examples", {}).values():
                    value = one["value"] if "value" in one else whole["components"]["examples"]["case"]["value"]
                    schema = {
                        "$id": "urn:siban:x",
                        **json.loads(json.dumps(shown["schema"]).replace("#/", "urn:siban#/")),
                    }
                    Draft202012Validator(schema, registry=registry).validate(value)

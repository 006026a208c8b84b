"""The catalogue as it ships, without a database."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from siban.conf.settings import DATA
from siban.domain.catalog import loading
from siban.domain.catalog.content import trial, whole
from siban.domain.catalog.types import Version

FOLDER = DATA / "catalogue"
PUBLISHED = (
    "birth-registration",
    "childcare-subsidy",
    "funeral-subsidy",
    "household-business",
    "nursery-place",
    "old-age-allowance",
    "old-age-living-check",
    "out-of-area-care",
    "resident-medical-enrolment",
    "resident-pension-claim",
    "resident-pension-enrolment",
    "resident-pension-proof",
    "resident-pension-stop",
    "senior-card",
    "small-food-workshop",
    "subsistence-allowance",
    "temporary-relief",
    "temporary-relief-urgent",
)


@cache
def contents() -> dict[str, dict[str, Any]]:
    """Content by item, regime and remedies filled in as when it is published."""
    regimes = {record["key"]: record for record in loading.regimes(FOLDER)}
    found = {}
    for item in loading.items(FOLDER):
        found[item.key] = json.loads(json.dumps(whole(item.content, regimes)))
    return found


def content(item: str) -> dict[str, Any]:
    """A copy to take apart."""
    return json.loads(json.dumps(contents()[item]))


@cache
def version(item: str) -> Version:
    """One of the published items as it is read."""
    return trial(contents()[item], item=item)

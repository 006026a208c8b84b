"""Versions of an item with other steps, made for a test."""

from __future__ import annotations

import json

from siban.domain.catalog.models import ItemVersion
from siban.domain.catalog.services import revise
from siban.kernel.actors import Actor
from siban.kernel.clock import today


def with_steps(
    item: str, *, survey: bool = False, publication: int = 0, again: int = 0, unit: str = "calendar"
) -> None:
    """Publish a version of the item, in force from today, whose review is a home visit or a publication.

    `again`: days for which what an objection has changed hangs out once more; `unit`: of both periods.
    """
    row = ItemVersion.objects.filter(item=item, in_force_to=None).order_by("-number").first()
    content = json.loads(json.dumps(row.content))
    review = next(step for step in content["steps"] if step["stage"] == "handling")
    if survey:
        review |= {"act": "survey", "staff": 2}
    if publication:
        review |= {"act": "publication", "period": publication, "period_unit": unit, "second_period": again or None}
    revise(item, content, today(), by=Actor.system())

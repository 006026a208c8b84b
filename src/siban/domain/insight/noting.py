"""What an overseer does from a list: takes note of many cards at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from siban.domain.cases.models import Case
from siban.domain.work.models import Warning
from siban.domain.work.services import warnings
from siban.kernel.actors import Actor
from siban.kernel.refusals import NotAllowed

MOST = 200
"""Cards in one go."""


def acknowledge(ids: Sequence[UUID], *, by: Actor) -> int:
    """看到了: each card by an act of its own; how many are hers to take note of. Raises NotAllowed where none is."""
    streams = dict(Warning.objects.filter(pk__in=ids[:MOST]).values_list("pk", "clock__stream"))
    places = dict(Case.objects.filter(pk__in=streams.values()).values_list("pk", "region"))
    taken = 0
    for id, stream in streams.items():
        try:
            warnings.acknowledge(id, by=by, place=places.get(stream, ""))
        except NotAllowed:
            continue
        taken += 1
    if ids and not taken:
        raise NotAllowed
    return taken

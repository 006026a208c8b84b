"""What the case page shows of what is done beside the papers."""

from __future__ import annotations

from siban.domain.cases.queries.beside import beside
from siban.domain.cases.queries.page import CasePage
from siban.kernel.actors import Actor
from siban.surfaces.office.beside_acts import KEYS, LABELS


def panel(actor: Actor, found: CasePage) -> dict[str, object]:
    """The panel, and the acts that this reader may do now, each with its name."""
    known = beside(actor, found)
    return {"beside": known, "beside_acts": [(action.value, LABELS[action], KEYS[action]) for action in known.open]}

"""Papers of an item that are signed by themselves (授权书, 承诺书): printed at the window, then photographed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors, events
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.rules import Action
from siban.domain.cases.services import letters
from siban.domain.cases.services.intake import HOUSEHOLD
from siban.domain.cases.subject import CASE
from siban.domain.catalog.rules import blocks_for, clean
from siban.domain.catalog.types import Material
from siban.domain.notices import data
from siban.domain.people.identity import Kind, parse
from siban.kernel.actors import Actor
from siban.kernel.acts import act, once

ADULT = 18


@once
def print_blank(
    case_id: UUID,
    material: str,
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Print a paper that is signed by itself, with a place to sign for everyone who has to.

    Raises UnknownMaterial where the item has no such paper.
    """
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        paper = next((one for one in matter.materials if one.key == material and one.blank), None)
        if paper is None:
            raise errors.UnknownMaterial(field=material)
        letters.send(change, matter, undertaking(matter, paper))
        change.record(events.Filled())
    return case


def undertaking(matter: Matter, paper: Material) -> data.Undertaking:
    """The paper as it will print. Every adult of the household signs with the applicant."""
    return data.Undertaking(
        authority=matter.authority.name,
        case_number=matter.case.number,
        item=matter.version.name.zh,
        applicant=letters.party(matter),
        agent=letters.agent(matter),
        telephone=matter.applicant.phone or None,
        by_fingerprint=matter.case.by_fingerprint,
        title=paper.name.zh,
        text=paper.blank.zh if paper.blank else "",
        signers=_adults(matter),
    )


def _adults(matter: Matter) -> tuple[str, ...]:
    """The names of the household's other adults; who has told no number is taken for one, a newborn is crossed out."""
    kept = clean(matter.version, matter.facts, matter.form)
    names = []
    for block in blocks_for(matter.version, matter.facts):
        rows = kept.get(block.key) if block.prefilled_from == HOUSEHOLD else None
        for row in rows if isinstance(rows, list) else ():
            name = str(row.get("name") or "")
            if name and name != matter.applicant.name and _is_adult(row, matter):
                names.append(name)
    return tuple(names)


def _is_adult(row: Mapping[str, object], matter: Matter) -> bool:
    number = row.get("number")
    if not number:
        return True
    age = parse(Kind.CITIZEN, str(number), matter.on).age(matter.on)
    return age is None or age >= ADULT

"""Who applies, for whom, and how she signs: of one case, or of all cases of a 一件事."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from siban.domain.cases.matter import Matter, open_witness
from siban.domain.cases.queries.counter import Intake
from siban.domain.cases.queries.listing import Listing
from siban.domain.cases.rules import Capacity
from siban.domain.cases.services.representation import GUARDIAN_PROOF
from siban.domain.notices.queries import for_stream
from siban.domain.notices.rules import Kind
from siban.domain.people.queries import guardian_proof
from siban.domain.people.rules import Need


@dataclass(frozen=True, slots=True)
class Applying:
    """`mandate`: the one that is printed and waits to be signed; `unproved`: a guardian's proof is to be photographed
    here, since no paper of the list asks for it."""

    name: str
    capacity: str
    other: str
    mandate: UUID | None
    unproved: bool
    by_fingerprint: bool
    needs_fingerprint: bool
    witness: str


def of_intake(intake: Intake) -> Applying:
    """Of one case that was read already. No statement."""
    case = intake.case
    printed = intake.notice(Kind.MANDATE)
    waits = case.capacity == Capacity.REPRESENTATIVE and case.representative_id and not case.mandate_id
    return _applying(
        intake.matter,
        printed.pk if printed and waits else None,
        case.capacity == Capacity.GUARDIAN and GUARDIAN_PROOF not in {one.document.material for one in intake.papers},
    )


def of_family(matters: list[Matter], listing: Listing, family: UUID) -> Applying:
    """Of a 一件事: all its cases have the same applicant and the same representative."""
    lead = matters[0].case
    printed = None
    if lead.capacity == Capacity.REPRESENTATIVE and any(one.case.mandate_id is None for one in matters):
        printed = next((one.pk for one in for_stream(family) if one.kind == Kind.MANDATE), None)
    guarded = lead.capacity == Capacity.GUARDIAN and lead.representative is not None
    unproved = guarded and GUARDIAN_PROOF not in {one.key.split("/")[-1] for one in listing.papers}
    if unproved and lead.representative is not None:
        unproved = guardian_proof(lead.applicant, lead.representative) is None
    return _applying(matters[0], printed, unproved)


def _applying(matter: Matter, mandate: UUID | None, unproved: bool) -> Applying:
    case, someone = matter.case, matter.representative
    return Applying(
        name=matter.applicant.name,
        capacity=case.capacity,
        other=someone.name if someone else "",
        mandate=mandate,
        unproved=bool(unproved),
        by_fingerprint=case.by_fingerprint,
        needs_fingerprint=Need.WRITING in matter.applicant.needs and not case.by_fingerprint,
        witness=open_witness(case),
    )

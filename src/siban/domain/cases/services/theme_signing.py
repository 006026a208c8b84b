"""Who applies for a 一件事 and what is signed for it: told once, on one paper, kept with each of its cases (F9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from siban.domain.cases import errors, errors_answers
from siban.domain.cases import events_families as events
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Document
from siban.domain.cases.models_families import Family
from siban.domain.cases.rules import Capacity
from siban.domain.cases.rules_families import FamilyAction
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services import pledges, representation, theme_letters, words
from siban.domain.cases.services.representation import GUARDIAN_PROOF
from siban.domain.cases.services.themes import FAMILY, Household
from siban.domain.notices import data
from siban.domain.people import queries as people
from siban.domain.people.models import Person
from siban.domain.people.rules import Pledge, end_of_mandate
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once


@once
def represent_family(
    family_id: UUID,
    *,
    by: Actor,
    capacity: Capacity,
    representative: Person | None = None,
    until: date | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Write down who applies for all of it; where no mandate covers every item, one for all is printed to be signed.

    Raises as `representation.represent`.
    """
    with act(FAMILY, family_id, FamilyAction.FILL, by=by, seen=seen, request=request, at=at) as change:
        house = Household(change.subject, change.date)
        printed = None
        if capacity is Capacity.REPRESENTATIVE and representative is not None:
            printed = _print_mandate(change, house, representative, until)
        change.subject.scenario = {**change.subject.scenario, **_who(house, capacity)}
        for matter in house.matters.values():
            representation.represent(
                matter.case.pk,
                by=by,
                capacity=capacity,
                representative=representative,
                until=until,
                with_mandate=printed,
                at=change.at,
            )
        change.record(events.FamilyFilled(scenario=("who",)))
    return change.subject


def _who(house: Household, capacity: Capacity) -> dict[str, str]:
    """The theme's question who applies, as the capacity answers it; nothing where it is not asked."""
    found = {}
    for question in house.merged().questions:
        answers = {
            representation.answer_for(house.matters[item].version, capacity)
            for item, key in question.parts.items()
            if key == "who"
        }
        offered = {option.key for option in question.what.options}
        for answer in answers:
            if answer is not None and answer in offered:
                found[question.key] = answer
    return found


def _print_mandate(change: Change[Family], house: Household, representative: Person, until: date | None) -> UUID | None:
    """委托书 for all items that no mandate covers yet; None where there is none to print."""
    family = change.subject
    open_ones = [
        matter
        for item, matter in house.matters.items()
        if people.mandate_for(family.applicant_id, representative.pk, item, change.date) is None
    ]
    if not open_ones or representative.pk == family.applicant_id:
        return None
    if until is None:
        raise errors.UntilMissing(field="until")
    someone = people.identity(representative)
    letter = representation.mandate_letter(open_ones[0], someone, end_of_mandate(until, change.date))
    letter = replace(letter, case_number=family.number, item=_whole(house, open_ones))
    return theme_letters.send(change, open_ones[0], letter).pk


def _whole(house: Household, matters: list[Matter]) -> str:
    return f"{house.theme.name.zh}（{'、'.join(one.version.name.zh for one in matters)}）"


@once
def sign_family_mandate(
    family_id: UUID,
    pictures: list[bytes],
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Keep the photographed mandate with every case it is for. Raises MandateNotPrinted, files.FileNotReadable."""
    with act(FAMILY, family_id, FamilyAction.FILL, by=by, seen=seen, request=request, at=at) as change:
        house = Household(change.subject, change.date)
        waiting = [matter.case for matter in house.matters.values() if matter.case.mandate_id is None]
        if not waiting:
            raise errors.MandateNotPrinted
        for case in waiting:
            representation.sign_mandate(case.pk, pictures, by=by, at=change.at)
        change.record(events.FamilyFilled(documents=(representation.MANDATE,)))
    return change.subject


@once
def prove_family_guardian(
    family_id: UUID,
    pictures: list[bytes],
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Keep what shows that she is the guardian: once on record, and with every case that lists it.

    Raises NotAGuardian, files.FileNotReadable and its like.
    """
    with act(FAMILY, family_id, FamilyAction.FILL, by=by, seen=seen, request=request, at=at) as change:
        first, *others = Household(change.subject, change.date).matters.values()
        representation.prove_guardian(first.case.pk, pictures, by=by, at=change.at)
        listing = Document.objects.filter(case__in=[one.case for one in others], material=GUARDIAN_PROOF)
        for case_id in listing.values_list("case", flat=True):
            papers.photograph(case_id, GUARDIAN_PROOF, pictures, by=by, at=change.at)
        change.record(events.FamilyFilled(documents=(GUARDIAN_PROOF,)))
    return change.subject


@once
def sign_family_by(
    family_id: UUID,
    *,
    by: Actor,
    fingerprint: bool,
    witness: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """How who applies signs the one form: by hand, or by a fingerprint before a witness. Raises WitnessMissing."""
    with act(FAMILY, family_id, FamilyAction.FILL, by=by, seen=seen, request=request, at=at) as change:
        for matter in Household(change.subject, change.date).matters.values():
            representation.sign_by(matter.case.pk, by=by, fingerprint=fingerprint, witness=witness, at=change.at)
        change.record(events.FamilyFilled())
    return change.subject


# Her word in place of papers


def _pledged(house: Household, kind: Pledge) -> dict[str, list[Document]]:
    """Of each item the papers for which she gives her word."""
    found = {item: papers.in_state(papers.of(m.case), words.STATES[kind]) for item, m in house.matters.items()}
    return {item: rows for item, rows in found.items() if rows}


@once
def print_family_pledge(
    family_id: UUID,
    kind: Pledge,
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Print what is promised or declared for all of it, each paper named once, on one paper. Raises NothingPledged."""
    with act(FAMILY, family_id, FamilyAction.FILL, by=by, seen=seen, request=request, at=at) as change:
        house = Household(change.subject, change.date)
        pledged = _pledged(house, kind)
        if not pledged:
            raise errors_answers.NothingPledged
        lead = house.matters[next(iter(pledged))]
        notice = theme_letters.send(change, lead, _letter(house, kind, pledged))
        for item in pledged:
            pledges.print_pledge(house.matters[item].case.pk, kind, by=by, with_notice=notice.pk, at=change.at)
        change.record(events.FamilyFilled())
    return change.subject


def _letter(house: Household, kind: Pledge, pledged: Mapping[str, list[Document]]) -> data.Promise | data.Declaration:
    matters = [house.matters[item] for item in pledged]
    number, item = house.family.number, _whole(house, matters)
    if kind is Pledge.TOLERANCE:
        said = [pledges.promise(house.matters[one], rows) for one, rows in pledged.items()]
        named = {(row.name, row.by): row for letter in said for row in letter.promised}
        return replace(said[0], case_number=number, item=item, promised=tuple(named.values()))
    told = [pledges.declaration(house.matters[one], rows) for one, rows in pledged.items()]
    proofs = {row.name: row for letter in told for row in letter.proofs}
    return replace(told[0], case_number=number, item=item, proofs=tuple(proofs.values()))


@once
def sign_family_pledge(
    family_id: UUID,
    kind: Pledge,
    pictures: list[bytes],
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Family:
    """Keep the photographed pledge with every case for which it stands. Raises PledgeNotPrinted."""
    with act(FAMILY, family_id, FamilyAction.FILL, by=by, seen=seen, request=request, at=at) as change:
        house = Household(change.subject, change.date)
        pledged = _pledged(house, kind)
        if not pledged:
            raise errors_answers.PledgeNotPrinted
        for item in pledged:
            pledges.sign_pledge(house.matters[item].case.pk, kind, pictures, by=by, at=change.at)
        change.record(events.FamilyFilled())
    return change.subject

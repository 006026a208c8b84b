"""Who stands at the window for the applicant: herself, whom she entrusted, or her guardian."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from siban.domain.cases import errors, errors_answers, events
from siban.domain.cases.matter import Matter, seal_witness
from siban.domain.cases.models import Case, Document
from siban.domain.cases.rules import Action, Capacity
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services import letters
from siban.domain.cases.subject import CASE
from siban.domain.catalog.types import Version
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as frozen
from siban.domain.notices.rules import Kind
from siban.domain.people import queries as people
from siban.domain.people.models import Person
from siban.domain.people.rules import Identity, RelationKind, end_of_mandate
from siban.domain.people.services import give_mandate, relate
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once

MANDATE, GUARDIAN_PROOF = "mandate", "guardian-proof"
"""Keys of the papers by which somebody is entrusted, or shown to be a guardian, in every item that asks for one."""

ANSWERS = {
    Capacity.SELF: ("self",),
    Capacity.REPRESENTATIVE: ("representative", "family", "grandparent"),
    Capacity.GUARDIAN: ("guardian", "parent"),
}
"""How the items' own question who applies answers for each capacity, the first that the item has."""


def answer_for(version: Version, capacity: str) -> str | None:
    """The answer to the item's question who applies that goes with a capacity; None where it has none."""
    question = next((one for one in version.scenario if one.key == "who"), None)
    options = {option.key for option in question.options} if question else set()
    return next((key for key in ANSWERS[Capacity(capacity)] if key in options), None)


def capacity_of(answer: str) -> Capacity | None:
    """The capacity that goes with an answer to the question who applies; None where it may be either."""
    if answer in ("self", "parent", "guardian"):
        return Capacity.SELF if answer != "guardian" else Capacity.GUARDIAN
    return Capacity.REPRESENTATIVE


@once
def represent(
    case_id: UUID,
    *,
    by: Actor,
    capacity: Capacity,
    representative: Person | None = None,
    until: date | None = None,
    with_mandate: UUID | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Write down who applies. A mandate in force is taken over; without one, one until `until` is printed to be signed.

    A guardian's proof that is on record is taken over, else it is photographed, see `prove_guardian`.
    `with_mandate`: the one mandate of the 一件事, printed for all its cases.
    Raises RepresentativeMissing, MandateSelf, MandateDates.
    """
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        if capacity is Capacity.SELF:
            representative = None
        elif representative is None:
            raise errors.RepresentativeMissing(field="representative")
        elif representative.pk == case.applicant_id:
            raise errors.RepresentsHerself(field="representative")
        case.capacity, case.representative, case.mandate = capacity, representative, None
        change.record(events.Filled(scenario=("who",)))
        matter = Matter(case, change.date)
        answer = answer_for(matter.version, capacity)
        if answer is not None:
            case.scenario = {**case.scenario, "who": answer}
        papers.sync(change, Matter(case, change.date))
        if representative is not None and capacity is Capacity.GUARDIAN:
            _take_proof(change, case.applicant, representative)
        elif representative is not None:
            _entrust(change, Matter(case, change.date), representative, until, with_mandate)
    return case


def _take_proof(change: Change[Case], ward: Person, guardian: Person) -> None:
    """Take over the proof that is on record already, so that nobody is asked for it twice."""
    if people.guardian_proof(ward, guardian) is not None:
        Document.objects.filter(case=change.subject, material=GUARDIAN_PROOF).update(
            state="received", manner="seen", supplied_at=change.at, copies=1
        )


@once
def prove_guardian(
    case_id: UUID,
    pictures: list[bytes],
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Keep photographs of what shows that she is the guardian (监护人, with proof), with the case and on record.

    Raises NotAGuardian, files.FileTooLarge, files.FileNotReadable, files.FileEmpty.
    """
    cleaned = [files.clean(picture) for picture in pictures] or [files.clean(b"")]
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        if case.capacity != Capacity.GUARDIAN or case.representative is None:
            raise errors_answers.NotAGuardian
        change.record(events.Filled(documents=(GUARDIAN_PROOF,)))
        if Document.objects.filter(case=case, material=GUARDIAN_PROOF).exists():
            papers.attach(change, Matter(case, change.date), GUARDIAN_PROOF, cleaned)
        # Another file than the case's page: the relation outlives the case.
        proof = files.store(cleaned[0], key=case.applicant.key)
        relate(change, case.applicant, case.representative, RelationKind.GUARDIAN, lives_together=False, proof=proof)
    return case


def require_standing(matter: Matter) -> None:
    """A guardian acts with proof, a representative under a mandate. Where the item lists the paper, it may be promised
    or told like any other.

    Raises RepresentativeMissing, GuardianProofMissing, MandateMissing.
    """
    case = matter.case
    if case.capacity == Capacity.SELF:
        return
    if case.representative is None:
        raise errors.RepresentativeMissing(field="representative")
    listed = {material.key for material in matter.materials}
    if case.capacity == Capacity.GUARDIAN:
        if GUARDIAN_PROOF not in listed and people.guardian_proof(case.applicant, case.representative) is None:
            raise errors_answers.GuardianProofMissing
    elif MANDATE not in listed and case.mandate_id is None:
        raise errors_answers.MandateMissing


@once
def sign_by(
    case_id: UUID,
    *,
    by: Actor,
    fingerprint: bool,
    witness: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """How who applies signs: by hand, or, who cannot write, by a fingerprint before a witness. What was printed before
    is printed and signed anew.

    Raises WitnessMissing where nobody is named, or the clerk names herself.
    """
    name = " ".join(witness.split())[:40]
    if fingerprint and (not name or name == by.name):
        raise errors_answers.WitnessMissing(field="witness")
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        case.by_fingerprint = fingerprint
        case.sealed_witness = seal_witness(case, name) if fingerprint else None
        change.record(events.SignedBy(by_fingerprint=fingerprint))
    return case


def _entrust(
    change: Change[Case], matter: Matter, representative: Person, until: date | None, printed: UUID | None
) -> None:
    case = matter.case
    case.mandate = people.mandate_for(case.applicant_id, representative.pk, case.item, change.date)
    if case.mandate is not None:
        Document.objects.filter(case=case, material=MANDATE).update(
            state="received", manner="seen", supplied_at=change.at, copies=1
        )
        return
    if printed is not None:
        return
    if until is None:
        raise errors.UntilMissing(field="until")
    letter = mandate_letter(matter, people.identity(representative), end_of_mandate(until, change.date))
    letters.send(change, matter, letter)


def mandate_letter(matter: Matter, someone: Identity, until: date) -> data.Mandate:
    """委托书 as it will print, to be signed by the applicant."""
    return data.Mandate(
        site=matter.origin.site.name,
        case_number=matter.case.number,
        item=matter.version.name.zh,
        principal=letters.party(matter),
        principal_telephone=matter.applicant.phone or None,
        representative=data.Party(name=someone.name, masked_number=someone.masked_number),
        representative_telephone=someone.phone or None,
        until=until,
        by_fingerprint=matter.case.by_fingerprint,
    )


@once
def sign_mandate(
    case_id: UUID,
    pictures: list[bytes],
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Keep photographs of the signed mandate: from now on the representative may act in this item.

    Raises MandateNotPrinted, files.FileTooLarge, files.FileNotReadable, files.FileEmpty.
    """
    cleaned = [files.clean(picture) for picture in pictures]
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        change.record(events.Filled(documents=(MANDATE,)))
        # The mandate of a 一件事 is printed once, on the stream of the whole.
        streams = [one for one in (case.pk, case.family_id) if one is not None]
        mandates = Notice.objects.filter(stream__in=streams, kind=Kind.MANDATE.value).select_related("key")
        printed = mandates.order_by("issued_at").last()
        letter = frozen(printed) if printed else None
        if case.representative is None or not isinstance(letter, data.Mandate) or letter.until is None:
            raise errors.MandateNotPrinted
        matter = Matter(case, change.date)
        if Document.objects.filter(case=case, material=MANDATE).exists():
            document = papers.attach(change, matter, MANDATE, cleaned)
            signed = document.pages.select_related("file").order_by("-number")[0].file
        else:
            signed = files.store(cleaned[0], key=case.applicant.key)
        case.mandate = give_mandate(
            change,
            principal=case.applicant,
            representative=case.representative,
            until=letter.until,
            signed=signed,
            item_key=case.item,
        )
    return case

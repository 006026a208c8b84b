"""The papers of a case: which ones apply, what is here, photographs of them, and what the state already has."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from siban.domain.cases import errors, events
from siban.domain.cases.matter import Matter, form_digest
from siban.domain.cases.models import Case, Document, DocumentPage
from siban.domain.cases.rules import Action, DocumentState, Manner
from siban.domain.cases.services import words
from siban.domain.cases.subject import CASE
from siban.domain.catalog.types import Material, MaterialKind, Version
from siban.domain.registers.errors import RegisterDown
from siban.domain.registers.rules import Answer, Power
from siban.domain.registers.services import fetch
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once

POWER = Power.statute("国务院关于在线政务服务的若干规定（国务院令第716号）")
"""State Council Decree 716 (2019), arts. 7–8: what can be obtained by sharing is not asked from the applicant."""


REGISTER = re.compile(r'"register\.([a-z-]+)\.')
"""A register's fact as a condition names it."""


@dataclass(frozen=True, slots=True)
class Tick:
    """What a clerk says of one material: here, and how it was taken; or missing, and why; or, on a signed word of the
    applicant, to follow by `promised` (容缺), or replaced by what she declares (告知承诺)."""

    here: bool
    manner: Manner = Manner.SEEN
    reason: str = ""
    promised: date | None = None
    declared: bool = False

    @property
    def state(self) -> DocumentState:
        if self.here:
            return DocumentState.RECEIVED
        if self.promised:
            return DocumentState.PROMISED
        return DocumentState.DECLARED if self.declared else DocumentState.MISSING


def of(case: Case) -> list[Document]:
    """The documents of a case, in the order of the list."""
    return list(Document.objects.filter(case=case).order_by("position"))


def missing(documents: list[Document]) -> list[Document]:
    return [document for document in documents if document.state == DocumentState.MISSING]


def sync(change: Change[Case], matter: Matter) -> list[Document]:
    """Bring the list in line with the scenario: what applies is listed, what no longer applies goes.

    What the state holds is asked for at once and not from the applicant (State Council Decree 716); where the state
    has nothing, she is asked after all.
    """
    listed = {document.material: document for document in of(change.subject)}
    wanted = matter.materials
    gone = [document for key, document in listed.items() if key not in {material.key for material in wanted}]
    if gone:
        Document.objects.filter(pk__in=[document.pk for document in gone], pages__isnull=True).delete()
    new = [
        Document(
            case=change.subject,
            material=material.key,
            position=matter.version.materials.index(material),
            **_shared(change, material),
        )
        for material in wanted
        if material.key not in listed
    ]
    Document.objects.bulk_create(new)
    return of(change.subject) if new or gone else list(listed.values())


def _shared(change: Change[Case], material: Material) -> dict[str, object]:
    if material.shared_from is None or ask(change, material.shared_from) is None:
        return {}
    return {"state": DocumentState.RECEIVED, "manner": Manner.SHARED, "supplied_at": change.at, "copies": 1}


def ask(change: Change[Case], register: str) -> Answer | None:
    """Ask one of the state's registers for this intake, on the power that the law gives for it and with a record.

    None where it knows nothing or does not answer now: then the paper is asked from the applicant after all.
    """
    try:
        return fetch(change, change.subject.applicant, register, "intake", POWER)
    except RegisterDown:
        return None


def ask_for_conditions(change: Change[Case], version: Version) -> None:
    """Ask the registers that the item's own conditions name and that no paper or field asks already, so that reviewers
    find them settled."""
    named = {match for one in version.conditions if one.check for match in REGISTER.findall(json.dumps(one.check))}
    asked = {material.shared_from for material in version.materials} | {
        (field.prefilled_from or "").split(".")[1] for field in version.form if "." in (field.prefilled_from or "")
    }
    for register in sorted(named - asked):
        ask(change, register)


def in_state(documents: list[Document], state: DocumentState) -> list[Document]:
    return [document for document in documents if document.state == state]


def tick(change: Change[Case], matter: Matter, ticks: Mapping[str, Tick]) -> list[Document]:
    """Write down what is here and what is missing. Raises UnknownMaterial, UnknownAnswer; for what is promised or
    declared as `words.allow`."""
    documents = of(change.subject)
    words.allow(matter, {key: said.promised for key, said in ticks.items() if said.state == DocumentState.PROMISED})
    words.allow_declared(matter, [key for key, said in ticks.items() if said.state == DocumentState.DECLARED])
    listed = {document.material: document for document in documents}
    materials = {material.key: material for material in matter.version.materials}
    touched = []
    for key, said in ticks.items():
        if key not in listed:
            raise errors.UnknownMaterial(field=key)
        if said.reason and said.reason not in {option.key for option in materials[key].why_missing}:
            raise errors.UnknownAnswer(field=key)
        document = listed[key]
        document.state = said.state
        document.promised_until = said.promised if said.state == DocumentState.PROMISED else None
        document.manner = said.manner if said.here else None
        document.reason = "" if said.here else said.reason
        document.copies = max(document.copies, materials[key].copies) if said.here else 0
        document.supplied_at = change.at if said.here else None
        touched.append(document)
    Document.objects.bulk_update(touched, ["state", "manner", "reason", "copies", "supplied_at", "promised_until"])
    return documents


@once
def photograph(
    case_id: UUID,
    material: str,
    pictures: list[bytes],
    *,
    by: Actor,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Keep photographs of a paper and tick it as seen. Files are written before the act, so a crash leaves none half.

    Raises UnknownMaterial, files.FileTooLarge, files.FileNotReadable, files.FileEmpty.
    """
    cleaned = [files.clean(picture) for picture in pictures]
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        attach(change, Matter(change.subject, change.date), material, cleaned)
        change.record(events.Filled(documents=(material,)))
    return change.subject


def attach(change: Change[Case], matter: Matter, material: str, pictures: Sequence[bytes | files.Clean]) -> Document:
    """Add photographed pages to a document and count it as here."""
    document = Document.objects.filter(case=change.subject, material=material).first()
    if document is None:
        raise errors.UnknownMaterial(field=material)
    have = document.pages.count()
    for number, picture in enumerate(pictures, start=have + 1):
        file = files.store(picture, key=change.subject.applicant.key)
        DocumentPage.objects.create(document=document, file=file, number=number)
    kind = next(one.kind for one in matter.version.materials if one.key == material)
    document.state, document.supplied_at, document.reason = DocumentState.RECEIVED, change.at, ""
    document.manner = Manner.KEPT if kind is MaterialKind.FORM else document.manner or Manner.SEEN
    document.copies = have + len(pictures)
    document.save(update_fields=["state", "supplied_at", "reason", "manner", "copies"])
    return document


def signed_form(matter: Matter, documents: list[Document]) -> Document | None:
    """The application form's row: the first material that is a form."""
    forms = {material.key for material in matter.version.materials if material.kind is MaterialKind.FORM}
    return next((document for document in documents if document.material in forms), None)


def require_signed(matter: Matter, documents: list[Document]) -> None:
    """Intake without the signed form is not an application. Raises NotSigned, FormChanged."""
    form = signed_form(matter, documents)
    if form is None:
        return
    if form.state != DocumentState.RECEIVED or not form.pages.exists():
        raise errors.NotSigned
    if matter.case.signed_digest and matter.case.signed_digest != form_digest(matter.case, matter.declared):
        raise errors.FormChanged

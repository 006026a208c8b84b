"""Starting again from what an earlier case had: its form, and its papers that are still good (rules.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from siban.domain.cases import errors_answers, events
from siban.domain.cases.matter import Matter, seal_form
from siban.domain.cases.models import Case, Document, DocumentPage
from siban.domain.cases.rules import Action, DocumentState, Manner, Outcome, State
from siban.domain.cases.services import documents as papers
from siban.domain.cases.subject import CASE
from siban.domain.catalog.types import MaterialKind
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.acts import act, once

GOOD_FOR = timedelta(days=365)
"""How long papers of an earlier case are taken over (practice)."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case that ended without a decision, and how many of its papers can be taken over."""

    case: Case
    papers: int


def earlier(case: Case) -> Earlier | None:
    """The last case of the same item that came to nothing, for a draft. Two statements."""
    if case.state != State.DRAFT or case.again_of_id is not None:
        return None
    found = (
        Case.objects.filter(applicant=case.applicant_id, item=case.item, received_at__isnull=False)
        .filter(received_at__gte=case.opened_at - GOOD_FOR)
        .exclude(pk=case.pk)
        .order_by("-received_at")
        .first()
    )
    if found is None or not (found.state == State.CLOSED or found.outcome in (Outcome.WITHDRAWN, Outcome.TERMINATED)):
        return None
    found.applicant = case.applicant
    return Earlier(found, len(_good(found)))


def _good(case: Case) -> list[Document]:
    """What was handed in and not found wanting; what the state holds is asked for anew."""
    rows = Document.objects.filter(case=case, state=DocumentState.RECEIVED).exclude(manner=Manner.SHARED)
    return [one for one in rows.order_by("position") if not _is_form(case, one)]


def _is_form(case: Case, document: Document) -> bool:
    """Forms are signed anew: they stand for one application."""
    matter = Matter(case, case.opened_at.date())
    return any(one.key == document.material and one.kind is MaterialKind.FORM for one in matter.version.materials)


@once
def start_again(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Take over form and papers of the earlier case. Its pages stay with it; they are copied under the same key.

    Raises NothingToStartFrom.
    """
    with act(CASE, case_id, Action.FILL, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        found = earlier(case)
        if found is None:
            raise errors_answers.NothingToStartFrom
        before = Matter(found.case, change.date)
        case.again_of = found.case
        questions = {one.key for one in Matter(case, change.date).version.scenario}
        case.scenario = {key: value for key, value in found.case.scenario.items() if key in questions} | case.scenario
        matter = Matter(case, change.date)
        keys = {one.key for one in matter.version.form} | {one.key for one in matter.version.blocks}
        known = {key: value for key, value in before.form.items() if key in keys}
        case.sealed_form = seal_form(case, known | {key: value for key, value in matter.form.items() if value})
        here = {one.material: one for one in papers.sync(change, Matter(case, change.date))}
        taken = []
        for old in _good(found.case):
            new = here.get(old.material)
            if new is None or new.state == DocumentState.RECEIVED:
                continue
            _copy(case, old, new, change.at)
            taken.append(old.material)
        change.record(events.StartedAgain(earlier=found.case.pk, documents=tuple(taken)))
    return case


def _copy(case: Case, old: Document, new: Document, at: datetime) -> None:
    for page in old.pages.select_related("file__key").order_by("number"):
        # Cleaned when it was first taken in: kept to the byte.
        data = files.Clean(files.read(page.file), page.file.media_type)
        file = files.store(data, key=case.applicant.key)
        DocumentPage.objects.create(document=new, file=file, number=page.number)
    new.state, new.manner, new.copies, new.supplied_at = DocumentState.RECEIVED, old.manner, old.copies, at
    new.save(update_fields=["state", "manner", "copies", "supplied_at"])

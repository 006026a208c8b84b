"""A promised paper at a window of another site: which case it belongs to and what is awaited, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.domain.cases.errors import CaseNotFound
from siban.domain.cases.models import Case, Document
from siban.domain.cases.rules import TRANSITIONS, Action, DocumentState
from siban.domain.cases.subject import CASE
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import Version
from siban.kernel.actors import Actor

TAKING = tuple(sorted({state for state, action in TRANSITIONS if action == Action.FULFIL}))
"""The states of a case in which a promised paper is taken."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """One case with the papers that were promised: key, name, last day."""

    case: Case
    version: Version
    papers: tuple[tuple[str, str, date], ...]
    seen: int


def awaited(actor: Actor, case_id: UUID) -> Awaited:
    """What this case still waits for, to take it in at any comprehensive window (容缺补来).

    Raises CaseNotFound where nothing is awaited, ComprehensiveOnly, OwnCase, RelativesCase, NotYourTurn.
    """
    case = Case.objects.select_related("stream", "applicant__key", "origin__site").filter(pk=case_id).first()
    rows = Document.objects.filter(case=case_id, state=DocumentState.PROMISED).order_by("position")
    if case is None or case.state not in TAKING or not (waiting := list(rows)):
        raise CaseNotFound
    CASE.may(actor, case, Action.FULFIL, TRANSITIONS[case.state, Action.FULFIL])
    version = catalog.version(case.version_id)
    names = {one.key: str(one.name) for one in version.materials}
    papers = tuple((one.material, names[one.material], one.promised_until) for one in waiting if one.promised_until)
    return Awaited(case, version, papers, case.stream.last_number)


def by_number(actor: Actor, number: str) -> UUID:
    """The case with this number, if it waits for a promised paper. Raises as `awaited` does."""
    found = Case.objects.filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise CaseNotFound
    return awaited(actor, found).case.pk

"""撤回: the applicant takes back what was received, once somebody has made sure that it is her wish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors_established as refusals
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case
from siban.domain.cases.rules import Action
from siban.domain.cases.rules_established import Shown
from siban.domain.cases.services import decisions
from siban.domain.cases.subject import CASE
from siban.domain.notices import data
from siban.domain.people.rules import MandateScope
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once

TAIL = 4
"""Last characters of the document number that are asked for."""


@once
def withdraw(
    case_id: UUID,
    *,
    by: Actor,
    shown: Shown | None = None,
    tail: str = "",
    pictures: Sequence[bytes] = (),
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """She takes it back: by a signed request (`pictures`), in person with her document (`tail`: its last four), or by
    who holds her mandate. A draft that was never received needs none of it.

    Raises WishNotShown, TailWrong, MandateTooNarrow, files.FileNotReadable.
    """
    cleaned = [files.clean(picture) for picture in pictures] if shown is Shown.SIGNED else []
    with act(CASE, case_id, Action.WITHDRAW, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        if case.received_at is None:
            decisions.end(change, data.End.WITHDRAWN, ())
            return case
        if shown is None or (shown is Shown.SIGNED and not cleaned):
            raise refusals.WishNotShown(field="shown")
        if shown is Shown.IN_PERSON:
            _require_tail(change, tail)
        elif shown is Shown.MANDATE:
            _require_mandate(change)
        pages = tuple(files.store(page, key=case.applicant.key).pk for page in cleaned)
        decisions.end(change, data.End.WITHDRAWN, (), shown=shown, pages=pages)
    return case


def _require_tail(change: Change[Case], tail: str) -> None:
    number = Matter(change.subject, change.date).applicant.number.value
    if tail.strip().upper() != number[-TAIL:]:
        raise refusals.TailWrong(field="tail")


def _require_mandate(change: Change[Case]) -> None:
    """Her mandate lets who acts for her withdraw, and is in force."""
    mandate = change.subject.mandate
    in_force = mandate is not None and mandate.revoked_at is None and mandate.since <= change.date <= mandate.until
    if mandate is None or not in_force or MandateScope.APPLY.value not in mandate.scope:
        raise refusals.MandateTooNarrow(field="shown")

"""What is done in one visit at one window: several acts, each in the log, all or none of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from siban.domain.cases.models import Case
from siban.domain.cases.rules import Answer
from siban.domain.cases.services import answers, decisions, delivery, intake, steps
from siban.domain.notices.data import Ground, Place
from siban.kernel.actors import Actor


def receive_and_accept(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Answer 5 at a window that accepts: receipt and acceptance at once."""
    with transaction.atomic():
        intake.receive(case_id, by=by, proposal=Answer.ACCEPT, seen=seen, request=request, at=at)
        return answers.accept(case_id, by=by, request=_second(request, "accept"), at=at)


def receive_and_correct(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Answer 4 at a window that accepts: receipt and the one correction notice at once."""
    with transaction.atomic():
        intake.receive(case_id, by=by, proposal=Answer.CORRECT, seen=seen, request=request, at=at)
        return answers.correct(case_id, by=by, request=_second(request, "correct"), at=at)


def receive_and_decline(
    case_id: UUID,
    *,
    by: Actor,
    ground: Ground,
    reasons: tuple[str, ...] = (),
    competent: Place | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Answers 1 and 2 at a window that accepts: receipt and written decline at once (ALL 32(1), (2))."""
    proposal = Answer.NOT_COMPETENT if ground is Ground.NOT_COMPETENT else Answer.NO_APPROVAL
    with transaction.atomic():
        intake.receive(case_id, by=by, proposal=proposal, seen=seen, request=request, at=at)
        return answers.decline(
            case_id,
            by=by,
            ground=ground,
            reasons=reasons,
            competent=competent,
            request=_second(request, "decline"),
            at=at,
        )


def conclude_on_the_spot(
    case_id: UUID,
    *,
    by: Actor,
    signature: bytes,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """An instant item (即办件): received, accepted, granted and handed over during the visit (ALL 34)."""
    with transaction.atomic():
        receive_and_accept(case_id, by=by, seen=seen, request=request, at=at)
        steps.claim(case_id, by=by, request=_second(request, "claim"), at=at)
        decisions.grant(case_id, by=by, request=_second(request, "grant"), at=at)
        steps.claim(case_id, by=by, request=_second(request, "take"), at=at)
        return delivery.deliver(case_id, by=by, signature=signature, request=_second(request, "deliver"), at=at)


def _second(request: UUID | None, act: str) -> UUID | None:
    """The request number of a further act of the same submission: the same again for the same submission."""
    return uuid5(request, act) if request else None

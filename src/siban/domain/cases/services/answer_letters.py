"""What the letters that answer an application say: issued by the act, and shown beforehand as a draft."""

from __future__ import annotations

from datetime import date

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Document
from siban.domain.cases.services import letters
from siban.domain.catalog.types import Outcome
from siban.domain.notices import data
from siban.domain.notices.rules import Kind
from siban.domain.places.models import Office
from siban.domain.work.rules import Unit


def received_on(matter: Matter) -> date:
    """The day of receipt; a draft that is not received yet shows today."""
    return matter.case.received_on or matter.on


def acceptance(
    matter: Matter,
    to: Office,
    *,
    answer_by: date | None,
    legal_by: date | None,
    provisional: bool,
    by_silence: date | None = None,
    promised: tuple[data.Promised, ...] = (),
) -> data.Acceptance:
    """受理通知书. `to` handles it from now on and is named for questions. `by_silence`: nobody answered in time, and it
    counts as accepted from this day. `promised`: what is still to follow."""
    limits = matter.limits
    return data.Acceptance(
        **letters.common(matter, to),
        received_on=received_on(matter),
        accepted_on=by_silence or matter.on,
        by_silence=by_silence is not None,
        basis=letters.basis(matter, Kind.ACCEPTANCE, under="silence" if by_silence else ""),
        answer_by=answer_by if limits.promised else None,
        answer_days=limits.promised or None,
        in_working_days=Unit(limits.unit) is Unit.WORKING,
        legal_by=legal_by,
        legal_days=limits.statutory,
        provisional=provisional,
        promised=promised,
        remedies=letters.remedies(matter, Outcome.INACTION),
    )


def correction(
    matter: Matter,
    told_by: Office,
    name: str,
    documents: list[Document],
    until: date,
    *,
    turn: int = 1,
    again_because: str | None = None,
    signed_by: str | None = None,
) -> data.Correction:
    """补正材料告知书, with every paper that is still open. From the second on it says why, and who signed for it."""
    return data.Correction(
        **letters.common(matter, told_by, name),
        received_on=received_on(matter),
        basis=letters.basis(matter, Kind.CORRECTION),
        missing=letters.missing(matter, documents),
        until=until,
        until_days=matter.version.regime.correction_days,
        bring_to=letters.place(matter.origin),
        turn=turn,
        again_because=again_because,
        again_signed_by=signed_by,
    )


def decline(
    matter: Matter, name: str, ground: data.Ground, reasons: tuple[str, ...], competent: data.Place | None
) -> data.Decline:
    """不予受理通知书."""
    not_needed = ground is data.Ground.NO_APPROVAL_NEEDED
    return data.Decline(
        **letters.common(matter, matter.holder, name),
        received_on=received_on(matter),
        ground=ground,
        basis=letters.basis(matter, Kind.DECLINE, under="not-needed" if not_needed else ""),
        reasons=tuple(reason.strip() for reason in reasons if reason.strip()),
        competent=competent,
        remedies=letters.remedies(matter, Outcome.DECLINE),
    )

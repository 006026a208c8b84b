"""A new standard for all who draw a benefit (调标): who gets what instead, and the act that makes it so.

A raised standard is a new version of the item with another figure. What goes by age follows it by itself; what a
decision named (低保 fills up to the standard) is counted anew from the facts of its case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from siban.domain.benefits import amounts, errors, events, rules
from siban.domain.benefits.models import Correction, Entitlement, PayLine, Rate, Reassessment, sealed_reason
from siban.domain.benefits.rules import LineKind, ListState, State
from siban.domain.benefits.services import letters
from siban.domain.benefits.subject import REASSESSMENT
from siban.domain.cases.matter import Matter
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.rules import monthly_amount
from siban.domain.catalog.types import Version
from siban.domain.people import queries as people
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, begin, note, once
from siban.kernel.clock import now
from siban.kernel.refusals import NotAllowed

ACTION = "reassess"


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the list: what is paid in that month until now, and by the new standard; None: nothing any more."""

    entitlement: Entitlement
    before: int
    after: int | None


def differences(office: UUID, item: str, from_month: date) -> tuple[Difference, ...]:
    """Whose sum the standard in force in that month changes, read before the act and in it alike. Five statements,
    however many people."""
    version = catalog.current(item, from_month)
    return _counted(_open(office, item, from_month), version, from_month) if version else ()


def _open(office: UUID, item: str, from_month: date) -> Sequence[Entitlement]:
    rows = Entitlement.objects.filter(office=office, item=item, granted_fen__isnull=False)
    rows = rows.exclude(state=State.STOPPED).exclude(rates__from_month=from_month)
    return list(rows.select_related("stream", "person__key", "case__applicant__key", "case__authority", "office"))


def _counted(open_ones: Iterable[Entitlement], version: Version, from_month: date) -> tuple[Difference, ...]:
    found = list(open_ones)
    known = people.identities(one.case.applicant for one in found)
    standards, lines = amounts.Standards(found), []
    for one in found:
        matter = Matter(one.case, from_month)
        if one.case.applicant_id not in known:
            continue  # Her data are erased: there is nobody to pay.
        matter.people = known
        before = amounts.amount_of(one, amounts.born(one, matter.applicant), standards)(from_month) or 0
        after = monthly_amount(version, matter.facts)
        if after != before:
            lines.append(Difference(one, before, after))
    return tuple(lines)


@once
def reassess(
    office: UUID,
    item: str,
    from_month: date,
    *,
    by: Actor,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Reassessment:
    """Bring all open entitlements of an item to the standard of that month, each with a notice; what paid months lack
    goes onto the next list. Who would get nothing any more is left as he is: that wants a check, not a sum.

    Raises NothingToReassess, NotYourBenefit.
    """
    month = rules.month_of(from_month)
    version = catalog.current(item, month)
    if version is None:
        raise errors.NothingToReassess
    new = Reassessment(
        office_id=office, item=item, version_id=version.id, from_month=month, people=0, fen_before=0, fen_after=0
    )
    new.made_by, new.made_at = by.user or _nobody(), at or now()
    with begin(REASSESSMENT, new, ACTION, by=by, request=request, at=at) as change:
        locked = Entitlement.objects.filter(office=office, item=item).order_by("pk").select_for_update(of=("self",))
        list(locked.values_list("pk", flat=True))
        lines = [line for line in differences(office, item, month) if line.after]
        if not lines:
            raise errors.NothingToReassess
        new.people = len(lines)
        new.fen_before = sum(line.before for line in lines)
        new.fen_after = sum(line.after or 0 for line in lines)
        change.at_end(lambda: _write(change, lines))
        change.record(
            events.StandardApplied(
                office=office,
                item=item,
                version=version.id,
                from_month=month,
                people=new.people,
                fen_before=new.fen_before,
                fen_after=new.fen_after,
            )
        )
    return new


def _nobody() -> UUID:
    raise NotAllowed


def _write(change: Change[Reassessment], lines: Sequence[Difference]) -> None:
    """Sum, correction, notice and event of each."""
    new = change.subject
    for line in lines:
        one, after = line.entitlement, line.after or 0
        Rate.objects.create(
            reassessment=new, entitlement=one, from_month=new.from_month, before_fen=line.before, fen=after
        )
        arrears = _made_up(change, one, after)
        letter = letters.adjustment(change, one, before=line.before, fen=after, month=new.from_month, arrears=arrears)
        notice = letters.send_for(change, one, letter)
        note(
            one.pk,
            [
                events.Reassessed(
                    reassessment=new.pk,
                    from_month=new.from_month,
                    before=line.before,
                    fen=after,
                    arrears=arrears,
                    notice=notice.pk,
                )
            ],
            at=change.at,
        )


def _made_up(change: Change[Reassessment], one: Entitlement, after: int) -> int:
    """Corrections for the months that lists paid at the old sum; what they come to, in fen."""
    lines = PayLine.objects.filter(entitlement=one, month__gte=change.subject.from_month)
    lines = lines.exclude(kind=LineKind.CORRECTION).exclude(list__state=ListState.REFUSED)
    rows = [
        Correction(
            entitlement=one,
            month=month,
            fen=after - fen,
            reason=sealed_reason(one.person, "标准调整，补差额" if after > fen else "标准调整，扣差额"),
            made_at=change.at,
        )
        for month, fen in lines.values_list("month", "fen")
        if after != fen
    ]
    Correction.objects.bulk_create(rows)
    return sum(row.fen for row in rows)

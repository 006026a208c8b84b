"""Putting right what was paid, and where it is paid to."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from siban.domain.benefits import amounts, errors, events, rules
from siban.domain.benefits.models import ACCOUNT, Correction, Entitlement, PayLine, sealed_reason
from siban.domain.benefits.rules import Action, LineKind, ListState
from siban.domain.benefits.subject import ENTITLEMENT
from siban.kernel.actors import Actor
from siban.kernel.acts import act, once

MOST = 5_000_000
"""Fen: more than fifty thousand yuan is no correction of a month."""
SHORTEST, LONGEST = 15, 19
"""Digits of an account (ISO/IEC 7812-1 cards, and older passbooks of the rural banks)."""


@once
def correct(
    entitlement_id: UUID,
    *,
    by: Actor,
    month: date,
    fen: int,
    reason: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Entitlement:
    """Put a month right with the next list: a line of its own with its reason, never a second payment of the month.

    A deduction is at most what one month pays. Raises ReasonsMissing, BadSum, MonthNotPaid.
    """
    if not reason.strip():
        raise errors.ReasonsMissing(field="reason")
    with act(ENTITLEMENT, entitlement_id, Action.CORRECT, by=by, seen=seen, request=request, at=at) as change:
        entitlement = change.subject
        lines = PayLine.objects.filter(entitlement=entitlement, month=month, list__state=ListState.CONFIRMED)
        if not lines.exclude(kind=LineKind.CORRECTION).exists():
            raise errors.MonthNotPaid(field="month")
        birth = amounts.born(entitlement)
        monthly = amounts.amount_of(entitlement, birth)(rules.month_of(change.date)) or 0
        if fen == 0 or fen > MOST or fen < -monthly:
            raise errors.BadSum(field="fen")
        Correction.objects.create(
            entitlement=entitlement,
            month=month,
            fen=fen,
            reason=sealed_reason(entitlement.person, reason.strip()),
            made_at=change.at,
        )
        change.record(events.Corrected(month=month, fen=fen))
    return change.subject


@once
def change_account(
    entitlement_id: UUID,
    *,
    by: Actor,
    account: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Entitlement:
    """Pay to another account from the next export on. Raises BadAccount."""
    digits = "".join(account.split())
    if not (digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST):
        raise errors.BadAccount(field="account")
    with act(ENTITLEMENT, entitlement_id, Action.CHANGE_ACCOUNT, by=by, seen=seen, request=request, at=at) as change:
        entitlement = change.subject
        entitlement.account = entitlement.person.key.seal(digits.encode(), ACCOUNT)
        change.record(events.AccountChanged(office=entitlement.office_id))
    return change.subject

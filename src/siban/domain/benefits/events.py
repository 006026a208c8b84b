"""What the log keeps of a benefit and of pay lists. Ids, codes, months and sums; reasons and accounts are sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from siban.kernel.events import payload


@payload("benefit.opened")
@dataclass(frozen=True, slots=True)
class Opened:
    """A grant opened it."""

    case: UUID
    item: str
    office: UUID
    fen: int
    first_month: date
    check_due: date


@payload("benefit.granted_again")
@dataclass(frozen=True, slots=True)
class GrantedAgain:
    """Another case granted what is drawn already: nothing is paid twice."""

    case: UUID


@payload("benefit.checked")
@dataclass(frozen=True, slots=True)
class Checked:
    """The yearly check was done; `case` is the one that proved it, None where the office noted it."""

    on: date
    case: UUID | None
    check_due: date


@payload("benefit.check_overdue")
@dataclass(frozen=True, slots=True)
class CheckOverdue:
    """The check was not done in time; payment pauses after `until`."""

    due: date
    until: date


@payload("benefit.check_called")
@dataclass(frozen=True, slots=True)
class CheckCalled:
    """The office wants the check earlier than in a year; `until` is the day by which it is to be done."""

    until: date


@payload("benefit.stop_proposed")
@dataclass(frozen=True, slots=True)
class StopProposed:
    """The pause has lasted so long that its end is proposed; a person decides."""

    ground: str
    since: date


@payload("benefit.reassessed")
@dataclass(frozen=True, slots=True)
class Reassessed:
    """A new standard holds for it from a month on. `arrears`: what paid months get on top, in fen."""

    reassessment: UUID
    from_month: date
    before: int
    fen: int
    arrears: int
    notice: UUID


@payload("benefit.standard_applied")
@dataclass(frozen=True, slots=True)
class StandardApplied:
    """The act of the office: all open entitlements of an item brought to the standard of a version."""

    office: UUID
    item: str
    version: UUID
    from_month: date
    people: int
    fen_before: int
    fen_after: int


@payload("benefit.suspended")
@dataclass(frozen=True, slots=True)
class Suspended:
    ground: str
    from_month: date
    notice: UUID


@payload("benefit.resumed")
@dataclass(frozen=True, slots=True)
class Resumed:
    ground: str
    from_month: date
    arrears: int
    """What is paid for the months of the pause, in fen."""
    notice: UUID


@payload("benefit.stopped")
@dataclass(frozen=True, slots=True)
class Stopped:
    end: str
    on: date
    from_month: date
    overpaid: int
    notice: UUID


@payload("benefit.corrected")
@dataclass(frozen=True, slots=True)
class Corrected:
    """A month that was paid wrongly is put right with the next list; the reason is sealed in its row."""

    month: date
    fen: int


@payload("benefit.account_changed")
@dataclass(frozen=True, slots=True)
class AccountChanged:
    """Payment goes to another account from the next list on."""

    office: UUID


@payload("pay-list.made")
@dataclass(frozen=True, slots=True)
class ListMade:
    office: UUID
    item: str
    month: date
    people: int
    fen: int


@payload("pay-list.confirmed")
@dataclass(frozen=True, slots=True)
class ListConfirmed:
    """A second person has checked it."""

    people: int
    fen: int


@payload("pay-list.refused")
@dataclass(frozen=True, slots=True)
class ListRefused:
    """Its lines are free for another list."""

    reason: str
    people: int
    fen: int


@payload("pay-list.exported")
@dataclass(frozen=True, slots=True)
class ListExported:
    """Accounts were opened for the bank's file; the look at each person is on record."""

    people: int
    fen: int

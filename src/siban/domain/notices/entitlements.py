"""Data of what happens to a granted benefit: suspended, resumed, brought to a new standard, stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from siban.domain.notices.rules import Kind
from siban.domain.notices.values import Basis, Benefit, Letter, Party, Remedies, Repayment


@dataclass(frozen=True, slots=True, kw_only=True)
class OfBenefit(Letter):
    """What the letters about a benefit share. Months are given by any day in them."""

    granted: str | None = None
    """The decision that opened it: 准予决定书（甘区民准〔2026〕96号）."""
    benefit: Benefit
    basis: tuple[Basis, ...] = ()
    reasons: tuple[str, ...]
    remedies: Remedies = Remedies()

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a letter about a benefit gives reasons")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension(OfBenefit):
    """暂停发放告知书."""

    kind: ClassVar[Kind] = Kind.SUSPENSION
    from_month: date
    mend: tuple[str, ...]
    """What brings it back, each a whole sentence."""
    until: date | None = None
    """By when; after that it is stopped."""
    paid_later: bool = True
    """The suspended months are paid once it is mended."""

    def __post_init__(self) -> None:
        OfBenefit.__post_init__(self)
        if not self.mend:
            raise ValueError("a suspension says how it ends")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumption(OfBenefit):
    """恢复发放告知书."""

    kind: ClassVar[Kind] = Kind.RESUMPTION
    from_month: date
    arrears_fen: int | None = None
    """What is paid for the suspended months, together with the first one."""
    arrears_from: date | None = None
    arrears_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(OfBenefit):
    """停止发放告知书."""

    kind: ClassVar[Kind] = Kind.STOP
    from_month: date
    """The first month that is not paid."""
    recipient: Party | None = None
    """Who reads it where the holder has died; None: the holder."""
    repayment: Repayment | None = None
    """What was paid beyond the last due month."""
    advice: tuple[str, ...] = ()
    """What else can be asked for, each a whole sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment(OfBenefit):
    """待遇调整告知书: a new standard changes the sum; `benefit` says the new one."""

    kind: ClassVar[Kind] = Kind.ADJUSTMENT
    from_month: date
    before_fen: int
    difference_fen: int | None = None
    """What paid months get on top, or what is held back where negative."""

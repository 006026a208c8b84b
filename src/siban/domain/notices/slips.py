"""Data of what carries a case number only: receipt, application form, mandate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from siban.domain.notices.rules import Kind
from siban.domain.notices.values import Agent, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper taken in, how (收原件, 看过，已还), and how many (1份, 拍2张)."""

    name: str
    how: str
    quantity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """收件凭证: what was taken, when, by whom. Not yet acceptance."""

    kind: ClassVar[Kind] = Kind.RECEIPT
    site: str
    case_number: str
    item: str
    applicant: Party
    agent: Agent | None = None
    clerk: str
    taken_at: datetime
    """Local time."""
    telephone: str | None = None
    papers: tuple[Paper, ...] = ()
    looked_up: str | None = None
    """What is asked of the state instead: 户口本由我们向公安查，不用交。"""
    answer_by: date | None = None
    """By when acceptance is answered; None where the matter is done on the spot."""
    silence_accepts: bool = True
    """Without an answer it counts as accepted from the day of receipt (ALL 32(4))."""
    whole_by: date | None = None
    """一件事: by when all of it has its one result."""
    apart: tuple[str, ...] = ()
    """一件事: what belongs to it and cannot be taken in with it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the form. A value that is None leaves room for handwriting."""

    label: str
    value: str | None = None
    wide: bool = False
    """Takes the whole width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A repeating block (household members) as a table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    fields: tuple[Field, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm:
    """申请表, printed filled, to be signed or marked with a fingerprint before a witness."""

    kind: ClassVar[Kind] = Kind.APPLICATION_FORM
    title: str
    """高龄津贴申请表."""
    authority: str
    """To whom it is addressed."""
    case_number: str
    item: str
    version: str
    """Which version of the item the form belongs to: 2026年第2版."""
    applicant: Party
    agent: Agent | None = None
    sections: tuple[Section, ...] = ()
    declaration: tuple[str, ...] = ()
    """Empty: the usual declaration that what is stated is true."""
    authorisation: str | None = None
    """Text of the authorisation to check income and assets, signed apart (低保)."""
    photo: bool = False
    by_fingerprint: bool = False
    """The applicant cannot write: a witness signs beside the fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """委托书: who, for whom, which item, until when."""

    kind: ClassVar[Kind] = Kind.MANDATE
    site: str
    case_number: str | None = None
    item: str
    principal: Party
    principal_telephone: str | None = None
    representative: Party
    representative_telephone: str | None = None
    relation: str | None = None
    powers: tuple[str, ...] = ()
    """Empty: handing in papers, signing receipts, taking the result."""
    until: date | None = None
    by_fingerprint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyReceipt:
    """代办收据: what a village agent took from a resident to carry out an order (代办, 代缴). No 文号, no seal."""

    kind: ClassVar[Kind] = Kind.AGENCY_RECEIPT
    site: str
    case_number: str
    """The order's own number, at most 17 characters."""
    item: str
    """What is to be done, without a name: anyone who verifies the receipt sees it."""
    applicant: Party
    agent: str
    """Who took the order and answers for it."""
    taken_at: datetime
    """Local time."""
    telephone: str | None = None
    fen: int | None = None
    """Money taken to be paid on; None: none."""
    paid: str | None = None
    """How it came: 现金, 扫码. None: cash."""
    payee: str | None = None
    """To whom it is paid on: 国家税务总局张掖市甘州区税务局."""
    official_by: date | None = None
    """By when the payee's own receipt is handed over."""
    papers: tuple[Paper, ...] = ()
    return_by: date | None = None
    """By when originals go back."""
    done_by: date | None = None

    def __post_init__(self) -> None:
        if self.fen is not None and self.official_by is None:
            raise ValueError("who takes money says by when the official receipt comes")

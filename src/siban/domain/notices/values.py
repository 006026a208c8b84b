"""Values that the data of several notices share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The applicant (申请人)."""

    name: str
    masked_number: str | None = None
    is_organisation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who acts for the applicant (代办人), and as what: 儿子, 监护人, 代办员."""

    name: str
    relation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who handles it (谁在办)."""

    office: str
    telephone: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a decision rests on: the document without book marks, and the article as it is cited (第三十三条)."""

    document: str
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to go."""

    name: str
    address: str | None = None
    telephone: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """What can be done against a decision. Reconsideration within 60 days, lawsuit within six months
    (Reconsideration Law 2023 art. 20, Administrative Procedure Law art. 46). With neither: complaint only."""

    reconsideration: str | None = None
    """The body that reconsiders: 甘州区人民政府."""
    court: str | None = None
    """The court of first instance: 甘州区人民法院."""
    reconsideration_first: bool = False
    """A lawsuit is only open after reconsideration (art. 23)."""


class Per(StrEnum):
    """How often a sum is paid."""

    ONCE = "once"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What a granted benefit pays."""

    fen: int
    per: Per = Per.MONTH
    first_month: date | None = None
    last_month: date | None = None
    paid: str | None = None
    """How it reaches the person: 每月15日前打到社保卡（尾号0371）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repayment:
    """What must be paid back: how much, by when, and how."""

    fen: int
    by: date
    how: str | None = None
    """交到甘州区民政局专户，账号见附页; None: the office that handles it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What all numbered notices have in common."""

    authority: str
    """Full name, as on the seal."""
    we: str = "我单位"
    """How the authority calls itself: 我局, 我镇."""
    case_number: str
    applicant: Party
    agent: Agent | None = None
    item: str
    matter: str | None = None
    """What was asked for, as it is said (高龄津贴), where the item's name does not read in a sentence."""
    contact: Contact

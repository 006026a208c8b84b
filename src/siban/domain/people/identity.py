"""Numbers that people and organisations are known by: how they are typed, checked, shown. Pure; names no one.

Citizen ID: GB 11643-1999, 18 characters, check character ISO 7064 MOD 11-2. Unified social credit code: GB 32100-2015.
Check digits come from python-stdnum; its whole-number checks do not fit: `cn.ric` refuses whoever bears the code of a
county that was renamed since, `cn.uscc` refuses organisations registered by the agriculture authorities (N…).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from siban.domain.people import errors

EARLIEST_BIRTH = date(1890, 1, 1)
"""Nobody born before this comes to a window: an earlier year is a slip of the hand."""


class Kind(StrEnum):
    """Kinds of documents that are taken."""

    CITIZEN = "citizen"
    PASSPORT = "passport"
    HK_MACAO = "hk-macao-permit"
    TAIWAN = "taiwan-permit"
    FOREIGN_RESIDENT = "foreign-resident"
    CREDIT_CODE = "credit-code"


KIND_NAMES: dict[Kind, Promise] = {
    # Residence permits of people from Hong Kong, Macao and Taiwan (81–83) and the foreigners' card of 2023 (9…) are
    # numbered like citizen IDs, and belong here.
    Kind.CITIZEN: _("居民身份证"),
    Kind.PASSPORT: _("护照"),
    Kind.HK_MACAO: _("港澳居民来往内地通行证"),
    Kind.TAIWAN: _("台湾居民来往大陆通行证"),
    Kind.FOREIGN_RESIDENT: _("外国人永久居留身份证（2023年前）"),
    Kind.CREDIT_CODE: _("统一社会信用代码"),
}


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


SEX_NAMES: dict[Sex, Promise] = {Sex.FEMALE: _("女"), Sex.MALE: _("男")}


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number that passed `parse`: only its kind and its normalised characters; the rest is read off it."""

    kind: Kind
    value: str

    @property
    def birth(self) -> date | None:
        """The day of birth that a citizen ID carries; None for other documents."""
        if self.kind is not Kind.CITIZEN:
            return None
        return date(int(self.value[6:10]), int(self.value[10:12]), int(self.value[12:14]))

    @property
    def sex(self) -> Sex | None:
        """Odd 17th digit: male; None for other documents."""
        if self.kind is not Kind.CITIZEN:
            return None
        return Sex.MALE if int(self.value[16]) % 2 else Sex.FEMALE

    @property
    def region(self) -> str:
        """The county (GB/T 2260) where a citizen ID was first given; says nothing of where she lives now."""
        return self.value[:6] if self.kind is Kind.CITIZEN else ""

    @property
    def masked(self) -> str:
        return mask(self.value)

    def age(self, on: date) -> int | None:
        """Full years on a day (周岁); None where the number carries no birth."""
        return None if self.birth is None else age(self.birth, on)


def age(birth: date, on: date) -> int:
    """Full years from birth, reached on the birthday itself; who was born on 29 February reaches them on the last day
    of February in other years (Civil Code 202: without a corresponding day the last of the month ends the period).
    """
    try:
        birthday = birth.replace(year=on.year)
    except ValueError:
        birthday = date(on.year, 2, 28)
    return on.year - birth.year - (on < birthday)


def mask(value: str) -> str:
    """What may be shown of a number: 6222**********1023; short ones keep one character in front and two behind."""
    if len(value) >= 15:
        return f"{value[:4]}{'*' * (len(value) - 8)}{value[-4:]}"
    if len(value) >= 5:
        return f"{value[0]}{'*' * (len(value) - 3)}{value[-2:]}"
    return "*" * len(value)


# What input methods, scanners and copied text put into numbers; full-width forms differ from ASCII by a fixed step.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_IGNORED = re.compile(r"[\s\-‐-―−_.·\u200b-\u200f\u2060\ufeff]+")
_X_ALIKE = str.maketrans({"×": "X", "Х": "X", "х": "X", "✕": "X"})


def normalise(text: str) -> str:
    """What was typed, without full-width forms, spaces, hyphens and small letters."""
    return _IGNORED.sub("", text.translate(_FULL_WIDTH)).translate(_X_ALIKE).upper()


def parse(kind: Kind | str, text: str, on: date) -> IdNumber:
    """The number that `text` stands for, or the refusal that says what is wrong with it (all of them `BadNumber`).

    `on` is the day it is: no one is born after it.
    """
    try:
        known = Kind(kind)
    except ValueError as unknown:
        raise errors.UnknownKind() from unknown
    value = normalise(text)
    if not value:
        raise errors.NumberMissing()
    _CHECKS[known](value, on)
    return IdNumber(known, value)


def _check_citizen(value: str, on: date) -> None:
    if len(value) == 15 and _digits(value):
        raise errors.OldNumber()
    if len(value) != 18:
        raise errors.WrongLength(due=18, given=len(value))
    if not (_digits(value[:17]) and (_digits(value[17]) or value[17] == "X")):
        raise errors.LettersInside()
    if value[0] == "0":
        raise errors.BadRegion()
    try:
        birth = date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError as impossible:
        raise errors.ImpossibleBirth() from impossible
    # A wrong date is said before a wrong check digit: it tells where to look.
    if birth > on:
        raise errors.FutureBirth()
    if birth < EARLIEST_BIRTH:
        raise errors.BirthTooEarly()
    if mod_11_2.calc_check_digit(value[:17]) != value[17]:
        raise errors.WrongCheckDigit()


_CREDIT_CODE = re.compile(r"[1-9ANY][0-9A-HJ-NP-RTUW-Y][0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}")


def _check_credit_code(value: str, on: date) -> None:
    if len(value) == 9 or (len(value) == 15 and _digits(value)):
        raise errors.OldOrganisationNumber()
    if len(value) != 18:
        raise errors.WrongLength(due=18, given=len(value))
    if not _CREDIT_CODE.fullmatch(value):
        raise errors.NotACreditCode()
    if uscc.calc_check_digit(value[:17]) != value[17]:
        raise errors.WrongCheckDigit()


def _form(pattern: str, refusal: type[errors.BadNumber]) -> Callable[[str, date], None]:
    form = re.compile(pattern)

    def check(value: str, on: date) -> None:
        if not form.fullmatch(value):
            raise refusal()

    return check


def _digits(text: str) -> bool:
    """ASCII digits only: `str.isdigit` also takes ² and Arabic ones."""
    return text.isascii() and text.isdigit()


_CHECKS: dict[Kind, Callable[[str, date], None]] = {
    Kind.CITIZEN: _check_citizen,
    Kind.CREDIT_CODE: _check_credit_code,
    Kind.PASSPORT: _form(r"[0-9A-Z]{5,15}", errors.BadPassport),
    Kind.HK_MACAO: _form(r"[HM][0-9]{8}([0-9]{2})?", errors.BadHkMacaoPermit),
    Kind.TAIWAN: _form(r"[0-9]{8}|[0-9]{10}[A-Z]?", errors.BadTaiwanPermit),
    Kind.FOREIGN_RESIDENT: _form(r"[A-Z]{3}[0-9]{12}", errors.BadForeignResident),
}

"""What is asked of the state's registers, and what is said of their answers. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _

from siban.domain.people.rules import Identity
from siban.domain.registers import errors
from siban.kernel.text import Text

Fact = str | int | bool
"""A value as forms and conditions read it; dates in ISO form."""


class Key(StrEnum):
    """Registers that the platform knows how to read. Facts of each, beside `Answer.as_of`:

    household: region (12 digits), address, since (year moved in; left out where she was born there)
    pension: drawing, kind, certified_on (date of the last proof of life; left out where there is none)
    social-security-card: bank, account, tail (last four), activated
    allowance: received, since (month as 2025-03; where received)
    disability: certificate; where there is one, category (a key of CATEGORIES) and level (1 to 4, 1 the gravest)
    medical: insured, year
    """

    HOUSEHOLD = "household"
    PENSION = "pension"
    SOCIAL_SECURITY_CARD = "social-security-card"
    ALLOWANCE = "allowance"
    DISABILITY = "disability"
    MEDICAL = "medical"


NAMES: dict[Key, Text] = {
    Key.HOUSEHOLD: Text("户籍", "Household registration"),
    Key.PENSION: Text("养老待遇", "Pension"),
    Key.SOCIAL_SECURITY_CARD: Text("社会保障卡", "Social security card"),
    Key.ALLOWANCE: Text("高龄津贴", "Old-age allowance"),
    Key.DISABILITY: Text("残疾人证", "Disability certificate"),
    Key.MEDICAL: Text("医保参保", "Medical insurance"),
}

HOLDERS: dict[Key, Text] = {
    Key.HOUSEHOLD: Text("公安", "Police"),
    Key.PENSION: Text("人社", "Human Resources"),
    Key.SOCIAL_SECURITY_CARD: Text("人社", "Human Resources"),
    Key.ALLOWANCE: Text("民政", "Civil Affairs"),
    Key.DISABILITY: Text("残联", "Disabled Persons' Federation"),
    Key.MEDICAL: Text("医保", "Medical Security"),
}


CATEGORIES: dict[str, Text] = {
    "sight": Text("视力", "sight"),
    "hearing": Text("听力", "hearing"),
    "speech": Text("言语", "speech"),
    "physical": Text("肢体", "physical"),
    "intellectual": Text("智力", "intellectual"),
    "mental": Text("精神", "mental"),
    "multiple": Text("多重", "multiple"),
}
"""Kinds of disability (GB/T 26341-2010)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a register holds of a person, and on which day it was so."""

    facts: Mapping[str, Fact]
    as_of: date


class Register(Protocol):
    """The port: one of the state's own registers, asked through whatever adapter reaches it.

    It is asked by name and number together, as the holders of such data demand, so that a mistyped number shows nobody
    else. None: it knows no such person. Raises RegisterDown. A register marked as demonstration is asked about made-up
    people only.
    """

    @property
    def key(self) -> Key: ...

    @property
    def is_demonstration(self) -> bool: ...

    def ask(self, identity: Identity) -> Answer | None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A register that the platform keeps itself; of whom it knows nothing, the other one that has its key is asked."""

    own: Register
    other: Register
    is_demonstration: bool = False

    @property
    def key(self) -> Key:
        return self.own.key

    def ask(self, identity: Identity) -> Answer | None:
        """What our own says of her; whether the other one may be asked, `queries.ask` knows."""
        return self.own.ask(identity)


class PowerKind(StrEnum):
    CONSENT = "consent"
    STATUTE = "statute"


@dataclass(frozen=True, slots=True)
class Power:
    """On what a look-up stands (PIPL 13, 34): the person's consent and where she gave it, or the article of a law."""

    kind: PowerKind
    basis: str

    def __post_init__(self) -> None:
        if not 0 < len(self.basis.strip()) <= 200:
            raise errors.PowerMissing(field="basis")

    @classmethod
    def consent(cls, where: str) -> Power:
        """Consent, with the paper or page on which it was given. Raises PowerMissing."""
        return cls(PowerKind.CONSENT, where)

    @classmethod
    def statute(cls, article: str) -> Power:
        """A statutory power, by law and article. Raises PowerMissing."""
        return cls(PowerKind.STATUTE, article)


@dataclass(frozen=True, slots=True)
class Known:
    """One line of what the state already knows: what, who holds it, whether it speaks for her application."""

    register: Key
    text: str
    holder: Text
    ok: bool


def known(key: Key, answer: Answer | None, *, on: date, place: str = "") -> Known:
    """An answer as the window reads it, in the reader's language; `place` names the region of a household."""
    text, ok = (
        (_("没有查到：%(what)s") % {"what": NAMES[key]}, False) if answer is None else _SAY[key](answer, on, place)
    )
    return Known(key, text, HOLDERS[key], ok)


def unreachable(key: Key) -> Known:
    """The line where a register does not answer."""
    return Known(key, _("%(what)s现在查不到，请看材料") % {"what": NAMES[key]}, HOLDERS[key], False)


def _household(answer: Answer, on: date, place: str) -> tuple[str, bool]:
    if "since" in answer.facts:
        return _("户籍在%(place)s，%(year)s年迁入") % {"place": place, "year": answer.facts["since"]}, True
    return _("户籍在%(place)s") % {"place": place}, True


def _pension(answer: Answer, on: date, place: str) -> tuple[str, bool]:
    if not answer.facts["drawing"]:
        return _("没有领养老金"), False
    certified = answer.facts.get("certified_on")
    if isinstance(certified, str) and (day := date.fromisoformat(certified)).year == on.year:
        return _("养老金在领，%(month)s月已认证") % {"month": day.month}, True
    return _("养老金在领，今年还没认证"), False


def _card(answer: Answer, on: date, place: str) -> tuple[str, bool]:
    told = {"tail": answer.facts["tail"], "bank": answer.facts["bank"]}
    if answer.facts["activated"]:
        return _("社保卡尾号%(tail)s，%(bank)s，已激活") % told, True
    return _("社保卡尾号%(tail)s，%(bank)s，还没激活") % told, False


def _allowance(answer: Answer, on: date, place: str) -> tuple[str, bool]:
    if answer.facts["received"]:
        year, month = str(answer.facts["since"]).split("-")
        return _("已经在领高龄津贴，%(year)s年%(month)s月起") % {"year": year, "month": int(month)}, False
    return _("没有领过高龄津贴"), True


def _disability(answer: Answer, on: date, place: str) -> tuple[str, bool]:
    if answer.facts["certificate"]:
        told = {"category": CATEGORIES[str(answer.facts["category"])], "level": answer.facts["level"]}
        return _("有残疾人证，%(category)s，%(level)s级") % told, True
    return _("没有残疾人证"), False


def _medical(answer: Answer, on: date, place: str) -> tuple[str, bool]:
    if answer.facts["insured"] and answer.facts["year"] == on.year:
        return _("今年医保已参保"), True
    return _("今年医保还没参保"), False


_SAY: dict[Key, Callable[[Answer, date, str], tuple[str, bool]]] = {
    Key.HOUSEHOLD: _household,
    Key.PENSION: _pension,
    Key.SOCIAL_SECURITY_CARD: _card,
    Key.ALLOWANCE: _allowance,
    Key.DISABILITY: _disability,
    Key.MEDICAL: _medical,
}

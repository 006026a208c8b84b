"""Who a person is to the platform, what she is found by, and what may be done with her record. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siban.domain.people import errors, names
from siban.domain.people.identity import IdNumber, Kind, Sex, parse
from siban.domain.people.phones import mask_phone, parse_phone
from siban.kernel.actors import Role
from siban.kernel.acts import NEW, Transition

PERSON_KINDS = tuple(kind for kind in Kind if kind is not Kind.CREDIT_CODE)
"""Documents of people; a credit code is an organisation's."""

ELDERLY_FROM = 70
"""Full years from which a person goes first at every window (rules of the hall: 70+)."""

LONGEST_MANDATE_YEARS = 3
"""Practice: a mandate without a near end is forgotten by both sides."""


class Need(StrEnum):
    """What the person in front of the window needs; told by her, and sealed like everything of hers."""

    HEARING = "hearing"
    SIGHT = "sight"
    WALKING = "walking"
    SPEECH = "speech"
    WRITING = "writing"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    INFANT = "infant"
    SERVICE = "service"


NEED_NAMES: dict[Need, Promise] = {
    Need.HEARING: _("耳背，说慢些"),
    Need.SIGHT: _("看不清，念给她听"),
    Need.WALKING: _("走动不便"),
    Need.SPEECH: _("说话不便"),
    Need.WRITING: _("不会写字，按手印"),
    Need.DISABLED: _("残疾人"),
    Need.PREGNANT: _("孕妇"),
    Need.INFANT: _("带婴儿"),
    Need.SERVICE: _("军人、退役军人"),
}


class Priority(StrEnum):
    """Why a person goes before the rest."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    SERVICE = "service"
    INFANT = "infant"


PRIORITY_NAMES: dict[Priority, Promise] = {
    Priority.ELDERLY: _("优先：七十岁以上"),
    Priority.DISABLED: _("优先：残疾人"),
    Priority.PREGNANT: _("优先：孕妇"),
    Priority.SERVICE: _("优先：军人、退役军人"),
    Priority.INFANT: _("优先：带婴儿"),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """All that is kept of a person in the clear, in memory only. `phone_owner` is "" where the phone is her own,
    otherwise whose it is, as it is shown ("儿子刘建军"). Regions are 12-digit codes or "".
    """

    name: str
    number: IdNumber
    phone: str = ""
    phone_owner: str = ""
    address: str = ""
    household_region: str = ""
    residence_region: str = ""
    ethnicity: str = ""
    needs: tuple[Need, ...] = ()

    @property
    def birth(self) -> date | None:
        return self.number.birth

    @property
    def sex(self) -> Sex | None:
        return self.number.sex

    @property
    def masked_number(self) -> str:
        return self.number.masked

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    def age(self, on: date) -> int | None:
        """Full years on a day; None where her document carries no birth."""
        return self.number.age(on)

    def priority(self, on: date) -> Priority | None:
        """Why she goes first on that day, or None."""
        age = self.age(on)
        if age is not None and age >= ELDERLY_FROM:
            return Priority.ELDERLY
        reasons = (Need.DISABLED, Need.PREGNANT, Need.SERVICE, Need.INFANT)
        return next((Priority(need.value) for need in reasons if need in self.needs), None)

    def encode(self) -> bytes:
        """What is sealed."""
        fields = {
            "name": self.name,
            "kind": self.number.kind,
            "number": self.number.value,
            "phone": self.phone,
            "phone_owner": self.phone_owner,
            "address": self.address,
            "household_region": self.household_region,
            "residence_region": self.residence_region,
            "ethnicity": self.ethnicity,
            "needs": list(self.needs),
        }
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def decode(cls, plain: bytes) -> Identity:
        """From what `encode` made; it was checked when it was sealed."""
        fields = json.loads(plain)
        number = IdNumber(Kind(fields.pop("kind")), fields.pop("number"))
        needs = tuple(Need(need) for need in fields.pop("needs"))
        return cls(number=number, needs=needs, **fields)


def identify(
    *,
    name: str,
    kind: Kind | str,
    number: str,
    on: date,
    phone: str = "",
    phone_owner: str = "",
    address: str = "",
    household_region: str = "",
    residence_region: str = "",
    ethnicity: str = "",
    needs: Iterable[Need | str] = (),
) -> Identity:
    """An Identity from what was typed, each field checked. `on` is the day it is.

    Raises BadName, BadNumber, BadPhone, BadContact; the refusal's `field` is the parameter's name.
    """
    if kind == Kind.CREDIT_CODE:
        raise errors.UnknownKind()
    return Identity(
        name=names.clean_name(name),
        number=parse(kind, number, on),
        phone=clean_phone(phone),
        phone_owner=clean_line(phone_owner, "phone_owner", 30),
        address=clean_line(address, "address", 100),
        household_region=clean_region(household_region, "household_region"),
        residence_region=clean_region(residence_region, "residence_region"),
        ethnicity=clean_line(ethnicity, "ethnicity", 20),
        needs=clean_needs(needs),
    )


def clean_phone(text: str) -> str:
    """The number, or "": not everyone has one. Raises BadPhone."""
    return parse_phone(text).value if text.strip() else ""


def clean_line(text: str, field: str, longest: int) -> str:
    """One line of plain text. Raises BadContact."""
    line = " ".join(text.split())
    if len(line) > longest or not line.isprintable():
        raise errors.BadContact(field=field)
    return line


def clean_region(code: str, field: str) -> str:
    """A 12-digit region code or "". Raises BadContact."""
    code = code.strip()
    if code and not (len(code) == 12 and code.isascii() and code.isdigit()):
        raise errors.BadContact(field=field)
    return code


def clean_needs(needs: Iterable[Need | str]) -> tuple[Need, ...]:
    """Known needs, each once, in the order of `Need`. Raises BadContact."""
    try:
        told = {Need(need) for need in needs}
    except ValueError as unknown:
        raise errors.BadContact(field="needs") from unknown
    return tuple(need for need in Need if need in told)


class TokenKind(StrEnum):
    """What a look-up token was made from."""

    NUMBER = "number"
    PHONE = "phone"
    NAME = "name"
    BIGRAM = "bigram"
    PINYIN = "pinyin"
    INITIALS = "initials"


def number_key(number: IdNumber) -> str:
    """What the token of a number is made from: the same characters on another kind of document are another number."""
    return f"{number.kind}:{number.value}"


def tokens(identity: Identity) -> tuple[tuple[TokenKind, str], ...]:
    """Everything a person is found by, before it is turned into tokens that tell nothing."""
    keys = [
        (TokenKind.NUMBER, number_key(identity.number)),
        (TokenKind.NAME, identity.name.casefold()),
    ]
    if identity.phone:
        keys.append((TokenKind.PHONE, identity.phone))
    keys += [(TokenKind.BIGRAM, pair) for pair in names.bigrams(identity.name)]
    keys += [(TokenKind(kind), letters) for kind, letters in names.spellings(identity.name)]
    return tuple(dict.fromkeys(keys))


class MandateScope(StrEnum):
    """What a representative may do for the person (委托权限)."""

    APPLY = "apply"
    SUPPLY = "supply"
    COLLECT = "collect"


MANDATE_SCOPE_NAMES: dict[MandateScope, Promise] = {
    MandateScope.APPLY: _("代为申请、撤回"),
    MandateScope.SUPPLY: _("代为补正材料"),
    MandateScope.COLLECT: _("代领结果"),
}


class RelationKind(StrEnum):
    """What the other one is to the person."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    GUARDIAN = "guardian"
    OTHER = "other"


RELATION_NAMES: dict[RelationKind, Promise] = {
    RelationKind.SPOUSE: _("配偶"),
    RelationKind.CHILD: _("子女"),
    RelationKind.PARENT: _("父母"),
    RelationKind.GUARDIAN: _("监护人"),
    RelationKind.OTHER: _("其他家里人"),
}


class Pledge(StrEnum):
    """What a person gave her word for in place of a paper."""

    TOLERANCE = "tolerance"  # 容缺: to bring it by a date
    DECLARATION = "declaration"  # 告知承诺: that what it would show is true


class Correction(StrEnum):
    """Why what the document says of a person is changed on her record."""

    MISTYPED = "mistyped"
    RENAMED = "renamed"
    MOVED = "moved"


CORRECTION_NAMES: dict[Correction, Promise] = {
    Correction.MISTYPED: _("登记时打错了"),
    Correction.RENAMED: _("本人改了名"),
    Correction.MOVED: _("户口迁移"),
}


def end_of_mandate(until: date, on: date) -> date:
    """The last day of a mandate given on a day. Raises MandateDates."""
    latest = on.year + LONGEST_MANDATE_YEARS
    if until < on or (until.year, until.month, until.day) > (latest, on.month, on.day):
        raise errors.MandateDates()
    return until


CASE_WORKERS = frozenset(
    {
        Role.AGENT,
        Role.CLERK,
        Role.ACCEPTOR,
        Role.REVIEWER,
        Role.DECIDER,
        Role.HEAD,
        Role.SUPERVISOR,
        Role.SYSTEM,
    }
)
"""Who meets people in her work. Editors, administrators and leaders do theirs without."""

OPEN, ERASED = "open", "erased"
"""The states of a record."""

_WINDOW = frozenset({Role.AGENT, Role.CLERK, Role.ACCEPTOR, Role.REVIEWER, Role.HEAD, Role.SYSTEM})
_HERSELF = _WINDOW | {Role.RESIDENT}


class Action(StrEnum):
    """What is done with a person's record outside a case."""

    REGISTER = "register"
    CHANGE_CONTACT = "change-contact"
    CORRECT = "correct"
    GIVE_MANDATE = "give-mandate"
    REVOKE_MANDATE = "revoke-mandate"
    RELATE = "relate"
    ERASE = "erase"


class Erasure(StrEnum):
    """Why a person's data is erased (PIPL 47 I)."""

    WITHDRAWN = "withdrawn"
    """She asks for it, or takes her consent back."""
    OVER = "over"
    """What it was for is done, and the time of keeping has ended."""
    UNLAWFUL = "unlawful"
    """It should never have been taken down."""


TRANSITIONS: dict[tuple[str, str], Transition] = {
    (NEW, Action.REGISTER): Transition(OPEN, _WINDOW),
    (OPEN, Action.CHANGE_CONTACT): Transition(None, _HERSELF),
    (OPEN, Action.CORRECT): Transition(None, _WINDOW),
    (OPEN, Action.GIVE_MANDATE): Transition(None, _HERSELF),
    (OPEN, Action.REVOKE_MANDATE): Transition(None, _HERSELF),
    (OPEN, Action.RELATE): Transition(None, _WINDOW),
    (OPEN, Action.ERASE): Transition(ERASED, frozenset({Role.SYSTEM})),
}


class Field(StrEnum):
    """What can be shown in full, one thing at a time, for a purpose."""

    NUMBER = "number"
    PHONE = "phone"
    ADDRESS = "address"
    BIRTH = "birth"
    ALL = "all"


FIELD_NAMES: dict[Field, Promise] = {
    Field.NUMBER: _("证件号码"),
    Field.PHONE: _("电话"),
    Field.ADDRESS: _("住址"),
    Field.BIRTH: _("出生日期"),
    Field.ALL: _("全部资料"),
}

"""What was typed into a field, read by the field's type. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import luhn
from stdnum.iso7064 import mod_11_2

from siban.domain.catalog.types import Field, FieldType

Value = str | int | bool


class WrongError(Exception):
    """A value that cannot be taken: code and sentence."""

    def __init__(self, code: str, template: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.template = template


def read(field: Field, value: object) -> Value | None:
    """The value as it is kept, None where nothing was filled in. Raises WrongError."""
    if field.type is FieldType.BOOLEAN:
        return _boolean(value)
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        if field.type is FieldType.MONEY:
            return _money_in_fen(value)
        if abs(value) >= 10**15:
            raise WrongError("number", _("“%(label)s”要填数字。"))
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise WrongError("kind", _("“%(label)s”填的不是文字，请重新填。"))
    text = value.strip()
    if not all(_printable(mark) for mark in text):
        raise WrongError("characters", _("“%(label)s”里有看不见的字符，请删掉重新填。"))
    if not text:
        return None
    if len(text) > field.max_length and field.type is not FieldType.CHOICE:
        raise WrongError("long", _("“%(label)s”太长了，最多%(most)s个字。"))
    return _READERS[field.type](field, text)


def _rare(mark: str) -> bool:
    """A Chinese character of the planes for rare ones, some of which are younger than Python's own table."""
    return "\U00020000" <= mark <= "\U0003fffd"


def _printable(mark: str) -> bool:
    return mark.isprintable() or _rare(mark) or unicodedata.category(mark) == "Zs"


def _boolean(value: object) -> bool | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"yes", "true", "on", "1"}:
        return True
    if isinstance(value, str) and value.lower() in {"no", "false", "off", "0"}:
        return False
    raise WrongError("kind", _("“%(label)s”只能选是或者不是。"))


def _narrow(text: str) -> str:
    """Digits and letters as a machine wants them: full-width ones narrowed, spaces and dashes of grouping dropped."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def _plain_text(field: Field, text: str) -> str:
    if field.pattern is None:
        return text
    narrow = _narrow(text)
    if not re.fullmatch(field.pattern, narrow):
        raise WrongError("pattern", _("“%(label)s”写得不对，请照着证件再看一遍。"))
    # GB 11643-1999: the last of the 18 is a check digit by ISO 7064 MOD 11-2.
    if field.check == "citizen-id" and not mod_11_2.is_valid(narrow):
        raise WrongError("check-digit", _("“%(label)s”里有一位写错了，请照着证件再看一遍。"))
    return narrow


def _number(field: Field, text: str) -> int:
    narrow = _narrow(text)
    if not (narrow.isascii() and narrow.isdigit()):
        raise WrongError("number", _("“%(label)s”要填数字。"))
    return int(narrow)


def _money(field: Field, text: str) -> int:
    """Typed in yuan, kept in fen."""
    try:
        fen = Decimal(unicodedata.normalize("NFKC", text).replace(",", "").removesuffix("元").strip()) * 100
    except InvalidOperation:
        raise WrongError("money", _("“%(label)s”要填钱数，写元，比如1200.50。")) from None
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise WrongError("money", _("“%(label)s”要填钱数，写元，比如1200.50。"))
    return _money_in_fen(int(fen))


def _money_in_fen(fen: int) -> int:
    if not 0 <= fen < 10**13:
        raise WrongError("money-range", _("“%(label)s”的钱数不对，请核对一下。"))
    return fen


def _date(field: Field, text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text)
    found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", narrow, re.ASCII)
    try:
        if found is None:
            raise ValueError
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        raise WrongError("date", _("“%(label)s”的日期不对，请照2026-11-24这样写。")) from None


def _choice(field: Field, text: str) -> str:
    if text not in {option.key for option in field.options}:
        raise WrongError("choice", _("“%(label)s”请从列出来的里面选一个。"))
    return text


def _bank_account(field: Field, text: str) -> str:
    narrow = _narrow(text)
    if not re.fullmatch(r"\d{12,19}", narrow, re.ASCII):
        raise WrongError("bank-account", _("“%(label)s”应当是12到19位数字，请看着卡再填一遍。"))
    if field.check == "luhn" and not luhn.is_valid(narrow):
        raise WrongError("bank-account", _("“%(label)s”填错了一位，请看着卡再核对一遍。"))
    return narrow


def _phone(field: Field, text: str) -> str:
    narrow = _narrow(text)
    if not re.fullmatch(r"(\+?86)?1[3-9]\d{9}|0\d{9,11}", narrow, re.ASCII):
        raise WrongError("phone", _("“%(label)s”不对：手机号11位，座机要带区号。"))
    return re.sub(r"^\+?86(?=1)", "", narrow)


def _address(field: Field, text: str) -> str:
    if len(text) < 4:
        raise WrongError("address", _("“%(label)s”太短了，请写到村、社区和门牌。"))
    return text


def _person_name(field: Field, text: str) -> str:
    name = re.sub(r"[•‧・.．]", "·", unicodedata.normalize("NFC", text))
    if not 2 <= len(name) <= 50 or not all(mark in "· " or mark.isalpha() or _rare(mark) for mark in name):
        raise WrongError("name", _("“%(label)s”请写2到50个字，和证件上一样，少数民族名字中间用“·”。"))
    return name


def _region(field: Field, text: str) -> str:
    if not re.fullmatch(r"\d{12}", text, re.ASCII):
        raise WrongError("region", _("“%(label)s”请从列出来的乡镇、村里选。"))
    return text


_READERS: Mapping[FieldType, Callable[[Field, str], Value]] = {
    FieldType.TEXT: _plain_text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.BANK_ACCOUNT: _bank_account,
    FieldType.PHONE: _phone,
    FieldType.ADDRESS: _address,
    FieldType.PERSON_NAME: _person_name,
    FieldType.REGION: _region,
}

"""Kinds of notice, document numbers, verification codes, and how dates, sums and names are written on paper.

Pure: no database, no clock, no settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so a code can be read aloud and typed back."""
CODE_LENGTH = 10
"""50 bits: a million notices leave one chance in a thousand million that a guess hits any of them."""

_CODE_SLIPS = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Kind(StrEnum):
    """What a notice (文书) is."""

    RECEIPT = "receipt"
    APPLICATION_FORM = "application-form"
    MANDATE = "mandate"
    PROMISE = "promise"
    DECLARATION = "declaration"
    UNDERTAKING = "undertaking"
    SURVEY = "survey"
    HANDOFF = "handoff"
    AGENCY_RECEIPT = "agency-receipt"
    OBJECTION_RECEIPT = "objection-receipt"
    ARCHIVE = "archive"
    ACCEPTANCE = "acceptance"
    DECLINE = "decline"
    CORRECTION = "correction"
    HOLD = "hold"
    HOLD_END = "hold-end"
    EXTENSION = "extension"
    HEARING = "hearing"
    PUBLICATION = "publication"
    GRANT = "grant"
    DENY = "deny"
    CONCLUSION = "conclusion"
    AMENDMENT = "amendment"
    REVOCATION = "revocation"
    TERMINATION = "termination"
    DELIVERY = "delivery"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    STOP = "stop"
    ADJUSTMENT = "adjustment"
    COMPLAINT_ANSWER = "complaint-answer"


class State(StrEnum):
    """What a notice is worth today. A void one keeps its number."""

    GENUINE = "genuine"
    VOID = "void"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Sort:
    """What is fixed for a kind: the title that is printed, its name on pages, its letter in the document number."""

    title: str
    name: str | Promise
    letter: str | None
    """The last part of 机关代字 (甘区民受); None where the kind carries the case number only, without 文号 and seal."""
    template: str


SORTS: dict[Kind, Sort] = {
    Kind.RECEIPT: Sort("收件凭证", _("收件凭证"), None, "receipt.typ"),
    Kind.APPLICATION_FORM: Sort("申请表", _("申请表"), None, "form.typ"),
    Kind.MANDATE: Sort("委托书", _("委托书"), None, "mandate.typ"),
    Kind.PROMISE: Sort("容缺受理承诺书", _("容缺受理承诺书"), None, "sheet.typ"),
    Kind.DECLARATION: Sort("告知承诺书", _("告知承诺书"), None, "sheet.typ"),
    Kind.UNDERTAKING: Sort("单独签的纸", _("单独签的纸"), None, "sheet.typ"),
    Kind.SURVEY: Sort("现场核查记录", _("现场核查记录"), None, "sheet.typ"),
    Kind.HANDOFF: Sort("交接单", _("交接单"), None, "sheet.typ"),
    Kind.AGENCY_RECEIPT: Sort("代办收据", _("代办收据"), None, "receipt.typ"),
    Kind.OBJECTION_RECEIPT: Sort("异议收件凭证", _("异议收件凭证"), None, "receipt.typ"),
    Kind.ARCHIVE: Sort("归档目录", _("归档目录"), None, "sheet.typ"),
    Kind.ACCEPTANCE: Sort("受理通知书", _("受理通知书"), "受", "letter.typ"),
    Kind.DECLINE: Sort("不予受理通知书", _("不予受理通知书"), "不受", "letter.typ"),
    Kind.CORRECTION: Sort("补正材料一次性告知书", _("补正材料一次性告知书"), "补", "letter.typ"),
    Kind.HOLD: Sort("特别程序告知书", _("特别程序告知书"), "特", "letter.typ"),
    Kind.HOLD_END: Sort("恢复计算期限告知书", _("恢复计算期限告知书"), "恢", "letter.typ"),
    Kind.EXTENSION: Sort("延期告知书", _("延期告知书"), "延", "letter.typ"),
    Kind.HEARING: Sort("听证告知书", _("听证告知书"), "听", "letter.typ"),
    Kind.PUBLICATION: Sort("公示", _("公示"), "示", "letter.typ"),
    Kind.GRANT: Sort("准予决定书", _("准予决定书"), "准", "letter.typ"),
    Kind.DENY: Sort("不予决定书", _("不予决定书"), "否", "letter.typ"),
    Kind.CONCLUSION: Sort("办结告知书", _("办结告知书"), "结", "letter.typ"),
    Kind.AMENDMENT: Sort("更正决定书", _("更正决定书"), "更", "letter.typ"),
    Kind.REVOCATION: Sort("撤销决定书", _("撤销决定书"), "撤", "letter.typ"),
    Kind.TERMINATION: Sort("终止办理告知书", _("终止办理告知书"), "终", "letter.typ"),
    Kind.DELIVERY: Sort("送达回证", _("送达回证"), "送", "letter.typ"),
    Kind.SUSPENSION: Sort("暂停发放告知书", _("暂停发放告知书"), "暂", "letter.typ"),
    Kind.RESUMPTION: Sort("恢复发放告知书", _("恢复发放告知书"), "续", "letter.typ"),
    Kind.STOP: Sort("停止发放告知书", _("停止发放告知书"), "停", "letter.typ"),
    Kind.ADJUSTMENT: Sort("待遇调整告知书", _("待遇调整告知书"), "调", "letter.typ"),
    Kind.COMPLAINT_ANSWER: Sort("投诉答复书", _("投诉答复书"), "复", "letter.typ"),
}

NUMBERED = frozenset(kind for kind, sort in SORTS.items() if sort.letter)
"""Kinds that are issued in an authority's name, under its seal, with a document number (文号)."""

STATE_NAMES: dict[State, str | Promise] = {
    State.GENUINE: _("真实有效"),
    State.VOID: _("已作废"),
    State.REPLACED: _("已被新文书替换"),
}


def series(authority_code: str, kind: Kind) -> str:
    """机关代字 of a kind: 甘区民 + 受. Raises KeyError for a kind without number."""
    letter = SORTS[kind].letter
    if letter is None:
        raise KeyError(kind)
    return authority_code + letter


def document_number(series: str, year: int, sequence: int) -> str:
    """甘区民受〔2026〕128号 (GB/T 9704-2012, 7.2.5: six-cornered brackets, no leading zeros)."""
    return f"{series}〔{year}〕{sequence}号"


def code_from(number: int) -> str:
    """The verification code that stands for a random number below 32 ** CODE_LENGTH."""
    letters = []
    for _place in range(CODE_LENGTH):
        number, digit = divmod(number, 32)
        letters.append(CODE_ALPHABET[digit])
    return "".join(letters)


def read_code(typed: str) -> str | None:
    """The code that a person meant: spaces and hyphens dropped, o for 0, i and l for 1. None where it cannot be one."""
    code = "".join(typed.split()).replace("-", "").upper().translate(_CODE_SLIPS)
    return code if len(code) == CODE_LENGTH and all(letter in CODE_ALPHABET for letter in code) else None


def show_code(code: str) -> str:
    """7K4M 2Q9X WB, as it is printed."""
    return f"{code[:4]} {code[4:8]} {code[8:]}"


def case_groups(number: str) -> tuple[str, ...]:
    """A case number in the groups in which it is read: district, year, two fours, check digit."""
    if len(number) != 17:
        return (number,)
    return number[:6], number[6:8], number[8:12], number[12:16], number[16:]


def masked_name(name: str) -> str:
    """张*兰, 张*: first and last character stand, so that a holder recognises it and a stranger learns little."""
    if len(name) <= 2:
        return name[:1] + "*"
    return name[0] + "".join("·" if letter == "·" else "*" for letter in name[1:-1]) + name[-1]


def long_day(day: date) -> str:
    """2026年11月24日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date, beside: date) -> str:
    """11月24日; with the year where it is not that of the day beside which it is read."""
    return f"{day.month}月{day.day}日" if day.year == beside.year else long_day(day)


def latest(day: date, beside: date) -> str:
    """最迟12月8日（含当日）: a last day that leaves no doubt."""
    return f"最迟{short_day(day, beside)}（含当日）"


def long_month(month: date) -> str:
    """2026年12月."""
    return f"{month.year}年{month.month}月"


def moment(at: datetime) -> str:
    """2026年11月23日 上午9:42, as given (local)."""
    half = "上午" if at.hour < 12 else "下午"
    hour = at.hour if at.hour <= 12 else at.hour - 12
    return f"{long_day(at.date())} {half}{hour}:{at.minute:02d}"


def yuan(fen: int) -> str:
    """100元, 100.50元."""
    whole, rest = divmod(fen, 100)
    return f"{whole}元" if rest == 0 else f"{whole}.{rest:02d}元"


def count_word(number: int) -> str:
    """A small number as it is said: 五, 十二, 二十. 100 and more in figures."""
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + "十" + (digits[ones] if ones else "")

"""Case numbers: district (6), year (2), 8 digits, check digit. They tell no count and cannot be guessed.

The 8 digits are a keyed permutation of one PostgreSQL sequence; the check digit is Damm's, which catches every wrong
digit and every swap of neighbours.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from django.db import connection
from django.utils.translation import gettext_lazy as _
from stdnum import damm

from siban.kernel.crypto import hmac_sm3
from siban.kernel.models import Installation
from siban.kernel.refusals import BadInput

DIGITS = 8
SPACE = 10**DIGITS
HALF_BITS = 14  # two halves of 14 bits hold 0 … 2^28, a little more than SPACE
ROUNDS = 8


class BadCaseNumber(BadInput):
    code = "bad-case-number"
    sentence = _("办件编号输得不对。")
    advice = _("编号一共17位数字，印在收件凭证上，请照着再输一遍。")


def permute(serial: int, key: bytes) -> int:
    """A one-to-one shuffle of 0 … 10^8-1: a Feistel network, walked until it lands inside the space."""
    value = serial
    while True:
        left, right = value >> HALF_BITS, value & ((1 << HALF_BITS) - 1)
        for turn in range(ROUNDS):
            mask = hmac_sm3(key, bytes([turn]) + right.to_bytes(2, "big"))
            left, right = right, left ^ (int.from_bytes(mask[:2], "big") & ((1 << HALF_BITS) - 1))
        value = (left << HALF_BITS) | right
        if value < SPACE:
            return value


@cache
def _key(database: str) -> bytes:
    return bytes(Installation.objects.get().case_key)


def draw(region: str, year: int) -> str:
    """The next case number of a county (6-digit code). Drawn for good: a number is never used twice, even after a
    rollback."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('kernel_case_serial')")
        serial = cursor.fetchone()[0]
    body = f"{region[:6]}{year % 100:02d}{permute(serial % SPACE, _key(connection.settings_dict['NAME'])):0{DIGITS}d}"
    return body + damm.calc_check_digit(body)


def parse(text: str) -> str:
    """The 17 digits, from whatever was typed: spaces, full-width digits. Raises BadCaseNumber."""
    digits = "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c not in "-·")
    if len(digits) != 17 or not (digits.isascii() and digits.isdigit()) or not damm.is_valid(digits):
        raise BadCaseNumber(field="number")
    return digits


def grouped(number: str) -> str:
    """As it is printed and read aloud: 620702 26 4083 1957 2."""
    return f"{number[:6]} {number[6:8]} {number[8:12]} {number[12:16]} {number[16:]}"

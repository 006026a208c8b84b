"""Telephone numbers as residents give them: a mobile, a land line with its area code, a number abroad. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from siban.domain.people import errors
from siban.domain.people.identity import normalise

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Area codes have two digits after the 0 for the largest cities (010, 02x), three elsewhere; the number itself 7 or 8.
_LAND_LINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})")
_SERVICE = re.compile(r"[48]00[0-9]{7}")
_ABROAD = re.compile(r"\+[1-9][0-9]{7,14}")
_HOME = re.compile(r"(?:\+|00)?86(?=1[3-9][0-9]{9}$|0[0-9]{9,11}$)")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that passed `parse_phone`; a land line is written 0936-8212345."""

    value: str

    @property
    def is_mobile(self) -> bool:
        """Whether short messages reach it."""
        return _MOBILE.fullmatch(self.value) is not None

    @property
    def masked(self) -> str:
        return mask_phone(self.value)


def parse_phone(text: str) -> Phone:
    """The number that was typed, however it was spaced. Raises BadPhone."""
    digits = re.sub(r"[()（）/]", "", normalise(text))
    digits = _HOME.sub("", digits)
    if _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits) or _ABROAD.fullmatch(digits):
        return Phone(digits)
    line = _LAND_LINE.fullmatch(digits)
    if line is None:
        raise errors.BadPhone()
    return Phone(f"{line[1]}-{line[2]}")


def mask_phone(value: str) -> str:
    """What may be shown of a number: 139****2716, 0936-****345."""
    if not value:
        return ""
    if "-" in value:
        area, number = value.split("-", 1)
        return f"{area}-{'*' * (len(number) - 3)}{number[-3:]}"
    return f"{value[:3]}{'*' * max(len(value) - 7, 1)}{value[-4:]}"

"""Made-up citizen numbers that pass every check, for tests and for the demonstration."""

from __future__ import annotations

from datetime import date

from stdnum.iso7064 import mod_11_2

from siban.domain.people.identity import Sex


def make(region6: str, birth: date, sex: Sex, serial: int = 1) -> str:
    """A valid citizen number (GB 11643-1999): region, birth, sequence of that day, check character.

    `serial` 0 to 499 numbers people of one sex, region and day; the sequence's last digit carries the sex.
    Raises ValueError for a region that is not six digits or a serial out of range.
    """
    if not (len(region6) == 6 and region6.isascii() and region6.isdigit() and region6[0] != "0"):
        raise ValueError("region6 is six digits, the first not 0")
    if not 0 <= serial <= 499:
        raise ValueError("serial is 0 to 499")
    body = f"{region6}{birth:%Y%m%d}{serial * 2 + (sex is Sex.MALE):03d}"
    return body + mod_11_2.calc_check_digit(body)

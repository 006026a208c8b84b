"""The 12 digits of a region (GB/T 2260, statistical code): province 2, city 2, county 2, township 3, village 3."""

from __future__ import annotations

WIDTHS = (2, 4, 6, 9, 12)
"""How many digits name a province, a city, a county, a township, a village."""


def prefix(code: str) -> str:
    """The digits of `code` that all regions within it begin with: 620702107000 gives 620702107.

    A prefix is returned as it is; a village's prefix is its whole code.
    """
    for width in WIDTHS:
        if len(code) <= width or not code[width:].strip("0"):
            return code[:width]
    return code


def full(code: str) -> str:
    """A prefix filled up to the 12 digits of its region: 620702 gives 620702000000."""
    return code.ljust(12, "0")


def path(code: str) -> tuple[str, ...]:
    """The codes from the province down to `code` itself."""
    last = len(prefix(code))
    return tuple(full(code[:width]) for width in WIDTHS if width <= last)


def township(code: str) -> str:
    """The code of the township that `code` is or lies in; empty where it is above a township."""
    return full(code[:9]) if len(prefix(code)) >= 9 else ""


def district(code: str) -> str:
    """The code of the county that `code` is or lies in; empty where it is above a county."""
    return full(code[:6]) if len(prefix(code)) >= 6 else ""


def urban(code: str) -> bool | None:
    """Whether a residents' committee or a street, not a village or a township of the country; None above a township.

    GB/T 10114: streets are numbered 001–099, residents' committees (社区) 001–199, villages 200–399.
    """
    width = len(prefix(code))
    if width < 9:
        return None
    return code[9] in "01" if width == 12 else code[6] == "0"


def bounds(start: str) -> tuple[str, str]:
    """First and last code that begin with the prefix, so that an index range finds all of them."""
    return start.ljust(12, "0"), start.ljust(12, "9")


def covers(start: str, code: str) -> bool:
    """Whether the region of `code` lies within the prefix."""
    return code.startswith(start)

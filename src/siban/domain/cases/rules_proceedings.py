"""Pure rules of what is done beside the papers: surveys, hearings, publications, opinions, hand-offs, the archive."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from siban.domain.catalog.kinds import StepAct


class ProceedingKind(StrEnum):
    """What is done on a case beside reading its papers."""

    SURVEY = "survey"
    VERIFICATION = "verification"
    HEARING = "hearing"
    PUBLICATION = "publication"


PROCEEDING_NAMES: Mapping[str, Promise | str] = {
    ProceedingKind.SURVEY: _("入户调查"),
    ProceedingKind.VERIFICATION: _("现场核查"),
    ProceedingKind.HEARING: pgettext_lazy("proceeding", "听证"),
    ProceedingKind.PUBLICATION: pgettext_lazy("proceeding", "公示"),
}

NEEDED = {
    StepAct.SURVEY: ProceedingKind.SURVEY,
    StepAct.VERIFICATION: ProceedingKind.VERIFICATION,
    StepAct.PUBLICATION: ProceedingKind.PUBLICATION,
}
"""A step of this kind is not finished without that proceeding."""

ON_THE_SPOT = (ProceedingKind.SURVEY, ProceedingKind.VERIFICATION)
PEOPLE_ON_THE_SPOT = 2
"""ALL 34(3): two or more staff."""

HEARING_NOTICE_DAYS = 7
"""Calendar days before a hearing at which it is told at the latest (ALL 48(1)(1))."""
HEARING_ASK_DAYS = 5
"""Calendar days in which who has an interest may ask for a hearing (ALL 47(1))."""
HEARING_HELD_DAYS = 20
"""Calendar days in which a hearing that was asked for is held (ALL 47(1))."""
SHORTEST_PUBLICATION = 1
CALL_BACK_DAYS = 5
"""Working days in which who objected and left a telephone is called back, where nobody promised another day (practice).
"""
LONGEST_CALL_BACK = 15
"""Working days: more is not promised (practice)."""
CALLS = 3
"""After so many calls that nobody took, on record each, the promise is kept as well as it can be (practice)."""


class Found(StrEnum):
    """What came of a proceeding, in a word."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not-confirmed"
    NO_OBJECTION = "no-objection"
    REJECTED = "rejected"
    UPHELD = "upheld"
    DROPPED = "dropped"


FOUND_NAMES: Mapping[str, Promise | str] = {
    Found.CONFIRMED: _("情况属实"),
    Found.NOT_CONFIRMED: _("和申报的不符"),
    Found.NO_OBJECTION: _("没有异议"),
    Found.REJECTED: _("有异议，核实后不成立"),
    Found.UPHELD: _("有异议，核实后成立"),
    Found.DROPPED: _("事情没有了，没有做完"),
}


class Wish(StrEnum):
    """What who has an interest said when told of her right to a hearing."""

    ASKED = "asked"
    WAIVED = "waived"
    STATED = "stated"


WISH_NAMES: Mapping[str, Promise | str] = {
    Wish.ASKED: _("要求听证"),
    Wish.WAIVED: _("不要听证，也没有意见"),
    Wish.STATED: _("不要听证，说了意见"),
}


class Way(StrEnum):
    """How an objection came in."""

    PORTAL = "portal"
    TELEPHONE = "telephone"
    WINDOW = "window"
    LETTER = "letter"


WAY_NAMES: Mapping[str, Promise | str] = {
    Way.PORTAL: pgettext_lazy("way", "网上"),
    Way.TELEPHONE: pgettext_lazy("way", "电话"),
    Way.WINDOW: pgettext_lazy("way", "当面"),
    Way.LETTER: pgettext_lazy("way", "来信"),
}


def outcome_of(upheld: Collection[bool]) -> Found:
    """What a publication ends with, from its answered objections."""
    if not upheld:
        return Found.NO_OBJECTION
    return Found.UPHELD if any(upheld) else Found.REJECTED


class Verdict(StrEnum):
    """What an objection comes to."""

    UNFOUNDED = "unfounded"
    CHANGES = "changes"
    FOUNDED = "founded"


VERDICT_NAMES: Mapping[str, Promise | str] = {
    Verdict.UNFOUNDED: _("不成立"),
    Verdict.CHANGES: _("成立，公示的内容要改"),
    Verdict.FOUNDED: _("成立，不该准予"),
}


def undecided(wish: str | None, ask_by: date, on: date) -> bool:
    """Whether who has an interest may still ask for a hearing (ALL 47)."""
    return wish is None and on <= ask_by

"""核定: what an examiner establishes beside what the applicant declared, place by place of the form. Pure.

A place is a field (`income`), a row of a repeating part (`household.2`, counted from 0; the first free one adds a row)
or a column of it (`household.2.income`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FoundBy(StrEnum):
    """What a finding rests on."""

    SURVEY = "survey"  # two people on the spot (ALL 34(3))
    OBJECTION = "objection"
    PAPERS = "papers"
    SLIP = "slip"  # a mistake that she may mend herself (ALL 32(1)(3))


FOUND_BY_NAMES: Mapping[str, Promise | str] = {
    FoundBy.SURVEY: _("入户调查、现场核查查明的"),
    FoundBy.OBJECTION: _("异议成立，核实查明的"),
    FoundBy.PAPERS: _("核对材料查明的"),
    FoundBy.SLIP: pgettext_lazy("finding", "填写的笔误"),
}


class Shown(StrEnum):
    """How it was made sure that a withdrawal is the applicant's wish."""

    SIGNED = "signed"  # a signed request, photographed
    IN_PERSON = "in-person"  # she was there with her document
    MANDATE = "mandate"  # who acts for her may


SHOWN_NAMES: Mapping[str, Promise | str] = {
    Shown.SIGNED: _("签了字的撤回申请，拍下来"),
    Shown.IN_PERSON: _("本人带证件来的"),
    Shown.MANDATE: _("代办人来的，委托书写了可以撤回"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One value that was established: where, what stood there, what stands now, on what and why, by whom and when."""

    place: str
    was: object
    now: object
    found_by: FoundBy
    reason: str
    on: date
    by: str
    consent: str = ""
    """How the applicant agreed that a slip is mended."""


def parts(place: str) -> tuple[str, int | None, str]:
    """Key of the field or the repeating part, the row, the column. Raises ValueError."""
    key, *rest = place.split(".")
    if not key or len(rest) > 2 or any(not one for one in rest):
        raise ValueError(place)
    return key, int(rest[0]) if rest else None, rest[1] if len(rest) == 2 else ""


def standing(form: Mapping[str, object], place: str) -> object:
    """What stands at a place, None where nothing does. Raises ValueError where no such row can be."""
    key, row, column = parts(place)
    if row is None:
        return form.get(key)
    rows = _rows(form, key)
    if not 0 <= row <= len(rows):
        raise ValueError(place)
    if row == len(rows):
        return None
    return rows[row].get(column) if column else rows[row]


def put(form: Mapping[str, object], place: str, value: object) -> dict[str, object]:
    """The form with this value at the place; None takes away what stands there. Raises ValueError."""
    standing(form, place)
    key, row, column = parts(place)
    if row is None:
        kept = {name: one for name, one in form.items() if name != key}
        return kept if value is None else {**kept, key: value}
    rows = _rows(form, key)
    if column:
        before = rows[row] if row < len(rows) else {}
        rest = {name: one for name, one in before.items() if name != column}
        rows[row : row + 1] = [rest if value is None else {**rest, column: value}]
    else:
        rows[row : row + 1] = [dict(value)] if isinstance(value, Mapping) else []
    return {**form, key: rows}


def _rows(form: Mapping[str, object], key: str) -> list[dict[str, object]]:
    kept = form.get(key)
    return [dict(row) for row in kept if isinstance(row, Mapping)] if isinstance(kept, list) else []


def valid(declared: Mapping[str, object], findings: Iterable[Finding]) -> dict[str, object]:
    """The form as it stands: what was declared, and over it what was established, first to last."""
    form = dict(declared)
    for one in findings:
        form = put(form, one.place, one.now)
    return form


def in_order(places: Iterable[tuple[str, object]]) -> list[str]:
    """The places of one act in an order in which none moves another: rows that are struck come last, from the end."""
    struck = [(place, value) for place, value in places if value is None and len(place.split(".")) == 2]
    first = [place for place, value in places if (place, value) not in struck]
    return first + [place for place, _value in sorted(struck, key=lambda one: parts(one[0])[1] or 0, reverse=True)]

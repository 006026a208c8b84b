"""The repeating parts of a form on the case page: tables with their sums, and the condition that they decide."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from siban.domain.cases.queries.page import CasePage
from siban.domain.catalog.judging import judged
from siban.domain.catalog.rules import block_figures, blocks_for
from siban.domain.catalog.types import Field, FieldType
from siban.domain.people.identity import mask
from siban.surfaces.office.sheet import shown, why
from siban.surfaces.ui.templatetags.words import money


@dataclass(frozen=True, slots=True)
class Table:
    """One block; `totals` stands below the columns, empty where nothing is added up."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """Why rows were established otherwise than declared."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A condition on the sums: what it comes to, the bound, and whether it is met."""

    text: str
    figures: str
    met: bool


def tables(page: CasePage) -> tuple[Table, ...]:
    """The blocks as they were filled in; those left empty are left out. No statement."""
    matter = page.matter
    found = []
    for block in blocks_for(matter.version, matter.facts):
        kept = matter.form.get(block.key)
        rows = [row for row in kept if isinstance(row, dict)] if isinstance(kept, list) else []
        if not rows:
            continue
        count, sums = block_figures(matter.version, matter.facts, block.key)
        totals = [_total(field, sums.get(field.key)) for field in block.fields]
        totals[0] = _("合计%(count)s行") % {"count": count}
        notes = tuple(why(one) for one in matter.established if one.place.split(".")[0] == block.key)
        title, heads = str(block.title), tuple(str(field.label) for field in block.fields)
        if notes:
            before = _cells(page, block.fields, matter.declared.get(block.key))
            found.append(Table(_("%(title)s，申报") % {"title": title}, heads, before, ()))
            title = _("%(title)s，核定") % {"title": title}
        found.append(Table(title, heads, _cells(page, block.fields, kept), tuple(totals) if block.sums else (), notes))
    return tuple(found)


def _cells(page: CasePage, fields: tuple[Field, ...], kept: object) -> tuple[tuple[str, ...], ...]:
    rows = [row for row in kept if isinstance(row, dict)] if isinstance(kept, list) else []
    return tuple(tuple(_cell(page, field, row.get(field.key)) for field in fields) for row in rows)


def _cell(page: CasePage, field: Field, value: object) -> str:
    if value is None or value == "":
        return ""
    return mask(str(value)) if field.check == "citizen-id" else shown(page, field, value)


def _total(field: Field, value: int | None) -> str:
    if value is None:
        return ""
    return money(value) if field.type is FieldType.MONEY else str(value)


def verdicts(page: CasePage) -> tuple[Verdict, ...]:
    """The conditions on what the blocks add up to: income per head against the standard."""
    found = []
    for one in judged(page.matter.version, page.matter.facts):
        value, bound = (money(round(side)) if one.is_money else f"{side:g}" for side in (one.value, one.bound))
        said = _("算下来%(value)s，标准%(bound)s") % {"value": value, "bound": bound}
        found.append(Verdict(str(one.condition.text), said, one.met))
    return tuple(found)

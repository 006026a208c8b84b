"""核定 on the office's page: every place of the form with room beside it; what stays empty stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from siban.domain.cases.queries.beside import Beside
from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.rules import State
from siban.domain.cases.rules_established import FOUND_BY_NAMES, FoundBy
from siban.domain.cases.services.establishing import WHO_SHE_IS, Setting
from siban.domain.catalog.rules import blocks_for
from siban.domain.catalog.types import Field as FormField
from siban.domain.catalog.types import FieldType
from siban.domain.people.identity import mask
from siban.surfaces.office.beside_fields import Field
from siban.surfaces.office.sheet import shown

VALUE, STRUCK = "v.", "struck."
"""How the names of inputs begin: a place's value; the rows that are struck."""


def fields(page: CasePage, _known: Beside) -> tuple[Field, ...]:
    """On what it rests, why, then each place of the form. Before acceptance only slips are mended. No statement."""
    slips_only = page.case.state == State.RECEIVED
    grounds = (FoundBy.SLIP,) if slips_only else tuple(FoundBy)
    return (
        Field(
            "found_by",
            _("根据什么"),
            "one",
            tuple((one.value, str(FOUND_BY_NAMES[one])) for one in grounds),
            value=FoundBy.SLIP.value if slips_only else "",
        ),
        Field("reason", _("查到什么、为什么"), "textarea", help=_("填了的每一处都记这个理由；理由不一样的分开记")),
        Field(
            "consent",
            _("本人怎么同意的"),
            optional=not slips_only,
            help=_("改笔误要写，如：5月8日电话里同意"),
        ),
        *_places(page),
    )


def _places(page: CasePage) -> Iterator[Field]:
    matter = page.matter
    for field in matter.fields:
        if field.prefilled_from not in WHO_SHE_IS:
            yield _input(page, field, field.key, str(field.label), matter.form.get(field.key))
    for block in blocks_for(matter.version, matter.facts):
        kept = matter.form.get(block.key)
        rows = [row for row in kept if isinstance(row, dict)] if isinstance(kept, list) else []
        for number, row in enumerate([*rows, {}] if len(rows) < block.max else rows):
            title = _("%(row)s%(number)s") % {"row": block.row, "number": number + 1}
            if number == len(rows):
                title = _("%(row)s%(number)s（没写的，加上）") % {"row": block.row, "number": number + 1}
            for column in block.fields:
                label = _("%(title)s：%(label)s") % {"title": title, "label": column.label}
                yield _input(page, column, f"{block.key}.{number}.{column.key}", label, row.get(column.key))
        if rows:
            options = tuple(
                (f"{block.key}.{number}", _("%(row)s%(number)s") % {"row": block.row, "number": number + 1})
                for number in range(len(rows))
            )
            yield Field(f"{STRUCK}{block.key}", _("%(title)s：不该算的") % {"title": block.title}, "many", options)


def _input(page: CasePage, field: FormField, place: str, label: str, value: object) -> Field:
    """One place: empty, with what stands there now beside it, numbers masked."""
    now = _now(page, field, value)
    help = _("现在是：%(value)s") % {"value": now} if now else ""
    name = f"{VALUE}{place}"
    if field.options:
        same = (("", _("不改")), *((one.key, str(one.text)) for one in field.options))
        return Field(name, label, "select", same, help=help, optional=True)
    if field.type is FieldType.BOOLEAN:
        return Field(name, label, "select", (("", _("不改")), ("yes", _("是")), ("no", _("否"))), help=help)
    return Field(name, label, "date" if field.type is FieldType.DATE else "text", help=help, optional=True)


def _now(page: CasePage, field: FormField, value: object) -> str:
    if value is None or value == "":
        return ""
    return mask(str(value)) if field.check == "citizen-id" else shown(page, field, value)


def settings(texts: Mapping[str, str], lists: Mapping[str, list[str]]) -> list[Setting]:
    """What was filled in, and the rows that were struck, each with the one reason."""
    reason = texts.get("reason", "")
    found = [
        Setting(name.removeprefix(VALUE), text.strip(), reason)
        for name, text in texts.items()
        if name.startswith(VALUE) and text.strip()
    ]
    struck = [place for name, places in lists.items() if name.startswith(STRUCK) for place in places]
    return found + [Setting(place, None, reason) for place in struck]

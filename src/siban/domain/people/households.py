"""共同生活家庭成员: the people of one household as they are told on a form, and how a row is checked. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siban.domain.people import errors, names
from siban.domain.people.identity import IdNumber, Kind, parse
from siban.kernel.refusals import BadInput

MOST_MEMBERS = 30
LONGEST_VALUE = 200
MOST_COLUMNS = 20

Told = str | int | bool


class HouseholdRelation(StrEnum):
    """What a member is to the head of the household. Forms that list a household offer these keys."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    CHILD_IN_LAW = "child-in-law"
    PARENT = "parent"
    PARENT_IN_LAW = "parent-in-law"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    SIBLING = "sibling"
    OTHER = "other"


HOUSEHOLD_RELATION_NAMES: dict[HouseholdRelation, Promise] = {
    HouseholdRelation.SELF: _("本人"),
    HouseholdRelation.SPOUSE: _("配偶"),
    HouseholdRelation.CHILD: _("子女"),
    HouseholdRelation.CHILD_IN_LAW: _("儿媳、女婿"),
    HouseholdRelation.PARENT: _("父母"),
    HouseholdRelation.PARENT_IN_LAW: _("公婆、岳父母"),
    HouseholdRelation.GRANDPARENT: _("祖父母、外祖父母"),
    HouseholdRelation.GRANDCHILD: _("孙子女、外孙子女"),
    HouseholdRelation.SIBLING: _("兄弟姐妹"),
    HouseholdRelation.OTHER: _("其他家里人"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """One of a household. `number` is None where nobody has told it (a newborn). `told`: the other columns of the
    form, as they were told last: `income` is money a month, in fen.
    """

    name: str
    relation: HouseholdRelation
    number: IdNumber | None
    told: Mapping[str, Told]

    def columns(self) -> dict[str, Told]:
        """The row as a form's block takes it."""
        number = {"number": self.number.value} if self.number else {}
        return {"name": self.name, **number, "relation": self.relation.value, **self.told}


def members(rows: Sequence[Mapping[str, object]], on: date) -> tuple[Member, ...]:
    """The rows of a form, checked; `on` is the day it is.

    Raises HouseholdTooLarge, HouseholdTwice, and what names, numbers and BadContact refuse, with `field` as
    `household.<row>.<column>`.
    """
    if len(rows) > MOST_MEMBERS:
        raise errors.HouseholdTooLarge(field="household", most=MOST_MEMBERS)
    found: list[Member] = []
    for place, row in enumerate(rows):
        try:
            found.append(_member(row, on))
        except BadInput as refused:
            refused.field = f"household.{place}.{refused.field}"
            raise
    numbers = [member.number for member in found if member.number]
    if len(set(numbers)) < len(numbers) or sum(one.relation is HouseholdRelation.SELF for one in found) > 1:
        raise errors.HouseholdTwice(field="household")
    return tuple(found)


def _member(row: Mapping[str, object], on: date) -> Member:
    try:
        relation = HouseholdRelation(str(row.get("relation") or ""))
    except ValueError as unknown:
        raise errors.BadContact(field="relation") from unknown
    number = str(row.get("number") or "").strip()
    told = {key: value for key, value in row.items() if key not in ("name", "number", "relation")}
    return Member(
        name=names.clean_name(str(row.get("name") or "")),
        relation=relation,
        number=parse(Kind.CITIZEN, number, on) if number else None,
        told=_told(told),
    )


def _told(columns: Mapping[str, object]) -> dict[str, Told]:
    kept: dict[str, Told] = {}
    for key, value in columns.items():
        if value is None or value == "":
            continue
        named = len(kept) < MOST_COLUMNS and re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key) is not None
        if not named or not isinstance(value, (str, int)) or (isinstance(value, str) and len(value) > LONGEST_VALUE):
            raise errors.BadContact(field=key[:40])
        kept[key] = value
    return kept


def encode(member: Member, *, on_record: bool) -> bytes:
    """What is sealed of a row under the head's key; name and number of who is on record stay under her own."""
    fields: dict[str, object] = {"relation": member.relation.value, "told": dict(member.told)}
    if not on_record:
        fields |= {"name": member.name, "number": member.number.value if member.number else ""}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def decode(plain: bytes, name: str = "", number: IdNumber | None = None) -> Member:
    """From what `encode` made; `name` and `number` of who is on record."""
    fields = json.loads(plain)
    if not name:
        name = fields["name"]
        number = IdNumber(Kind.CITIZEN, fields["number"]) if fields["number"] else None
    return Member(name, HouseholdRelation(fields["relation"]), number, fields["told"])

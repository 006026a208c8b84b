"""The form of a case as a table: each value with where it comes from and whether it is checked, numbers masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.queries.timeline import day
from siban.domain.cases.rules_established import FOUND_BY_NAMES, Finding
from siban.domain.catalog.rules import monthly_amount, questions_for
from siban.domain.catalog.types import Field, FieldType
from siban.domain.people.phones import mask_phone
from siban.domain.people.rules import Field as Known
from siban.domain.places.queries import region_path
from siban.domain.registers.queries import Fetched
from siban.domain.registers.rules import HOLDERS
from siban.kernel.refusals import NotFound
from siban.surfaces.ui.templatetags.words import date_full, money

TAIL = 4
MASKED = frozenset({FieldType.PHONE, FieldType.BANK_ACCOUNT})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `reveal` is the key under which the whole value can be seen, empty where it is not masked."""

    label: str
    value: str
    icon: str = ""
    source: str = ""
    good: bool = False
    wrong: str = ""
    reveal: str = ""
    declared: str = ""
    """What the applicant declared, where something else was established (核定)."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Entry, ...]


def household(page: CasePage) -> str:
    """Where her household is, in words; empty where that is not known. One statement."""
    code = page.matter.applicant.household_region
    return str(region_path(code)) if code else ""


def sections(page: CasePage, where: str) -> tuple[Section, ...]:
    """The form in the sections of the item, then the circumstances and what is paid."""
    matter = page.matter
    wrong = {problem.field: str(problem.sentence) for problem in matter.problems}
    found: dict[str, list[Entry]] = {}
    for field in matter.fields:
        title = str(field.section) if field.section else _("申请事项")
        found.setdefault(title, []).append(_entry(page, field, page.fetched, wrong.get(field.key, "")))
    first = next(iter(found), _("申请人"))
    found.setdefault(first, []).extend(_person(page, where))
    asked = _circumstances(page)
    if asked:
        found.setdefault(_("情形"), []).extend(asked)
    paid = _paid(page)
    if paid:
        found.setdefault(_("发多少"), []).extend(paid)
    return tuple(Section(title, tuple(rows)) for title, rows in found.items())


def _entry(page: CasePage, field: Field, fetched: tuple[Fetched, ...], wrong: str) -> Entry:
    value = page.matter.form.get(field.key)
    icon, source, good = _source(page, field, value, fetched)
    found = next((one for one in reversed(page.matter.established) if one.place == field.key), None)
    if found is not None:
        icon, source, good = "pencil", str(FOUND_BY_NAMES[found.found_by]), False
    return Entry(
        label=str(field.label),
        value=shown(page, field, value),
        icon="triangle" if wrong else icon,
        source=wrong or source,
        good=good and not wrong,
        wrong=wrong,
        reveal=field.key if value and is_masked(page, field) else "",
        declared=shown(page, field, page.matter.declared.get(field.key)) if found else "",
        why=why(found) if found else "",
    )


def why(found: Finding) -> str:
    """Why, by whom and when it was established; of a slip how she agreed."""
    said = f"{found.reason}（{found.by} {day(found.on)}）"
    return _("%(why)s。本人同意：%(word)s") % {"why": said, "word": found.consent} if found.consent else said


def is_masked(page: CasePage, field: Field) -> bool:
    """Whether a field holds a personal number."""
    return field.type in MASKED or page.matter.form.get(field.key) == page.matter.applicant.number.value


def shown(page: CasePage, field: Field, value: object) -> str:
    """A value of a field in words, numbers masked."""
    if value is None or value == "":
        return _("没填")
    option = next((one for one in field.options if one.key == value), None)
    if option is not None:
        return str(option.text)
    if value == page.matter.applicant.number.value:
        return page.matter.applicant.masked_number
    match field.type:
        case FieldType.PHONE:
            return mask_phone(str(value))
        case FieldType.BANK_ACCOUNT:
            return _("尾号 %(tail)s") % {"tail": str(value).replace(" ", "")[-TAIL:]}
        case FieldType.BOOLEAN:
            return _("是") if value in (True, "yes", "true") else _("否")
        case FieldType.DATE:
            return date_full(date.fromisoformat(str(value)))
        case FieldType.MONEY:
            return money(int(str(value)))
    return str(value)


def _source(page: CasePage, field: Field, value: object, fetched: tuple[Fetched, ...]) -> tuple[str, str, bool]:
    """Where a value comes from: a register that says the same, her record, or she herself."""
    origin = field.prefilled_from or ""
    if value and origin.startswith("register."):
        _register, key, fact = origin.split(".", 2)
        for one in fetched:
            if one.register == key and one.answer is not None and one.answer.facts.get(fact) == value:
                return "check", str(HOLDERS[one.register]), True
    if value and origin.startswith("identity.") and value in _identity(page).get(origin[len("identity.") :], ()):
        return "check", _("和档案一样"), True
    return ("user", _("本人说的"), False) if value else ("", "", False)


def _identity(page: CasePage) -> Mapping[str, tuple[object, ...]]:
    who = page.matter.applicant
    return {"name": (who.name,), "number": (who.number.value,), "address": (who.address,), "phone": (who.phone,)}


def _person(page: CasePage, where: str) -> list[Entry]:
    """Birth and household, which the form does not ask for since they are known."""
    who = page.matter.applicant
    rows = []
    if who.birth is not None:
        age = who.age(page.matter.on) or 0
        full = ngettext("%(day)s，满 %(age)d 岁", "%(day)s，满 %(age)d 岁", age) % {
            "day": date_full(who.birth),
            "age": age,
        }
        rows.append(Entry(_("出生"), full, "check", _("证件号码"), True))
    if where:
        said = next((one for one in page.fetched if one.register == "household" and one.answer is not None), None)
        same = said is not None and said.answer is not None and said.answer.facts.get("region") == who.household_region
        rows.append(Entry(_("户籍"), where, "check" if same else "user", _("公安") if same else _("本人档案"), same))
    return rows


def _circumstances(page: CasePage) -> list[Entry]:
    """What was answered about the case."""
    found = []
    for question in questions_for(page.matter.version, page.matter.facts):
        chosen = page.case.scenario.get(question.key)
        option = next((one for one in question.options if one.key == chosen), None)
        if option is not None:
            found.append(Entry(str(question.text), str(option.text), "user", _("本人说的")))
    return found


def _paid(page: CasePage) -> list[Entry]:
    amount = monthly_amount(page.matter.version, page.matter.facts)
    if amount is None:
        return []
    version = page.matter.version
    standard = _("本区标准第 %(number)d 版") % {"number": version.number}
    return [
        Entry(_("标准"), _("每月 %(amount)s") % {"amount": money(amount)}, "book", standard),
        Entry(_("起发"), _month(page), "cal", _("受理当月")),
    ]


def _month(page: CasePage) -> str:
    month = page.case.accepted_on or page.matter.on
    return _("%(year)d年%(month)d月") % {"year": month.year, "month": month.month}


@dataclass(frozen=True, slots=True)
class Copied:
    """A row of the hand-off sheet: what is shown and copied; `reveal` where the whole value is looked at for it."""

    label: str
    value: str
    copy: str = ""
    reveal: str = ""


def hand_off(page: CasePage, where: str) -> tuple[Copied, ...]:
    """What has to be keyed into the ministry's system (交接单), in its order. Official text, so it is Chinese."""
    matter = page.matter
    who = matter.applicant
    rows = [
        Copied(_("姓名"), who.name, copy=who.name),
        Copied(_("证件号码"), who.masked_number, reveal="number"),
    ]
    if where:
        rows.append(Copied(_("户籍区划"), f"{who.household_region} {where}", copy=who.household_region))
    rows.append(Copied(_("事项"), matter.version.name.zh, copy=matter.version.name.zh))
    if monthly_amount(matter.version, matter.facts) is not None:
        month = page.case.accepted_on or matter.on
        rows.append(Copied(_("起发月"), _month(page), copy=f"{month:%Y%m}"))
    for field in matter.fields:
        value = matter.form.get(field.key)
        if field.type is FieldType.BANK_ACCOUNT and value:
            rows.append(Copied(_("账户"), shown(page, field, value), reveal=field.key))
    rows.append(Copied(_("办件编号"), page.case.number, copy=page.case.number))
    return tuple(rows)


def whole(page: CasePage, key: str) -> tuple[str, str]:
    """A masked value in full, and what the look is called on record. Raises NotFound for what is not masked."""
    if key == "number":
        return page.matter.applicant.number.value, Known.NUMBER.value
    field = next((one for one in page.matter.fields if one.key == key), None)
    value = page.matter.form.get(key)
    if field is None or not value or not is_masked(page, field):
        raise NotFound
    if value == page.matter.applicant.phone:
        return str(value), Known.PHONE.value
    return str(value), field.label.zh

"""What the notices of a case say: the frozen data that the templates print. Official documents are Chinese."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypedDict

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, Document
from siban.domain.cases.rules import Capacity, Manner
from siban.domain.cases.rules_established import Finding, FoundBy, parts
from siban.domain.catalog.rules import block_figures, blocks_for, clean
from siban.domain.catalog.types import Block, Field, FieldType, Material, Outcome, RemedyKind
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import NUMBERED, Kind
from siban.domain.notices.services import issue
from siban.domain.places.models import Office
from siban.kernel.acts import Change
from siban.kernel.clock import SHANGHAI

WIDE = 60
"""Characters: a longer field takes the whole width of the printed form."""


def send(change: Change[Case], matter: Matter, letter: data.NoticeData) -> Notice:
    """Issue a notice of this case, sealed under the applicant's key."""
    return issue(
        change,
        letter.kind,
        letter,
        key=matter.case.applicant.key,
        authority=matter.authority if letter.kind in NUMBERED else None,
        is_demonstration=matter.case.is_demonstration,
    )


def party(matter: Matter) -> data.Party:
    return data.Party(name=matter.applicant.name, masked_number=matter.applicant.masked_number)


def agent(matter: Matter) -> data.Agent | None:
    """Who came in the applicant's place."""
    someone = matter.representative
    if someone is None:
        return None
    return data.Agent(name=someone.name, relation="监护人" if matter.case.capacity == Capacity.GUARDIAN else "受托人")


def we(matter: Matter) -> str:
    """How the authority calls itself."""
    name = matter.authority.name
    for ending, short in (("局", "我局"), ("镇人民政府", "我镇"), ("乡人民政府", "我乡"), ("街道办事处", "我街道")):
        if name.endswith(ending):
            return short
    return "我单位"


def contact(office: Office, name: str | None = None) -> data.Contact:
    return data.Contact(office=office.short_name, telephone=office.telephone, name=name)


def basis(matter: Matter, kind: Kind, *, under: str = "") -> data.Basis | None:
    """The article that this kind of notice cites under the item's regime; else the item's own first basis.

    `under`: what the regime has an article of its own for (`not-needed`, `silence`, `joint`, `hold`).
    """
    regime = matter.version.regime
    article = (regime.article(under) if under else None) or regime.article(kind.value)
    if article is not None:
        return _cited(article.zh, matter.version.name.zh)
    first = matter.version.basis[0] if matter.version.basis else None
    return data.Basis(document=first.document.zh, article=first.article.zh or None) if first else None


def _cited(text: str, item: str) -> data.Basis:
    """An article as a regime words it: of a law, or of the item's own list, which is called by the item's name."""
    own = "本事项实施清单"
    if text.startswith(own):
        return data.Basis(document=f"{item}实施清单", article=text.removeprefix(own) or None)
    document, _, article = text.removeprefix("《").partition("》")
    return data.Basis(document=document, article=article or None)


def bases(matter: Matter) -> tuple[data.Basis, ...]:
    return tuple(data.Basis(document=one.document.zh, article=one.article.zh or None) for one in matter.version.basis)


def remedies(matter: Matter, outcome: Outcome) -> data.Remedies:
    """Who hears a complaint against this outcome, by the item's own list."""
    found = {remedy.kind: remedy.to.zh for remedy in matter.version.remedies_for(outcome)}
    return data.Remedies(
        reconsideration=found.get(RemedyKind.RECONSIDERATION),
        court=found.get(RemedyKind.LAWSUIT),
        reconsideration_first=outcome is Outcome.INACTION,
    )


def place(office: Office) -> data.Place:
    site = office.site
    return data.Place(name=site.name, address=site.address or None, telephone=site.telephone or None)


class Common(TypedDict):
    """What all letters share; see `data.Letter`."""

    authority: str
    we: str
    case_number: str
    applicant: data.Party
    agent: data.Agent | None
    item: str
    matter: str | None
    contact: data.Contact


def common(matter: Matter, office: Office, name: str | None = None) -> Common:
    """What all letters of this case share."""
    return {
        "authority": matter.authority.name,
        "we": we(matter),
        "case_number": matter.case.number,
        "applicant": party(matter),
        "agent": agent(matter),
        "item": matter.version.name.zh,
        "matter": matter.version.matter.zh if matter.version.matter else None,
        "contact": contact(office, name),
    }


def receipt(matter: Matter, change: Change[Case], documents: list[Document], answer_by: date | None) -> data.Receipt:
    """收件凭证: every paper taken, in the order of the list."""
    materials = {material.key: material for material in matter.version.materials}
    taken = [one for one in documents if one.state == "received"]
    shared = [materials[one.material].name.zh for one in taken if one.manner == Manner.SHARED]
    return data.Receipt(
        site=matter.origin.site.name,
        case_number=matter.case.number,
        item=matter.version.name.zh,
        applicant=party(matter),
        agent=agent(matter),
        clerk=change.by.name,
        taken_at=change.at.astimezone(SHANGHAI).replace(tzinfo=None),
        telephone=matter.origin.telephone or None,
        papers=tuple(paper(materials[one.material], one) for one in taken if one.manner != Manner.SHARED),
        looked_up=f"{'、'.join(shared)}由我们查，不用交。" if shared else None,
        answer_by=answer_by,
        silence_accepts=matter.version.regime.silence.value == "accepted",
    )


def paper(material: Material, document: Document) -> data.Paper:
    """How a paper that was taken is listed on a receipt."""
    manner = Manner(document.manner or Manner.KEPT)
    how = {Manner.SEEN: "看过，已还", Manner.KEPT: "收原件", Manner.COPY: "收复印件"}[manner]
    quantity = f"拍{document.copies}张" if manner is Manner.SEEN else f"{max(document.copies, 1)}份"
    return data.Paper(name=material.name.zh, how=how, quantity=quantity)


def missing(matter: Matter, documents: list[Document]) -> tuple[data.Missing, ...]:
    """The papers still open, each with its reason and how to mend it."""
    materials = {material.key: material for material in matter.version.materials}
    rows = []
    for one in documents:
        if one.state != "missing":
            continue
        material = materials[one.material]
        chosen = next((option for option in material.why_missing if option.key == one.reason), None)
        reason = (chosen.told or chosen.text).zh if chosen else "没有交来"
        rows.append(data.Missing(name=material.name.zh, reason=reason, mend=(material.mend or material.asked_note).zh))
    return tuple(rows)


def application_form(matter: Matter) -> data.ApplicationForm:
    """申请表, filled with all that is known, under the headings of the item's own form."""
    version = matter.version
    sections: dict[str, list[data.Field]] = {}
    for field in matter.fields:
        heading = field.section.zh if field.section else "申请事项"
        wide = field.type in (FieldType.ADDRESS, FieldType.BANK_ACCOUNT) or field.max_length > WIDE
        sections.setdefault(heading, []).append(
            data.Field(label=field.label.zh, value=shown(field.type, matter, field.key), wide=wide)
        )
    tables = tuple(table(block, matter) for block in blocks_for(version, matter.facts))
    name = (version.matter or version.name).zh
    return data.ApplicationForm(
        title=f"{name}申请表" if not name.endswith("登记") else f"{name}表",
        authority=matter.authority.name,
        case_number=matter.case.number,
        item=version.name.zh,
        version=f"{version.in_force_from.year}年第{version.number}版",
        applicant=party(matter),
        agent=agent(matter),
        sections=(
            *(data.Section(title=title, fields=tuple(rows)) for title, rows in sections.items()),
            *(data.Section(title=table.title or "", blocks=(replace(table, title=None),)) for table in tables),
        ),
        declaration=(version.declaration.zh,) if version.declaration else (),
        authorisation=version.authorisation.zh if version.authorisation else None,
        by_fingerprint=matter.case.by_fingerprint,
    )


def table(block: Block, matter: Matter) -> data.Block:
    """A repeating block as a table, its sums in the last row."""
    kept = clean(matter.version, matter.facts, matter.form).get(block.key)
    rows = [
        tuple(told(field, row.get(field.key)) or "" for field in block.fields)
        for row in (kept if isinstance(kept, list) else [])
    ]
    count, sums = block_figures(matter.version, matter.facts, block.key)
    if rows and block.sums:
        total = [told(field, sums[field.key]) or "" if field.key in sums else "" for field in block.fields]
        rows.append((f"合计{count}行", *total[1:]))
    return data.Block(title=block.title.zh, columns=tuple(field.label.zh for field in block.fields), rows=tuple(rows))


def shown(type: FieldType, matter: Matter, key: str) -> str | None:
    """A form value as it is printed."""
    return told(next(field for field in matter.version.form if field.key == key), matter.form.get(key))


def established(matter: Matter) -> str:
    """核定的情况 as a decision states it: each value beside the declared one. Empty where only slips were mended."""
    found = [one for one in matter.established if one.found_by is not FoundBy.SLIP]
    return "；".join(_finding(matter, one) for one in found)


def _finding(matter: Matter, one: Finding) -> str:
    key, row, column = parts(one.place)
    block = next((each for each in matter.version.blocks if each.key == key), None)
    if block is None or row is None:
        field = next(each for each in matter.version.form if each.key == key)
        return _changed(field.label.zh, field, one)
    place = f"{block.title.zh}第{row + 1}行"
    if column:
        field = next(each for each in block.fields if each.key == column)
        return _changed(f"{place}{field.label.zh}", field, one)
    if one.now is None:
        return f"{place}不计入"
    values = one.now if isinstance(one.now, dict) else {}
    said = "，".join(f"{each.label.zh}{told(each, values[each.key])}" for each in block.fields if each.key in values)
    return f"{place}核定为{said}"


def _changed(label: str, field: Field, one: Finding) -> str:
    return f"{label}申报为{told(field, one.was) or '空'}，核定为{told(field, one.now) or '空'}"


def told(field: Field, value: object) -> str | None:
    """A value as the printed form shows it; None leaves room to write."""
    if value is None or value == "":
        return None
    type = field.type
    option = next((one for one in field.options if one.key == value), None)
    if option is not None:
        return option.text.zh
    if type is FieldType.BOOLEAN:
        return "是" if value in (True, "yes", "true") else "否"
    if type is FieldType.DATE:
        day = date.fromisoformat(str(value))
        return f"{day.year}年{day.month}月{day.day}日"
    if type is FieldType.MONEY:
        return f"{int(str(value)) / 100:g}元"
    return str(value)

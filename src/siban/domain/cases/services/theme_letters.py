"""What the papers of a 一件事 say: one form, one receipt, one result, one record of delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Document
from siban.domain.cases.models_families import Family
from siban.domain.cases.rules import Manner, Outcome, State
from siban.domain.cases.services import letters
from siban.domain.catalog.themes import Merged, Theme
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import NUMBERED
from siban.domain.notices.services import issue
from siban.kernel.acts import Change
from siban.kernel.clock import SHANGHAI, local_date

SAID = {
    Outcome.GRANTED: "已办好",
    Outcome.DENIED: "没有批准，理由写在决定书上",
    Outcome.WITHDRAWN: "您撤回了",
    Outcome.TERMINATED: "终止办理，理由写在告知书上",
}


def send(change: Change[Family], lead: Matter, letter: data.NoticeData) -> Notice:
    """Issue a notice of the family, sealed under the applicant's key, in the name of its first item's authority."""
    return issue(
        change,
        letter.kind,
        letter,
        key=lead.case.applicant.key,
        authority=lead.authority if letter.kind in NUMBERED else None,
        is_demonstration=change.subject.is_demonstration,
    )


def receipt(
    change: Change[Family],
    whole: Merged,
    matters: Mapping[str, Matter],
    documents: Mapping[str, Sequence[Document]],
    *,
    answer_by: date | None,
    whole_by: date | None,
    waiting: Sequence[str],
) -> data.Receipt:
    """收件凭证 with the number of the family: every item, and every paper once."""
    lead = next(iter(matters.values()))
    papers, shared = [], []
    for once in whole.materials:
        rows = [one for item, key in once.parts.items() for one in documents[item] if one.material == key]
        taken = [one for one in rows if one.state == "received"]
        if not taken:
            continue
        if all(one.manner == Manner.SHARED for one in taken):
            shared.append(once.what.name.zh)
            continue
        most = max(taken, key=lambda one: (one.manner != Manner.SHARED, one.copies))
        papers.append(letters.paper(once.what, most))
    items = "、".join(matter.version.name.zh for matter in matters.values())
    return data.Receipt(
        site=lead.origin.site.name,
        case_number=change.subject.number,
        item=f"{whole.theme.name.zh}（{items}）",
        applicant=letters.party(lead),
        agent=letters.agent(lead),
        clerk=change.by.name,
        taken_at=change.at.astimezone(SHANGHAI).replace(tzinfo=None),
        telephone=lead.origin.telephone or None,
        papers=tuple(papers),
        looked_up=f"{'、'.join(shared)}由我们查，不用交。" if shared else None,
        answer_by=answer_by,
        silence_accepts=all(one.version.regime.silence.value == "accepted" for one in matters.values()),
        whole_by=whole_by,
        apart=tuple(waiting),
    )


def application_form(
    family: Family, whole: Merged, matters: Mapping[str, Matter], values: Mapping[str, object]
) -> data.ApplicationForm:
    """申请表: what all items ask, each thing once, under the headings of their own forms."""
    lead = next(iter(matters.values()))
    sections: dict[str, list[data.Field]] = {}
    for field in whole.fields:
        heading = field.what.section.zh if field.what.section else "申请事项"
        told = letters.told(field.what, values.get(field.key))
        sections.setdefault(heading, []).append(data.Field(label=field.what.label.zh, value=told))
    tables = []
    for once in whole.blocks:
        item, key = next(iter(once.parts.items()))
        matter = matters[item]
        block = next(one for one in matter.version.blocks if one.key == key)
        tables.append(data.Section(title=once.what.title.zh, blocks=(letters.table(block, matter),)))
    versions = [matter.version for matter in matters.values()]
    named = dict.fromkeys(one.declaration.zh for one in versions if one.declaration)
    return data.ApplicationForm(
        title=f"{whole.theme.name.zh}申请表",
        authority=lead.authority.name,
        case_number=family.number,
        item="、".join(one.name.zh for one in versions),
        version="、".join(f"{one.in_force_from.year}年第{one.number}版" for one in versions),
        applicant=letters.party(lead),
        agent=letters.agent(lead),
        sections=(*(data.Section(title=title, fields=tuple(rows)) for title, rows in sections.items()), *tables),
        declaration=tuple(named),
        authorisation=next((one.authorisation.zh for one in versions if one.authorisation), None),
        by_fingerprint=lead.case.by_fingerprint,
    )


def common(family: Family, theme: Theme, lead: Matter, name: str | None = None) -> letters.Common:
    """What all letters of the family share: those of its first case, by the theme's name and the family's number."""
    shared = letters.common(lead, lead.origin, name)
    shared["case_number"], shared["item"], shared["matter"] = family.number, theme.name.zh, None
    return shared


def conclusion(family: Family, theme: Theme, matters: Sequence[Matter], on: date, taken: int | None) -> data.Conclusion:
    """办结告知书 of the whole: what came of each, once."""
    lead = matters[0]
    all_granted = all(one.case.outcome == Outcome.GRANTED for one in matters)
    granted = sum(one.case.outcome == Outcome.GRANTED for one in matters)
    received = local_date(family.received_at) if family.received_at else on
    accepted = min((one.case.accepted_on for one in matters if one.case.accepted_on), default=received)
    return data.Conclusion(
        **common(family, theme, lead),
        accepted_on=accepted,
        concluded_on=on,
        outcome=theme.result.zh if all_granted else f"{len(matters)}件事办好了{granted}件，每一件的结果列在下面",
        parts=tuple(data.Part(item=one.version.name.zh, outcome=said(one), collect=collect(one)) for one in matters),
        collect="跟这张通知一起，一次交给您",
        days_taken=taken,
        days_promised=theme.days,
    )


def said(matter: Matter) -> str:
    """What came of one item, in a clause."""
    case = matter.case
    if case.outcome:
        return SAID[Outcome(case.outcome)]
    return "没有受理，该找谁写在通知书上" if case.state == State.DECLINED else "没有往下办"


def collect(matter: Matter) -> str | None:
    """What she gets for one item; None where there is nothing."""
    return matter.version.result.name.zh if matter.case.outcome == Outcome.GRANTED else None

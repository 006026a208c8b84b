"""The wording of what is told between acceptance and decision: time that does not count, hearing, publication."""

from __future__ import annotations

from siban.domain.notices.proceedings import Hearing, Hold, HoldEnd, Publication
from siban.domain.notices.rules import count_word, latest, long_day, masked_name, moment, short_day
from siban.domain.notices.values import Party
from siban.domain.notices.wording.parts import (
    COMPLAIN,
    Body,
    Layout,
    Line,
    Stamp,
    according,
    cell,
    handler,
    line,
    listed,
    matter,
    overdue,
    place_lines,
    row,
    rows,
    said,
    strong,
    you,
)


def hold(data: Hold, stamp: Stamp) -> Body:
    """特别程序告知书: ground, how long, from which day the limit does not run (ALL 45)."""
    person, beside = you(data.applicant), stamp.issued_on
    why = f"{data.reason.rstrip('。')}，" if data.reason else ""
    opening = (
        f"{person}申请{matter(data)}，{data.we}{short_day(data.accepted_on, beside)}受理。{why}要做{data.ground}。"
        f"{according([data.basis])}{data.ground}所需的时间不算在办理期限里，现书面告诉{person}。"
    )
    days = f"大约{data.expected_days}个工作日。" if data.expected_days else None
    before = f"原来告诉{person}的是{latest(data.before, beside)}，" if data.before else ""
    table = rows(
        data,
        row("要做什么", data.ground),
        row("要多久", [strong(latest(data.expected_until, beside))], *([cell([days], small=True)] if days else [])),
        row("不算的天", [strong(f"从{short_day(data.from_day, beside)}起"), f"，到{data.ground}做完那天为止"]),
        row("答复期限", cell([f"{before}现在往后顺延，停了几天就顺延几天。"], small=True)),
        listed("请配合", data.duties) if data.duties else None,
    )
    nothing = "" if data.duties else f"这段时间{person}什么都不用做。"
    closing: list[Line | None] = [
        [f"{nothing}做完以后第二天接着算期限，新的答复日期另行书面告诉{person}。"],
        [f"到{short_day(data.expected_until, beside)}（含当日）还没有做完的，打12345问原因。"],
        [COMPLAIN],
    ]
    return [said(opening), table], closing


def hold_end(data: HoldEnd, stamp: Stamp) -> Body:
    """恢复计算期限告知书: what was not counted, and the new last day."""
    person, beside = you(data.applicant), stamp.issued_on
    first, final = short_day(data.from_day, beside), short_day(data.until_day, beside)
    result = f"，{data.result.rstrip('。')}" if data.result else ""
    opening = (
        f"{person}申请{matter(data)}，{data.we}{short_day(data.accepted_on, beside)}受理，"
        f"从{first}起做{data.ground}。现已做完{result}。{according([data.basis])}"
        f"办理期限从第二天起接着算，{latest(data.answer_by, beside)}书面答复{person}。"
    )
    span = f"{first}，只这一天" if data.from_day == data.until_day else f"{first}到{final}（含首尾两天）"
    counted = "周末和节假日不算。" if data.in_working_days else "周末和节假日也算。"
    before = f"原来是{short_day(data.before, beside)}，顺延到这一天，{counted}" if data.before else counted
    lines = [cell([before], small=True)]
    if data.legal_by:
        lines.append(cell([f"依法最长到{short_day(data.legal_by, beside)}（含当日）。"], small=True))
    table = rows(
        data,
        row("做了什么", data.ground),
        row("不算的天", span),
        row("答复期限", [strong(latest(data.answer_by, beside))], *lines),
    )
    last = data.legal_by or data.answer_by
    return [said(opening), table], [[overdue(last, data.remedies, beside)], [COMPLAIN]]


def hearing(data: Hearing, stamp: Stamp) -> Body:
    """听证告知书: until when to ask (ALL 46, 47), or when and where it is (ALL 48)."""
    beside = stamp.issued_on
    reader = data.recipient or data.applicant
    person = you(reader)
    subject = f"{person}申请" if data.recipient is None else f"{_named(data.applicant)}申请"
    others = "" if data.recipient else "和他人"
    opening = (
        f"{subject}{matter(data)}，{data.we}{short_day(data.accepted_on, beside)}受理。{data.interest.rstrip('。')}，"
        f"办理结果关系到{person}{others}的重大利益。{according(data.basis)}"
    )
    if data.session is None:
        opening += f"在作出决定以前，{person}有权要求听证。"
        ask_by = latest(data.ask_by, beside) if data.ask_by else ""
        extra: list[Layout | None] = [
            row("怎么提", [strong(ask_by), "提出"], cell(["写一份交来，也可以当面说，由我们记下来。"], small=True)),
            row("向谁提", *place_lines(data.ask_at)) if data.ask_at else None,
        ]
        after = f"到期没有提的，就不再听证，{data.we}接着办。提出以后，{data.we}在二十个工作日内组织听证。"
    else:
        session = data.session
        opening += "决定举行听证，请按时到场。"
        manner = "公开举行，谁都可以来听。" if session.is_public else "不公开举行。"
        extra = [
            row("什么时候", [strong(moment(session.at))]),
            row("在哪里", *place_lines(session.place)),
            row("谁主持", session.presider or "不是办这件事的人", cell([manner], small=True)),
        ]
        after = (
            f"听证时，{person}可以提出证据，申辩和质证。认为主持的人和这件事有利害关系的，可以申请换人。"
            f"听证作笔录，{person}看过没有错再签名，{data.we}根据笔录作决定。"
        )
    table = rows(data, row("影响什么", data.interest), *extra)
    closing: list[Line | None] = [
        [after],
        [f"听证不收{person}任何费用。{person}可以自己来，也可以委托别人来。听证的时间不算在办理期限里。"],
        [COMPLAIN],
    ]
    return [said(opening), table], closing


def publication(data: Publication, stamp: Stamp) -> Body:
    """公示: who (masked), what is about to be decided, how many days, to whom to object until when."""
    beside = stamp.issued_on
    name = _named(data.applicant)
    again = "上一次公示期间有人提出异议，经查成立，公示的内容有改动。" if data.turn > 1 else ""
    now = f"现第{count_word(data.turn)}次公示" if data.turn > 1 else "现予公示"
    opening = (
        f"{name}申请{matter(data)}，经{data.we}审核，拟{data.proposal.rstrip('。')}。"
        f"{again}{according([data.basis])}{now}，请大家监督。"
    )
    first, final = long_day(data.from_day), long_day(data.until_day)
    span = first if data.from_day == data.until_day else f"{first}到{final}（含首尾两天）"
    counted = "个工作日，周末和节假日不算。" if data.in_working_days else "天，周末和节假日也算。"
    table: Layout = {
        "block": "rows",
        "rows": [
            row("办的事", data.item),
            row("申请人", name),
            *(row(fact.label, fact.value) for fact in data.shown),
            *([listed("有改动", data.changed)] if data.changed else []),
            row("公示时间", [strong(span)], cell([f"一共{data.days}{counted}"], small=True)),
            *([row("公示地点", "、".join(data.posted_at))] if data.posted_at else []),
            row("意见提给", *place_lines(data.objections_to)),
            row("谁在办", handler(data.contact)),
        ],
    }
    closing: list[Line | None] = [
        [
            "有不同意见的，",
            strong(f"{latest(data.until_day, beside)}提出"),
            "，当面说、打电话、写信都可以。写明姓名和电话的，查清以后告诉您结果，并为您保密。",
        ],
        [f"到期没有不同意见，或者意见查清后不成立的，{data.we}按规定作出决定。"],
        line(COMPLAIN),
    ]
    return [said(opening), table], closing


def _named(party: Party) -> str:
    """A person as she may be named to others."""
    return party.name if party.is_organisation else masked_name(party.name)

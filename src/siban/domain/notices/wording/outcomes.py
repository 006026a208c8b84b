"""The wording of what follows a decision or stands in its place."""

from __future__ import annotations

from siban.domain.notices.outcomes import Amendment, ComplaintAnswer, Conclusion, Fault, Finding, Revocation
from siban.domain.notices.rules import case_groups, latest, long_day, short_day, yuan
from siban.domain.notices.values import Repayment
from siban.domain.notices.wording.parts import (
    COMPLAIN,
    Body,
    Layout,
    Line,
    Stamp,
    according,
    agent_of,
    cell,
    handler,
    line,
    list_of,
    listed,
    matter,
    remedy,
    row,
    rows,
    said,
    strong,
    who,
    you,
)


def conclusion(data: Conclusion, stamp: Stamp) -> Body:
    """办结告知书: what came of it, of each part, and how the result is fetched."""
    person, beside = you(data.applicant), stamp.issued_on
    opening = (
        f"{person}申请{matter(data)}，{data.we}{short_day(data.accepted_on, beside)}受理，"
        f"{according(data.basis)}{short_day(data.concluded_on, beside)}办结：{data.outcome.rstrip('。')}。"
    )
    parts = (
        [
            list_of(
                ("办的事", "结果", "怎么拿"),
                (11, 10, 10),
                ((part.item, part.outcome, part.collect or "不用拿") for part in data.parts),
            )
        ]
        if data.parts
        else []
    )
    taken = None
    if data.days_taken is not None:
        used = f"{data.days_taken}个工作日" if data.days_taken else "当天办结"
        taken = f"{used}，承诺{data.days_promised}个工作日" if data.days_promised else used
    table = rows(
        data,
        row("结果", [strong(data.outcome.rstrip("。"))], cell([f"{long_day(data.concluded_on)}办结"], small=True)),
        row("用了几天", taken) if taken else None,
        row("发什么证", data.paper) if data.paper else None,
        row("怎么领", data.collect) if data.collect else None,
    )
    closing = [
        line(remedy(data.remedies, against="这个结果")),
        line("结果有写错的，拿着这份告知书来，我们马上改。"),
        line(COMPLAIN),
    ]
    return [said(opening), *parts, table], closing


def amendment(data: Amendment, stamp: Stamp) -> Body:
    """更正决定书: what read wrongly, how it reads now, and that the rest stands."""
    person = you(data.applicant)
    opening = (
        f"{data.we}{short_day(data.amends_of, stamp.issued_on)}发给{person}的{data.amends}有写错的地方。"
        f"{according(data.basis)}决定更正如下，其他内容不变。"
    )
    changes = list_of(
        ("更正哪里", "原来写的", "更正为"),
        (8, 12, 12),
        ((change.where, change.was, change.now) for change in data.changes),
    )
    table = rows(
        data,
        listed("为什么", data.reasons),
        row("有何影响", data.effect) if data.effect else None,
    )
    closing = [
        line(f"给{person}添麻烦了，请谅解。更正的地方以这份为准，请和原来那份放在一起。"),
        line(remedy(data.remedies, against="这个决定")),
        line(COMPLAIN),
    ]
    return [said(opening), changes, table], closing


def revocation(data: Revocation, stamp: Stamp) -> Body:
    """撤销决定书 (ALL 69): reasons, basis, from when, what goes back, what is made good, remedies."""
    person, beside = you(data.applicant), stamp.issued_on
    heard = data.heard or f"决定以前，{data.we}已告诉{person}可以陈述和申辩，{person}没有提出意见。"
    opening = (
        f"{person}申请{matter(data)}，{data.we}{short_day(data.revokes_of, beside)}作出{data.revokes}。"
        f"后来查明，这份决定依法不能成立。{heard.rstrip('。')}。"
        f"{according(data.basis)}决定撤销，原因写在下面。"
    )
    since = (
        cell([f"从{long_day(data.void_from)}起没有效力"], small=True)
        if data.void_from
        else cell([f"从{long_day(stamp.issued_on)}起没有效力"], small=True)
    )
    table = rows(
        data,
        row("决定", [strong("撤销")], since),
        listed("为什么", data.reasons),
        row("交回什么", data.give_back) if data.give_back else None,
        repayment(data.repayment, stamp) if data.repayment else None,
    )
    if data.fault is Fault.OFFICE:
        after = f"这不是{person}的过错。{person}因此受到的损失，可以要求{data.we}依法赔偿。"
    else:
        after = "用欺骗、贿赂等不正当办法得到的利益，法律不保护。"
    closing: list[Line | None] = [
        [after],
        line(remedy(data.remedies, against="这个决定")),
        [COMPLAIN],
    ]
    return [said(opening), table], closing


def repayment(due: Repayment, stamp: Stamp) -> Layout:
    """What is paid back: how much, by when, how."""
    how = due.how or "怎么交，请打下面的电话问清再交"
    return row(
        "退回多少",
        [strong(yuan(due.fen)), "，", strong(latest(due.by, stamp.issued_on))],
        cell([f"{how.rstrip('。')}。一次交不上的，可以商量分几次交。"], small=True),
    )


_FINDING = {Finding.TRUE: "属实", Finding.PARTLY: "部分属实", Finding.UNFOUNDED: "不属实"}


def complaint_answer(data: ComplaintAnswer, stamp: Stamp) -> Body:
    """投诉答复书: what was found, what was done, and who looks at it again."""
    person = you(data.applicant)
    case = " ".join(case_groups(data.case_number)) if data.case_number else None
    by = f"由{data.enquired_by}查办" if data.enquired_by else "由与这件事无关的人查办"
    opening = (
        f"{person}{short_day(data.received_on, stamp.issued_on)}反映的事，{by}，现已查清，答复如下。"
        f"谢谢{person}告诉我们。"
    )
    table: Layout = {
        "block": "rows",
        "rows": [
            row("投诉人", who(data.applicant)),
            *([row("代为投诉", agent_of(data.agent))] if data.agent else []),
            row("有关的事", data.item, *([cell([f"办件编号{case}"], small=True)] if case else [])),
            row("反映什么", data.complaint),
            row("查的结果", [strong(_FINDING[data.finding])]),
            listed("查到什么", data.found),
            *([listed("怎么处理", data.measures)] if data.measures else []),
            row("谁来答复", handler(data.contact)),
        ],
    }
    how = f"可以请{data.review}再查一次" if data.review else "打12345，可以要求再查一次"
    closing: list[Line | None] = [
        [f"对这个答复不满意的，{how}。您的姓名和电话我们保密，不告诉被投诉的人。"],
        [f"对这次答复满不满意，请扫码评一评，或者打12345报编号{data.complaint_number}。"],
    ]
    return [said(opening), table], closing

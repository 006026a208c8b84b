"""The wording of what happens to a granted benefit: suspended, resumed, brought to a new standard, stopped."""

from __future__ import annotations

from siban.domain.notices.entitlements import Adjustment, OfBenefit, Resumption, Stop, Suspension
from siban.domain.notices.rules import latest, long_month, yuan
from siban.domain.notices.values import Per
from siban.domain.notices.wording.outcomes import repayment
from siban.domain.notices.wording.parts import (
    COMPLAIN,
    Body,
    Line,
    Stamp,
    according,
    cell,
    line,
    listed,
    quoted,
    remedy,
    row,
    rows,
    said,
    strong,
    you,
)

_RATE = {Per.ONCE: "一次", Per.MONTH: "每月", Per.YEAR: "每年"}


def _name(data: OfBenefit) -> str:
    return data.matter or f"{quoted(data.item)}的待遇"


def _sum(data: OfBenefit) -> str:
    return f"{_RATE[data.benefit.per]}{yuan(data.benefit.fen)}"


def _granted(data: OfBenefit) -> str:
    return f"按{data.granted}" if data.granted else "按原来的决定"


def suspension(data: Suspension, stamp: Stamp) -> Body:
    """暂停发放告知书: from which month, why, and what brings it back."""
    person, month = you(data.applicant), long_month(data.from_month)
    opening = (
        f"{person}{_granted(data)}领取{_name(data)}，{_sum(data)}。因下面的原因，{according(data.basis)}"
        f"从{month}起暂停发放。这不是取消，办好下面的事就恢复。"
    )
    until = [cell([strong(f"{latest(data.until, stamp.issued_on)}办好")])] if data.until else []
    steps = listed("怎么恢复", data.mend)
    table = rows(
        data,
        row("从哪月停", [strong(f"{month}起暂停")], cell([f"现在{_sum(data)}"], small=True)),
        listed("为什么", data.reasons),
        steps | {"lines": [*until, *steps["lines"]]},
        what="领的待遇",
        whom="领取人",
    )
    later = "办好以后，暂停的月份一起补发。" if data.paid_later else "办好以后，从下一个月起接着发。"
    ends = "到期还没有办的，按规定停止发放，另行书面告诉" + person + "。" if data.until else ""
    closing: list[Line | None] = [
        [later + ends],
        ["自己来不了的，打上面的电话，我们上门办。"],
        line(remedy(data.remedies, against="这个决定")),
        [COMPLAIN],
    ]
    return [said(opening), table], closing


def resumption(data: Resumption, stamp: Stamp) -> Body:
    """恢复发放告知书: from which month, and what is paid for the months between."""
    del stamp  # months are written with their year
    person, month = you(data.applicant), long_month(data.from_month)
    opening = (
        f"{person}{_granted(data)}领取的{_name(data)}，此前暂停发放。暂停的原因已经消除，"
        f"{according(data.basis)}从{month}起恢复发放。"
    )
    arrears = None
    if data.arrears_fen:
        span = ""
        if data.arrears_from:
            end = data.arrears_to or data.arrears_from
            first, final = long_month(data.arrears_from), long_month(end)
            span = f"补{first}的。" if first == final else f"补{first}到{final}的。"
        arrears = row(
            "补发多少",
            [strong(yuan(data.arrears_fen))],
            cell([f"{span}和{month}的一起发。"], small=True),
        )
    paid = [cell([f"{data.benefit.paid.rstrip('。')}。"], small=True)] if data.benefit.paid else []
    table = rows(
        data,
        row("从哪月发", [strong(f"{month}起")], cell([f"{_sum(data)}。"], small=True), *paid),
        arrears,
        listed("为什么", data.reasons),
        what="领的待遇",
        whom="领取人",
    )
    closing: list[Line | None] = [
        [f"到{month}底还没有收到的，打上面的电话问。情况有变化的，请及时告诉我们。"],
        line(remedy(data.remedies, against="这个决定")),
        [COMPLAIN],
    ]
    return [said(opening), table], closing


def stop(data: Stop, stamp: Stamp) -> Body:
    """停止发放告知书: from which month, why, what was paid too much, remedies."""
    month = long_month(data.from_month)
    person = you(data.applicant)
    holder = data.applicant.name if data.recipient else person
    opening = (
        f"{holder}{_granted(data)}领取{_name(data)}，{_sum(data)}。因下面的原因，{according(data.basis)}"
        f"从{month}起停止发放。"
    )
    table = rows(
        data,
        row("从哪月停", [strong(f"{month}起停止")], cell([f"此前{_sum(data)}"], small=True)),
        listed("为什么", data.reasons),
        repayment(data.repayment, stamp) if data.repayment else None,
        listed("还能怎样", data.advice) if data.advice else None,
        what="领的待遇",
        whom="领取人",
    )
    heirs = "家里人" if data.recipient else person
    again = "" if data.repayment else f"停止以前该发的，一分不少发给{heirs}。"
    if data.recipient is None:
        again += "情况变了、又符合条件的，随时可以重新申请。"
    closing: list[Line | None] = [
        line(again),
        line(remedy(data.remedies, against="这个决定")),
        [COMPLAIN],
    ]
    return [said(opening), table], closing


def adjustment(data: Adjustment, stamp: Stamp) -> Body:
    """待遇调整告知书: what was paid, what is paid from which month, and what is made up for months paid already."""
    del stamp  # months are written with their year
    person, month = you(data.applicant), long_month(data.from_month)
    opening = (
        f"{person}{_granted(data)}领取{_name(data)}，原来{_RATE[data.benefit.per]}{yuan(data.before_fen)}。"
        f"标准变了，{according(data.basis)}从{month}起按新标准发放。{person}不用来办，也不用交材料。"
    )
    made_up = None
    if data.difference_fen:
        word = "补发多少" if data.difference_fen > 0 else "扣回多少"
        span = f"{month}起已经按老标准发了的月份，差额随下一次一起{'补' if data.difference_fen > 0 else '扣'}。"
        made_up = row(word, [strong(yuan(abs(data.difference_fen)))], cell([span], small=True))
    paid = [cell([f"{data.benefit.paid.rstrip('。')}。"], small=True)] if data.benefit.paid else []
    table = rows(
        data,
        row("调整以后", [strong(_sum(data))], cell([f"{month}起，原来{yuan(data.before_fen)}。"], small=True), *paid),
        made_up,
        listed("为什么", data.reasons),
        what="领的待遇",
        whom="领取人",
    )
    closing: list[Line | None] = [
        ["算得对不对有疑问的，打上面的电话，我们把算法说给您听。家里人数、收入变了的，请及时告诉我们。"],
        line(remedy(data.remedies, against="这个决定")),
        [COMPLAIN],
    ]
    return [said(opening), table], closing

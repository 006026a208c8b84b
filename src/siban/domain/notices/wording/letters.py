"""The wording of numbered notices, in the plain voice of someone at a window and complete whatever is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from siban.domain.notices.data import (
    Acceptance,
    Adjustment,
    Amendment,
    Benefit,
    ComplaintAnswer,
    Conclusion,
    Correction,
    Decline,
    Delivery,
    Deny,
    End,
    Extension,
    Grant,
    Ground,
    Hearing,
    Hold,
    HoldEnd,
    Letter,
    Per,
    Publication,
    Resumption,
    Revocation,
    Stop,
    Suspension,
    Termination,
)
from siban.domain.notices.rules import (
    SORTS,
    case_groups,
    count_word,
    latest,
    long_day,
    long_month,
    moment,
    short_day,
    yuan,
)
from siban.domain.notices.wording import entitlements, outcomes, proceedings
from siban.domain.notices.wording.parts import (
    COMPLAIN,
    Body,
    Layout,
    Line,
    Run,
    Stamp,
    according,
    cell,
    line,
    list_of,
    listed,
    matter,
    overdue,
    pieces,
    place_lines,
    remedy,
    row,
    rows,
    said,
    strong,
    you,
)


def letter(data: Letter, stamp: Stamp) -> Layout:
    """The whole letter: head, body, closing and signature."""
    kind = data.kind  # type: ignore[attr-defined]
    body, closing = BODIES[type(data)](data, stamp)
    return {
        "title": SORTS[kind].title,
        "authority": data.authority,
        "reference": reference(data),
        "addressee": addressee(data),
        "body": body,
        "closing": [line for line in closing if line],
        "day": long_day(stamp.issued_on),
    }


def _acceptance(data: Acceptance, stamp: Stamp) -> Body:
    beside, person = stamp.issued_on, you(data.applicant)
    received = short_day(data.received_on, beside)
    until = f"，{latest(data.answer_by, beside)}书面答复{person}" if data.answer_by else "，当场办理"
    fee = f"按规定收费：{data.fee}" if data.fee else "不收任何费用"
    if data.by_silence:
        opening = (
            f"{person}申请{matter(data)}，{received}交来材料，{data.we}没有在5个工作日内告诉{person}受理不受理。"
            f"{according([data.basis])}从收到材料那天起就算受理，受理日期是{long_day(data.accepted_on)}{until}，{fee}。"
        )
    else:
        complete = (
            f"交来的主要材料齐全，合乎要求；还差{pieces(len(data.promised))}，{person}已书面承诺补交，先行受理。"
            if data.promised
            else "交来的材料齐全，合乎要求。"
        )
        opening = (
            f"{person}申请{matter(data)}，{received}{complete}"
            f"{according([data.basis])}{data.we}自{long_day(data.accepted_on)}起受理{until}，{fee}。"
        )
    table = rows(data, _limit(data, stamp), _promises(data, stamp))
    last = data.legal_by or data.answer_by
    silence = overdue(last, data.remedies, beside) if last else None
    closing: list[Line | None] = []
    if data.answer_by or data.meanwhile:
        closing.append([(data.meanwhile or f"答复以前，{person}什么都不用做。") + (silence or "")])
    if data.promised:
        closing.append(["承诺补交的材料补齐以前，办理结果先不发；到期没有补来的，这次办理终止。"])
    closing.append([COMPLAIN])
    return [said(opening), table], closing


def _limit(data: Acceptance, stamp: Stamp) -> Layout | None:
    if data.answer_by is None:
        return row("答复期限", [strong("当场办结")])
    lines = [cell([strong(latest(data.answer_by, stamp.issued_on))])]
    since = "受理当天不算" if data.by_silence else "受理次日起"
    if data.answer_days:
        counted = (
            f"{since}{'，' if data.by_silence else ''}{data.answer_days}个工作日，周末和节假日不算。"
            if data.in_working_days
            else f"{since}{'，' if data.by_silence else ''}{data.answer_days}日，周末和节假日也算。"
        )
        lines.append(cell([counted], small=True))
    if data.legal_by:
        unit = "个工作日" if data.in_working_days else "日"
        length = f"依法最长{data.legal_days}{unit}，到" if data.legal_days else "依法最长到"
        lines.append(cell([f"{length}{short_day(data.legal_by, stamp.issued_on)}（含当日）。"], small=True))
    if data.provisional:
        lines.append(cell(["次年放假安排还没有公布，公布后日期有变的，另行告诉您。"], small=True))
    return row("答复期限", *lines)


def _promises(data: Acceptance, stamp: Stamp) -> Layout | None:
    if not data.promised:
        return None
    return row("还要补交", *([paper.name, "，", strong(latest(paper.by, stamp.issued_on))] for paper in data.promised))


def _decline(data: Decline, stamp: Stamp) -> Body:
    person = you(data.applicant)
    received = short_day(data.received_on, stamp.issued_on)
    basis = according([data.basis])
    if data.ground is Ground.NOT_COMPETENT:
        why = f"这件事不归{data.we}办，{basis}决定不予受理，请到下面写明的单位去办。"
    else:
        why = f"这件事依法不用审批，{basis}决定不予受理，{person}可以自行办理。"
    table = rows(
        data,
        listed("为什么", data.reasons) if data.reasons else None,
        row("该找谁", *place_lines(data.competent)) if data.competent else None,
    )
    closing = [
        line(f"{person}交来的材料全部退还。") if data.papers_returned else None,
        line(remedy(data.remedies, against="这个决定")),
        line(COMPLAIN),
    ]
    return [said(f"{person}{received}申请{matter(data)}。{why}"), table], closing


def _correction(data: Correction, stamp: Stamp) -> Body:
    person, beside = you(data.applicant), stamp.issued_on
    number = len(data.missing)
    opening: list[Run] = [
        f"{person}申请{matter(data)}，{short_day(data.received_on, beside)}交来的材料我们看过了，"
        f"还差{pieces(number)}，都写在下面。{according([data.basis])}请",
        strong(latest(data.until, beside)),
        "补来。" if data.again_because else f"补来。{data.we}一次说全，补齐就受理，不再要别的。",
    ]
    again = [said(_again(data))] if data.again_because else []
    table = list_of(
        ("还差什么", "为什么", "怎么补"),
        (10, 12, 12),
        ((paper.name, paper.reason, paper.mend) for paper in data.missing),
    )
    days = f"从告知次日起{data.until_days}天，周末和节假日也算。" if data.until_days else None
    where = place_lines(data.bring_to) if data.bring_to else []
    if data.online:
        where.append(cell(["也可以扫下面的码，拍照传上来。" if where else "扫下面的码，拍照传上来。"], small=True))
    how = rows(
        data,
        row("什么时候", [strong(latest(data.until, beside))], *([cell([days], small=True)] if days else [])),
        row("补到哪里", *where) if where else None,
    )
    closing: list[Line | None] = [
        [f"补来以后，5个工作日内告诉{person}受理不受理。{person}补材料的时间，不算在我们的办理期限里。"],
        ["到期没有补来的，这次申请就不再办下去，以后随时可以重新申请。"],
        [COMPLAIN],
    ]
    return [said(*opening), *again, table, how], closing


def _again(data: Correction) -> str:
    """Why a second notice is lawful, who signed for it, and that it is counted."""
    turn = f"这是第{count_word(data.turn)}次告知，已经记录在案。" if data.turn > 1 else ""
    signed = f"，由{data.again_signed_by}签字同意" if data.again_signed_by else ""
    return f"{turn}为什么再次告知：{(data.again_because or '').rstrip('。')}{signed}。"


def _extension(data: Extension, stamp: Stamp) -> Body:
    person, beside = you(data.applicant), stamp.issued_on
    approved = f"经{data.approved_by}批准，" if data.approved_by else ""
    days = f"{data.days}{'个工作日' if data.in_working_days else '日'}"
    opening = (
        f"{person}申请{matter(data)}，{data.we}{short_day(data.accepted_on, beside)}受理，"
        f"原定{latest(data.before, beside)}答复。因{data.reason.rstrip('。')}，到期办不完。"
        f"{according([data.basis])}{approved}延长{days}，只延这一次。"
    )
    table = rows(
        data,
        row("为什么延", data.reason),
        row(
            "答复期限",
            [strong(latest(data.answer_by, beside))],
            cell([f"原定{short_day(data.before, beside)}，延长{days}。"], small=True),
        ),
    )
    closing: list[Line | None] = [
        [f"让{person}多等了，请谅解。{overdue(data.answer_by, data.remedies, beside)}"],
        [COMPLAIN],
    ]
    return [said(opening), table], closing


def _decided(data: Grant | Deny, stamp: Stamp) -> str:
    return f"{you(data.applicant)}申请{matter(data)}，{data.we}{short_day(data.accepted_on, stamp.issued_on)}受理"


def _grant(data: Grant, stamp: Stamp) -> Body:
    found = f"经审查，{data.findings.rstrip('。')}。" if data.findings else "经审查，符合规定的条件。"
    benefit = data.benefit
    valid = None
    if data.valid_from or data.valid_to:
        start = f"从{long_day(data.valid_from)}起" if data.valid_from else ""
        end = f"到{long_day(data.valid_to)}止（含当日）" if data.valid_to else "，长期有效"
        valid = row("有效期", [strong((start + end).lstrip("，"))])
    table = rows(
        data,
        row("决定", [strong("准予")], cell([f"{long_day(data.decided_on)}作出"], small=True)),
        _benefit(benefit) if benefit else None,
        row("发什么证", data.paper) if data.paper else None,
        valid,
        row("怎么领", data.collect) if data.collect else None,
        row("每年核对", data.yearly) if data.yearly else None,
    )
    closing = [
        *(line(duty) for duty in data.duties),
        line(remedy(data.remedies, against="这个决定")),
        line(COMPLAIN),
    ]
    opening = f"{_decided(data, stamp)}。{found}{according(data.basis)}决定准予{you(data.applicant)}的申请。"
    return [said(opening), table], closing


_PER = {Per.ONCE: "一次发给", Per.MONTH: "每月领", Per.YEAR: "每年领"}


def _benefit(benefit: Benefit) -> Layout:
    lines = [cell([strong(yuan(benefit.fen))])]
    if benefit.first_month:
        first = f"从{long_month(benefit.first_month)}起发"
        if benefit.last_month:
            months = (benefit.last_month.year - benefit.first_month.year) * 12 + (
                benefit.last_month.month - benefit.first_month.month + 1
            )
            counted = f"，共{months}个月" if benefit.per is Per.MONTH else ""
            first += f"，发到{long_month(benefit.last_month)}{counted}"
        lines.append(cell([f"{first}。"], small=True))
    if benefit.paid:
        lines.append(cell([f"{benefit.paid.rstrip('。')}。"], small=True))
    return row(_PER[benefit.per], *lines)


def _deny(data: Deny, stamp: Stamp) -> Body:
    opening = (
        f"{_decided(data, stamp)}。经审查，{you(data.applicant)}的申请不符合规定的条件。"
        f"{according(data.basis)}决定不予批准，原因写在下面。"
    )
    table = rows(
        data,
        row("决定", [strong("不予批准")], cell([f"{long_day(data.decided_on)}作出"], small=True)),
        listed("为什么", data.reasons),
        listed("还能怎样", data.advice) if data.advice else None,
    )
    closing: list[Line | None] = [
        line(remedy(data.remedies, against="这个决定")),
        ["情况变了、符合条件了，随时可以重新申请。"],
        [COMPLAIN],
    ]
    return [said(opening), table], closing


def _termination(data: Termination, stamp: Stamp) -> Body:
    person, beside = you(data.applicant), stamp.issued_on
    cause = {
        End.WITHDRAWN: f"{person}已撤回申请",
        End.NOT_PURSUED: "要补的材料到期没有补来",
        End.FALLEN_AWAY: "这件事已没有办下去的必要",
    }[data.end]
    opening = (
        f"{person}申请{matter(data)}，{data.we}{short_day(data.received_on, beside)}收到材料。"
        f"{cause}，{according([data.basis])}自{long_day(data.ended_on)}起终止办理。"
    )
    table = rows(
        data,
        row("怎么结束", [strong({End.WITHDRAWN: "撤回", End.NOT_PURSUED: "到期未补"}.get(data.end, "终止"))]),
        listed("为什么", data.reasons) if data.reasons else None,
    )
    back = f"{person}交来的原件全部退还。" if data.papers_returned else ""
    closing = [
        line(f"{back}以后需要，随时可以重新申请。"),
        line(remedy(data.remedies, against="这个决定")),
        line(COMPLAIN),
    ]
    return [said(opening), table], closing


def _delivery(data: Delivery, _stamp: Stamp) -> Body:
    table = rows(data, listed("送达文书", data.results))
    handovers: list[dict[str, Any]] = [
        {
            "from": handover.from_office,
            "to": handover.to,
            "giver": handover.giver,
            "receiver": handover.receiver,
            "at": moment(handover.at) if handover.at else None,
            "how": handover.how,
        }
        for handover in data.handovers
    ]
    body = [table, {"block": "handovers", "handovers": handovers}]
    if data.remark:
        body.append({"block": "rows", "rows": [row("备注", data.remark)]})
    closing: list[Line | None] = [
        ["收的人签名前，请看清送达的是什么、几份。不会写字的按手印，由见证人签名。"],
        [COMPLAIN],
    ]
    return body, closing


def reference(data: Letter) -> list[str]:
    """The number at the head of the letter and what it is called."""
    if isinstance(data, ComplaintAnswer):
        return ["投诉编号", data.complaint_number]
    return ["办件编号", " ".join(case_groups(data.case_number))]


def addressee(data: Letter) -> str | None:
    """To whom the letter is written; None for a record and for what is posted."""
    match data:
        case Delivery() | Publication():
            return None
        case Hearing() | Stop() if data.recipient:
            return data.recipient.name
        case _:
            return data.applicant.name


BODIES: dict[type[Letter], Callable[[Any, Stamp], Body]] = {
    Acceptance: _acceptance,
    Decline: _decline,
    Correction: _correction,
    Extension: _extension,
    Grant: _grant,
    Deny: _deny,
    Termination: _termination,
    Delivery: _delivery,
    Hold: proceedings.hold,
    HoldEnd: proceedings.hold_end,
    Hearing: proceedings.hearing,
    Publication: proceedings.publication,
    Conclusion: outcomes.conclusion,
    Amendment: outcomes.amendment,
    Revocation: outcomes.revocation,
    ComplaintAnswer: outcomes.complaint_answer,
    Suspension: entitlements.suspension,
    Resumption: entitlements.resumption,
    Stop: entitlements.stop,
    Adjustment: entitlements.adjustment,
}

"""The wording of numbered notices, in the plain voice of someone at a window and complete whatever is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from siban.domain.notices.data import (
    Acceptance,
    Benefit,
    Correction,
    Decline,
    Delivery,
    Deny,
    End,
    Extension,
    Grant,
    Ground,
    Letter,
    Per,
    Termination,
)
from siban.domain.notices.rules import SORTS, case_groups, latest, long_day, long_month, moment, short_day, yuan
from siban.domain.notices.wording.parts import (
    COMPLAIN,
    Layout,
    Line,
    Run,
    Stamp,
    according,
    agent_of,
    cell,
    handler,
    listed,
    matter,
    pieces,
    place_lines,
    remedy,
    row,
    strong,
    who,
    you,
)


def letter(data: Letter, stamp: Stamp) -> Layout:
    """The whole letter: head, body, closing and signature."""
    kind = data.kind  # type: ignore[attr-defined]
    body, closing = _BODIES[type(data)](data, stamp)
    return {
        "title": SORTS[kind].title,
        "authority": data.authority,
        "case": " ".join(case_groups(data.case_number)),
        "addressee": None if isinstance(data, Delivery) else data.applicant.name,
        "body": body,
        "closing": [line for line in closing if line],
        "day": long_day(stamp.issued_on),
    }


def _said(*runs: Run) -> Layout:
    return {"block": "said", "runs": list(runs)}


def _rows(data: Letter, *rows: Layout | None) -> Layout:
    """The table: item, applicant, agent, then what the kind adds, then who handles it."""
    return {
        "block": "rows",
        "rows": [
            row("办的事", data.item),
            row("申请人", who(data.applicant)),
            *([row("代办人", agent_of(data.agent))] if data.agent else []),
            *(extra for extra in rows if extra),
            row("谁在办", handler(data.contact)),
        ],
    }


Body = tuple[list[Layout], list[Line | None]]


def _line(text: str | None) -> Line | None:
    return [text] if text else None


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
    table = _rows(data, _limit(data, stamp), _promises(data, stamp))
    last = data.legal_by or data.answer_by
    instead = data.remedies.reconsideration
    silence = None
    if last:
        what = f"可以在六十日内向{instead}申请行政复议" if instead else "打12345反映，我们督促承办单位马上办"
        silence = f"到{short_day(last, beside)}（含当日）还没有答复的，{what}。"
    closing: list[Line | None] = []
    if data.answer_by or data.meanwhile:
        closing.append([(data.meanwhile or f"答复以前，{person}什么都不用做。") + (silence or "")])
    if data.promised:
        closing.append(["承诺补交的材料补齐以前，办理结果先不发；到期没有补来的，这次办理终止。"])
    closing.append([COMPLAIN])
    return [_said(opening), table], closing


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
    table = _rows(
        data,
        listed("为什么", data.reasons) if data.reasons else None,
        row("该找谁", *place_lines(data.competent)) if data.competent else None,
    )
    closing = [
        _line(f"{person}交来的材料全部退还。") if data.papers_returned else None,
        _line(remedy(data.remedies, against="这个决定")),
        _line(COMPLAIN),
    ]
    return [_said(f"{person}{received}申请{matter(data)}。{why}"), table], closing


def _correction(data: Correction, stamp: Stamp) -> Body:
    person, beside = you(data.applicant), stamp.issued_on
    number = len(data.missing)
    opening: list[Run] = [
        f"{person}申请{matter(data)}，{short_day(data.received_on, beside)}交来的材料我们看过了，"
        f"还差{pieces(number)}，都写在下面。{according([data.basis])}请",
        strong(latest(data.until, beside)),
        "补来。" if data.again_because else f"补来。{data.we}一次说全，补齐就受理，不再要别的。",
    ]
    again = [_said(f"为什么再次告知：{data.again_because}")] if data.again_because else []
    table = {
        "block": "list",
        "heads": ["序", "还差什么", "为什么", "怎么补"],
        "widths": [0, 10, 12, 12],
        "rows": [[str(place), paper.name, paper.reason, paper.mend] for place, paper in enumerate(data.missing, 1)],
    }
    days = f"从告知次日起{data.until_days}天，周末和节假日也算。" if data.until_days else None
    where = place_lines(data.bring_to) if data.bring_to else []
    if data.online:
        where.append(cell(["也可以扫下面的码，拍照传上来。" if where else "扫下面的码，拍照传上来。"], small=True))
    rows = _rows(
        data,
        row("什么时候", [strong(latest(data.until, beside))], *([cell([days], small=True)] if days else [])),
        row("补到哪里", *where) if where else None,
    )
    closing: list[Line | None] = [
        [f"补来以后，5个工作日内告诉{person}受理不受理。{person}补材料的时间，不算在我们的办理期限里。"],
        ["到期没有补来的，这次申请就不再办下去，以后随时可以重新申请。"],
        [COMPLAIN],
    ]
    return [_said(*opening), *again, table, rows], closing


def _extension(data: Extension, stamp: Stamp) -> Body:
    person, beside = you(data.applicant), stamp.issued_on
    approved = f"经{data.approved_by}批准，" if data.approved_by else ""
    opening = (
        f"{person}申请{matter(data)}，{data.we}{short_day(data.accepted_on, beside)}受理，"
        f"原定{latest(data.before, beside)}答复。因{data.reason.rstrip('。')}，到期办不完。"
        f"{according([data.basis])}{approved}延长{data.days}个工作日，只延这一次。"
    )
    table = _rows(
        data,
        row("为什么延", data.reason),
        row(
            "答复期限",
            [strong(latest(data.answer_by, beside))],
            cell([f"原定{short_day(data.before, beside)}，延长{data.days}个工作日。"], small=True),
        ),
    )
    to = data.remedies.reconsideration
    silence = f"可以在六十日内向{to}申请行政复议" if to else "打12345反映，我们督促承办单位马上办"
    closing: list[Line | None] = [
        [f"让{person}多等了，请谅解。到{short_day(data.answer_by, beside)}（含当日）还没有答复的，{silence}。"],
        [COMPLAIN],
    ]
    return [_said(opening), table], closing


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
    table = _rows(
        data,
        row("决定", [strong("准予")], cell([f"{long_day(data.decided_on)}作出"], small=True)),
        _benefit(benefit) if benefit else None,
        row("发什么证", data.paper) if data.paper else None,
        valid,
        row("怎么领", data.collect) if data.collect else None,
        row("每年核对", data.yearly) if data.yearly else None,
    )
    closing = [
        *(_line(duty) for duty in data.duties),
        _line(remedy(data.remedies, against="这个决定")),
        _line(COMPLAIN),
    ]
    opening = f"{_decided(data, stamp)}。{found}{according(data.basis)}决定准予{you(data.applicant)}的申请。"
    return [_said(opening), table], closing


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
    table = _rows(
        data,
        row("决定", [strong("不予批准")], cell([f"{long_day(data.decided_on)}作出"], small=True)),
        listed("为什么", data.reasons),
        listed("还能怎样", data.advice) if data.advice else None,
    )
    closing: list[Line | None] = [
        _line(remedy(data.remedies, against="这个决定")),
        ["情况变了、符合条件了，随时可以重新申请。"],
        [COMPLAIN],
    ]
    return [_said(opening), table], closing


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
    table = _rows(
        data,
        row("怎么结束", [strong({End.WITHDRAWN: "撤回", End.NOT_PURSUED: "到期未补"}.get(data.end, "终止"))]),
        listed("为什么", data.reasons) if data.reasons else None,
    )
    back = f"{person}交来的原件全部退还。" if data.papers_returned else ""
    closing = [
        _line(f"{back}以后需要，随时可以重新申请。"),
        _line(remedy(data.remedies, against="这个决定")),
        _line(COMPLAIN),
    ]
    return [_said(opening), table], closing


def _delivery(data: Delivery, _stamp: Stamp) -> Body:
    table = _rows(data, listed("送达文书", data.results))
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
    rows = [table, {"block": "handovers", "handovers": handovers}]
    if data.remark:
        rows.append({"block": "rows", "rows": [row("备注", data.remark)]})
    closing: list[Line | None] = [
        ["收的人签名前，请看清送达的是什么、几份。不会写字的按手印，由见证人签名。"],
        [COMPLAIN],
    ]
    return rows, closing


_BODIES: dict[type[Letter], Callable[[Any, Stamp], Body]] = {
    Acceptance: _acceptance,
    Decline: _decline,
    Correction: _correction,
    Extension: _extension,
    Grant: _grant,
    Deny: _deny,
    Termination: _termination,
    Delivery: _delivery,
}

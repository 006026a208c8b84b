"""The wording of what the applicant signs: promises, declarations in place of a proof, papers signed by themselves."""

from __future__ import annotations

from siban.domain.notices.pledges import Declaration, Pledge, Promise, Undertaking
from siban.domain.notices.rules import SORTS, latest, long_day
from siban.domain.notices.wording.parts import (
    Layout,
    Line,
    Signer,
    Stamp,
    agent_of,
    cell,
    cited,
    pieces,
    place_lines,
    quoted,
    row,
    sheet,
    strong,
    who,
    you,
)


def promise(data: Promise, stamp: Stamp) -> Layout:
    """容缺受理承诺书: papers and dates, and what follows where they do not come."""
    beside = stamp.issued_on
    where = place_lines(data.bring_to) if data.bring_to else []
    if data.online:
        where.append(cell(["也可以拍照从网上传。" if where else "拍照从网上传就行。"], small=True))
    body: list[Layout] = [
        _head(data),
        {
            "block": "said",
            "runs": [
                f"我申请办理{quoted(data.item)}，主要材料已经交齐，还差{pieces(len(data.promised))}。"
                "请先受理，我承诺在下面写明的日期以前补来："
            ],
        },
        {
            "block": "table",
            "title": None,
            "columns": ["还差的材料", "什么时候补来"],
            "rows": [[paper.name, latest(paper.by, beside)] for paper in data.promised],
        },
        *([{"block": "rows", "rows": [row("补到哪里", *where)]}] if where else []),
        {"block": "heading", "text": "我知道："},
        {
            "block": "points",
            "points": [
                ["材料补齐以前，先受理、先审查，", strong("办理结果先不发"), "。"],
                ["到期没有补来的，", strong("这次办理终止"), "，以后可以重新申请。"],
                ["没有做到的会记下来，以后我再申请，可能不再先受理后补材料。"],
                ["我已交和后补的材料都是真实的，如有不实，愿意承担法律责任。"],
            ],
        },
    ]
    return _sheet(data, body, stamp)


def declaration(data: Declaration, stamp: Stamp) -> Layout:
    """告知承诺书 (国办发〔2020〕42号, 三（三）): what the office must tell, then what the applicant declares."""
    number = len(data.proofs)
    check = (data.check or "办结以后，向掌握这些信息的单位核实").rstrip("。")
    by = f"，最迟{long_day(data.check_by)}查完" if data.check_by else ""
    liability = data.liability or "依法撤销决定、追回已发的钱物；情节严重的依法处罚；构成犯罪的，追究刑事责任。"
    person = you(data.applicant)
    told: list[Line] = [
        [
            f"这件事要证明的有{pieces(number, '项')}，写在下面。可以交证明，也可以书面承诺代替证明，",
            strong(f"由{person}自己选"),
            "。不愿承诺或者做不到的，交证明照样办。",
        ],
        [f"承诺以后，不再要这些证明，当场按承诺办。{check}{by}。"],
        ["承诺不实的：", strong(liability.rstrip("。")), "；并记入信用记录，信用修复以前不再适用告知承诺。"],
        ["办结以前可以撤回承诺，撤回后改交证明。"],
        [f"承诺书要公开：{data.published.rstrip('。')}。" if data.published else "承诺书不公开，只用来办这件事。"],
    ]
    body: list[Layout] = [
        _head(data),
        {"block": "heading", "text": f"一、告知（{data.authority}）"},
        {"block": "points", "points": told},
        {
            "block": "table",
            "title": None,
            "columns": ["要证明的事", "承诺的内容", "哪条规定要的"],
            "rows": [
                [proof.name, proof.content, cited([proof.basis]) if proof.basis else "本事项实施清单"]
                for proof in data.proofs
            ],
        },
        {"block": "heading", "text": "二、承诺（申请人）"},
        {
            "block": "points",
            "points": [
                ["上面告知的内容，我已经看过或听人念过，都明白。"],
                ["上面写的“承诺的内容”都是真的，我符合办理的条件。"],
                ["承诺不实的，我愿意承担上面写明的法律责任。"],
                ["这是我自己的真实意思，没有人强迫。"],
            ],
        },
    ]
    return _sheet(data, body, stamp)


def undertaking(data: Undertaking, stamp: Stamp) -> Layout:
    """A paper signed by itself, in the item's words; everyone named signs, each beside the own name."""
    del stamp  # who signs writes the date
    body: list[Layout] = [_head(data), {"block": "said", "runs": [data.text]}]
    signers = [
        Signer(label="申请人签名", mark=True, witness=data.by_fingerprint),
        *(Signer(label=f"{name}签名", mark=True) for name in data.signers),
        Signer(label="经办人签名"),
    ]
    return sheet(data.title, data, body, signers, lead=f"交给{data.authority}", large=not data.signers)


def _head(data: Pledge) -> Layout:
    telephone = f"　电话{data.telephone}" if data.telephone else ""
    return {
        "block": "rows",
        "rows": [
            row("办的事", data.item),
            row("申请人", who(data.applicant) + telephone),
            *([row("代办人", agent_of(data.agent))] if data.agent else []),
        ],
    }


def _sheet(data: Pledge, body: list[Layout], stamp: Stamp) -> Layout:
    del stamp  # the applicant writes the date
    kind = data.kind  # type: ignore[attr-defined]
    sign = "承诺人签名" if not data.applicant.is_organisation else "承诺单位盖章、经办人签名"
    signers = [Signer(label=sign, mark=True, witness=data.by_fingerprint), Signer(label="经办人签名")]
    return sheet(SORTS[kind].title, data, body, signers, lead=f"交给{data.authority}", large=True)

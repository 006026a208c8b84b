"""The wording of working papers: survey on the spot, hand-off sheet, list of the archive."""

from __future__ import annotations

from collections.abc import Sequence

from siban.domain.notices.rules import SORTS, latest, long_day, moment
from siban.domain.notices.sheets import Archive, Handoff, Listed, Survey
from siban.domain.notices.slips import Section
from siban.domain.notices.wording.parts import (
    Layout,
    Signer,
    Stamp,
    agent_of,
    cell,
    pieces,
    row,
    sheet,
    signer,
    strong,
    who,
)

_ROOM = "　\n　\n　"
"""Three lines for handwriting."""
_BY_HAND = "　　　　年　　月　　日　　时　　分"


def survey(data: Survey, stamp: Stamp) -> Layout:
    """入户调查表, 现场核查记录: who went, where, when, what was found; signed by all who were there."""
    del stamp  # signed and dated on the spot
    met = data.met or data.applicant
    relation = f"（{data.met_relation}）" if data.met_relation else ""
    photos = row("现场照片", f"{data.photos}张，附后") if data.photos else None
    staff = [
        cell(["　".join(part for part in (one.office, one.name, f"证件{one.card}" if one.card else "") if part)])
        for one in data.staff
    ]
    body: list[Layout] = [
        {
            "block": "rows",
            "rows": [
                row("办的事", data.item),
                row("申请人", who(data.applicant)),
                row("去了哪里", data.place),
                row("什么时候", moment(data.at) if data.at else _BY_HAND),
                row("谁去的", *staff),
                row("见到谁", met.name + relation),
            ],
        },
        {
            "block": "said",
            "runs": [
                f"{pieces(len(data.staff), '个人')}一起去，先出示了工作证件，说明了来意。"
                "调查不收礼、不收费；与这件事无关的问题，可以不回答。"
            ],
        },
        {"block": "sections", "sections": _sections(data.sections)},
        {
            "block": "rows",
            "rows": [
                row("看到的情况", data.findings or _ROOM),
                row("核查意见", [strong(data.conclusion)] if data.conclusion else _ROOM),
                *([photos] if photos else []),
            ],
        },
        {
            "block": "said",
            "runs": [
                "上面写的，被访的人看过或听人念过，和事实一样。有不同意见的，写在签名旁边；不愿签名的，注明原因。"
            ],
        },
    ]
    signers = [
        Signer(label="被访的人签名", mark=True, witness=data.by_fingerprint),
        *(signer("调查的人签名", one.name) for one in data.staff),
    ]
    return sheet(data.title, data, body, signers)


def _sections(sections: tuple[Section, ...]) -> list[Layout]:
    return [
        {
            "title": section.title,
            "fields": [{"label": one.label, "value": one.value, "wide": one.wide} for one in section.fields],
            "blocks": [{"title": one.title, "columns": one.columns, "rows": one.rows} for one in section.blocks],
        }
        for section in sections
    ]


def handoff(data: Handoff, stamp: Stamp) -> Layout:
    """交接单: what is keyed into the other system, the papers that go with it, and what comes back."""
    wanted = f"请{latest(data.due, stamp.issued_on)}把结果填回。" if data.due else ""
    body: list[Layout] = [
        {
            "block": "rows",
            "rows": [
                row("录到哪里", [strong(data.system)]),
                row("办的事", data.item),
                row("申请人", who(data.applicant)),
                *([row("代办人", agent_of(data.agent))] if data.agent else []),
                row("交接", f"{data.from_office} → {data.to_office}"),
            ],
        },
        {"block": "sections", "sections": _sections(data.sections)},
    ]
    if data.papers:
        body.append(
            {
                "block": "sections",
                "sections": [
                    {
                        "title": f"一起交的材料（{pieces(len(data.papers))}）",
                        "fields": [],
                        "blocks": [
                            {
                                "title": None,
                                "columns": ["材料", "怎么交的", "数量"],
                                "rows": [[paper.name, paper.how, paper.quantity] for paper in data.papers],
                            }
                        ],
                    }
                ],
            }
        )
    body += [
        {"block": "heading", "text": "填回来"},
        {
            "block": "rows",
            "rows": [
                row("那边的编号", data.number_back or "　"),
                row("办的结果", data.result_back or _ROOM),
            ],
        },
        {"block": "said", "runs": [f"{wanted}录入、填回各签一次名。本单含个人信息，用完随卷归档，不得外传。"]},
    ]
    at = moment(data.at) if data.at else None
    if at:
        body.append({"block": "said", "runs": [f"交接时间：{at}。"]})
    signers = [signer("交的人签名", data.giver), signer("收的人签名", data.receiver)]
    return sheet(SORTS[data.kind].title, data, body, signers, dated=at is None, hour=at is None)


def archive(data: Archive, stamp: Stamp) -> Layout:
    """归档目录: what the package holds, each part with its digest."""
    ended = f"，{long_day(data.concluded_on)}" if data.concluded_on else ""
    body: list[Layout] = [
        {
            "block": "rows",
            "rows": [
                *([row("档号", data.number)] if data.number else []),
                row("办的事", data.item),
                row("申请人", who(data.applicant)),
                row("结果", data.outcome + ended),
                row("保管期限", [strong(data.retention)]),
                row("归档日期", long_day(stamp.issued_on)),
                row(
                    "共有",
                    f"材料{len(data.documents)}份，文书{len(data.notices)}份，办理记录{len(data.events)}条",
                ),
                *([row("整包校验值", cell([data.package_digest], small=True))] if data.package_digest else []),
            ],
        },
        *_digests("一、材料", data.documents, data.algorithm),
        *_digests("二、文书", data.notices, data.algorithm),
        {
            "block": "digests",
            "title": "三、办理记录",
            "heads": ["序", "做了什么", "谁", "什么时候", f"校验值（{data.algorithm}）"],
            "widths": [0, 6, 4, 8, 13],
            "rows": [
                [str(one.number), one.act, one.by or "系统", f"{one.at:%Y-%m-%d %H:%M}", one.digest]
                for one in data.events
            ],
        },
        {
            "block": "said",
            "runs": [f"每份文件和每条记录的校验值（{data.algorithm}）都可以重新计算，和上面不一样的，说明被改动过。"],
        },
    ]
    signers = [signer("整理人签名", data.packed_by), signer("检查人签名", data.checked_by)]
    return sheet(SORTS[data.kind].title, data, body, signers, dated=True)


def _digests(title: str, listed: Sequence[Listed], algorithm: str) -> list[Layout]:
    if not listed:
        return []
    return [
        {
            "block": "digests",
            "title": title,
            "heads": ["序", "名称", "页数", f"校验值（{algorithm}）"],
            "widths": [0, 15, 3, 13],
            "rows": [
                [
                    str(place),
                    one.name + (f"　{one.number}" if one.number else ""),
                    f"{one.pages}页" if one.pages else "",
                    one.digest,
                ]
                for place, one in enumerate(listed, 1)
            ],
        }
    ]

"""The wording of what is given or signed at a window: receipt, agency receipt, application form, mandate."""

from __future__ import annotations

from siban.domain.notices.data import AgencyReceipt, ApplicationForm, Mandate, ObjectionReceipt, Paper, Party, Receipt
from siban.domain.notices.rules import case_groups, latest, long_day, moment, short_day, yuan
from siban.domain.notices.wording.parts import Layout, Line, Run, Stamp, agent_of, pieces, quoted, strong

DECLARATION = (
    "我填写的内容和交来的材料都是真实的，如有不实，愿意承担法律责任。",
    "我知道：这些信息只用来办这件事，谁查看过都有记录，我可以随时查。",
)
POWERS = ("交材料，办手续", "签收通知书和其他文书", "领取办理结果")


def fact(label: str, *runs: Run, wide: bool = False) -> Layout:
    """One fact at the head of a slip; two stand in a row."""
    return {"label": label, "runs": list(runs), "wide": wide}


def receipt(data: Receipt, stamp: Stamp) -> Layout:
    """收件凭证: says that it is not yet acceptance, and what silence means."""
    beside = stamp.issued_on
    what = "材料" if data.papers else "申请"
    said: list[Line] = [[f"这张凭证说明{what}收下了，", strong("还不是受理"), "。"]]
    if data.answer_by:
        said.append(["受理不受理，", strong(latest(data.answer_by, beside)), "告诉您。"])
        if data.silence_accepts:
            taken = short_day(data.taken_at.date(), beside)
            said.append([f"到时没告诉您，就算从{taken}起已经受理。"])
    else:
        said.append(["能当场办的当场办，结果当面告诉您。"])
    if data.whole_by:
        said.append(["几件事一起办，", strong(latest(data.whole_by, beside)), "都有结果，一次交给您。"])
    if data.apart:
        said.append([f"{'、'.join(data.apart)}：还不能在这里一起办，另办。"])
    total = f"一共{pieces(len(data.papers))}。" if data.papers else "没有收材料。"
    return {
        "title": "收件凭证",
        "site": data.site,
        "reference": "办件编号",
        "case": list(case_groups(data.case_number)),
        "scan": "扫一扫查进度",
        "facts": [
            fact("办的事", strong(data.item)),
            fact("申请人", data.applicant.name),
            fact("交件人", agent_of(data.agent) if data.agent else data.applicant.name),
            fact("收件人", data.clerk),
            fact("时间", moment(data.taken_at), wide=True),
        ],
        "heads": ["序", "收到的材料", "怎么收的", "数量"],
        "papers": _papers(data.papers),
        "total": total + (data.looked_up or ""),
        "said": said,
        "signers": ["交件人签名"],
        "hints": [
            "查进度：扫码，或打12345报编号",
            *([f"问收件人：{data.telephone}"] if data.telephone else []),
            "不满意：打12345，可以不留名字",
        ],
        "use": "收件专用章",
        "day": long_day(stamp.issued_on),
    }


def _papers(papers: tuple[Paper, ...]) -> list[list[str]]:
    return [[str(place), paper.name, paper.how, paper.quantity] for place, paper in enumerate(papers, 1)]


def agency_receipt(data: AgencyReceipt, stamp: Stamp) -> Layout:
    """代办收据: what the agent took, and by when paper, money's receipt and result come."""
    beside = stamp.issued_on
    money = []
    said: list[Line] = []
    if data.fen is not None:
        money = [
            fact("代收", strong(yuan(data.fen)), f"（{data.paid or '现金'}）", wide=True),
            fact("交给", data.payee or "收款单位", wide=True),
        ]
        said.append(["这笔钱只用来代缴，不收手续费。"])
        if data.official_by:
            said.append(
                ["收款单位的正式票据，", strong(latest(data.official_by, beside)), "交给您，请用它换回这张收据。"]
            )
    if data.papers:
        back = strong(latest(data.return_by, beside)) if data.return_by else "办完当天"
        said.append(["收下的原件，", back, "当面还给您，还的时候双方签名。"])
    if data.done_by:
        said.append(["这件事", strong(latest(data.done_by, beside)), "办好，办不成也告诉您原因。"])
    said.append(["代办不收任何费用。"] if data.fen is None else ["钱每天由另外一个人对账。"])
    return {
        "title": "代办收据",
        "site": data.site,
        "reference": "代办编号",
        "case": list(case_groups(data.case_number)),
        "scan": "扫一扫验真假",
        "facts": [
            fact("办什么", strong(data.item), wide=True),
            fact("委托人", data.applicant.name),
            fact("代办员", data.agent),
            *money,
            fact("时间", moment(data.taken_at), wide=True),
        ],
        "heads": ["序", "收下的材料", "怎么收的", "数量"],
        "papers": _papers(data.papers),
        "total": f"一共{pieces(len(data.papers))}。" if data.papers else "没有收材料。",
        "said": said,
        "signers": ["委托人签名", "代办员签名"],
        "hints": [
            *([f"问代办员：{data.telephone}"] if data.telephone else []),
            "不满意：打12345，可以不留名字",
        ],
        "use": None,
        "day": long_day(stamp.issued_on),
    }


def objection_receipt(data: ObjectionReceipt, stamp: Stamp) -> Layout:
    """异议收件凭证: what was said against what hangs out, who looks into it, and by when she hears of it."""
    beside, by = stamp.issued_on, data.looked_into_by
    asked = f"{by.name}，电话{by.telephone}" if by.telephone else by.name
    said: list[Line] = [["这条异议没有查清以前，公示的事", strong("不会往下办"), "。"]]
    if data.answer_by:
        said.append(["查清以后打电话告诉您结果，", strong(latest(data.answer_by, beside)), "。"])
    else:
        said.append([f"您没有留电话，想知道结果，来问或者打电话问{by.name}。"])
    said.append(["您是谁、说了什么，只给查这件事的人看，替您保密。"])
    return {
        "title": "异议收件凭证",
        "site": data.site,
        "reference": "公示文号",
        "case": [data.publication],
        "scan": "扫一扫验真假",
        "facts": [
            fact("公示", strong(data.item), f"，申请人{data.applicant.name}", wide=True),
            fact("谁提的", data.objector or "没有留名字"),
            fact("电话", data.telephone or "没有留"),
            fact("谁去查", asked, wide=True),
            fact("收的人", data.clerk),
            fact("怎么提", data.way),
            fact("时间", moment(data.taken_at), wide=True),
            fact("异议", data.words, wide=True),
        ],
        "heads": [],
        "papers": [],
        "total": "",
        "said": said,
        "signers": ["提异议的人签名（可以不签）"],
        "hints": [
            *([f"问查的人：{by.telephone}"] if by.telephone else []),
            "不满意：打12345，可以不留名字",
        ],
        "use": "收件专用章",
        "day": long_day(stamp.issued_on),
    }


def application_form(data: ApplicationForm, stamp: Stamp) -> Layout:
    """申请表, filled, with declaration and places to sign."""
    del stamp  # the applicant writes the date
    return {
        "title": data.title,
        "authority": data.authority,
        "case": " ".join(case_groups(data.case_number)),
        "item": data.item,
        "version": data.version,
        "sections": [
            {
                "title": section.title,
                "fields": [
                    {"label": field.label, "value": field.value, "wide": field.wide} for field in section.fields
                ],
                "blocks": [
                    {"title": block.title, "columns": block.columns, "rows": block.rows} for block in section.blocks
                ],
            }
            for section in data.sections
        ],
        "declaration": list(data.declaration or DECLARATION),
        "authorisation": data.authorisation,
        "photo": data.photo,
        "by_fingerprint": data.by_fingerprint,
        "applicant": data.applicant.name,
        "agent": agent_of(data.agent) if data.agent else None,
    }


def mandate(data: Mandate, stamp: Stamp) -> Layout:
    """委托书: who, for whom, which item, until when."""
    until: Line = (
        ["委托到", strong(f"{long_day(data.until)}（含当日）"), "为止。"] if data.until else ["委托到这件事办完为止。"]
    )
    relation = f"（{data.relation}）" if data.relation else ""
    return {
        "title": "委托书",
        "site": data.site,
        "case": " ".join(case_groups(data.case_number)) if data.case_number else None,
        "said": [
            [
                f"我是{data.principal.name}，自己不方便来，委托",
                strong(data.representative.name),
                f"{relation}替我办理{quoted(data.item)}。",
            ],
            ["我委托的事有：", "；".join(data.powers or POWERS), "。"],
            [
                *until,
                "委托期间，受托人在这些事情上的签名和说明，我都认。我可以随时撤回委托，打个电话或到窗口说一声就行。",
            ],
        ],
        "parties": [
            _party("委托人", data.principal, data.principal_telephone),
            _party("受托人", data.representative, data.representative_telephone),
        ],
        "by_fingerprint": data.by_fingerprint,
        "day": long_day(stamp.issued_on),
    }


def _party(label: str, party: Party, telephone: str | None) -> Layout:
    return {"label": label, "name": party.name, "number": party.masked_number, "telephone": telephone}

"""What the notices of a benefit say. Official documents are Chinese."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypedDict

from siban.domain.benefits.models import Entitlement
from siban.domain.benefits.rules import End, Ground
from siban.domain.benefits.terms import terms
from siban.domain.cases.matter import Matter
from siban.domain.cases.services import letters
from siban.domain.catalog.types import Outcome
from siban.domain.notices.entitlements import Resumption, Stop, Suspension
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import Kind
from siban.domain.notices.services import issue
from siban.domain.notices.values import Basis, Benefit, Party, Remedies, Repayment
from siban.kernel.acts import Change

TAIL = 4

MEND = {
    Ground.UNREACHABLE: "带身份证到就近的便民服务点露个面，或者打上面的电话约人上门。",
    Ground.ACCOUNT: "把能用的社会保障卡号告诉村里或者我们，卡没激活的先到银行激活。",
    Ground.DOUBT: "把能说明情况的材料交给村里或者我们，核实清楚就恢复。",
    Ground.IMPRISONED: "刑满以后带释放证明告诉村里，从下一个月起接着发。",
}
"""How each pause ends, as its notice says it; that of a missed check is in the item's terms."""

ADVICE = {
    End.DEATH: "丧葬补助、医保个人账户这些事，可以在村里一次办，不用再跑。",
    End.MOVED: "在新户口所在地，可以向当地民政部门申请接着领。",
}


class _Shared(TypedDict):
    authority: str
    we: str
    case_number: str
    applicant: Party
    item: str
    matter: str | None
    contact: Any
    granted: str | None
    benefit: Benefit
    basis: tuple[Basis, ...]
    remedies: Remedies


def shared(change: Change[Entitlement], fen: int) -> _Shared:
    """What all letters of a benefit share; `fen`: the sum of the month that the letter speaks of."""
    entitlement = change.subject
    matter = Matter(entitlement.case, change.date)
    common = letters.common(matter, entitlement.office)
    return {
        "authority": common["authority"],
        "we": common["we"],
        "case_number": common["case_number"],
        "applicant": common["applicant"],
        "item": common["item"],
        "matter": common["matter"],
        "contact": common["contact"],
        "granted": granted_by(entitlement),
        "benefit": Benefit(fen=fen, first_month=entitlement.first_month, paid=how_paid(entitlement)),
        "basis": letters.bases(matter),
        # What may be done against a refusal may be done against what takes a grant back, in part or for good.
        "remedies": letters.remedies(matter, Outcome.DENY),
    }


def granted_by(entitlement: Entitlement) -> str | None:
    """准予决定书（甘区民准〔2026〕96号）."""
    found = Notice.objects.filter(stream=entitlement.case_id, kind=Kind.GRANT).order_by("-issued_at").first()
    return f"准予决定书（{found.number}）" if found and found.number else None


def how_paid(entitlement: Entitlement) -> str | None:
    """To which card, by its last four."""
    account = entitlement.open_account()
    return f"打到社会保障卡（尾号{account[-TAIL:]}）" if account else None


def suspension(
    change: Change[Entitlement], fen: int, *, ground: Ground, reasons: tuple[str, ...], month: date, paid_later: bool
) -> Suspension:
    """暂停发放告知书."""
    mend = terms(change.subject.item).mend if ground is Ground.UNCHECKED else (MEND[ground],)
    return Suspension(**shared(change, fen), reasons=reasons, from_month=month, mend=mend, paid_later=paid_later)


def resumption(
    change: Change[Entitlement], fen: int, *, reasons: tuple[str, ...], month: date, arrears: tuple[date, ...], sum: int
) -> Resumption:
    """恢复发放告知书; `arrears` are the months made up, `sum` what they come to."""
    return Resumption(
        **shared(change, fen),
        reasons=reasons,
        from_month=month,
        arrears_fen=sum or None,
        arrears_from=arrears[0] if sum else None,
        arrears_to=arrears[-1] if sum else None,
    )


def stop(
    change: Change[Entitlement], fen: int, *, end: End, reasons: tuple[str, ...], month: date, overpaid: int
) -> Stop:
    """停止发放告知书. After a death it is read by the family, and the tone is theirs."""
    values = shared(change, fen)
    days = terms(change.subject.item).repay_days
    repayment = Repayment(fen=overpaid, by=change.date + timedelta(days=days)) if overpaid else None
    return Stop(
        **values,
        reasons=reasons,
        from_month=month,
        recipient=Party(name=f"{values['applicant'].name}的家属") if end is End.DEATH else None,
        repayment=repayment,
        advice=(ADVICE[end],) if end in ADVICE else (),
    )


def send(change: Change[Entitlement], letter: Suspension | Resumption | Stop) -> Notice:
    """Issue it under the holder's key, in the name of the authority that granted."""
    entitlement = change.subject
    kind = {Suspension: Kind.SUSPENSION, Resumption: Kind.RESUMPTION, Stop: Kind.STOP}[type(letter)]
    return issue(
        change,
        kind,
        letter,
        key=entitlement.person.key,
        authority=entitlement.case.authority,
        is_demonstration=entitlement.is_demonstration,
    )


def usual_reason(end: End, on: date) -> str:
    """The reason that is printed where nobody wrote another."""
    day = f"{on.year}年{on.month}月{on.day}日"
    return {
        End.DEATH: f"老人于{day}去世，我们表示哀悼。",
        End.MOVED: f"户口于{day}迁出本区。",
        End.RENOUNCED: f"您于{day}提出不再领取。",
        End.TWICE: f"{day}查到在别处也领着，不能领两份。",
        End.REVOKED: f"原来的准予决定于{day}撤销。",
        End.BROKEN: "您承诺补来的材料到期没有补来，原来的准予决定作废。",
    }[end]

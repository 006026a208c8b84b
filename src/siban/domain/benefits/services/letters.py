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
from siban.domain.notices.entitlements import Adjustment, Resumption, Stop, Suspension
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import Kind
from siban.domain.notices.services import issue
from siban.domain.notices.values import Basis, Benefit, Party, Remedies, Repayment
from siban.kernel.acts import Change

TAIL = 4
AnyLetter = Suspension | Resumption | Stop | Adjustment

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
    End.LONG: "人回来了、能认证了，随时可以重新申请，村里就能办。",
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


def shared(entitlement: Entitlement, on: date, fen: int) -> _Shared:
    """What all letters of a benefit share; `fen`: the sum of the month that the letter speaks of."""
    matter = Matter(entitlement.case, on)
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
    return Suspension(
        **shared(change.subject, change.date, fen), reasons=reasons, from_month=month, mend=mend, paid_later=paid_later
    )


def resumption(
    change: Change[Entitlement], fen: int, *, reasons: tuple[str, ...], month: date, arrears: tuple[date, ...], sum: int
) -> Resumption:
    """恢复发放告知书; `arrears` are the months made up, `sum` what they come to."""
    return Resumption(
        **shared(change.subject, change.date, fen),
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
    values = shared(change.subject, change.date, fen)
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


def adjustment(
    change: Change[Any], entitlement: Entitlement, *, before: int, fen: int, month: date, arrears: int
) -> Adjustment:
    """待遇调整告知书; `arrears`: what paid months get on top, or give back where negative."""
    matter = Matter(entitlement.case, change.date)
    document = next(iter(letters.bases(matter)), None)
    what = f"按{document.document}，" if document else ""
    return Adjustment(
        **shared(entitlement, change.date, fen),
        reasons=(f"{what}本区的标准从{month.year}年{month.month}月起调整，按您家的情况重新算出来的。",),
        from_month=month,
        before_fen=before,
        difference_fen=arrears or None,
    )


def send(change: Change[Entitlement], letter: Suspension | Resumption | Stop) -> Notice:
    """Issue it under the holder's key, in the name of the authority that granted."""
    return send_for(change, change.subject, letter)


def send_for(change: Change[Any], entitlement: Entitlement, letter: AnyLetter) -> Notice:
    """The same within an act that concerns many."""
    return issue(
        change,
        letter.kind,
        letter,
        key=entitlement.person.key,
        authority=entitlement.case.authority,
        stream=entitlement.pk,
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
        End.AGED: f"孩子到了规定的年龄，发到{on.year}年{on.month}月为止。",
    }[end]


def long_reason(since: date) -> str:
    """The reason that is printed where a long pause is ended and nobody wrote another."""
    return f"从{since.year}年{since.month}月起暂停发放，通知过怎么恢复，到今天一直没有来办。"

"""Review and decision; withdrawal and termination before it (ALL 34–38, rules.md §4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors, events
from siban.domain.cases.matter import Matter, seal_opinion
from siban.domain.cases.models import Case, CaseStep
from siban.domain.cases.rules import Action, Advice, State
from siban.domain.cases.rules import Outcome as CaseOutcome
from siban.domain.cases.rules_established import Shown
from siban.domain.cases.services import letters, required, steps
from siban.domain.cases.services.limits import TASK as EXTENSION
from siban.domain.cases.subject import CASE
from siban.domain.catalog.rules import monthly_amount
from siban.domain.catalog.types import Outcome, Stage
from siban.domain.notices import data
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once


@once
def review(
    case_id: UUID,
    *,
    by: Actor,
    advice: Advice,
    opinion: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Write the reviewer's opinion and hand the case to who decides (审核).

    Raises ReasonMissing, NotClaimed, NotYourTurn, NotTheReviewStep.
    """
    if not opinion.strip():
        raise errors.ReasonMissing(field="opinion")
    with act(CASE, case_id, Action.REVIEW, by=by, seen=seen, request=request, at=at) as change:
        matter = Matter(change.subject, change.date)
        step = steps.going(matter, by)
        following = steps.after(matter, step.key)
        if step.stage != Stage.HANDLING or following is None or following.stage is not Stage.HANDLING:
            raise errors.NotTheReviewStep
        steps.finish(change, step, advice=advice, sealed_opinion=seal_opinion(change.subject, opinion.strip()))
        change.record(events.Reviewed(step=step.key, office=step.office_id, advice=advice.value))
        steps.hand_to(change, matter, following)
    return change.subject


@once
def grant(
    case_id: UUID,
    *,
    by: Actor,
    opinion: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Grant: the decision is the conclusion (办结). A decision notice is issued and delivery begins.

    Raises NotTheDecidingStep, NotClaimed, NotYourTurn.
    """
    with act(CASE, case_id, Action.GRANT, by=by, seen=seen, request=request, at=at) as change:
        matter = Matter(change.subject, change.date)
        step = _deciding(matter, by)
        _conclude(change, matter, step, CaseOutcome.GRANTED, grant_letter(matter, step), opinion)
    return change.subject


@once
def deny(
    case_id: UUID,
    *,
    by: Actor,
    reasons: tuple[str, ...],
    advice: tuple[str, ...] = (),
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Deny, with reasons and remedies; without reasons it is not possible (ALL 38).

    Raises ReasonMissing, NotTheDecidingStep, NotClaimed, NotYourTurn.
    """
    given = tuple(reason.strip() for reason in reasons if reason.strip())
    if not given:
        raise errors.ReasonMissing(field="reasons")
    with act(CASE, case_id, Action.DENY, by=by, seen=seen, request=request, at=at) as change:
        matter = Matter(change.subject, change.date)
        step = _deciding(matter, by)
        letter = deny_letter(matter, given, tuple(one.strip() for one in advice if one.strip()))
        _conclude(change, matter, step, CaseOutcome.DENIED, letter, "；".join(given))
    return change.subject


def _deciding(matter: Matter, by: Actor) -> CaseStep:
    step = steps.going(matter, by)
    following = steps.after(matter, step.key)
    if step.stage != Stage.HANDLING or (following is not None and following.stage is Stage.HANDLING):
        raise errors.NotTheDecidingStep
    return step


def _conclude(
    change: Change[Case],
    matter: Matter,
    step: CaseStep,
    outcome: CaseOutcome,
    letter: data.Grant | data.Deny,
    opinion: str,
) -> None:
    required.for_decision(change)
    case = change.subject
    case.outcome, case.concluded_at = outcome, change.at
    advice = Advice.GRANT if outcome is CaseOutcome.GRANTED else Advice.DENY
    sealed = seal_opinion(case, opinion.strip()) if opinion.strip() else None
    steps.finish(change, step, beside=(EXTENSION,), advice=advice, sealed_opinion=sealed)
    clocks.stop(change, Kind.PROMISED, Kind.STATUTORY)
    notice = letters.send(change, matter, letter)
    on_time = change.date <= case.promised_due if case.promised_due else None
    change.record(
        events.Decided(
            outcome=outcome.value,
            office=step.office_id,
            authority=case.authority_id,
            on_time=on_time,
            notice=notice.pk,
        )
    )
    delivering = next((one for one in matter.steps if one.stage is Stage.DELIVERING), None)
    if delivering is None:
        return
    to = steps.office_of(matter, delivering)
    if case.family_id is not None:
        # All of a 一件事 is handed over at once: its own clock runs from when the last part is concluded.
        steps.dispatch(change, matter, delivering)
        return
    clock = clocks.start(
        change,
        kind=Kind.DELIVERY,
        days=matter.version.regime.delivery_days,
        unit=Unit.WORKING,
        since=change.date,
        office=to.pk,
        region=to.region_id,
    )
    steps.dispatch(change, matter, delivering, clock=clock)


def grant_letter(matter: Matter, step: CaseStep) -> data.Grant:
    """准予决定书 as it will print."""
    version, case = matter.version, matter.case
    amount = monthly_amount(version, matter.facts)
    benefit = None
    if version.result.benefit is not None and amount:
        account = str(matter.form.get(version.result.benefit.account_field) or "")
        benefit = data.Benefit(
            fen=amount,
            first_month=matter.paid_from,
            last_month=matter.paid_until,
            paid=f"打到您本人社会保障卡（尾号{account[-4:]}）" if account else None,
        )
    return data.Grant(
        **letters.common(matter, matter.holder),
        accepted_on=case.accepted_on or matter.on,
        decided_on=matter.on,
        findings=findings(matter),
        basis=letters.bases(matter),
        benefit=benefit,
        paper=None if benefit else version.result.name.zh,
        yearly=_yearly(matter) if benefit else None,
        remedies=letters.remedies(matter, Outcome.GRANT),
    )


def _yearly(matter: Matter) -> str:
    benefit = matter.version.result.benefit
    if benefit is not None and (benefit.child or not benefit.bands):
        return f"{benefit.yearly.zh.rstrip('。')}。"
    months = benefit.check_months if benefit else 12
    every = "每年" if months == 12 else f"每{months}个月"
    return f"以后{every}做一次生存认证，村里能办，也可以约人上门。"


def findings(matter: Matter) -> str:
    """What was found, as a clause to the applicant, in the item's own words."""
    own = matter.version.findings
    found = f"您{own.zh}" if own else "材料齐全，符合规定"
    established = letters.established(matter)
    return f"{established}。{found}" if established else found


def deny_letter(matter: Matter, reasons: tuple[str, ...], advice: tuple[str, ...] = ()) -> data.Deny:
    """不予决定书 as it will print."""
    return data.Deny(
        **letters.common(matter, matter.holder),
        accepted_on=matter.case.accepted_on or matter.on,
        decided_on=matter.on,
        reasons=reasons,
        basis=letters.bases(matter),
        advice=advice,
        remedies=letters.remedies(matter, Outcome.DENY),
    )


@once
def terminate(
    case_id: UUID,
    *,
    by: Actor,
    reasons: tuple[str, ...],
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """End a case whose matter fell away, with reasons. Raises ReasonMissing."""
    given = tuple(reason.strip() for reason in reasons if reason.strip())
    if not given:
        raise errors.ReasonMissing(field="reasons")
    with act(CASE, case_id, Action.TERMINATE, by=by, seen=seen, request=request, at=at) as change:
        end(change, data.End.FALLEN_AWAY, given)
    return change.subject


def end(
    change: Change[Case],
    end: data.End,
    reasons: tuple[str, ...],
    *,
    shown: Shown | None = None,
    pages: tuple[UUID, ...] = (),
) -> None:
    """End a case without a decision, inside an open act; `shown`: how a withdrawal was made sure of."""
    case = change.subject
    matter = Matter(case, change.date)
    clocks.stop(change)
    tasks.drop(change)
    required.drop(change)
    step = steps.current(case)
    if step is not None:
        step.state, step.done_at = "done", change.at
        step.save(update_fields=["state", "done_at"])
    outcome = CaseOutcome.WITHDRAWN if end is data.End.WITHDRAWN else CaseOutcome.TERMINATED
    if case.state == State.CONCLUDED:
        case.outcome, case.concluded_at = outcome, change.at
    else:
        case.ended_at = change.at
    notice = None
    if case.received_on is not None:
        letter = data.Termination(
            **letters.common(matter, matter.holder),
            received_on=case.received_on,
            ended_on=change.date,
            end=end,
            reasons=reasons,
            basis=letters.basis(matter, NoticeKind.TERMINATION),
            remedies=data.Remedies() if end is data.End.WITHDRAWN else letters.remedies(matter, Outcome.DENY),
        )
        notice = letters.send(change, matter, letter)
    told = notice.pk if notice else None
    if shown is None:
        change.record(events.Ended(outcome=outcome.value, state=case.state, notice=told))
    else:
        change.record(
            events.Withdrawn(outcome=outcome.value, state=case.state, notice=told, shown=shown.value, pages=pages)
        )

"""A decision put right: its slips amended, or the whole of it revoked (更正、撤销; ALL 69)."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from uuid import UUID

from siban.domain.cases import errors, events
from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases.matter import Matter, open_opinion, seal_opinion
from siban.domain.cases.models import Case, CaseStep
from siban.domain.cases.rules import Action, StepState
from siban.domain.cases.services import letters, required, steps
from siban.domain.cases.subject import CASE
from siban.domain.catalog.types import Outcome, Stage
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import SORTS
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.notices.rules import State as NoticeState
from siban.domain.notices.services import replace as replace_notice
from siban.domain.notices.services import void
from siban.domain.places.queries import office as office_of
from siban.domain.work.models import Task
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once
from siban.kernel.events import recorded
from siban.kernel.models import Event

TASK = "revocation"
"""Kind of the task that waits for the head's signature."""
DECISIONS = (NoticeKind.GRANT, NoticeKind.DENY, NoticeKind.AMENDMENT)


@dataclass(frozen=True, slots=True)
class Slip:
    """One place of the decision that is put right."""

    where: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What who decided proposes to the head of her office."""

    fault: data.Fault
    reasons: tuple[str, ...]
    heard: str
    void_from: date | None = None


def _decided(matter: Matter, by: Actor) -> CaseStep:
    """The step in which it was decided, for whoever fills the post that decides there. Raises NotYourTurn."""
    row = (
        CaseStep.objects.filter(case=matter.case, stage=Stage.HANDLING)
        .select_related("office")
        .order_by("-number")
        .first()
    )
    if row is None or not steps.can_do(matter, row, by):
        raise errors.NotYourTurn
    return row


def _standing(case: Case) -> Notice:
    """The decision as it stands. Raises NoDecision."""
    row = (
        Notice.objects.select_related("key", "authority")
        .filter(stream=case.pk, kind__in=DECISIONS, state=NoticeState.GENUINE)
        .order_by("-issued_at")
        .first()
    )
    if row is None:
        raise refusals.NoDecision
    return row


def named(notice: Notice) -> str:
    """A notice with its number, as another one cites it."""
    return f"{SORTS[notice.what].title}（{notice.number}）"


@once
def amend(
    case_id: UUID,
    *,
    by: Actor,
    slips: tuple[Slip, ...],
    reasons: tuple[str, ...],
    effect: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Put obvious slips of the decision right; the new notice replaces the old one, whose number and paper stay.

    Raises NothingAmended, NotASlip, ReasonMissing, NoDecision, NotYourTurn.
    """
    given = tuple(reason.strip() for reason in reasons if reason.strip())
    if not given:
        raise errors.ReasonMissing(field="reasons")
    kept = tuple(slip for slip in slips if slip.was.strip() and slip.now.strip() and slip.was != slip.now)
    if not kept:
        raise refusals.NothingAmended(field="slips")
    if any(_turns(slip) for slip in kept):
        raise refusals.NotASlip(field="slips")
    with act(CASE, case_id, Action.AMEND, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = _decided(matter, by)
        old = _standing(case)
        outcome = Outcome.DENY if case.outcome == "denied" else Outcome.GRANT
        letter = data.Amendment(
            **letters.common(matter, office_of(step.office_id), by.name),
            amends=named(old),
            amends_of=old.issued_on,
            basis=_basis(matter, NoticeKind.AMENDMENT),
            reasons=given,
            changes=tuple(
                data.Amended(where=slip.where.strip() or "决定书正文", was=slip.was.strip(), now=slip.now.strip())
                for slip in kept
            ),
            effect=effect.strip() or None,
            remedies=letters.remedies(matter, outcome),
        )
        notice = replace_notice(
            change,
            old,
            NoticeKind.AMENDMENT,
            letter,
            key=case.applicant.key,
            reason="更正",
            authority=matter.authority,
        )
        change.record(
            events.Amended(office=step.office_id, authority=case.authority_id, replaced=old.pk, notice=notice.pk)
        )
    return case


def _turns(slip: Slip) -> bool:
    """Whether the change would turn the decision itself round."""
    pairs = (("准予", "不予"), ("不予", "准予"), ("批准", "不批准"))
    return any(before in slip.was and after in slip.now for before, after in pairs)


def _basis(matter: Matter, kind: NoticeKind) -> tuple[data.Basis, ...]:
    cited = letters.basis(matter, kind)
    return (cited,) if cited else letters.bases(matter)


@once
def propose_revocation(
    case_id: UUID,
    *,
    by: Actor,
    proposal: Proposal,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Who decided proposes to revoke, with reasons and how the holder was heard; it waits for the head's signature.

    Raises ReasonMissing, HeardMissing, NoDecision, AlreadyProposed, NotYourTurn.
    """
    given = replace(proposal, reasons=tuple(one.strip() for one in proposal.reasons if one.strip()))
    if not given.reasons:
        raise errors.ReasonMissing(field="reasons")
    if not given.heard.strip():
        raise refusals.HeardMissing(field="heard")
    with act(CASE, case_id, Action.PROPOSE_REVOCATION, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = _decided(matter, by)
        _standing(case)
        if Task.objects.filter(stream=case.pk, kind=TASK, closed_at=None).exists():
            raise refusals.AlreadyProposed
        tasks.open(
            change, kind=TASK, office=step.office_id, region=step.office.region_id, role=Role.HEAD, due=change.date
        )
        change.record(
            events.RevocationProposed(office=step.office_id, fault=given.fault.value, reasons=_sealed(case, given))
        )
    return case


def _sealed(case: Case, proposal: Proposal) -> str:
    text = json.dumps(asdict(proposal), ensure_ascii=False, default=str)
    return b64encode(seal_opinion(case, text)).decode()


def proposed(case: Case) -> Proposal | None:
    """The proposal that waits for a signature, None where none does."""
    if not Task.objects.filter(stream=case.pk, kind=TASK, closed_at=None).exists():
        return None
    row = Event.objects.filter(stream=case.pk, act="case.revocation_proposed").order_by("-number").first()
    if row is None:
        return None
    said = json.loads(open_opinion(case, b64decode(recorded(row).payload.reasons)))
    return Proposal(
        fault=data.Fault(said["fault"]),
        reasons=tuple(said["reasons"]),
        heard=said["heard"],
        void_from=date.fromisoformat(said["void_from"]) if said["void_from"] else None,
    )


def _signed(change: Change[Case], by: Actor) -> tuple[Proposal, Task]:
    """Close the task in the head's name, who is another person than who proposed."""
    waiting = proposed(change.subject)
    if waiting is None:
        raise refusals.NotProposed
    task = Task.objects.get(stream=change.stream_id, kind=TASK, closed_at=None)
    if by.post_at(task.office_id, (Role.HEAD,)) is None:
        raise errors.NotYourTurn
    row = Event.objects.filter(stream=change.stream_id, act="case.revocation_proposed").order_by("-number").first()
    if row is not None and row.actor == by.user:
        raise refusals.SecondPersonNeeded
    tasks.close(change, task.pk)
    return waiting, task


@once
def revoke(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Revoke, signed by the head: the decision has no force, its notice is void, what it opened ends (ALL 69).

    Raises NotProposed, SecondPersonNeeded, NoDecision, NotYourTurn.
    """
    with act(CASE, case_id, Action.REVOKE, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        waiting, task = _signed(change, by)
        old = _standing(case)
        void_from = waiting.void_from or change.date
        letter = data.Revocation(
            **letters.common(matter, office_of(task.office_id), by.name),
            revokes=named(old),
            revokes_of=old.issued_on,
            fault=waiting.fault,
            reasons=waiting.reasons,
            basis=_basis(matter, NoticeKind.REVOCATION),
            heard=waiting.heard,
            void_from=void_from if void_from != change.date else None,
            remedies=letters.remedies(matter, Outcome.DENY),
        )
        void(change, old, "决定已撤销")
        notice = letters.send(change, matter, letter)
        clocks.stop(change)
        tasks.drop(change)
        required.drop(change)
        step = steps.current(case)
        if step is not None:
            step.state, step.done_at = StepState.DONE, change.at
            step.save(update_fields=["state", "done_at"])
        change.record(
            events.Revoked(
                office=task.office_id,
                authority=case.authority_id,
                fault=waiting.fault.value,
                void_from=void_from,
                notice=notice.pk,
            )
        )
    return case


@once
def refuse_revocation(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """The decision stands. Raises NotProposed, NotYourTurn."""
    with act(CASE, case_id, Action.REFUSE_REVOCATION, by=by, seen=seen, request=request, at=at) as change:
        _waiting, task = _signed(change, by)
        change.record(events.RevocationRefused(office=task.office_id))
    return change.subject

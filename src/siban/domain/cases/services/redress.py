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
from siban.domain.cases.rules import DECIDING, LEVEL_ABOVE, Action, DocumentState, StepState
from siban.domain.cases.rules import Outcome as CaseOutcome
from siban.domain.cases.services import documents as papers
from siban.domain.cases.services import letters, required, steps, words
from siban.domain.cases.subject import CALL, CASE
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
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Kind, shift
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once
from siban.kernel.events import Recorded, recorded
from siban.kernel.models import Event
from siban.kernel.refusals import OutOfTurn

TASK = "revocation"
"""Kind of the task that waits for the head's signature."""
STATE_DAYS = 5
"""Working days in which who may lose a grant can say what she has to say against it (practice; 国办发〔2020〕42号)."""
DECISIONS = (NoticeKind.GRANT, NoticeKind.DENY, NoticeKind.AMENDMENT)


@dataclass(frozen=True, slots=True)
class Slip:
    """One place of the decision that is put right."""

    where: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed to the head of the office that decided.

    `heard`: how the holder was heard; where the platform proposes it is empty, and she has until `state_by` to speak.
    """

    fault: data.Fault
    reasons: tuple[str, ...]
    heard: str
    void_from: date | None = None
    state_by: date | None = None


def _decided(matter: Matter, by: Actor) -> CaseStep:
    """The step in which it was decided, for whoever fills the post that decides there. Raises NotYourTurn."""
    row = _deciding(matter.case)
    # Decided one level up (回避): the post that usually decides there still puts it right, or proposes to revoke it.
    usual = row is not None and row.role in LEVEL_ABOVE and by.post_at(row.office_id, DECIDING) is not None
    if row is None or not (usual or steps.can_do(matter, row, by)):
        raise errors.NotYourTurn
    return row


def _deciding(case: Case) -> CaseStep | None:
    """The step in which the case was decided; None where it never came so far."""
    handling = CaseStep.objects.filter(case=case, stage=Stage.HANDLING).select_related("office")
    return handling.order_by("-number").first()


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
        _put_before_head(change, _decided(matter, by), given, due=change.date)
    return case


def propose_for_false_declaration(case_id: UUID, *, at: datetime | None = None) -> Case:
    """What was granted on a declaration that is found false is proposed for revocation by itself, with the finding as
    the reason (国办发〔2020〕42号; ALL 69(2)). The holder is told, and has her own days to speak before the head signs.

    Raises OutOfTurn where nothing granted stands any more, AlreadyProposed.
    """
    with act(CASE, case_id, Action.PROPOSE_REVOCATION, by=Actor.system(), at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step, checked = _deciding(case), _last(case.pk, "case.declaration_checked")
        if case.outcome != CaseOutcome.GRANTED or step is None or checked is None or checked.payload.true:
            raise OutOfTurn
        found = open_opinion(case, b64decode(checked.payload.found))
        rows = papers.in_state(papers.of(case), DocumentState.DECLARED)
        state_by = shift(change.date, STATE_DAYS, calendar())
        proposal = Proposal(
            fault=data.Fault.APPLICANT,
            reasons=(f"{words.broken(matter, rows)}：{found}",),
            heard="",
            state_by=state_by,
        )
        _put_before_head(change, step, proposal, due=state_by)
    return case


def _put_before_head(change: Change[Case], step: CaseStep, proposal: Proposal, *, due: date) -> None:
    """Let the proposal wait for the signature of the deciding office's head. Raises NoDecision, AlreadyProposed."""
    case = change.subject
    _standing(case)
    if Task.objects.filter(stream=case.pk, kind=TASK, closed_at=None).exists():
        raise refusals.AlreadyProposed
    tasks.open(change, kind=TASK, office=step.office_id, region=step.office.region_id, role=Role.HEAD, due=due)
    change.record(
        events.RevocationProposed(office=step.office_id, fault=proposal.fault.value, reasons=_sealed(case, proposal))
    )


def _last(stream: UUID, act_name: str) -> Recorded | None:
    """The last event of this act on a case."""
    row = Event.objects.filter(stream=stream, act=act_name).order_by("-number").first()
    return recorded(row) if row is not None else None


def _sealed(case: Case, proposal: Proposal) -> str:
    text = json.dumps(asdict(proposal), ensure_ascii=False, default=str)
    return b64encode(seal_opinion(case, text)).decode()


def proposed(case: Case) -> Proposal | None:
    """The proposal that waits for a signature, None where none does."""
    if not Task.objects.filter(stream=case.pk, kind=TASK, closed_at=None).exists():
        return None
    event = _last(case.pk, "case.revocation_proposed")
    return opened(case, event.payload) if event is not None else None


def opened(case: Case, payload: events.RevocationProposed) -> Proposal:
    """The proposal that an event keeps sealed."""
    said = json.loads(open_opinion(case, b64decode(payload.reasons)))
    void_from, state_by = said["void_from"], said.get("state_by")
    return Proposal(
        fault=data.Fault(said["fault"]),
        reasons=tuple(said["reasons"]),
        heard=said["heard"],
        void_from=date.fromisoformat(void_from) if void_from else None,
        state_by=date.fromisoformat(state_by) if state_by else None,
    )


def _signed(change: Change[Case], by: Actor) -> tuple[Proposal, Task]:
    """Close the task in the head's name, who is another than who proposed it or found the declaration false."""
    waiting = proposed(change.subject)
    if waiting is None:
        raise refusals.NotProposed
    task = Task.objects.get(stream=change.stream_id, kind=TASK, closed_at=None)
    if by.post_at(task.office_id, (Role.HEAD,)) is None:
        raise errors.NotYourTurn
    begun = _last(change.stream_id, "case.declaration_checked" if waiting.state_by else "case.revocation_proposed")
    if begun is not None and begun.actor == by.user:
        raise refusals.SecondPersonNeeded
    tasks.close(change, task.pk)
    return waiting, task


@once
def revoke(
    case_id: UUID,
    *,
    by: Actor,
    heard: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Revoke, signed by the head: the decision has no force, its notice is void, what it opened ends (ALL 69).

    `heard`: how the holder was heard, where the proposal could not say so yet; once her days are over without a word,
    that is said. Raises NotProposed, HeardMissing, SecondPersonNeeded, NoDecision, NotYourTurn.
    """
    with act(CASE, case_id, Action.REVOKE, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        waiting, task = _signed(change, by)
        said = waiting.heard or heard.strip() or _silent(waiting, change.date)
        old = _standing(case)
        void_from = waiting.void_from or change.date
        letter = data.Revocation(
            **letters.common(matter, office_of(task.office_id), by.name),
            revokes=named(old),
            revokes_of=old.issued_on,
            fault=waiting.fault,
            reasons=waiting.reasons,
            basis=_basis(matter, NoticeKind.REVOCATION),
            heard=said,
            void_from=void_from if void_from != change.date else None,
            remedies=letters.remedies(matter, Outcome.DENY),
        )
        void(change, old, "决定已撤销")
        notice = letters.send(change, matter, letter)
        # Who objected to what hung out is called back all the same.
        clocks.stop(change, *(kind for kind in Kind if kind is not Kind.REPLY))
        tasks.drop(change, owed=(CALL,))
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


def _silent(proposal: Proposal, on: date) -> str:
    """That she let her days to speak go by. Raises HeardMissing before they are over."""
    until = proposal.state_by
    if until is None or on <= until:
        raise refusals.HeardMissing(field="heard")
    return f"已告知当事人可以陈述、申辩，到{until.month}月{until.day}日没有提出意见。"


@once
def refuse_revocation(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """The decision stands. Raises NotProposed, NotYourTurn."""
    with act(CASE, case_id, Action.REFUSE_REVOCATION, by=by, seen=seen, request=request, at=at) as change:
        _waiting, task = _signed(change, by)
        change.record(events.RevocationRefused(office=task.office_id))
    return change.subject

"""What is done on a case beside its papers, as a reader may see it, and what she may do there now.

What a case never had is not asked for: the events on its page say which tables hold anything of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from siban.domain.cases.matter import open_opinion
from siban.domain.cases.models import Consultation, HandOff, Interest, Objection, Package, Proceeding
from siban.domain.cases.queries.page import CasePage
from siban.domain.cases.rules import TRANSITIONS, Action, State, StepState
from siban.domain.cases.rules_proceedings import NEEDED, ON_THE_SPOT, ProceedingKind
from siban.domain.cases.services import consultations, hearings, publications, redress, required, steps, surveys
from siban.domain.cases.subject import CASE
from siban.domain.catalog.kinds import StepAct
from siban.domain.work.queries import ClockView
from siban.domain.work.rules import Kind
from siban.kernel.actors import Actor
from siban.kernel.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Asked:
    """One office that was asked: its words, and how its share of the time stands."""

    row: Consultation
    question: str
    opinion: str
    used: int
    late: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """All that is beside the papers. `open`: what this reader may do now, in the order of the law."""

    proceedings: tuple[tuple[Proceeding, dict[str, str]], ...] = ()
    interests: tuple[tuple[Interest, dict[str, str]], ...] = ()
    objections: tuple[tuple[Objection, dict[str, str]], ...] = ()
    asked: tuple[Asked, ...] = ()
    hand_offs: tuple[tuple[HandOff, str], ...] = ()
    package: Package | None = None
    proposal: redress.Proposal | None = None
    open: tuple[Action, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.proceedings or self.interests or self.asked or self.hand_offs or self.package or self.proposal)


def beside(actor: Actor, page: CasePage) -> Beside:
    """What is beside the papers of this page. No statement for a case that never had any of it and has no step open."""
    case, acts = page.case, {entry.act for entry in page.entries}
    proceedings: list[Proceeding] = []
    if acts & {"case.surveying", "case.hearing_called", "case.published", "case.published_again"}:
        rows = Proceeding.objects.filter(case=case).select_related("office").prefetch_related("participants", "pages")
        proceedings = list(rows.order_by("opened_at"))
    interests = (
        list(Interest.objects.filter(case=case).select_related("key").order_by("number"))
        if "case.interest_told" in acts
        else []
    )
    objections = (
        list(Objection.objects.filter(proceeding__case=case).select_related("key").order_by("came_at"))
        if "case.objected" in acts
        else []
    )
    asked = (
        list(Consultation.objects.filter(case=case).select_related("office").order_by("number"))
        if "case.consulted" in acts
        else []
    )
    handed = list(HandOff.objects.filter(case=case).order_by("number")) if "case.handed_off" in acts else []
    package = Package.objects.filter(case=case).first() if "case.packed" in acts else None
    proposal = redress.proposed(case) if "case.revocation_proposed" in acts else None
    destroyed = package is not None and package.destroyed_at is not None
    return Beside(
        proceedings=tuple((row, {} if destroyed else surveys.opened(case, row)) for row in proceedings),
        interests=tuple((row, hearings.opened(row)) for row in interests),
        objections=tuple((row, publications.opened(row)) for row in objections),
        asked=tuple(_asked(page, row) for row in asked),
        hand_offs=tuple((row, open_opinion(case, row.sealed_result)) for row in handed),
        package=package,
        proposal=proposal,
        open=_open(actor, page, proceedings, interests, objections, asked, handed, package, proposal),
    )


def _asked(page: CasePage, row: Consultation) -> Asked:
    clock = _clock(page, consultations.clock_key(row.number))
    end = clock.stopped_on if clock and clock.stopped_on else page.matter.on
    used = clock.due.used(end) if clock else 0
    late = clock is not None and clock.due.date is not None and end > clock.due.date
    opinion = open_opinion(page.case, row.sealed_opinion)
    return Asked(row, open_opinion(page.case, row.sealed_question), opinion, used, late)


def _clock(page: CasePage, key: str) -> ClockView | None:
    return next((one for one in page.clocks if one.kind is Kind.STEP and one.key == key), None)


def _open(
    actor: Actor,
    page: CasePage,
    proceedings: list[Proceeding],
    interests: list[Interest],
    objections: list[Objection],
    asked: list[Consultation],
    handed: list[HandOff],
    package: Package | None,
    proposal: redress.Proposal | None,
) -> tuple[Action, ...]:
    """What makes sense now; then the table and her post are asked, which cost a statement only for what is left."""
    running = {row.kind for row in proceedings if row.closed_at is None}
    out = next((row for row in proceedings if row.kind == ProceedingKind.PUBLICATION and row.closed_at is None), None)
    waiting = [row for row in objections if row.answered_at is None]
    calls = [row for row in objections if row.call_by and row.answered_at and row.called_at is None]
    offices = {row.pk: row.office_id for row in proceedings}
    mine = [row for row in asked if row.answered_at is None and row.dropped_at is None and _at(actor, row)]
    wanted: list[Action] = []
    if page.case.state in (State.RECEIVED, State.HANDLING) and _in_hand(actor, page):
        wanted.append(Action.ESTABLISH)
    if page.case.state == State.HANDLING:
        if _in_hand(actor, page):
            wanted += _handling(page, proceedings, interests, handed, running)
            if out is not None:
                wanted += [Action.OBJECT] if out.until is None or page.matter.on <= out.until else []
                wanted += [Action.ANSWER_OBJECTION] if waiting else []
                wanted += [Action.END_PUBLICATION] if _over(out, page.matter.on) and not waiting else []
        elif out is not None and page.case.origin_id in actor.offices:
            wanted.append(Action.OBJECT)
        wanted += [Action.OPINE if row.claimed_at else Action.TAKE_CONSULTATION for row in mine[:1]]
    if any(offices[row.proceeding_id] in actor.offices for row in calls):
        wanted.append(Action.CALL_BACK)
    if any(row.back_at is None for row in handed):
        wanted.append(Action.HAND_BACK)
    if page.case.outcome in ("granted", "denied"):
        pending = proposal is not None
        wanted += [Action.REVOKE, Action.REFUSE_REVOCATION] if pending else [Action.AMEND, Action.PROPOSE_REVOCATION]
    if page.case.state != State.CONCLUDED or page.case.outcome not in ("granted", "denied"):
        wanted.append(Action.ARCHIVE)
    if package is not None and package.destroyed_at is None and _expired(package, page.matter.on):
        wanted.append(Action.DESTROY if package.proposed_at else Action.PROPOSE_DESTRUCTION)
    return tuple(action for action in wanted if _allowed(actor, page, action))


def _handling(
    page: CasePage,
    proceedings: list[Proceeding],
    interests: list[Interest],
    handed: list[HandOff],
    running: set[str],
) -> list[Action]:
    """What whoever has the step in hand may do beside it."""
    step = page.step
    defined = required.definition(page.case, step.key) if step else None
    if steps.paused(page.case):
        return [Action.CLOSE_HEARING] if ProceedingKind.HEARING in running else []
    found: list[Action] = []
    if running & set(ON_THE_SPOT):
        found.append(Action.FIND)
    elif defined and defined.act is not StepAct.PUBLICATION:
        found.append(Action.SURVEY)
    kind = NEEDED.get(defined.act) if defined and defined.act else None
    if kind is ProceedingKind.PUBLICATION and kind not in running and defined is not None:
        # At first, and again once what hung out has changed.
        first = not any(row.kind == kind for row in proceedings)
        found += [Action.PUBLISH] if first or required.to_repeat(page.case, defined) is not None else []
    grounds = {one.key for one in page.matter.version.regime.hold_grounds}
    if hearings.GROUND in grounds:
        found.append(Action.NAME_INTEREST)
        found += [Action.ANSWER_INTEREST] if any(row.wish is None for row in interests) else []
        found.append(Action.CLOSE_HEARING if ProceedingKind.HEARING in running else Action.CALL_HEARING)
    found.append(Action.CONSULT)
    if page.matter.version.vertical_system and not any(row.back_at is None for row in handed):
        found.append(Action.HAND_OFF)
    return found


def _in_hand(actor: Actor, page: CasePage) -> bool:
    step = page.step
    return step is not None and step.state == StepState.CLAIMED and steps.can_do(page.matter, step, actor)


def _at(actor: Actor, row: Consultation) -> bool:
    return any(post.office == row.office_id for post in actor.posts)


def _over(row: Proceeding, on: date) -> bool:
    return row.until is not None and on > row.until


def _expired(package: Package, on: date) -> bool:
    return package.kept_until is not None and on > package.kept_until


def _allowed(actor: Actor, page: CasePage, action: Action) -> bool:
    transition = TRANSITIONS.get((page.case.state, action))
    if transition is None or not any(post.role in transition.roles for post in actor.posts):
        return False
    try:
        CASE.may(actor, page.case, action, transition)
    except NotAllowed:
        return False
    return True

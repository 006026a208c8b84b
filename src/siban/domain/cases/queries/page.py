"""All that a case page shows, and which actions the reader has there."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from siban.domain.cases.matter import Matter, open_opinion
from siban.domain.cases.models import Case, CaseStep, Visit
from siban.domain.cases.queries.checks import Check, checks
from siban.domain.cases.queries.papers import Mark, Paper, marks, of
from siban.domain.cases.queries.pledged import Signed, signed_of
from siban.domain.cases.queries.scope import get
from siban.domain.cases.queries.timeline import Entry, timeline
from siban.domain.cases.rules import TRANSITIONS, Action, State, StepState
from siban.domain.cases.services import limits, pledges, sending, steps
from siban.domain.cases.services.answers import SECOND
from siban.domain.cases.subject import CASE, CHECK
from siban.domain.catalog.regimes import Extension
from siban.domain.catalog.rules import mode
from siban.domain.catalog.types import Mode, Stage
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import for_stream
from siban.domain.registers.queries import Fetched, facts_of, fetched
from siban.domain.staff.models import PersonLink
from siban.domain.staff.relatives import Declared, declared_by
from siban.domain.work.models import Task
from siban.domain.work.queries import ClockView, clocks_for
from siban.domain.work.rules import Kind
from siban.kernel.actors import Actor, Role
from siban.kernel.clock import today
from siban.kernel.events import history
from siban.kernel.refusals import NotAllowed

TAKEN_OVER = frozenset({"case.opened", "case.received", "case.claimed"})
"""What makes somebody answer for a case: being asked first, taking it in, taking it over. Handing it on does not."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Role and office of who was asked for more time."""

    role: Role
    office: UUID


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case for one reader. `actions` are those that the table allows and her post may take now."""

    case: Case
    matter: Matter
    fetched: tuple[Fetched, ...]
    step: CaseStep | None
    steps: tuple[CaseStep, ...]
    clocks: tuple[ClockView, ...]
    promised: ClockView | None
    statutory: ClockView | None
    answer: ClockView | None
    papers: tuple[Paper, ...]
    pledges: tuple[Signed, ...]
    """What she signed in place of papers, with its photographs."""
    checks: tuple[Check, ...]
    notices: tuple[Notice, ...]
    entries: tuple[Entry, ...]
    marks: tuple[Mark, ...]
    """What was framed on its papers."""
    tasks: tuple[Task, ...]
    """The open tasks: the step's own, and what is asked beside it."""
    waiting: frozenset[str]
    """Kinds of the open tasks."""
    joint: bool
    """Whether several authorities handle it together (ALL 26(2), 42(2))."""
    extension: Extension | None
    """How far its limits may be lengthened, and by whom."""
    approval: Approval | None
    """Before whom a request for more time lies."""
    visits: tuple[bool, ...]
    """The applicant's trips: whether the procedure asked for each."""
    recused: tuple[Declared, ...]
    """Staff who have declared who applies as a relative: another handles it, and the next tier checks it (回避)."""
    opinion: str
    advice: str
    actions: tuple[Action, ...]
    seen: int

    @property
    def task(self) -> Task | None:
        """The task of the open step."""
        return next((task for task in self.tasks if self.step is not None and task.pk == self.step.task), None)

    @property
    def answerable(self) -> str:
        """首问负责 (B3): who answers for it now, the first clerk asked until another has taken it over."""
        return next((entry.who for entry in reversed(self.entries) if entry.act in TAKEN_OVER), "")

    @property
    def urged(self) -> int:
        """How many times it was urged."""
        return sum(entry.act == "case.urged" for entry in self.entries)

    @property
    def visits_asked(self) -> int:
        return sum(self.visits)

    @property
    def visits_by_choice(self) -> int:
        return len(self.visits) - sum(self.visits)


VISITED = ArraySubquery(Visit.objects.filter(case=OuterRef("pk")).order_by("pk").values("asked"))
DECLARED = Exists(PersonLink.objects.filter(Q(person=OuterRef("applicant")) | Q(person=OuterRef("representative"))))
WITH = (
    Prefetch("steps", CaseStep.objects.select_related("office").order_by("number")),
    Prefetch("stream__tasks", Task.objects.filter(closed_at=None)),
)
"""What `subject.may` asks of steps and tasks for one action after the other is read once for the page."""


def page(actor: Actor, case_id: UUID) -> CasePage:
    """One case as this actor sees it. Eight statements, more where she declared or promised something, or
    a relative of hers works here. Raises CaseNotFound."""
    case = get(actor, case_id, visited=VISITED, declared=DECLARED)
    prefetch_related_objects([case], *WITH)
    answers = fetched(case.pk)
    matter = Matter(case, today(), facts_of(answers))
    all_steps = tuple(case.steps.all())
    step = next((one for one in all_steps if one.state in steps.OPEN), None)
    clocks = tuple(clocks_for(case.pk))
    tasks = tuple(case.stream.tasks.all())
    waiting = frozenset(task.kind for task in tasks)
    approval = next((Approval(Role(one.role), one.office_id) for one in tasks if one.kind == limits.TASK), None)
    events = history(case.pk)
    entries = tuple(timeline(matter, events))
    joint = matter.version.regime.joint is not None and any(entry.act == "case.consulted" for entry in entries)
    extension = limits.extension_of(matter, joint=joint)
    papers = of(matter)
    people = [one for one in (case.applicant_id, case.representative_id) if one]
    recused = declared_by(people) if case.declared else ()  # type: ignore[attr-defined]
    if (
        step is not None
        and step.state == StepState.DISPATCHED
        and any(step.office_id in one.offices for one in recused)
    ):
        # Declared since it was handed over: it is claimed one level up all the same.
        step.role = steps.level_above(matter, step.key, step.office_id) or step.role
    written = next((one for one in reversed(all_steps) if one.sealed_opinion is not None), None)
    return CasePage(
        case=case,
        matter=matter,
        fetched=answers,
        step=step,
        steps=all_steps,
        clocks=clocks,
        promised=_clock(clocks, Kind.PROMISED),
        statutory=_clock(clocks, Kind.STATUTORY),
        answer=_clock(clocks, Kind.ANSWER),
        papers=papers,
        pledges=signed_of(matter, [one.document for one in papers]),
        checks=checks(matter),
        notices=tuple(for_stream(case.pk)),
        entries=entries,
        marks=marks(matter, events),
        visits=tuple(case.visited),  # type: ignore[attr-defined]
        recused=recused,
        opinion=open_opinion(case, written.sealed_opinion) if written else "",
        advice=(written.advice or "") if written else "",
        tasks=tasks,
        waiting=waiting,
        joint=joint,
        extension=extension,
        approval=approval,
        actions=actions(
            actor,
            matter,
            step,
            waiting,
            may_extend=extension is not None and not any(clock.extended for clock in clocks),
            approval=approval,
            task=next((task for task in tasks if step is not None and task.pk == step.task), None),
        ),
        seen=case.stream.last_number,
    )


def _clock(clocks: tuple[ClockView, ...], kind: Kind) -> ClockView | None:
    return next((view for view in clocks if view.kind is kind), None)


def actions(
    actor: Actor,
    matter: Matter,
    step: CaseStep | None,
    waiting: frozenset[str] = frozenset(),
    *,
    may_extend: bool = False,
    approval: Approval | None = None,
    task: Task | None = None,
) -> tuple[Action, ...]:
    """What this actor may do to this case now: the table, her post, and where the step stands. No statement.

    `waiting`: kinds of the open tasks; `may_extend`: whether its limits can be lengthened still; `approval`: before
    whom that lies; `task`: the step's.
    """
    case = matter.case
    found = []
    for (state, action), transition in TRANSITIONS.items():
        if state != case.state:
            continue
        if _beside(actor, matter, waiting, Action(action), may_extend, approval) and _at_hand(
            actor, matter, step, Action(action), task
        ):
            try:
                CASE.may(actor, case, action, transition)
            except NotAllowed:
                continue
            found.append(Action(action))
    return tuple(found)


WITH_STEP = frozenset(
    {
        Action.RETURN,
        Action.ACCEPT,
        Action.DECLINE,
        Action.CORRECT,
        Action.REVIEW,
        Action.GRANT,
        Action.DENY,
        Action.DELIVER,
        Action.POST,
        Action.HOLD,
        Action.RESUME,
        Action.ASK_EXTENSION,
        Action.ASK_SECOND,
        Action.ESTABLISH,
    }
)
APPROVAL = frozenset({Action.EXTEND, Action.REFUSE_EXTENSION, Action.URGE, Action.ANSWER_URGE})
BESIDE = frozenset(
    {
        Action.SUPPLY_PART,
        Action.DISMISS,
        Action.SIGN_SECOND,
        Action.REFUSE_SECOND,
        Action.FULFIL,
        Action.CHECK_DECLARATION,
        Action.FOLLOW_UP,
        Action.CHOOSE_SCREEN,
    }
)
"""What is done beside the step, whoever has it in hand."""
WHILE_HELD = frozenset(
    {
        Action.RESUME,
        Action.WITHDRAW,
        Action.TERMINATE,
        Action.CLAIM,
        Action.HAND_ON,
        Action.MARK,
        Action.FULFIL,
        Action.CHECK_DECLARATION,
        Action.ESTABLISH,
    }
)
"""What can be done while the limits stand still."""


def _beside(
    actor: Actor,
    matter: Matter,
    waiting: frozenset[str],
    action: Action,
    may_extend: bool,
    approval: Approval | None,
) -> bool:
    """Whether pauses and extensions leave room for the action."""
    if action is Action.URGE:
        return steps.URGE not in waiting
    if action is Action.ANSWER_URGE:
        return steps.URGE in waiting
    if steps.paused(matter.case):
        return action in WHILE_HELD
    match action:
        case Action.RESUME:
            return False
        case Action.ASK_EXTENSION:
            return may_extend and approval is None
        case Action.EXTEND | Action.REFUSE_EXTENSION:
            return approval is not None and actor.post_at(approval.office, (approval.role,)) is not None
        case Action.HOLD:
            return bool(matter.version.regime.hold_grounds)
        case Action.ASK_SECOND:
            return matter.case.corrections > 0 and SECOND not in waiting
        case Action.SIGN_SECOND | Action.REFUSE_SECOND:
            return SECOND in waiting
        case Action.FULFIL:
            return pledges.BRING in waiting or matter.case.state == State.RECEIVED
        case Action.CHECK_DECLARATION:
            return CHECK in waiting
        case Action.FOLLOW_UP:
            return sending.FETCH in waiting
        case Action.CHOOSE_SCREEN:
            return matter.version.result.electronic and matter.case.screen_chosen_at is None
        case Action.DELIVER | Action.POST:
            return matter.case.family_id is None
    return True


def _at_hand(actor: Actor, matter: Matter, step: CaseStep | None, action: Action, task: Task | None) -> bool:
    """Whether the open step is one in which the action makes sense, in the hands of one of the actor's posts."""
    if action is Action.ARCHIVE:
        return False
    if action in (Action.FILL, Action.RECEIVE, Action.SUPPLY, Action.WITHDRAW, Action.TERMINATE):
        return True
    if action in APPROVAL or action in BESIDE:
        return True
    if action is Action.MARK:
        return step is not None and step.state == StepState.CLAIMED and steps.can_do(matter, step, actor)
    if action is Action.HAND_ON:
        return step is not None and may_hand_on(actor, matter, step, task)
    if step is None or not steps.can_do(matter, step, actor):
        return False
    if action is Action.CLAIM:
        return step.state == StepState.DISPATCHED and meant_for(actor, task)
    if action not in WITH_STEP or step.state != StepState.CLAIMED:
        return False
    following = steps.after(matter, step.key)
    last_handling = following is None or following.stage is not Stage.HANDLING
    match action:
        case Action.REVIEW:
            return not last_handling
        case Action.GRANT | Action.DENY:
            return last_handling
        case Action.ACCEPT | Action.DECLINE | Action.CORRECT:
            return mode(matter.version, matter.holder.tier) in (Mode.OWN, Mode.ENTRUSTED)
        case Action.RETURN:
            return steps.before(matter, step.key) is not None
    return True


def meant_for(actor: Actor, task: Task | None) -> bool:
    """Whether a task lies before one of her posts: one that was handed on to a colleague's post is not hers to take."""
    return task is None or task.post_id is None or any(post.id == task.post_id for post in actor.posts)


def may_hand_on(actor: Actor, matter: Matter, step: CaseStep, task: Task | None) -> bool:
    """Whether she may give the step to a colleague: it is in her hands or hers to take, or she heads the office."""
    if actor.post_at(step.office_id, (Role.HEAD,)) is not None:
        return True
    if not steps.can_do(matter, step, actor) or not meant_for(actor, task):
        return False
    if step.state == StepState.DISPATCHED or step.claimed_by == actor.user:
        return True
    return task is not None and any(post.id == task.claimed_for_id for post in actor.posts)

"""The table of a case, row by row: each row is walked by somebody, and nothing beside it by anybody (B1, A3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from siban.domain.cases.models import Case, Document, Package, Proceeding
from siban.domain.cases.rules import TRANSITIONS, Action, State
from siban.domain.cases.services import answers, archiving, decisions, delivery, hand_offs, intake, pledges, redress
from siban.domain.cases.services.documents import Tick
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import FieldType
from siban.domain.people.rules import Pledge
from siban.domain.staff.models import Post
from siban.domain.staff.queries import actor_for
from siban.kernel.actors import Actor
from siban.kernel.acts import NEW
from siban.kernel.clock import today
from siban.kernel.models import Event
from siban.kernel.refusals import OutOfTurn, Refusal
from tests.domain.cases.conftest import Work, holder, picture
from tests.domain.cases.deeds import BUREAU, Deeds
from tests.domain.cases.items import with_steps
from tests.domain.cases.test_answers import received_without_two
from tests.domain.cases.test_delivery_ways import filed
from tests.domain.cases.test_pledges import PHOTO, PROOF, declaring, in_days, signed
from tests.domain.cases.test_themes import whoever

pytestmark = pytest.mark.django_db


def pledged(work: Work) -> Case:
    """An application with a photo to follow and a declaration in place of a proof."""
    case = declaring(work)
    intake.fill(case.pk, by=work.staff.agent, ticks={PHOTO: Tick(here=False, promised=in_days(5))})
    for kind in (Pledge.DECLARATION, Pledge.TOLERANCE):
        signed(work, case, kind)
    return intake.receive(case.pk, by=work.staff.agent)


def accepted(work: Work) -> Case:
    case = work.claimed(pledged(work), work.staff.acceptor)
    return answers.accept(case.pk, by=work.staff.acceptor)


def handled(work: Work) -> Case:
    """In the reviewer's hands."""
    return work.claimed(accepted(work), work.staff.reviewer)


def deciding(work: Work) -> Case:
    """In the decider's hands, with a sheet out to the ministry's system."""
    case = handled(work)
    hand_offs.hand_off(case.pk, by=work.staff.reviewer)
    Deeds().of(case, work.staff.reviewer)[Action.REVIEW]()
    return work.claimed(case, work.staff.decider)


def concluded(work: Work) -> Case:
    return decisions.grant(deciding(work).pk, by=work.staff.decider)


def delivering(work: Work) -> Case:
    return work.claimed(concluded(work), work.staff.agent)


def delivered(work: Work) -> Case:
    case = delivering(work)
    pledges.fulfil(case.pk, by=work.staff.agent, here=[PHOTO])
    return delivery.deliver(case.pk, by=work.staff.agent, signature=picture())


def correcting(work: Work) -> Case:
    return answers.correct(work.claimed(received_without_two(work), work.staff.acceptor).pk, by=work.staff.acceptor)


def supplied(work: Work) -> Case:
    """What was asked for has come: received once more, in the acceptor's hands."""
    case = correcting(work)
    told = Document.objects.filter(case=case, told=True).values_list("material", flat=True)
    answers.supply(case.pk, by=work.staff.agent, ticks={key: Tick(here=True) for key in told})
    return work.claimed(case, work.staff.acceptor)


def publishing(work: Work) -> Case:
    with_steps("old-age-allowance", publication=7)
    return work.claimed(work.accepted(), work.staff.reviewer)


def incomplete(work: Work) -> Case:
    return work.claimed(received_without_two(work), work.staff.acceptor)


def owed(work: Work) -> Case:
    """Granted after a publication to which somebody objected, who is still to be called back."""
    case, by = publishing(work), work.staff.reviewer
    for action in (Action.PUBLISH, Action.OBJECT, Action.ANSWER_OBJECTION):
        Deeds().of(case, by)[action]()
    Proceeding.objects.filter(case=case).update(until=today() - timedelta(days=1))
    Deeds().of(case, by)[Action.END_PUBLICATION]()
    return decisions.grant(work.claimed(case, work.staff.decider).pk, by=work.staff.decider)


def owed_on_the_way(work: Work) -> Case:
    return work.claimed(owed(work), work.staff.agent)


def owed_delivered(work: Work) -> Case:
    return delivery.deliver(owed_on_the_way(work).pk, by=work.staff.agent, signature=picture())


def owed_revoked(work: Work) -> Case:
    case = owed(work)
    Deeds().of(case, work.staff.decider)[Action.PROPOSE_REVOCATION]()
    return redress.revoke(case.pk, by=holder(BUREAU, "head"))


def chosen(work: Work) -> Case:
    """Granted, to be opened on the tracking page."""
    return filed(work, on_screen=True)


def electronic(work: Work, without: tuple[str, ...] = ()) -> Case:
    """Taken in at the centre, with a result that may be given on the tracking page."""
    clerk = work.staff.clerk
    case = work.draft(item="out-of-area-care", by=clerk)
    version = catalog.version(case.version_id)
    days = {one.key: today().isoformat() for one in version.form if one.type is FieldType.DATE}
    intake.fill(case.pk, by=clerk, form=days)
    work.filled(case, clerk, without)
    return intake.receive(case.pk, by=clerk)


def electronic_correcting(work: Work) -> Case:
    case = electronic(work, without=("id-card",))
    return answers.correct(case.pk, by=whoever(case))


def electronic_accepted(work: Work) -> Case:
    case = electronic(work)
    return answers.accept(case.pk, by=whoever(case))


def electronic_handled(work: Work) -> Case:
    case = electronic_accepted(work)
    return work.claimed(case, whoever(case))


def at_the_centre(work: Work) -> Case:
    """Granted at the centre, whose windows have several posts."""
    case = electronic_handled(work)
    return decisions.grant(case.pk, by=whoever(case))


def on_its_way(work: Work) -> Case:
    case = filed(work, on_screen=True)
    return work.claimed(case, work.staff.agent)


def declined(work: Work) -> Case:
    case = work.claimed(work.received(), work.staff.acceptor)
    Deeds().of(case, work.staff.acceptor)[Action.DECLINE]()
    return case


def withdrawn(work: Work) -> Case:
    return work.withdrawn(work.accepted())


def closed(work: Work) -> Case:
    return work.withdrawn(work.received())


def revoked(work: Work) -> Case:
    case = work.granted()
    Deeds().of(case, work.staff.decider)[Action.PROPOSE_REVOCATION]()
    return redress.revoke(case.pk, by=holder(BUREAU, "head"))


def archived(work: Work) -> Case:
    case = archiving.archive(withdrawn(work).pk, by=work.staff.decider)
    Package.objects.filter(case=case).update(kept_until=today() - timedelta(days=1))
    return case


def signed_draft(work: Work) -> Case:
    case = work.draft()
    work.filled(case, work.staff.agent)
    return case


def electronic_draft(work: Work) -> Case:
    return work.draft(item="out-of-area-care")


LIVES: dict[State, tuple[Callable[[Work], Case], ...]] = {
    State.DRAFT: (signed_draft, electronic_draft),
    State.RECEIVED: (pledged, supplied, incomplete, electronic),
    State.CORRECTING: (correcting, electronic_correcting),
    State.ACCEPTED: (accepted, electronic_accepted),
    State.HANDLING: (handled, deciding, lambda work: work.reviewed(), electronic_handled, publishing),
    State.CONCLUDED: (concluded, withdrawn, chosen, at_the_centre, owed),
    State.DELIVERING: (
        delivering,
        on_its_way,
        lambda work: work.claimed(at_the_centre(work), work.staff.clerk),
        owed_on_the_way,
    ),
    State.DELIVERED: (delivered, owed_delivered),
    State.DECLINED: (declined,),
    State.CLOSED: (closed,),
    State.REVOKED: (revoked, owed_revoked),
    State.ARCHIVED: (archived,),
}
"""Cases in each state from which all of its rows can be tried."""

BEFORE: dict[Action | tuple[State, Action], tuple[Action, ...]] = {
    (State.DELIVERING, Action.CLAIM): (Action.HAND_ON,),
    Action.SIGN_SECOND: (Action.ASK_SECOND,),
    Action.REFUSE_SECOND: (Action.ASK_SECOND,),
    Action.RESUME: (Action.HOLD,),
    Action.EXTEND: (Action.ASK_EXTENSION,),
    Action.REFUSE_EXTENSION: (Action.ASK_EXTENSION,),
    Action.ANSWER_URGE: (Action.URGE,),
    Action.DELIVER: (Action.FULFIL,),
    Action.FIND: (Action.SURVEY,),
    Action.ANSWER_INTEREST: (Action.NAME_INTEREST,),
    Action.CLOSE_HEARING: (Action.CALL_HEARING,),
    Action.OBJECT: (Action.PUBLISH,),
    Action.ANSWER_OBJECTION: (Action.PUBLISH, Action.OBJECT),
    Action.CALL_BACK: (Action.PUBLISH, Action.OBJECT, Action.ANSWER_OBJECTION),
    Action.END_PUBLICATION: (Action.PUBLISH,),
    Action.TAKE_CONSULTATION: (Action.CONSULT,),
    Action.OPINE: (Action.CONSULT, Action.TAKE_CONSULTATION),
    Action.REVOKE: (Action.PROPOSE_REVOCATION,),
    Action.REFUSE_REVOCATION: (Action.PROPOSE_REVOCATION,),
    Action.DESTROY: (Action.PROPOSE_DESTRUCTION,),
}
"""What comes first, in the same state."""


class Undone(Exception):
    """Takes back what was tried."""


def people(deeds: Deeds, work: Work) -> list[Actor]:
    staff = work.staff
    township, bureau = "centre-620702107", BUREAU
    return [
        staff.agent,
        staff.acceptor,
        staff.reviewer,
        staff.decider,
        staff.clerk,
        holder(township, "head"),
        holder(bureau, "head"),
        holder(bureau, "leader"),
        deeds.asked,
        Actor.resident(),
        Actor.system(),
    ]


def somebody_does(deeds: Deeds, case: Case, action: Action, anybody: list[Actor]) -> bool:
    """Try an act by each in turn until one may."""
    for by in anybody:
        try:
            with transaction.atomic():
                deeds.of(case, by)[action]()
                return True
        except Refusal:
            continue
    return False


def walked(deeds: Deeds, case: Case, action: Action, anybody: list[Actor]) -> str | None:
    """The state that the act leads to, once what comes before it was done; None where nobody may. Then it is undone."""
    reached = None
    try:
        with transaction.atomic():
            for first in BEFORE.get((State(case.state), action)) or BEFORE.get(action, ()):
                somebody_does(deeds, case, first, anybody)
            if action is Action.END_PUBLICATION:
                Proceeding.objects.filter(case=case).update(until=today() - timedelta(days=1))
            if somebody_does(deeds, case, action, anybody[::-1] if action is Action.DESTROY else anybody):
                reached = Case.objects.get(pk=case.pk).state
            raise Undone
    except Undone:
        return reached


@pytest.mark.parametrize("state", State)
def test_every_row_of_the_table_is_walked_by_somebody_and_leads_where_it_says(work, state):
    deeds, anybody = Deeds(), people(Deeds(), work)
    left = {Action(action) for at, action in TRANSITIONS if at == state}
    for live in LIVES[state]:
        case = Case.objects.get(pk=live(work).pk)
        assert case.state == state
        colleague = actor_for(Post.objects.get(pk=deeds.colleague(case, work.staff.clerk)).holder)
        for action in sorted(left):
            reached = walked(deeds, case, action, [*anybody, colleague])
            if reached is not None:
                assert reached == (TRANSITIONS[state, action].to or state)
                left.discard(action)
    assert not left, "a row that nobody can walk"


def beside(state: State) -> Iterator[Action]:
    """The acts that the table does not have in a state."""
    return (action for action in Action if action is not Action.OPEN and (state, action) not in TRANSITIONS)


@pytest.mark.parametrize("state", State)
def test_nothing_beside_the_table_is_done_by_anybody_and_no_trace_is_left(work, state):
    case = LIVES[state][0](work)
    before, events = Case.objects.get(pk=case.pk), Event.objects.filter(stream=case.pk).count()
    deeds = Deeds()
    for by in (work.staff.agent, work.staff.decider):
        acts = deeds.of(case, by)
        for action in beside(state):
            with pytest.raises(Refusal) as refusal, transaction.atomic():
                acts[action]()
            # Nothing hangs out, so there is nothing to object to.
            assert action is Action.OBJECT or isinstance(refusal.value, OutOfTurn), action
    after = Case.objects.get(pk=case.pk)
    assert {name: getattr(after, name) for name in ("state", "outcome", "holder_id", "promised_due")} == {
        name: getattr(before, name) for name in ("state", "outcome", "holder_id", "promised_due")
    }
    assert Event.objects.filter(stream=case.pk).count() == events


def test_the_deeds_of_these_tests_are_all_acts_of_the_table(work):
    assert set(Deeds().of(work.draft(), work.staff.agent)) == set(Action) - {Action.OPEN}
    assert {Action(action) for _state, action in TRANSITIONS} == set(Action)
    assert set(LIVES) == set(State) and {state for state, _ in TRANSITIONS} <= {*State, NEW}


def test_the_promised_paper_and_the_declared_proof_are_two(work):
    case = accepted(work)
    states = dict(Document.objects.filter(case=case).values_list("material", "state"))
    assert (states[PHOTO], states[PROOF]) == ("promised", "declared")

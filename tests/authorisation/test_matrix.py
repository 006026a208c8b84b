"""Every role × scope × act × state is allowed or refused as the tables say: at the door for all, through each entrance
for a sample (issue of the core: authorisation as a matrix; rules.md, 回避)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from siban.domain.benefits.models import Entitlement, PayList
from siban.domain.benefits.subject import ENTITLEMENT, PAY_LIST
from siban.domain.cases.models import Case, CaseStep, Consultation, HandOff
from siban.domain.cases.rules import TRANSITIONS, Action, State
from siban.domain.cases.subject import CASE
from siban.domain.people.models import Person
from siban.domain.people.services import PERSON
from siban.domain.places.models import Office
from siban.domain.work.models import Task
from siban.kernel.actors import Actor, Grant, PostRef, Role
from siban.kernel.acts import NEW, Subject
from siban.kernel.ids import new_id
from siban.kernel.refusals import NotAllowed, OutOfTurn
from tests.authorisation.entrances import ENTRANCES, tried
from tests.domain.cases.conftest import Staff, Work, holder

WINDOW, HOLDER, ASKED, DECIDED, ELSEWHERE, FAR = "window", "holder", "asked", "decided", "elsewhere", "far"
"""Where an actor has her post, seen from the case: at the window that took it in, where it lies, at an office that was
asked something, at the one that decided, at any other of the district, at one of another township."""

AT_TURN = frozenset({HOLDER})
PLACES: dict[str, frozenset[str]] = {
    **dict.fromkeys([Action.OPEN, Action.FILL, Action.RECEIVE, Action.DISMISS], frozenset({WINDOW})),
    **dict.fromkeys(
        [Action.SUPPLY, Action.SUPPLY_PART, Action.WITHDRAW, Action.URGE, Action.CHOOSE_SCREEN, Action.FOLLOW_UP],
        frozenset({WINDOW, HOLDER}),
    ),
    Action.FULFIL: frozenset({WINDOW, HOLDER}),
    **dict.fromkeys(
        [Action.CHECK_DECLARATION, Action.EXTEND, Action.REFUSE_EXTENSION, Action.HAND_BACK],
        frozenset({HOLDER, ASKED}),
    ),
    Action.CALL_BACK: frozenset({ASKED}),
    Action.TAKE_CONSULTATION: frozenset({ASKED}),
    Action.OPINE: frozenset({ASKED}),
    **dict.fromkeys(
        [
            *(Action.AMEND, Action.PROPOSE_REVOCATION, Action.REVOKE, Action.REFUSE_REVOCATION),
            *(Action.ARCHIVE, Action.PROPOSE_DESTRUCTION, Action.DESTROY),
        ],
        frozenset({HOLDER, DECIDED}),
    ),
    Action.OBJECT: frozenset({WINDOW, HOLDER, ASKED, DECIDED, ELSEWHERE, FAR}),
}
"""Where one must sit to do it, written out once more; everything else is done where the case lies."""

STAFF = [role for role in Role if role not in (Role.RESIDENT, Role.SYSTEM)]


@pytest.fixture
def places(db: None) -> dict[str, UUID]:
    offices = list(Office.objects.filter(key__startswith="civil-affairs").values_list("pk", flat=True))
    district = Office.objects.filter(tier="district").exclude(pk__in=offices).values_list("pk", flat=True)
    far = Office.objects.filter(region__code__startswith="620702108", tier="township").values_list("pk", flat=True)[0]
    window = Office.objects.get(key="point-620702107203").pk
    return {
        WINDOW: window,
        HOLDER: offices[0],
        ASKED: district[0],
        DECIDED: district[1],
        ELSEWHERE: district[2],
        FAR: far,
    }


@pytest.fixture
def case(places: dict[str, UUID]) -> Case:
    """A case that lies at one office, came from another, was decided by a third, and asks a fourth."""
    found = Work().received()
    Case.objects.filter(pk=found.pk).update(holder=places[HOLDER], origin=places[WINDOW])
    day = found.opened_at
    CaseStep.objects.filter(case=found).update(stage="receipt")
    decided = CaseStep(case=found, number=99, key="decide", stage="handling", role=Role.DECIDER, days=5, state="done")
    decided.office_id, decided.task, decided.dispatched_at = places[DECIDED], new_id(), day
    decided.save()
    for kind in ("declaration-check", "extension", "call-back"):
        task = Task(stream_id=found.pk, subject_kind="case", kind=kind, role=Role.HEAD, region=found.region)
        task.office_id, task.opened_at = places[ASKED], day
        task.save()
    asked = Consultation(case=found, number=1, task=new_id(), days=5, sealed_question=b"", dispatched_at=day)
    asked.office_id, asked.lead_id = places[ASKED], places[HOLDER]
    asked.save()
    handed = HandOff(case=found, number=1, system="x", fields=1, notice=new_id(), opened_at=day)
    handed.office_id = places[ASKED]
    handed.save()
    rows = Case.objects.select_related("stream", "applicant__key").prefetch_related("steps", "stream__tasks")
    return rows.get(pk=found.pk)


def at(office: UUID, role: Role, **more: object) -> Actor:
    """Somebody with one post, as staff.queries.actor_for makes her."""
    post = PostRef(new_id(), office, role, str(role))
    return Actor(new_id(), "", grants=(Grant(role, "620702", office),), posts=(post,), office=office, **more)  # type: ignore[arg-type]


def allowed(subject: Subject, actor: Actor, row: object, state: str, action: str) -> bool:
    try:
        subject.may(actor, row, action, subject.transition(state, action))
    except (NotAllowed, OutOfTurn):
        return False
    return True


def test_every_staff_role_at_every_place_may_do_in_every_state_what_the_table_says(case, places):
    """12 states × every act × 10 roles × 6 places: the pairs of the table alone, and only where one must sit."""
    wrong = []
    for (state, action), transition in TRANSITIONS.items():
        for role in STAFF:
            for place, office in places.items():
                wanted = role in transition.roles and place in PLACES.get(action, AT_TURN)
                if allowed(CASE, at(office, role), case, state, action) is not wanted:
                    wrong.append((state, str(action), str(role), place, wanted))
    assert not wrong


def test_what_the_table_does_not_name_is_out_of_turn_for_everybody():
    for state in (NEW, *State):
        for action in Action:
            if (state, action) not in TRANSITIONS:
                with pytest.raises(OutOfTurn):
                    CASE.transition(state, action)


def test_nobody_acts_in_her_own_case_or_a_relatives_whatever_her_post(case, places):
    """回避: at every place, in every role and state."""
    own = case.applicant_id
    for (state, action), _transition in TRANSITIONS.items():
        if action == Action.OBJECT:
            continue
        for role in STAFF:
            for office in places.values():
                assert not allowed(CASE, at(office, role, person=own), case, state, action)
                assert not allowed(CASE, at(office, role, relatives=frozenset({own})), case, state, action)


def test_the_platform_does_what_the_table_gives_it_and_residents_urge_and_object(case):
    for (state, action), transition in TRANSITIONS.items():
        assert allowed(CASE, Actor.system(), case, state, action) is (Role.SYSTEM in transition.roles), action
        wanted = action in (Action.URGE, Action.OBJECT) and Role.RESIDENT in transition.roles
        assert allowed(CASE, Actor.resident(), case, state, action) is wanted, action


def test_a_stranger_and_who_only_oversees_change_nothing(case):
    """A grant without a post lets see, at most: supervisors, administrators, and who has no role at all."""
    nobody = Actor(new_id(), "")
    overseers = [replace(nobody, grants=(Grant(role, ""),)) for role in STAFF]
    for state, action in TRANSITIONS:
        for actor in (nobody, *overseers):
            assert not allowed(CASE, actor, case, state, action), (action, actor.grants)


@pytest.mark.parametrize(
    ("subject", "row"), [(ENTITLEMENT, Entitlement), (PAY_LIST, PayList)], ids=["benefit", "pay list"]
)
def test_benefits_and_pay_lists_are_kept_at_the_office_that_pays(subject, row, places):
    thing = row(office_id=places[HOLDER])
    if row is Entitlement:
        thing.person = Person(stream_id=new_id())
    for (state, action), transition in subject.table.items():
        for role in STAFF:
            for place, office in places.items():
                wanted = role in transition.roles and place == HOLDER
                assert allowed(subject, at(office, role), thing, state, action) is wanted, (action, role, place)


def test_a_record_is_changed_at_a_window_or_by_herself(places):
    herself, other = Person(stream_id=new_id()), Person(stream_id=new_id())
    for (state, action), transition in PERSON.table.items():
        for role in STAFF:
            wanted = role in transition.roles
            assert allowed(PERSON, at(places[FAR], role), herself, state, action) is wanted, (action, role)
        resident = replace(Actor.resident(), person=herself.pk)
        assert allowed(PERSON, resident, herself, state, action) is (Role.RESIDENT in transition.roles)
        assert not allowed(PERSON, resident, other, state, action)


# Through the entrances


SAMPLE: tuple[tuple[str, str], ...] = (("received", "claim"), ("handling", "return"), ("handling", "terminate"))
"""How far a case is, and what is tried."""


def people(staff: Staff) -> dict[str, Actor]:
    """Roles at the case's own offices and elsewhere."""
    return {
        "agent": staff.agent,
        "agent of another village": staff.elsewhere,
        "acceptor": staff.acceptor,
        "leader of the township": holder("centre-620702107", "leader"),
        "reviewer": staff.reviewer,
        "reviewer of another bureau": holder("disabled-federation", "reviewer"),
        "decider": staff.decider,
    }


@pytest.mark.parametrize(("stage", "action"), SAMPLE)
@pytest.mark.django_db
def test_no_entrance_lets_do_what_the_table_forbids_and_all_agree(stage, action):
    """What the table allows may still be held back by what stands in the case, then at every entrance alike."""
    work = Work()
    case = work.received() if stage == "received" else work.claimed(work.accepted(), work.staff.reviewer)
    row = Case.objects.select_related("stream", "applicant__key").get(pk=case.pk)
    done = set()
    for name, actor in people(work.staff).items():
        said = {entrance: tried(way, actor, case, action) for entrance, way in ENTRANCES.items()}
        assert len(set(said.values())) == 1, f"{name}: the entrances differ: {said}"
        told = allowed(CASE, actor, row, row.state, action)
        if said["service"] == "":
            done.add(name)
            assert told, f"{name} did what the table forbids"
        elif not told:
            assert said["service"] == "not-allowed", f"{name} is refused for want of permission"
    assert done, "the right one may"

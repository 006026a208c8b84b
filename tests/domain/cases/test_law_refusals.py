"""Each "no" that an act on a case can meet, from the life of a case in which it is met (docs/refusals.md)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from siban.domain.cases import errors
from siban.domain.cases import errors_answers as answered
from siban.domain.cases import errors_families as families_errors
from siban.domain.cases import errors_proceedings as beside
from siban.domain.cases import errors_urging as urged
from siban.domain.cases import errors_within as within
from siban.domain.cases.queries import families, scope
from siban.domain.cases.rules import Action
from siban.domain.cases.rules_proceedings import Way
from siban.domain.cases.services import (
    consultations,
    handing_on,
    intake,
    limits,
    objections,
    pledges,
    publications,
    redress,
    surveys,
    urging,
)
from siban.domain.cases.services.documents import Tick
from siban.domain.cases.subject import CASE
from siban.domain.people import errors as people_errors
from siban.domain.people.queries import get
from siban.domain.people.rules import Pledge, RelationKind
from siban.domain.people.services import relate
from siban.domain.staff.errors import OwnRelative
from siban.domain.staff.models import PersonLink
from siban.domain.staff.recusal import declare_relative
from siban.domain.work import errors as work_errors
from siban.domain.work import orders as seen_orders
from siban.domain.work.services import orders, warnings
from siban.kernel.actors import Actor
from siban.kernel.acts import act
from siban.kernel.clock import now, today
from siban.kernel.ids import new_id
from siban.kernel.models import Event, User
from siban.kernel.refusals import Refusal, RequestReused, WrongTime
from tests.domain.cases import test_law_table as lives
from tests.domain.cases.conftest import Work, holder, picture
from tests.domain.cases.deeds import BUREAU, Deeds

pytestmark = pytest.mark.django_db

Met = tuple[type[Refusal], Callable[[Work], object]]


def doing(live: Callable[[Work], object], who: str, *actions: Action) -> Callable[[Work], object]:
    """The last of these acts on a case of this life, by one of the staff, after those before it."""

    def tried(work: Work) -> None:
        case, by = live(work), getattr(work.staff, who)
        for action in actions:
            Deeds().of(case, by)[action]()  # type: ignore[arg-type]

    return tried


def plain(work: Work):
    """In the decider's hands, nothing promised or declared."""
    return work.claimed(work.reviewed(), work.staff.decider)


def call_of_no_objection(work: Work):
    """A call is owed, but not for this one."""
    objections.call_back(lives.owed(work).pk, by=work.staff.reviewer, objection=new_id(), reached=True)


def returned(work: Work):
    """Back in the acceptor's hands, to be checked once more."""
    case = lives.handled(work)
    Deeds().of(case, work.staff.reviewer)[Action.RETURN]()
    return work.claimed(case, work.staff.acceptor)


def gone(work: Work):
    """Withdrawn when it lay before the decider."""
    return work.withdrawn(plain(work))


def extended_by_head(work: Work) -> object:
    case = lives.handled(work)
    limits.ask_extension(case.pk, by=work.staff.reviewer, days=2, reason="底册没调来")
    return limits.extend(case.pk, by=holder(BUREAU, "head"))


def too_many(work: Work) -> object:
    case = lives.publishing(work)
    publications.publish(case.pk, by=work.staff.reviewer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objections, "MOST_ONLINE", 0)
        row = Deeds().publication(case)
        return objections.take_objection(row, by=Actor.resident(), way=Way.PORTAL, words="不住这里")


def same_request(work: Work) -> object:
    request, case = new_id(), work.draft()
    intake.fill(case.pk, by=work.staff.agent, form={"phone": "13900002717"}, request=request)
    return intake.fill(work.draft().pk, by=work.staff.agent, form={"phone": "13900002717"}, request=request)


def related_to_herself(work: Work) -> object:
    case = work.draft()
    with act(CASE, case.pk, Action.FILL, by=work.staff.agent) as change:
        return relate(change, case.applicant, case.applicant, RelationKind.GUARDIAN, lives_together=False)


def own_relative(work: Work) -> object:
    person, by = work.person(), work.staff.acceptor
    User.objects.filter(pk=by.user).update(person=person.pk)
    return declare_relative(by.user, person.pk, PersonLink.Relation.PARENT, by=by)


def long_order(work: Work) -> object:
    leader, head = holder("centre-620702107", "leader"), holder("centre-620702107", "head")
    return orders.give(head.office, "办" * 5000, today() + timedelta(days=1), by=leader)


MET: tuple[Met, ...] = (
    (errors.CaseNotFound, lambda work: scope.get(work.staff.elsewhere, work.received().pk)),
    (errors.ItemIsDraft, lambda work: intake.open_case("marriage", work.person(), by=work.staff.agent)),
    (
        errors.ScenarioOpen,
        lambda work: intake.print_form(
            intake.open_case("old-age-allowance", work.person(), by=work.staff.agent).pk, by=work.staff.agent
        ),
    ),
    (errors.UnknownAnswer, lambda work: intake.fill(work.draft().pk, by=work.staff.agent, scenario={"who": "cat"})),
    (
        errors.UnknownMaterial,
        lambda work: intake.fill(work.draft().pk, by=work.staff.agent, ticks={"moon": Tick(here=True)}),
    ),
    (errors.NotYourTurn, doing(lambda work: work.received(), "decider", Action.CLAIM)),
    (errors.NotTheDecidingStep, doing(returned, "acceptor", Action.GRANT)),
    (errors.NotTheReviewStep, doing(plain, "decider", Action.REVIEW)),
    (errors.NotTheApprover, extended_by_head),
    (
        answered.NothingPledged,
        lambda work: pledges.print_pledge(work.draft().pk, Pledge.TOLERANCE, by=work.staff.agent),
    ),
    (
        answered.PledgeNotPrinted,
        lambda work: pledges.sign_pledge(work.draft().pk, Pledge.TOLERANCE, [picture()], by=work.staff.agent),
    ),
    (answered.NoCheckOpen, doing(plain, "decider", Action.CHECK_DECLARATION)),
    (
        answered.SecondNotAsked,
        lambda work: Deeds().of(work.received(), holder("centre-620702107", "head"))[Action.SIGN_SECOND](),
    ),
    (families_errors.FamilyNotFound, lambda work: families.get(work.staff.agent, new_id())),
    (beside.SurveyOpen, doing(lives.handled, "reviewer", Action.SURVEY, Action.SURVEY)),
    (beside.NoSuchProceeding, doing(lives.handled, "reviewer", Action.FIND)),
    (beside.CallOwed, doing(lives.owed_delivered, "decider", Action.ARCHIVE)),
    (beside.NothingToCall, call_of_no_objection),
    (
        beside.FindingsMissing,
        lambda work: surveys.find(
            lives.handled(work).pk, by=work.staff.reviewer, on=today(), findings=" ", confirmed=True, pictures=[]
        ),
    ),
    (beside.HearingOpen, doing(plain, "decider", Action.CALL_HEARING, Action.CALL_HEARING)),
    (beside.TooManyObjections, too_many),
    (
        beside.OwnOffice,
        lambda work: consultations.consult(
            plain(work).pk, by=work.staff.decider, offices={work.staff.decider.office: 3}, question="领过没有"
        ),
    ),
    (
        beside.QuestionMissing,
        lambda work: consultations.consult(plain(work).pk, by=work.staff.decider, offices={}, question="领过没有"),
    ),
    (
        beside.BadShare,
        lambda work: consultations.consult(
            plain(work).pk, by=work.staff.decider, offices={Deeds().other: 0}, question="领过没有"
        ),
    ),
    (beside.NoHandOff, doing(lives.handled, "reviewer", Action.HAND_BACK)),
    (
        beside.NoDecision,
        lambda work: redress.amend(
            gone(work).pk, by=work.staff.decider, slips=(redress.Slip("", "一", "二"),), reasons=("抄错",)
        ),
    ),
    (urged.NobodyToUrge, lambda work: urging.urge(gone(work).pk, by=work.staff.agent)),
    (
        urged.AnswerTooLong,
        lambda work: urging.answer(plain(work).pk, by=work.staff.decider, sentence="好" * 201),
    ),
    (
        within.NothingToHandOn,
        lambda work: handing_on.hand_on(gone(work).pk, by=work.staff.decider, post=Deeds().two[0], reason="她熟"),
    ),
    (people_errors.PersonNotFound, lambda work: get(new_id())),
    (people_errors.RelationSelf, related_to_herself),
    (OwnRelative, own_relative),
    (work_errors.NoSuchWarning, lambda work: warnings.acknowledge(new_id(), by=work.staff.agent)),
    (work_errors.NoSuchOrder, lambda work: seen_orders.seen_by(work.staff.agent, new_id())),
    (work_errors.OrderTooLong, long_order),
    (RequestReused, same_request),
    (
        WrongTime,
        lambda work: intake.fill(
            work.draft().pk, by=work.staff.agent, form={"phone": "13900002717"}, at=now() + timedelta(hours=1)
        ),
    ),
)


@pytest.mark.parametrize(("refusal", "meet"), MET, ids=[refusal.code for refusal, _meet in MET])
def test_what_is_refused_says_why_and_what_to_do_and_leaves_nothing(work, refusal, meet):
    with pytest.raises(Refusal) as met, transaction.atomic():
        meet(work)
    assert type(met.value) is refusal
    assert met.value.what() and met.value.next() and "%(" not in str(met.value)
    assert not Event.objects.filter(occurred_at__gt=now() + timedelta(minutes=1)).exists()

"""转办 within an office: by whom, to whom, and that no limit stops for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.cases import errors, errors_within
from siban.domain.cases.models import CaseStep, HandOver
from siban.domain.cases.queries import page as pages
from siban.domain.cases.queries.colleagues import colleagues
from siban.domain.cases.rules import Action, StepState
from siban.domain.cases.services import decisions, steps
from siban.domain.cases.services.handing_on import hand_on
from siban.domain.staff.models import Absence, Post
from siban.domain.staff.queries import actor_for
from siban.domain.staff.services import away
from siban.domain.work.errors import NotYours
from siban.domain.work.models import Clock, Task
from siban.kernel.actors import Actor
from siban.kernel.clock import now
from siban.kernel.events import history
from siban.kernel.models import Stream, User
from siban.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db


def other(actor: Actor) -> Actor:
    """Somebody else with the same role at the same office."""
    post = actor.posts[0]
    found = Post.objects.filter(office=post.office, role=post.role.value).exclude(holder=actor.user).first()
    assert found is not None
    return actor_for(found.holder)


def head_of(actor: Actor) -> Actor:
    return actor_for(Post.objects.get(office=actor.posts[0].office, role="head").holder)


def test_case_goes_to_a_colleague_who_claims_it_anew_and_no_limit_stops(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    before = list(Clock.objects.filter(stream=case.pk).order_by("pk").values("due", "stopped_on", "limit"))
    taker = other(staff.reviewer)
    hand_on(case.pk, by=staff.reviewer, post=taker.posts[0].id, reason="明天起外出培训")
    step = CaseStep.objects.get(case=case, done_at=None)
    assert (step.state, step.claimed_by) == (StepState.DISPATCHED, None)
    assert list(Clock.objects.filter(stream=case.pk).order_by("pk").values("due", "stopped_on", "limit")) == before
    with pytest.raises((NotYours, errors.NotClaimed)):
        decisions.review(case.pk, by=staff.reviewer, advice="grant", opinion="同意")
    steps.claim(case.pk, by=taker)
    assert Task.objects.get(stream=case.pk, closed_at=None).claimed_by_id == taker.user
    said = pages.page(taker, case.pk).entries
    entry = next(one for one in said if one.act == "case.handed_on")
    assert (entry.what, entry.detail, entry.public) == (f"转给{taker.name}办", "明天起外出培训", False)
    event = next(one for one in history(case.pk) if one.act == "case.handed_on")
    assert "培训" not in event.payload.reason, "the reason is sealed"


def test_only_the_post_it_was_handed_to_may_claim_it(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    taker = other(staff.reviewer)
    hand_on(case.pk, by=staff.reviewer, post=taker.posts[0].id, reason="她熟")
    assert Action.CLAIM not in pages.page(staff.reviewer, case.pk).actions
    assert Action.CLAIM in pages.page(taker, case.pk).actions
    with pytest.raises(NotYours):
        steps.claim(case.pk, by=staff.reviewer)


def test_head_shares_out_what_somebody_has_claimed(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    head, taker = head_of(staff.reviewer), other(staff.reviewer)
    assert Action.HAND_ON in pages.page(head, case.pk).actions
    hand_on(case.pk, by=head, post=taker.posts[0].id, reason="她手上太多")
    steps.claim(case.pk, by=taker)
    assert CaseStep.objects.get(case=case, done_at=None).claimed_by == taker.user


def test_colleague_may_not_take_a_case_out_of_anothers_hands(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    taker = other(staff.reviewer)
    assert Action.HAND_ON not in pages.page(taker, case.pk).actions
    with pytest.raises(NotYours):
        hand_on(case.pk, by=taker, post=taker.posts[0].id, reason="我来办")


@pytest.mark.parametrize("wrong", ["reason", "role", "office", "self", "away"])
def test_what_a_hand_on_refuses_changes_nothing(work, staff, wrong):
    case = work.claimed(work.accepted(), staff.reviewer)
    taker = other(staff.reviewer)
    post, reason, expected = taker.posts[0].id, "她熟", errors_within.NoSuchColleague
    if wrong == "reason":
        reason, expected = "  ", errors_within.HandOnReasonMissing
    elif wrong == "role":
        post = head_of(staff.reviewer).posts[0].id
    elif wrong == "office":
        post = staff.acceptor.posts[0].id
    elif wrong == "self":
        post, expected = staff.reviewer.posts[0].id, errors_within.AlreadyThere
    else:
        row = Post.objects.select_related("stand_in").get(pk=post)
        away(post, kind=Absence.Kind.LEAVE, ends_at=now() + timedelta(days=2), by=taker)
        for each in Post.objects.filter(holder=row.stand_in):
            away(each.pk, kind=Absence.Kind.LEAVE, ends_at=now() + timedelta(days=2), by=actor_for(row.stand_in))
        expected = errors_within.ColleagueAway
    with pytest.raises(Refusal) as refused:
        hand_on(case.pk, by=staff.reviewer, post=post, reason=reason)
    assert type(refused.value) is expected
    assert CaseStep.objects.get(case=case, done_at=None).claimed_by == staff.reviewer.user


def test_a_result_handed_on_inside_the_office_is_not_handed_over_twice(work, staff):
    """送达回证: the first hand-over is from office to office; who of the office delivers it does not add one."""
    case = work.claimed(work.granted(), staff.agent)
    assert HandOver.objects.filter(case=case).count() == 1
    office = staff.agent.posts[0].office
    holder, stand_in = User.objects.exclude(pk=staff.agent.user).exclude(posts__office=office)[:2]
    both = {"holder": holder, "stand_in": stand_in, "stream": Stream.objects.create(kind="post")}
    Post.objects.create(office_id=office, name="代办", name_en="Agent", role="agent", **both)
    post = colleagues(staff.agent, [case.pk])[0].post
    hand_on(case.pk, by=staff.agent, post=post, reason="她去送")
    steps.claim(case.pk, by=actor_for(Post.objects.get(pk=post).holder))
    assert HandOver.objects.filter(case=case).count() == 1


def test_colleagues_are_those_whose_post_can_do_the_step(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    found = colleagues(staff.reviewer, [case.pk])
    assert [one.person for one in found] and staff.reviewer.name not in {one.person for one in found}
    roles = set(Post.objects.filter(pk__in=[one.post for one in found]).values_list("role", flat=True))
    assert roles == {"reviewer"}
    assert colleagues(staff.acceptor, [case.pk]) == (), "it lies with another office"

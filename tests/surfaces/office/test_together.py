"""One act on several cases of the list: handed on, held and let run again; what could not be done says why."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from siban.domain.cases.models import CaseStep
from siban.domain.cases.rules import StepState
from siban.domain.staff.models import Post
from siban.domain.staff.queries import actor_for
from siban.domain.work.models import Hold
from siban.kernel.clock import today
from tests.surfaces.office.conftest import signed_in

pytestmark = pytest.mark.django_db


def value(case):
    case.stream.refresh_from_db()
    return f"{case.pk}:{case.stream.last_number}"


def colleague(actor):
    post = actor.posts[0]
    return Post.objects.filter(office=post.office, role=post.role.value).exclude(holder=actor.user).first()


def sent(client, what, cases, **typed):
    form = {"case": [value(case) for case in cases], "request": str(uuid4()), **typed}
    return client.post(f"/office/together/{what}", form, headers={"HX-Request": "true"})


def test_dialog_lists_colleagues_with_what_they_have_in_hand(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    page = signed_in(staff.reviewer).get(f"/office/together/hand-on/form?case={value(case)}").content.decode()
    assert colleague(staff.reviewer).holder.name in page and "手上 0 件" in page
    assert staff.reviewer.name not in page


def test_several_are_handed_on_and_what_is_not_hers_says_why(work, staff):
    mine = [work.claimed(work.accepted(), staff.reviewer) for _each in range(2)]
    post = colleague(staff.reviewer)
    theirs = work.claimed(work.accepted(), actor_for(post.holder))
    client = signed_in(staff.reviewer)
    answer = sent(client, "hand-on", [*mine, theirs], post=str(post.pk), reason="外出培训")
    assert answer.status_code == 204 and answer["HX-Redirect"] == "/office/"
    page = client.get("/office/").content.decode()
    assert "转出去 2 件" in page and "1 件没办成" in page
    states = dict(CaseStep.objects.filter(done_at=None).values_list("case", "state"))
    assert [states[case.pk] for case in mine] == [StepState.DISPATCHED] * 2
    assert states[theirs.pk] == StepState.CLAIMED


@pytest.mark.parametrize(
    ("what", "typed", "sentence"),
    [
        ("hand-on", {"reason": "外出培训"}, "还没有选转给谁。"),
        ("hold", {"until": "2027-01-05"}, "还没有选为什么停。"),
        ("hold", {"ground": "hearing"}, "还没有写到哪一天。"),
    ],
)
def test_what_the_dialog_lacks_keeps_it_open(work, staff, what, typed, sentence):
    case = work.claimed(work.accepted(), staff.reviewer)
    answer = sent(signed_in(staff.reviewer), what, [case], **typed)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_several_are_held_on_a_ground_that_all_know_and_let_run_again(work, staff):
    """ALL 45: each hold is an act of its own, with its notice."""
    cases = [work.claimed(work.accepted(), staff.reviewer) for _each in range(2)]
    client = signed_in(staff.reviewer)
    until = (today() + timedelta(days=9)).isoformat()
    assert sent(client, "hold", cases, ground="hearing", until=until, reason="申请人要求").status_code == 204
    held = Hold.objects.filter(clock__stream__in=[case.pk for case in cases], to_date=None)
    assert set(held.values_list("clock__stream", flat=True)) == {case.pk for case in cases}
    assert sent(client, "resume", cases).status_code == 204
    assert not held.exists()
    assert "恢复计时 2 件" in client.get("/office/").content.decode()


def test_nothing_is_asked_of_a_stranger_and_nonsense_is_refused(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    page = signed_in(staff.elsewhere).get(f"/office/together/hand-on/form?case={value(case)}").content.decode()
    assert colleague(staff.reviewer).holder.name not in page
    client = signed_in(staff.reviewer)
    assert client.get("/office/together/burn/form").status_code == 404
    assert client.post("/office/together/resume", {"request": str(uuid4())}).status_code == 422
    assert client.post("/office/together/resume", {"request": str(uuid4()), "case": "x"}).status_code == 422

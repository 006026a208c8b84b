"""Several people at once on the same cases: what they did is as if one had waited for the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from siban.domain.cases.models import Case
from siban.domain.cases.rules import State
from siban.domain.cases.services import answers, delivery
from siban.domain.cases.services.steps import claim
from siban.domain.notices.models import Notice
from siban.domain.staff.models import Absence, Post
from siban.domain.staff.queries import actor_for
from siban.domain.staff.services import away, back
from siban.kernel.acts import Change
from siban.kernel.clock import now
from siban.kernel.feed import Subscriber, deliver, replay
from siban.kernel.ids import new_id
from siban.kernel.models import Event, Feed, Parked
from siban.kernel.refusals import Refusal
from tests.domain.cases.conftest import picture, sequenced


def attempt(case: UUID, by, request: UUID | None = None) -> str:
    """Accept in a thread with a connection of its own: what came of it."""
    try:
        answers.accept(case, by=by, request=request)
    except Refusal as refusal:
        return refusal.code
    finally:
        connections.close_all()
    return "accepted"


def test_two_clerks_accept_at_once_and_one_does(committed, work):
    case = work.received()
    work.claimed(case, work.staff.acceptor)
    by = work.staff.acceptor
    with ThreadPoolExecutor(2) as pool:
        came = sorted(pool.map(lambda _: attempt(case.pk, by), range(2)))
    assert came == ["accepted", "out-of-turn"]
    assert Notice.objects.filter(stream=case.pk, kind="acceptance").count() == 1


def test_one_form_sent_twice_at_once_is_one_act(committed, work):
    case = work.received()
    work.claimed(case, work.staff.acceptor)
    by, request = work.staff.acceptor, new_id()
    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(lambda _: attempt(case.pk, by, request), range(2)))
    assert came == ["accepted", "accepted"]
    assert Event.objects.filter(stream=case.pk, act="case.accepted").count() == 1


def test_document_numbers_of_many_at_once_have_no_gaps(committed, work):
    """rules.md §5: a number is drawn as the last write, so an act that fails gives it back."""
    by, person = work.staff.acceptor, work.person()
    cases = [work.received(person=person) for _ in range(4)]
    for case in cases:
        work.claimed(case, by)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda case: attempt(case.pk, by), cases)) == {"accepted"}
    numbers = sorted(Notice.objects.filter(kind="acceptance").values_list("sequence", flat=True))
    assert numbers == list(range(1, 5))


def test_crash_before_the_end_leaves_no_number_and_no_trace(committed, work, monkeypatch):
    case = work.received()
    work.claimed(case, work.staff.acceptor)
    before = Event.objects.count()
    whole = Change.finish

    def torn(self: Change) -> None:
        whole(self)
        raise ConnectionResetError

    monkeypatch.setattr(Change, "finish", torn)
    with pytest.raises(ConnectionResetError):
        answers.accept(case.pk, by=work.staff.acceptor)
    monkeypatch.undo()
    assert Event.objects.count() == before and Case.objects.get(pk=case.pk).state == State.RECEIVED
    answers.accept(case.pk, by=work.staff.acceptor)
    assert Notice.objects.get(stream=case.pk, kind="acceptance").sequence == 1


def test_every_subscriber_hears_every_event_once_and_in_order(committed, work):
    heard: list[tuple[UUID, int]] = []
    case = work.accepted()
    acts = frozenset({"case.received", "case.accepted"})
    ear = Subscriber("test.ear", acts, lambda event: heard.append((event.stream, event.number)))
    sequenced()
    while deliver(ear):
        pass
    while deliver(ear):
        pass
    assert [stream for stream, _ in heard] == [case.pk, case.pk]
    assert heard == sorted(heard)
    assert Feed.objects.count() == Event.objects.count()


def test_poisoned_event_is_parked_with_the_rest_of_its_stream_until_replayed(committed, work):
    sick = True
    heard: list[str] = []

    def hear(event) -> None:
        if sick and event.act == "case.received":
            raise ValueError("not today")
        heard.append(event.act)

    ear = Subscriber("test.sick", frozenset({"case.received", "case.accepted"}), hear)
    case = work.accepted()
    sequenced()
    while deliver(ear):
        pass
    assert heard == [] and Parked.objects.filter(subscriber="test.sick", stream=case.pk).count() == 2
    sick = False
    assert replay(ear, case.pk) == 2
    assert heard == ["case.received", "case.accepted"] and not Parked.objects.filter(subscriber="test.sick").exists()


def test_stand_in_acts_while_the_holder_returns(committed, work):
    """rules.md §8: B acts for the post while A is away, A again on return; at no moment do both, or neither."""
    case = work.granted()
    post = Post.objects.get(office__key="point-620702107203", role="agent")
    holder_, stand_in = post.holder, post.stand_in
    away(post.pk, kind=Absence.Kind.HOME_VISIT, ends_at=now() + timedelta(hours=2), by=actor_for(holder_))
    b = actor_for(stand_in)
    assert actor_for(holder_).posts == () and any(one.id == post.pk for one in b.posts)
    start = Barrier(2)

    def returns() -> None:
        start.wait()
        back(post.pk, by=actor_for(holder_))
        connections.close_all()

    def claims() -> None:
        start.wait()
        claim(case.pk, by=b)
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(returns), pool.submit(claims)]:
            done.result()
    a, b = actor_for(holder_), actor_for(stand_in)
    assert any(one.id == post.pk for one in a.posts) and not any(one.id == post.pk for one in b.posts)
    with pytest.raises(Refusal):
        delivery.deliver(case.pk, by=b, signature=picture())
    delivery.deliver(case.pk, by=a, signature=picture())
    acts = Event.objects.filter(stream=post.stream_id).order_by("number").values_list("act", flat=True)
    assert list(acts) == ["post.left", "post.returned"]

"""The inbox: what is in it for whom, filters as addresses, claiming one and many."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from siban.domain.cases.models import CaseStep
from siban.domain.cases.services import steps
from siban.domain.staff.models import Absence, Post
from siban.domain.staff.queries import actor_for
from siban.domain.staff.services import away
from siban.kernel.clock import now
from tests.surfaces.office.conftest import signed_in

pytestmark = pytest.mark.django_db


def colleague(actor):
    """Somebody else with the same role at the same office."""
    post = actor.posts[0]
    other = Post.objects.filter(office=post.office, role=post.role.value).exclude(holder=actor.user).first()
    assert other is not None
    return actor_for(other.holder)


def value(case, seen=None):
    case.stream.refresh_from_db()
    return f"{case.pk}:{case.stream.last_number if seen is None else seen}"


def test_inbox_shows_what_waits_for_the_readers_office_and_role(work, staff):
    case = work.accepted()
    assert case.number not in signed_in(staff.reviewer).get("/office/").content.decode(), "rows need no number"
    assert "王桂珍" in signed_in(staff.reviewer).get("/office/").content.decode()
    assert "王桂珍" not in signed_in(staff.decider).get("/office/").content.decode(), "not her step"
    assert "王桂珍" not in signed_in(staff.acceptor).get("/office/").content.decode(), "it has gone on"


def test_case_that_went_on_stays_in_sight_under_other_units(work, staff):
    work.accepted()
    page = signed_in(staff.acceptor).get("/office/?show=elsewhere").content.decode()
    assert "王桂珍" in page and "养老服务股" in page


def test_empty_inbox_says_what_will_appear(staff):
    page = signed_in(staff.reviewer).get("/office/").content.decode()
    assert "这里没有等着的件" in page and "转到的那一刻就出现在这里" in page


def test_unknown_filters_count_as_not_said(work, staff):
    work.accepted()
    for query in (
        "?show=nonsense",
        "?stand=nonsense",
        "?after=nonsense",
        "?after=2026-99-99." + str(uuid4()),
        "?row=x",
    ):
        assert signed_in(staff.reviewer).get("/office/" + query).status_code == 200


def test_filters_narrow_by_item_and_township(work, staff):
    work.accepted()
    client = signed_in(staff.reviewer)
    assert "王桂珍" in client.get("/office/?item=old-age-allowance&town=620702107").content.decode()
    assert "王桂珍" not in client.get("/office/?item=senior-card").content.decode()
    assert "王桂珍" not in client.get("/office/?town=620702108").content.decode()


def test_clerk_may_open_and_stranger_signs_in(client, work, staff):
    assert signed_in(staff.clerk).get("/office/").status_code == 200
    assert client.get("/office/").status_code == 302


def test_batch_says_which_were_taken_and_whose_the_other_is(work, staff):
    """Each claim is an act of its own: one that somebody else took does not undo the others."""
    mine, theirs = work.accepted(), work.accepted()
    chosen = [value(mine), value(theirs)]
    other = colleague(staff.reviewer)
    steps.claim(theirs.pk, by=other)
    client = signed_in(staff.reviewer)
    page = client.post("/office/claim", {"case": chosen, "request": uuid4()}, follow=True).content.decode()
    assert "签收了 1 件。" in page and f"1 件没签成：{other.name}先签收了。" in page
    holders = dict(CaseStep.objects.filter(done_at=None).values_list("case", "claimed_by"))
    assert holders == {mine.pk: staff.reviewer.user, theirs.pk: other.user}


def test_batch_sent_twice_takes_once(work, staff):
    case = work.accepted()
    client = signed_in(staff.reviewer)
    form = {"case": [value(case)], "request": uuid4()}
    client.post("/office/claim", form)
    page = client.post("/office/claim", form, follow=True).content.decode()
    assert "没签成" not in page
    assert CaseStep.objects.filter(case=case, done_at=None, claimed_by=staff.reviewer.user).count() == 1


@pytest.mark.parametrize("form", [{}, {"case": "x:1"}, {"case": str(uuid4())}, {"case": f"{uuid4()}:z"}])
def test_claim_of_nothing_is_refused(staff, form):
    answer = signed_in(staff.reviewer).post("/office/claim", {"request": str(uuid4()), **form})
    assert answer.status_code == 422


def test_claiming_another_offices_case_takes_nothing(work, staff):
    case = work.accepted()
    page = signed_in(staff.acceptor).post("/office/claim", {"case": value(case), "request": uuid4()}, follow=True)
    assert "没签成" in page.content.decode()


def test_inbox_asks_the_same_however_long_it_is(work, staff):
    work.accepted()
    client = signed_in(staff.reviewer)
    client.get("/office/")
    with CaptureQueriesContext(
        connection,
    ) as short:
        client.get("/office/")
    for _each in range(4):
        work.accepted()
    with CaptureQueriesContext(connection) as long:
        client.get("/office/")
    assert len(long) == len(short) <= 12, [query["sql"][:90] for query in long]


def test_preview_stays_within_scope(work, staff):
    case = work.accepted()
    assert "高龄津贴申领" in signed_in(staff.reviewer).get(f"/office/preview/{case.pk}").content.decode()
    assert signed_in(staff.elsewhere).get(f"/office/preview/{case.pk}").status_code == 404


def test_pages_go_on_by_cursor(work, staff, monkeypatch):
    for _each in range(3):
        work.accepted()
    monkeypatch.setattr("siban.domain.cases.queries.inbox.page.__defaults__", (None, 2))
    client = signed_in(staff.reviewer)
    first = client.get("/office/").context
    assert len([row for group in first["groups"] for row in group.rows]) == 2 and first["next"]
    second = client.get("/office/" + first["next"]).context
    shown = {row.id for group in [*first["groups"], *second["groups"]] for row in group.rows}
    assert len(shown) == 3 and not second["next"]


def test_stand_in_sees_what_the_absent_holder_had_in_hand(work, staff):
    case = work.claimed(work.accepted(), staff.reviewer)
    post = Post.objects.select_related("stand_in").get(pk=staff.reviewer.posts[0].id)
    away(post.pk, kind=Absence.Kind.LEAVE, ends_at=now() + timedelta(days=2), by=staff.reviewer)
    client = signed_in(actor_for(post.stand_in))
    page = client.get("/office/").content.decode()
    assert f"替{staff.reviewer.name}" in page
    shown = client.get(f"/office/?stand={post.pk}").context["groups"]
    assert [row.id for group in shown for row in group.rows] == [case.pk]

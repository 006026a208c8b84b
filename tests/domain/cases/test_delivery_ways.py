"""rules.md §4: at the window, by post, by the agent or electronically; what nobody fetches is followed up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siban.domain.cases import errors, errors_delivery
from siban.domain.cases.models import Case, FollowUp, HandOver, Posting
from siban.domain.cases.queries.page import page
from siban.domain.cases.rules import Action, State
from siban.domain.cases.services import answers, decisions, delivery, intake, sending, steps
from siban.domain.catalog import queries as catalog
from siban.domain.catalog.types import FieldType
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data
from siban.domain.work.models import Clock, Task
from siban.kernel.clock import today
from siban.kernel.events import history
from siban.kernel.refusals import OutOfTurn
from tests.domain.cases.conftest import picture
from tests.domain.cases.test_themes import whoever

pytestmark = pytest.mark.django_db


def to_deliver(work) -> Case:
    case = work.granted()
    return work.claimed(case, work.staff.agent)


def filed(work, *, on_screen: bool) -> Case:
    """A filing for care away from home, granted by whoever has the step."""
    case = work.draft(item="out-of-area-care")
    version = catalog.version(case.version_id)
    days = {one.key: today().isoformat() for one in version.form if one.type is FieldType.DATE}
    intake.fill(case.pk, by=work.staff.agent, form=days)
    if on_screen:
        sending.choose_screen(case.pk, by=work.staff.agent)
    work.filled(case, work.staff.agent)
    case = intake.receive(case.pk, by=work.staff.agent)
    by = whoever(case)
    steps.claim(case.pk, by=by)
    case = answers.accept(case.pk, by=by)
    by = whoever(case)
    steps.claim(case.pk, by=by)
    return decisions.grant(case.pk, by=by)


def test_what_is_posted_is_delivered_when_it_is_signed_for(work):
    case = to_deliver(work)
    agent = work.staff.agent
    with pytest.raises(errors_delivery.NotPosted):
        sending.signed_for(case.pk, by=agent, receipt=picture())
    with pytest.raises(errors_delivery.PostingIncomplete):
        sending.post(case.pk, by=agent, carrier="邮政快递", number=" ")
    case = sending.post(case.pk, by=agent, carrier="邮政快递", number="1234 5678")
    assert case.state == State.DELIVERING and case.delivered_at is None
    assert Clock.objects.filter(stream=case.pk, kind="delivery", stopped_on=None).exists()
    with pytest.raises(errors_delivery.PostedAlready):
        sending.post(case.pk, by=agent, carrier="邮政快递", number="9")
    with pytest.raises(errors.SignatureMissing):
        sending.signed_for(case.pk, by=agent, receipt=b"")
    case = sending.signed_for(case.pk, by=agent, receipt=picture())
    assert case.state == State.DELIVERED
    assert Posting.objects.get(case=case).receipt is not None
    assert HandOver.objects.get(case=case, taker=None).manner == "post"
    assert "12345678" in (data(Notice.objects.get(stream=case.pk, kind="delivery")).remark or "")


def test_a_posted_result_that_came_back_is_handed_over_all_the_same(work):
    case = to_deliver(work)
    sending.post(case.pk, by=work.staff.agent, carrier="邮政快递", number="1")
    case = delivery.deliver(case.pk, by=work.staff.agent, signature=picture())
    assert case.state == State.DELIVERED


def test_electronically_only_where_the_result_allows_it_and_she_chose_it(work):
    with pytest.raises(errors_delivery.NotOnScreen):
        sending.choose_screen(work.draft().pk, by=work.staff.agent)
    case = filed(work, on_screen=False)
    with pytest.raises(errors_delivery.NotOnScreen):
        sending.open_on_screen(case.pk)
    assert Case.objects.get(pk=case.pk).state == State.CONCLUDED


def test_opened_on_the_tracking_page_it_is_delivered_with_a_record(work):
    case = filed(work, on_screen=True)
    case = sending.open_on_screen(case.pk)
    assert case.state == State.DELIVERED
    assert HandOver.objects.get(case=case, taker=None).manner == "screen"
    record = data(Notice.objects.get(stream=case.pk, kind="delivery"))
    assert "网上打开" in record.handovers[-1].how
    assert not Clock.objects.filter(stream=case.pk, stopped_on=None).exists()
    with pytest.raises(OutOfTurn):
        sending.open_on_screen(case.pk)


def test_a_result_that_nobody_fetches_is_followed_up(work):
    case = work.granted()
    agent = work.staff.agent
    assert sending.chase(case.pk, "yellow") is True
    assert sending.chase(case.pk, "red") is False, "one task at a time"
    task = Task.objects.get(stream=case.pk, kind=sending.FETCH)
    assert task.office_id == case.origin_id
    assert Action.FOLLOW_UP in page(agent, case.pk).actions
    sending.follow_up(case.pk, by=agent, reached=False)
    task.refresh_from_db()
    assert task.closed_at is None, "not reached: somebody calls again"
    with pytest.raises(errors_delivery.AgreedDay):
        sending.follow_up(case.pk, by=agent, reached=True, agreed_on=today() - timedelta(days=1))
    with pytest.raises(errors_delivery.AgreedDay):
        sending.follow_up(case.pk, by=agent, reached=False, agreed_on=today())
    sending.follow_up(case.pk, by=agent, reached=True, agreed_on=today() + timedelta(days=2))
    task.refresh_from_db()
    assert task.closed_at is not None
    assert list(FollowUp.objects.filter(case=case).order_by("at").values_list("reached", flat=True)) == [False, True]


def test_who_fetched_it_is_not_called_any_more(work):
    case = work.granted()
    sending.chase(case.pk, "yellow")
    work.claimed(case, work.staff.agent)
    delivery.deliver(case.pk, by=work.staff.agent, signature=picture())
    assert not Task.objects.filter(stream=case.pk, closed_at=None).exists()
    assert history(case.pk)[-1].act == "case.delivered"

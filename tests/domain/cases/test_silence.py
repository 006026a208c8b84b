"""Silence is not an answer: what follows from it happens by itself (F12)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from siban.domain.cases.models import Case
from siban.domain.cases.rules import State
from siban.domain.cases.services import answers
from siban.domain.messages.models import Message
from siban.domain.notices.models import Notice
from siban.domain.notices.queries import data as notice_data
from siban.domain.work.models import Clock
from siban.domain.work.queries import calendar
from siban.domain.work.rules import Kind, Unit, due
from siban.domain.work.services import sweep
from siban.kernel import feed
from siban.kernel.clock import SHANGHAI
from siban.kernel.events import history
from tests.domain.cases.conftest import sequenced
from tests.domain.cases.test_answers import received_without_two


def at_midnight_after(day) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0, 0, 1), tzinfo=SHANGHAI)


def what_follows() -> None:
    sequenced()
    feed.run_until_idle()


def travel(monkeypatch, to: datetime) -> None:
    """Let the platform's clock stand at this moment."""
    for module in ("siban.kernel.acts", "siban.domain.work.services.sweep"):
        monkeypatch.setattr(f"{module}.now", lambda: to)


def test_five_days_without_a_word_count_as_accepted_from_receipt(committed, work, monkeypatch):
    """ALL 32(4): both clocks run from the day of receipt, the applicant is told, the failure is on record."""
    case = work.received()
    answer = Clock.objects.get(stream=case.pk, kind=Kind.ANSWER)
    midnight = at_midnight_after(answer.due)
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    case = Case.objects.get(pk=case.pk)
    assert case.state == State.ACCEPTED and case.accepted_on == case.received_on
    promised = Clock.objects.get(stream=case.pk, kind=Kind.PROMISED)
    assert promised.due == due(case.received_on, promised.limit, Unit.WORKING, (), calendar()).date
    letter = notice_data(Notice.objects.get(stream=case.pk, kind="acceptance"))
    assert letter.by_silence and letter.accepted_on == case.received_on
    deemed = next(event for event in history(case.pk) if event.act == "case.deemed")
    assert deemed.payload.office == work.staff.acceptor.office
    what_follows()
    assert Message.objects.filter(subject=case.pk, kind="case.deemed").exists()


def test_answer_on_the_last_day_stands_against_midnight(committed, work, monkeypatch):
    """Who answers within the limit is not overtaken by the sweep that comes after it."""
    case = work.received()
    answer = Clock.objects.get(stream=case.pk, kind=Kind.ANSWER)
    work.claimed(case, work.staff.acceptor)
    answers.accept(case.pk, by=work.staff.acceptor)
    midnight = at_midnight_after(answer.due)
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    assert not [event for event in history(case.pk) if event.act == "case.deemed"]
    assert Notice.objects.filter(stream=case.pk, kind="acceptance").count() == 1


def test_papers_not_brought_in_the_applicants_own_time_close_the_case(committed, work, monkeypatch):
    """Practice, 30 calendar days: closed as not pursued, and it may be started again."""
    case = received_without_two(work)
    work.claimed(case, work.staff.acceptor)
    answers.correct(case.pk, by=work.staff.acceptor)
    own = Clock.objects.get(stream=case.pk, kind=Kind.CORRECTION)
    midnight = at_midnight_after(own.due)
    travel(monkeypatch, midnight)
    sweep.run(midnight)
    what_follows()
    case = Case.objects.get(pk=case.pk)
    assert case.state == State.CLOSED
    assert notice_data(Notice.objects.get(stream=case.pk, kind="termination")).end == "not-pursued"
    assert work.draft(person=case.applicant).pk != case.pk

"""Objections to what hangs out (异议): taken on the portal, by telephone or at any window, looked into, answered, and
whoever left a telephone is called back by the day that she was promised."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases import events
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, Objection, Proceeding
from siban.domain.cases.rules import Action
from siban.domain.cases.rules_proceedings import (
    CALL_BACK_DAYS,
    CALLS,
    LONGEST_CALL_BACK,
    WAY_NAMES,
    ProceedingKind,
    Way,
)
from siban.domain.cases.services import publications, steps
from siban.domain.cases.subject import CALL, CASE
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.notices.rules import masked_name
from siban.domain.notices.services import issue
from siban.domain.people.phones import mask_phone
from siban.domain.places.queries import office as office_of
from siban.domain.work.rules import Kind
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once
from siban.kernel.clock import SHANGHAI
from siban.kernel.crypto import keyring
from siban.kernel.models import DataKey

MOST_ONLINE = 200
"""Objections to one publication that the portal takes, so that nobody floods it."""
LONGEST = 2000
"""Characters."""


def take_objection(
    proceeding_id: UUID,
    *,
    by: Actor,
    way: Way,
    words: str,
    name: str = "",
    telephone: str = "",
    call_days: int = CALL_BACK_DAYS,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """An objection: on the portal by anyone, or what somebody said by telephone or at a window, written down there.

    What is written down by staff gets a receipt. Who leaves a telephone is promised a call within `call_days` working
    days. Raises ObjectionMissing, TooFarOff, NoSuchProceeding, PublicationOver, TooManyObjections.
    """
    if not words.strip():
        raise refusals.ObjectionMissing(field="words")
    if not 1 <= call_days <= LONGEST_CALL_BACK:
        raise refusals.TooFarOff(field="call_days", days=LONGEST_CALL_BACK)
    row = Proceeding.objects.filter(pk=proceeding_id, kind=ProceedingKind.PUBLICATION).first()
    if row is None:
        raise refusals.NoSuchProceeding
    said = {"words": words.strip()[:LONGEST], "name": name.strip()[:50], "telephone": telephone.strip()[:30]}
    return _take(row, by=by, way=way, said=said, call_days=call_days, request=request, at=at)


@once
def _take(
    row: Proceeding,
    *,
    by: Actor,
    way: Way,
    said: dict[str, str],
    call_days: int,
    request: UUID | None,
    at: datetime | None,
) -> Case:
    if row.closed_at is not None:
        raise refusals.PublicationOver
    with act(CASE, row.case_id, Action.OBJECT, by=by, request=request, at=at) as change:
        row.refresh_from_db()
        if row.closed_at is not None or row.until is None or change.date > row.until:
            raise refusals.PublicationOver
        number = Objection.objects.filter(proceeding=row).count() + 1
        if way is Way.PORTAL and number > MOST_ONLINE:
            raise refusals.TooManyObjections
        key = DataKey.objects.create(wrapped=keyring.wrap_new())
        one = Objection(
            proceeding=row,
            number=number,
            way=way,
            key=key,
            sealed=key.seal(json.dumps(said, ensure_ascii=False).encode(), publications.SEAL),
            came_at=change.at,
            office_id=by.office if by.user is not None else None,
        )
        if said["telephone"]:
            _promise_call(change, row, one, call_days)
        if one.office_id is not None:
            receipt = _receipt(change, row, one, said, by.name)
            one.notice = receipt.pk
        one.save()
        change.record(events.Objected(proceeding=row.pk, number=number, way=way.value))
    return change.subject


def _promise_call(change: Change[Case], row: Proceeding, one: Objection, days: int) -> None:
    """A task with its own date at the office that published; its lights shine when the call is late."""
    office, step = office_of(row.office_id), steps.current(change.subject)
    clock = clocks.start(
        change,
        kind=Kind.REPLY,
        days=days,
        office=office.pk,
        region=office.region_id,
        key=f"objection-{row.turn}-{one.number}",
    )
    role = Role(step.role) if step is not None else Role.REVIEWER
    task = tasks.open(change, kind=CALL, office=office.pk, region=office.region_id, role=role, clock=clock)
    one.call_by, one.call_task = clock.due, task.pk


def _receipt(change: Change[Case], row: Proceeding, one: Objection, said: dict[str, str], clerk: str) -> Notice:
    """异议收件凭证, under her own key; of the case it holds no more than hangs out."""
    matter, publishing = Matter(change.subject, change.date), office_of(row.office_id)
    letter = data.ObjectionReceipt(
        site=office_of(one.office_id).site.name if one.office_id else publishing.site.name,
        publication=_number(row),
        item=matter.version.name.zh,
        applicant=data.Party(name=masked_name(matter.applicant.name)),
        objector=said["name"] or None,
        telephone=mask_phone(said["telephone"]) if said["telephone"] else None,
        words=said["words"],
        way=str(WAY_NAMES[one.way]),
        clerk=clerk,
        taken_at=change.at.astimezone(SHANGHAI).replace(tzinfo=None),
        looked_into_by=data.Place(
            name=publishing.name, address=publishing.site.address or None, telephone=publishing.telephone or None
        ),
        answer_by=one.call_by,
    )
    # Its stream is the objection: nobody finds it among the papers of the case.
    return issue(
        change,
        NoticeKind.OBJECTION_RECEIPT,
        letter,
        key=one.key,
        stream=one.pk,
        is_demonstration=change.subject.is_demonstration,
    )


def _number(row: Proceeding) -> str:
    """文号 of what hangs out."""
    return Notice.objects.filter(pk__in=[row.notice]).values_list("number", flat=True).get() or ""


@once
def answer_objection(
    case_id: UUID,
    *,
    by: Actor,
    number: int,
    upheld: bool,
    answer: str,
    changes: bool = False,
    changed: tuple[str, ...] = (),
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Write down what was found of an objection. After the last day the last answer ends the publication.

    `changes`: it is upheld so that what hung out changes; `changed` says how, a sentence each, as the next publication
    prints it. Raises FindingsMissing, ChangeMissing, NoSuchProceeding, NotClaimed.
    """
    if not answer.strip():
        raise refusals.FindingsMissing(field="answer")
    if changes and not changed:
        raise refusals.ChangeMissing(field="changed")
    with act(CASE, case_id, Action.ANSWER_OBJECTION, by=by, seen=seen, request=request, at=at) as change:
        matter = Matter(change.subject, change.date)
        step = steps.held(matter, by)
        row = publications.running(change.subject)
        one = Objection.objects.select_related("key").filter(proceeding=row, number=number, answered_at=None).first()
        if one is None:
            raise refusals.NoSuchProceeding
        one.answered_at, one.answered_by, one.upheld = change.at, by.user, upheld or changes
        one.changes = changes
        words = {"answer": answer.strip(), "changed": "\n".join(changed) if changes else ""}
        one.sealed_answer = one.key.seal(json.dumps(words, ensure_ascii=False).encode(), publications.SEAL)
        one.save(update_fields=["answered_at", "answered_by", "upheld", "changes", "sealed_answer"])
        change.record(
            events.ObjectionAnswered(proceeding=row.pk, number=number, office=step.office_id, upheld=upheld or changes)
        )
        waiting = Objection.objects.filter(proceeding=row, answered_at=None).exists()
        if row.until is not None and change.date > row.until and not waiting and not steps.paused(change.subject):
            publications.close(change, matter, row, step)
    return change.subject


@once
def call_back(
    case_id: UUID,
    *,
    by: Actor,
    objection: UUID,
    reached: bool,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """She was called and told what was found. Not reached, the task stays for another call; after three it is done.

    Raises NothingToCall, NotLookedInto, NotYourTurn.
    """
    with act(CASE, case_id, Action.CALL_BACK, by=by, seen=seen, request=request, at=at) as change:
        rows = Objection.objects.select_related("proceeding", "key").filter(proceeding__case=change.subject)
        one = rows.filter(pk=objection, called_at=None).exclude(call_task=None).first()
        if one is None or one.call_task is None:
            raise refusals.NothingToCall
        if one.answered_at is None:
            raise refusals.NotLookedInto
        one.calls += 1
        done = reached or one.calls >= CALLS
        if done:
            one.called_at, one.called_by = change.at, by.user
            tasks.close(change, one.call_task)
            clocks.stop(change, Kind.REPLY, key=f"objection-{one.proceeding.turn}-{one.number}")
        one.save(update_fields=["calls", "called_at", "called_by"])
        change.record(
            events.ObjectorCalled(
                proceeding=one.proceeding_id,
                number=one.number,
                office=one.proceeding.office_id,
                reached=reached,
                done=done,
            )
        )
    return change.subject

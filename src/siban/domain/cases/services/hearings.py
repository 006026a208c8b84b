"""Others whose interest is at stake, and the hearing (利害关系人、听证; ALL 36, 46–48)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from siban.domain.cases import errors_proceedings as refusals
from siban.domain.cases import events
from siban.domain.cases.matter import Matter
from siban.domain.cases.models import Case, CaseStep, Interest, Participant, Proceeding
from siban.domain.cases.rules import Action
from siban.domain.cases.rules_proceedings import HEARING_ASK_DAYS, HEARING_NOTICE_DAYS, Found, ProceedingKind, Wish
from siban.domain.cases.services import letters, limits, steps, surveys
from siban.domain.cases.subject import CASE
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.notices.services import issue
from siban.domain.staff.models import Post
from siban.domain.staff.queries import acting_for
from siban.kernel import files
from siban.kernel.actors import Actor
from siban.kernel.acts import Change, act, once
from siban.kernel.clock import SHANGHAI
from siban.kernel.crypto import keyring
from siban.kernel.models import DataKey

GROUND = "hearing"
"""Key of the ground on which a hearing stops the limits (ALL 45)."""
SEAL = b"interest"


@once
def name_interest(
    case_id: UUID,
    *,
    by: Actor,
    name: str,
    interest: str,
    telephone: str = "",
    address: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Record somebody whose interest is at stake, and tell her in writing that she may ask for a hearing (ALL 36, 47).

    Raises InterestMissing, NotClaimed, NotYourTurn.
    """
    if not name.strip() or not interest.strip():
        raise refusals.InterestMissing(field="interest" if name.strip() else "name")
    with act(CASE, case_id, Action.NAME_INTEREST, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        key = DataKey.objects.create(wrapped=keyring.wrap_new())
        ask_by = change.date + timedelta(days=HEARING_ASK_DAYS)
        letter = data.Hearing(
            **letters.common(matter, matter.holder, by.name),
            accepted_on=case.accepted_on or change.date,
            basis=_basis(matter),
            recipient=data.Party(name=name.strip()),
            interest=interest.strip().rstrip("。"),
            ask_by=ask_by,
            ask_at=_place(matter),
        )
        notice = _send(change, matter, letter, key)
        values = {"name": name, "interest": interest, "telephone": telephone, "address": address}
        number = Interest.objects.filter(case=case).count() + 1
        Interest.objects.create(
            case=case,
            number=number,
            key=key,
            sealed=_seal(key, values),
            told_at=change.at,
            ask_by=ask_by,
            notice=notice.pk,
        )
        change.record(events.InterestTold(number=number, office=step.office_id, ask_by=ask_by, notice=notice.pk))
    return case


@once
def answer_interest(
    case_id: UUID,
    *,
    by: Actor,
    number: int,
    wish: Wish,
    words: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Write down what she says: that she asks for a hearing, that she does not, or her objection in words.

    Raises NoSuchProceeding, ObjectionMissing, NotClaimed.
    """
    if wish is Wish.STATED and not words.strip():
        raise refusals.ObjectionMissing(field="words")
    with act(CASE, case_id, Action.ANSWER_INTEREST, by=by, seen=seen, request=request, at=at) as change:
        step = steps.held(Matter(change.subject, change.date), by)
        row = Interest.objects.select_related("key").filter(case=change.subject, number=number, wish=None).first()
        if row is None:
            raise refusals.NoSuchProceeding
        row.wish, row.answered_at = wish, change.at
        row.sealed_words = _seal(row.key, {"words": words.strip()}) if words.strip() else None
        row.save(update_fields=["wish", "answered_at", "sealed_words"])
        change.record(events.InterestAnswered(number=number, office=step.office_id, wish=wish.value))
    return change.subject


@once
def call(
    case_id: UUID,
    *,
    by: Actor,
    begins: datetime,
    presider: UUID,
    interest: str = "",
    is_public: bool = True,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Set a hearing: everybody is told time and place seven days before, and the limits stand still (ALL 45, 48).

    `presider`: a post of the office whose holder has not handled the case. Raises HearingTooSoon, PresiderHandles,
    NotOfThisOffice, HearingOpen, work's AlreadyHeld, NoSuchGround where the regime knows no hearing.
    """
    with act(CASE, case_id, Action.CALL_HEARING, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        if Proceeding.objects.filter(case=case, kind=ProceedingKind.HEARING, closed_at=None).exists():
            raise refusals.HearingOpen
        local = begins.astimezone(SHANGHAI)
        earliest = change.date + timedelta(days=HEARING_NOTICE_DAYS)
        if local.date() < earliest:
            raise refusals.HearingTooSoon(field="begins", day=earliest.isoformat())
        post, user, name = _presider(case, step, presider, change)
        session = data.Session(at=local.replace(tzinfo=None), place=_place(matter), presider=name, is_public=is_public)
        notices = _tell(change, matter, session, interest)
        row = Proceeding.objects.create(
            case=case,
            kind=ProceedingKind.HEARING,
            step=step.key,
            office_id=step.office_id,
            opened_at=change.at,
            opened_by=by.user,
            held_on=local.date(),
            notice=notices[0].pk,
        )
        Participant.objects.create(proceeding=row, post=post, user=user, name=name)
        held = limits.pause(change, matter, GROUND, local.date(), name=by.name)
        change.record(
            events.HearingCalled(
                proceeding=row.pk, office=step.office_id, begins=begins, notices=tuple(one.pk for one in notices)
            )
        )
        change.record(events.Held(office=step.office_id, ground=GROUND, expected_until=local.date(), notice=held.pk))
    return case


def _presider(case: Case, step: CaseStep, id: UUID, change: Change[Case]) -> tuple[Post, UUID, str]:
    """Nobody presides who examines the application (ALL 48(1)(3))."""
    post = Post.objects.filter(pk=id, office=step.office_id).first()
    user = acting_for(id, change.at) if post else None
    if post is None or user is None:
        raise refusals.NotOfThisOffice(field="presider")
    if CaseStep.objects.filter(case=case, claimed_by=user.pk).exists():
        raise refusals.PresiderHandles(field="presider")
    return post, user.pk, user.name


def _tell(change: Change[Case], matter: Matter, session: data.Session, interest: str) -> list[Notice]:
    """One notice for the applicant, one for each whose interest is at stake."""
    common = letters.common(matter, matter.holder, change.by.name)
    accepted, basis = matter.case.accepted_on or change.date, _basis(matter)
    reason = interest.strip().rstrip("。") or "这件申请关系到他人的重大利益"
    sent = [
        letters.send(
            change,
            matter,
            data.Hearing(**common, accepted_on=accepted, basis=basis, interest=reason, session=session),
        )
    ]
    for row in Interest.objects.select_related("key").filter(case=change.subject).order_by("number"):
        known = opened(row)
        letter = data.Hearing(
            **common,
            accepted_on=accepted,
            basis=basis,
            recipient=data.Party(name=known["name"]),
            interest=known["interest"].strip().rstrip("。"),
            session=session,
        )
        sent.append(_send(change, matter, letter, row.key))
    return sent


@once
def close(
    case_id: UUID,
    *,
    by: Actor,
    minutes: str,
    pictures: Sequence[bytes],
    confirmed: bool,
    on: date | None = None,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """The hearing is over: its signed minutes are kept, the limits go on, and the decision rests on them (ALL 48(2)).

    `confirmed`: whether the application stands after what was said. Raises FindingsMissing, SheetMissing,
    NoSuchProceeding, NotClaimed.
    """
    if not minutes.strip():
        raise refusals.FindingsMissing(field="minutes")
    if not pictures:
        raise refusals.SheetMissing(field="pictures")
    cleaned = [files.clean(picture) for picture in pictures]
    with act(CASE, case_id, Action.CLOSE_HEARING, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        matter = Matter(case, change.date)
        step = steps.held(matter, by)
        row = Proceeding.objects.filter(case=case, kind=ProceedingKind.HEARING, closed_at=None).first()
        if row is None:
            raise refusals.NoSuchProceeding
        day = on or change.date
        if day > change.date:
            raise refusals.InTheFuture(field="on")
        row.held_on = day
        result = Found.CONFIRMED if confirmed else Found.NOT_CONFIRMED
        surveys.close(change, row, result, {"findings": minutes.strip()}, cleaned)
        change.record(events.Heard(proceeding=row.pk, office=step.office_id, on=day, result=result.value))
        if steps.paused(case):
            change.record(limits.go_on(change, matter, step.office_id, by.name))
    return case


def _basis(matter: Matter) -> tuple[data.Basis, ...]:
    cited = letters.basis(matter, NoticeKind.HEARING)
    return (cited,) if cited else ()


def _place(matter: Matter) -> data.Place:
    office = matter.holder
    return data.Place(name=office.name, address=office.site.address or None, telephone=office.telephone or None)


def _send(change: Change[Case], matter: Matter, letter: data.Hearing, key: DataKey) -> Notice:
    """A notice to somebody else, under her own key."""
    return issue(
        change,
        letter.kind,
        letter,
        key=key,
        authority=matter.authority,
        is_demonstration=matter.case.is_demonstration,
    )


def _seal(key: DataKey, values: dict[str, str]) -> bytes:
    return key.seal(json.dumps(values, ensure_ascii=False).encode(), SEAL)


def opened(row: Interest) -> dict[str, str]:
    """Who she is and what is at stake, with what she said, in the clear."""
    known = json.loads(row.key.open(row.sealed, SEAL))
    if row.sealed_words is not None:
        known |= json.loads(row.key.open(row.sealed_words, SEAL))
    return known

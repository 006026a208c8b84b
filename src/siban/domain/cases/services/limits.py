"""Time that does not count, and more of it: holds on the regime's grounds, and one extension (ALL 42, 45)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from siban.domain.cases import errors, events
from siban.domain.cases.matter import Matter, open_opinion, seal_opinion
from siban.domain.cases.models import Case, Consultation
from siban.domain.cases.rules import Action
from siban.domain.cases.services import letters, steps
from siban.domain.cases.subject import CASE
from siban.domain.catalog.regimes import Extension
from siban.domain.catalog.types import Outcome
from siban.domain.notices import data
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import Kind as NoticeKind
from siban.domain.places.models import Authority, Office
from siban.domain.places.queries import government
from siban.domain.places.queries import office as office_of
from siban.domain.staff.models import ROLES
from siban.domain.work.errors import NotHeld
from siban.domain.work.models import Clock, Hold, Task
from siban.domain.work.rules import Kind, Unit
from siban.domain.work.services import clocks, tasks
from siban.kernel.actors import Actor, Role
from siban.kernel.acts import Change, act, once
from siban.kernel.calendar import ONE_DAY
from siban.kernel.events import recorded
from siban.kernel.models import Event

TASK = "extension"
"""Kind of the task that waits for who approves an extension."""

PAUSE = "pause"
"""Key of the limit by which a pause ends as the applicant was told."""


@once
def hold(
    case_id: UUID,
    *,
    by: Actor,
    ground: str,
    expected_until: date,
    reason: str = "",
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Stop the limits for what the law does not count, and tell the applicant in writing how long it will take.

    Raises NoSuchGround, NotClaimed, NotYourTurn, work's AlreadyHeld and NothingRuns.
    """
    with act(CASE, case_id, Action.HOLD, by=by, seen=seen, request=request, at=at) as change:
        matter = Matter(change.subject, change.date)
        step = steps.held(matter, by)
        notice = pause(change, matter, ground, expected_until, reason, name=by.name)
        change.record(
            events.Held(office=step.office_id, ground=ground, expected_until=expected_until, notice=notice.pk)
        )
    return change.subject


def pause(
    change: Change[Case], matter: Matter, ground: str, expected_until: date, reason: str = "", *, name: str = ""
) -> Notice:
    """Let the limits stand still inside an open act, and tell it. Raises NoSuchGround, EndsTooEarly, AlreadyHeld."""
    if ground not in {one.key for one in matter.version.regime.hold_grounds}:
        raise errors.NoSuchGround(field="ground")
    if expected_until <= change.date:
        raise errors.EndsTooEarly(field="expected_until")
    letter = hold_letter(matter, ground, expected_until, reason, name)
    clocks.hold(change, ground=ground, expected_until=expected_until)
    _dates(change)
    # The limits stand still, but not what was told of the pause: past its end the holder, the head and those above
    # hear of it, as of any other word that is not kept.
    clocks.start(
        change,
        kind=Kind.REPLY,
        days=(expected_until - change.date).days,
        unit=Unit.CALENDAR,
        office=matter.holder.pk,
        region=matter.holder.region_id,
        key=PAUSE,
    )
    return letters.send(change, matter, letter)


def hold_letter(matter: Matter, ground: str, expected_until: date, reason: str = "", name: str = "") -> data.Hold:
    """特别程序告知书 as it will print, on a ground that the regime knows, before the limits stand still."""
    return data.Hold(
        **letters.common(matter, matter.holder, name or None),
        accepted_on=matter.case.accepted_on or matter.on,
        basis=letters.basis(matter, NoticeKind.HOLD),
        ground=next((one.text.zh for one in matter.version.regime.hold_grounds if one.key == ground), ground),
        reason=reason.strip() or None,
        from_day=matter.on + ONE_DAY,
        expected_until=expected_until,
        before=matter.case.promised_due,
    )


@once
def resume(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Let the limits go on; today is the last day that did not count. Raises NotClaimed, NotYourTurn, NotHeld."""
    with act(CASE, case_id, Action.RESUME, by=by, seen=seen, request=request, at=at) as change:
        matter = Matter(change.subject, change.date)
        step = steps.held(matter, by)
        change.record(go_on(change, matter, step.office_id, by.name))
    return change.subject


def go_on(change: Change[Case], matter: Matter, office: UUID, name: str) -> events.Resumed:
    """Let the limits run again inside an open act, and tell until when. Raises NotHeld."""
    open_pause = Hold.objects.filter(clock__stream=change.stream_id, to_date=None).order_by("from_date").first()
    if open_pause is None:
        raise NotHeld
    clocks.stop(change, Kind.REPLY, key=PAUSE)
    clocks.resume(change)
    promised, statutory = _dates(change)
    notice = _tell_end(change, matter, open_pause, name, promised, statutory)
    return events.Resumed(
        office=office, promised_due=promised, statutory_due=statutory, notice=notice.pk if notice else None
    )


def _tell_end(
    change: Change[Case], matter: Matter, pause: Hold, name: str, promised: date | None, statutory: date | None
) -> Notice | None:
    """恢复计算期限告知书; a pause that ended on the day it began changed nothing, and there is nothing to tell."""
    if promised is None or change.date <= pause.from_date:
        return None
    ground = next((one.text.zh for one in matter.version.regime.hold_grounds if one.key == pause.ground), "")
    letter = data.HoldEnd(
        **letters.common(matter, matter.holder, name),
        accepted_on=change.subject.accepted_on or change.date,
        basis=letters.basis(matter, NoticeKind.HOLD_END, under="hold"),
        ground=ground,
        from_day=pause.from_date + ONE_DAY,
        until_day=change.date,
        answer_by=promised,
        legal_by=statutory,
        remedies=letters.remedies(matter, Outcome.INACTION),
    )
    return letters.send(change, matter, letter)


def _dates(change: Change[Case]) -> tuple[date | None, date | None]:
    """The dates of the promised and the statutory clock after they were counted anew; the case keeps the first."""
    rows = Clock.objects.filter(stream=change.stream_id, kind__in=[Kind.PROMISED, Kind.STATUTORY], stopped_on=None)
    dates = dict(rows.values_list("kind", "due"))
    change.subject.promised_due = dates.get(Kind.PROMISED)
    return dates.get(Kind.PROMISED), dates.get(Kind.STATUTORY)


GOVERNMENT = "government"
"""Who approves where several authorities handle a case together (ALL 42(2))."""
JOINT = "joint"
"""Key of the article that a notice cites where several authorities handle a case together."""


def is_joint(matter: Matter) -> bool:
    """Whether several authorities handle the case together, and its regime has a limit for that. One statement."""
    return matter.version.regime.joint is not None and Consultation.objects.filter(case=matter.case).exists()


def extension_of(matter: Matter, *, joint: bool) -> Extension | None:
    """How far the limits may be lengthened, and by whom: for joint handling its own rule (ALL 42(2))."""
    regime = matter.version.regime
    return regime.joint.extension if joint and regime.joint is not None else regime.extension


def approver(rule: Extension, matter: Matter) -> tuple[Role, Office]:
    """Role and office of who approves: of the office that holds the case, or the leader of the district's government.

    Raises places' refusal where the government has no office.
    """
    if rule.approver == GOVERNMENT:
        return Role.LEADER, government()
    return Role(rule.approver), matter.holder


def approver_name(role: str, office: Office) -> str:
    """Who approves, as a page says it: 分管领导; 区政府负责人."""
    if office.authority.kind == Authority.Kind.GOVERNMENT:
        return _("%(place)s负责人") % {"place": office.short_label}
    return str(dict(ROLES)[role])


@once
def ask_extension(
    case_id: UUID,
    *,
    by: Actor,
    days: int,
    reason: str,
    seen: int | None = None,
    request: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Ask who approves for more time, with a reason; the limits run on meanwhile.

    Raises NoExtension, ExtensionTooLate, ExtensionTooLong, ReasonMissing, AlreadyAsked, NotClaimed, NotYourTurn.
    """
    if not reason.strip():
        raise errors.ReasonMissing(field="reason")
    with act(CASE, case_id, Action.ASK_EXTENSION, by=by, seen=seen, request=request, at=at) as change:
        matter = Matter(change.subject, change.date)
        step = steps.held(matter, by)
        rule = extension_of(matter, joint=is_joint(matter))
        if steps.paused(change.subject):
            raise errors.StillHeld
        promised, statutory = _limits(change)
        if rule is None or statutory.extensions >= rule.times:
            raise errors.NoExtension
        _require_running(statutory, change.date)
        if not 0 < days <= rule.days:
            raise errors.ExtensionTooLong(field="days", days=rule.days)
        if Task.objects.filter(stream=change.stream_id, kind=TASK, closed_at=None).exists():
            raise errors.AlreadyAsked
        role, where = approver(rule, matter)
        tasks.open(change, kind=TASK, office=where.pk, region=where.region_id, role=role, clock=promised)
        if where.pk != change.subject.holder_id:
            steps.join(change.subject, where, change.at)
        sealed = b64encode(seal_opinion(change.subject, reason.strip())).decode()
        change.record(events.ExtensionAsked(office=step.office_id, days=days, reason=sealed))
    return change.subject


def asked(case: Case) -> tuple[int, str] | None:
    """Days and reason of the extension that waits for approval, None where none does."""
    if not Task.objects.filter(stream=case.pk, kind=TASK, closed_at=None).exists():
        return None
    row = Event.objects.filter(stream=case.pk, act="case.extension_asked").order_by("-number").first()
    if row is None:
        return None
    payload = recorded(row).payload
    return payload.days, open_opinion(case, b64decode(payload.reason))


@once
def extend(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Approve the extension that was asked for: both limits lengthen, once, and the applicant is told why (ALL 42).

    A promised day that is over stays over. Raises NotAskedFor, NotTheApprover, StillHeld, ExtensionTooLate.
    """
    with act(CASE, case_id, Action.EXTEND, by=by, seen=seen, request=request, at=at) as change:
        case = change.subject
        if steps.paused(case):
            raise errors.StillHeld
        matter = Matter(case, change.date)
        days, reason = _approve(change, matter, by)
        joint = is_joint(matter)
        rule = extension_of(matter, joint=joint)
        first, last = _limits(change)
        _require_running(last, change.date)
        told = first if first.due is not None and first.due >= change.date else last
        before = told.due or change.date
        clocks.extend(change, days=days, times=rule.times if rule else 1)
        promised, statutory = _dates(change)
        after = promised if told is first else statutory
        notice = letters.send(
            change, matter, extension_letter(matter, days, reason, before, after or before, by.name, joint=joint)
        )
        change.record(
            events.Extended(
                office=case.holder_id, days=days, promised_due=promised, statutory_due=statutory, notice=notice.pk
            )
        )
    return case


def _limits(change: Change[Case]) -> tuple[Clock, Clock]:
    """The promised and the statutory clock that run."""
    rows = Clock.objects.filter(stream=change.stream_id, kind__in=[Kind.PROMISED, Kind.STATUTORY], stopped_on=None)
    found = {clock.kind: clock for clock in rows}
    return found[Kind.PROMISED], found[Kind.STATUTORY]


def _require_running(statutory: Clock, on: date) -> None:
    """More time cannot make good what is late already. Raises ExtensionTooLate."""
    if statutory.due is not None and statutory.due < on:
        raise errors.ExtensionTooLate


def extension_letter(
    matter: Matter, days: int, reason: str, before: date, answer_by: date, name: str, *, joint: bool
) -> data.Extension:
    """延长办理期限告知书 as it will print; `name` is who approves, `joint` whether for the government (ALL 42(2))."""
    return data.Extension(
        **letters.common(matter, matter.holder),
        accepted_on=matter.case.accepted_on or matter.on,
        basis=letters.basis(matter, NoticeKind.EXTENSION, under=JOINT if joint else ""),
        reason=reason,
        before=before,
        answer_by=answer_by,
        days=days,
        in_working_days=Unit(matter.limits.unit) is Unit.WORKING,
        approved_by=f"{government().name}负责人{name}" if joint else name,
        remedies=letters.remedies(matter, Outcome.INACTION),
    )


@once
def refuse_extension(
    case_id: UUID, *, by: Actor, seen: int | None = None, request: UUID | None = None, at: datetime | None = None
) -> Case:
    """Let the limits stay as they are. Raises NotAskedFor, NotTheApprover."""
    with act(CASE, case_id, Action.REFUSE_EXTENSION, by=by, seen=seen, request=request, at=at) as change:
        _approve(change, Matter(change.subject, change.date), by)
        change.record(events.ExtensionRefused(office=change.subject.holder_id))
    return change.subject


def _approve(change: Change[Case], matter: Matter, by: Actor) -> tuple[int, str]:
    """Close the request in the name of who approves it; its days and reason."""
    waiting = asked(change.subject)
    if waiting is None:
        raise errors.NotAskedFor
    task = Task.objects.get(stream=change.stream_id, kind=TASK, closed_at=None)
    if by.post_at(task.office_id, (Role(task.role),)) is None:
        raise errors.NotTheApprover(who=approver_name(task.role, office_of(task.office_id)))
    tasks.close(change, task.pk)
    return waiting

"""Rows of the inbox as they are read: grouped by when they are due, each with its bar, state and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from siban.domain.cases.models import Case
from siban.domain.cases.queries.inbox import Line
from siban.domain.cases.queries.page import CasePage, meant_for
from siban.domain.cases.queries.timeline import day
from siban.domain.cases.services import limits
from siban.domain.cases.services.consultations import TASK as CONSULTATION
from siban.domain.cases.services.limits import TASK as EXTENSION
from siban.domain.cases.services.steps import URGE
from siban.domain.cases.subject import CALL
from siban.domain.catalog.queries import version
from siban.domain.catalog.types import Stage
from siban.domain.places.queries import office
from siban.domain.staff.relatives import ABOVE
from siban.domain.work import wording
from siban.domain.work.queries import ClockView, calendar
from siban.domain.work.rules import LEVEL_NAMES, OVER, Level, shift
from siban.kernel.actors import Actor, Role
from siban.kernel.clock import today
from siban.kernel.text import Text
from siban.surfaces.office.frame import at_window
from siban.surfaces.ui import cells


@dataclass(frozen=True, slots=True)
class Mark:
    """A state: its tone, its icon and its words."""

    tone: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One row. `anchor`: its own name on the page, where a case has several tasks before one reader."""

    id: UUID
    anchor: str
    seen: int
    name: str
    item: str
    origin: str
    bar: cells.Bar | None
    limit: Mark
    look: int
    turn: Mark
    claimable: bool
    due: date | None
    case: Case
    url: str
    recused: str
    """Whose relative it is about, by name; empty where nobody has declared any."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are due at the same time."""

    title: str
    days: tuple[date, ...]
    rows: tuple[Shown, ...]


def tone(view: ClockView | None) -> cells.Tone:
    """What the colour of today's cell says."""
    if view is not None and view.held:
        return cells.Tone.HELD
    if view is None or view.level in (None, Level.REMINDER):
        return cells.Tone.WELL
    return cells.Tone.BAD if view.level in OVER else cells.Tone.WAIT


def bar(view: ClockView | None) -> cells.Bar | None:
    """One cell a counted day."""
    return cells.bar(view.due.limit, view.due.used(today()), tone(view)) if view else None


def left(view: ClockView | None) -> Mark:
    """How much of a limit is left, in a word."""
    if view is None:
        return Mark("off", "empty", _("不计时"))
    if view.held or view.left is None:
        return Mark("off", "pause", pgettext("rail", "停表"))
    if view.left < 0:
        return Mark("bad", "octagon", ngettext("超 %(days)d 天", "超 %(days)d 天", -view.left) % {"days": -view.left})
    state, icon = ("wait", "triangle") if tone(view) is cells.Tone.WAIT else ("off", "clock")
    if view.left == 0:
        return Mark(state, icon, _("今天"))
    return Mark(state, icon, ngettext("剩 %(days)d 天", "剩 %(days)d 天", view.left) % {"days": view.left})


@dataclass(frozen=True, slots=True)
class Paused:
    """For what the limits stand still, and until about when."""

    ground: str
    until: date | None


def paused(found: CasePage) -> Paused | None:
    """The open pause of the promised limit, None while it runs."""
    clock = found.promised
    if clock is None or clock.held is None:
        return None
    named = (str(one.text) for one in found.matter.version.regime.hold_grounds if one.key == clock.held)
    return Paused(next(named, wording.ground_name(clock.held)), clock.expected_until)


def approver(found: CasePage) -> str:
    """Who was asked for more time; empty where nobody was."""
    if found.approval is None:
        return ""
    return limits.approver_name(found.approval.role, office(found.approval.office))


def card(view: ClockView | None) -> Mark | None:
    """The card of a clock with what is left, for the head of a case; None while it is well."""
    if view is None or view.level is None or view.level is Level.REMINDER or view.held:
        return None
    mark = left(view)
    return Mark(mark.tone, mark.icon, _("%(card)s，%(left)s") % {"card": LEVEL_NAMES[view.level], "left": mark.words})


def origin(case: Case) -> str:
    """Township and village from which a case came; with `origin__region__parent` at hand."""
    region = case.origin.region
    if region.level == "village" and region.parent is not None:
        here, above = region.label, region.parent.label
        return str(Text(f"{above.zh} {here.zh}", f"{here.en}, {above.en}"))
    return str(region.label)


def shown(line: Line, actor: Actor) -> Shown:
    case, row = line.row.case, line.row
    return Shown(
        id=case.pk,
        anchor=str(case.pk) if line.task is None or _is_step(line) else f"{case.pk}-{line.task.kind}",
        seen=case.stream.last_number,
        name=row.identity.name,
        item=str(row.item),
        origin=origin(case),
        bar=None if _beside(line) else bar(row.clock),
        limit=_own(line) if _beside(line) else left(row.clock),
        look=line.look,
        turn=_turn(line, actor),
        claimable=line.task is not None and line.task.claimed_by_id is None and _may_claim(line, actor),
        due=line.due,
        case=case,
        url=reverse("desk:case" if _at_the_window(line, actor) else "office:case", args=[case.pk]),
        recused=_("、").join(one.name for one in line.recused),
    )


def _is_step(line: Line) -> bool:
    return line.task is not None and any(step.key == line.task.kind for step in version(line.row.case.version_id).steps)


def _beside(line: Line) -> bool:
    """Whether what waits has a date of its own: an opinion, a call."""
    return line.task is not None and line.task.kind in (CALL, CONSULTATION) and line.task.due is not None


def _own(line: Line) -> Mark:
    """The date of a task that has its own."""
    due = line.due or today()
    late = due < today()
    return Mark("bad" if late else "wait", "octagon" if late else "clock", _("最迟%(day)s") % {"day": day(due)})


def _at_the_window(line: Line, actor: Actor) -> bool:
    """Whether what is to be done happens at a window where she sits: handing over a result, taking what was missing."""
    task = line.task
    if task is None or not at_window(actor, task.office_id):
        return False
    steps = version(line.row.case.version_id).steps
    delivering = any(step.key == task.kind and step.stage is Stage.DELIVERING for step in steps)
    return delivering or task.kind == "supply"


def _may_claim(line: Line, actor: Actor) -> bool:
    """Only a step is taken from the list; what is done beside it is done on its page. A head sees what waits for her
    people; it is for them to take, but for what was lifted to her (回避)."""
    task = line.task
    if task is None or not _is_step(line) or not meant_for(actor, task):
        return False
    if line.recused and task.role in ABOVE:
        return actor.post_at(task.office_id, (Role(task.role),)) is not None
    return any(post.office == task.office_id and post.role is not Role.HEAD for post in actor.posts)


def _turn(line: Line, actor: Actor) -> Mark:
    task = line.task
    if task is None:
        return Mark("off", "users", str(line.row.holder))
    if task.kind == URGE:
        return Mark("wait", "bell", _("被催办"))
    if task.kind == EXTENSION:
        return Mark("wait", "clock", _("等批延期"))
    if task.kind == CALL:
        return Mark("wait", "phone", _("要回话"))
    if task.kind == CONSULTATION:
        return Mark("wait", "users", _("要答复意见"))
    if task.claimed_by is None and not meant_for(actor, task):
        return Mark("off", "users", task.post.holder.name if task.post else "")
    if task.claimed_by is None:
        return Mark("off", "hand", pgettext("turn", "等签收"))
    if task.claimed_by_id == actor.user:
        return Mark("now", "user", _("我"))
    return Mark("off", "users", task.claimed_by.name)


OVERDUE, TODAY, NEXT, WEEK, LATER, PAUSED = range(6)


def groups(lines: Iterable[Line], actor: Actor) -> list[Group]:
    """The rows under their headings, in the order in which they came."""
    on = today()
    found = []
    for key, rows in groupby((shown(line, actor) for line in lines), key=lambda row: _group(row.due, on)):
        inside = tuple(rows)
        found.append(Group(_title(key, on), _days(key, inside), inside))
    return found


def _group(due: date | None, on: date) -> int:
    if due is None:
        return PAUSED
    if due < on:
        return OVERDUE
    if due == on:
        return TODAY
    if due <= shift(on, 1, calendar()):
        return NEXT
    return WEEK if due <= on + timedelta(days=6 - on.weekday()) else LATER


def _title(key: int, on: date) -> str:
    if key == NEXT and shift(on, 1, calendar()) != on + timedelta(days=1):
        return _("下个工作日到期")
    return {
        OVERDUE: _("已超期"),
        TODAY: _("今天到期"),
        NEXT: _("明天到期"),
        WEEK: _("本周"),
        LATER: _("下周起"),
        PAUSED: pgettext("rail", "停表"),
    }[key]


MOST_DAYS = 3
"""More days than these are not listed beside a heading."""


def _days(key: int, rows: tuple[Shown, ...]) -> tuple[date, ...]:
    days = tuple(dict.fromkeys(row.due for row in rows if row.due))
    return days if key != LATER and len(days) <= MOST_DAYS else ()

"""The two clocks of a case on one line: every day once, coloured by who held it, the promise above, the law below. Pure
but for the day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siban.domain.cases.models import CaseStep
from siban.domain.cases.queries.page import CasePage
from siban.domain.work.queries import ClockView
from siban.domain.work.rules import Kind
from siban.domain.work.wording import day_words
from siban.kernel.actors import Actor
from siban.kernel.clock import local_date

WIDTH, EDGE, WIDEST = 580, 10, 20
LETTER = 12
"""Units that a Han character takes; to keep labels from running into each other."""
NEAR = 130
"""Ends closer together than this would have their labels on top of each other."""

SHOWN = (Kind.PROMISED, Kind.ANSWER, Kind.CORRECTION, Kind.DELIVERY)


@dataclass(frozen=True, slots=True)
class Share:
    """How long one step has had a case, and what it was given."""

    place: str
    used: int
    given: int
    mine: bool
    now: bool

    @property
    def over(self) -> bool:
        return bool(self.given) and self.used > self.given


@dataclass(frozen=True, slots=True)
class Day:
    """One day on the line. `kind`: own, town (another office), late (beyond a share), today, todo, off."""

    kind: str
    x: str
    end: str
    width: str
    law: str


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    x: str
    y: int
    kind: str = ""
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Axis:
    """The drawing, and the same in a sentence for who does not see it."""

    days: tuple[Day, ...]
    labels: tuple[Label, ...]
    end: str
    law_end: str
    sentence: str


def main_clock(page: CasePage) -> ClockView | None:
    """The clock that the case now goes by: the promise, else the answer, the correction, the delivery."""
    running = {clock.kind: clock for clock in page.clocks if clock.stopped_on is None}
    return next((running[kind] for kind in SHOWN if kind in running), page.promised)


def shares(page: CasePage, actor: Actor) -> tuple[Share, ...]:
    """Who has had the case for how many counted days of its clock, in order."""
    clock = main_clock(page)
    if clock is None:
        return ()
    held = _holders(page, clock)
    mine = {post.office for post in actor.posts}
    found = []
    for step in page.steps:
        days = [day for day, owner in held.items() if owner == step.number]
        if days or step == page.step:
            place = _("本岗") if step.office_id in mine else str(step.office.short_label)
            found.append(Share(place, len(days), step.days, step.office_id in mine, step == page.step))
    return tuple(found)


def _holders(page: CasePage, clock: ClockView) -> dict[date, int]:
    """The number of the step that had each counted day so far: the one that was open when the day began."""
    until = min(page.matter.on, clock.stopped_on or page.matter.on)
    steps = [step for step in page.steps if _ends_after(step, clock.due.start)]
    found: dict[date, int] = {}
    for counted in clock.due.days:
        if counted.number is None or counted.day > until:
            continue
        open_then = [step for step in steps if local_date(step.dispatched_at) < counted.day] or steps[:1]
        if open_then:
            found[counted.day] = open_then[-1].number
    return found


def _ends_after(step: CaseStep, start: date) -> bool:
    return step.done_at is None or local_date(step.done_at) > start or local_date(step.dispatched_at) >= start


def axis(page: CasePage, actor: Actor) -> Axis | None:
    """The line of a case; None where nothing runs or ran."""
    clock = main_clock(page)
    if clock is None or not clock.due.days:
        return None
    law = page.statutory if clock.kind is Kind.PROMISED else None
    days = _days(page, actor, clock, law)
    return Axis(
        days=days,
        labels=_labels(page, actor, clock, law, days),
        end=_x_of(clock.due.date, clock, days),
        law_end=_x_of(law.due.date, clock, days) if law else "",
        sentence=_sentence(page, actor, clock, law),
    )


def _step_of(count: int) -> float:
    return min(WIDEST, (WIDTH - 2 * EDGE) / max(count, 1))


def _last(clock: ClockView, law: ClockView | None, on: date) -> date:
    ends = [clock.due.days[-1].day, clock.due.date or on, on if clock.stopped_on is None else clock.due.start]
    return max([*ends, law.due.date or on] if law else ends)


def _days(page: CasePage, actor: Actor, clock: ClockView, law: ClockView | None) -> tuple[Day, ...]:
    on, start = page.matter.on, clock.due.start
    total = (_last(clock, law, on) - start).days
    step = _step_of(total)
    counts = {one.day for one in clock.due.days if one.number is not None}
    lawful = {one.day for one in law.due.days if one.number is not None} if law else set()
    kinds = _kinds(page, actor, clock)
    found = []
    for index in range(total):
        day = date.fromordinal(start.toordinal() + index + 1)
        x = EDGE + index * step
        idle = "off" if clock.due.date is None or day <= clock.due.date else ""
        kind = kinds.get(day, "todo") if day in counts else idle
        passed = "stat-used" if day <= on else "stat"
        found.append(
            Day(kind, f"{x + 0.5:.1f}", f"{x + step - 1:.1f}", f"{step - 1:.1f}", passed if day in lawful else "")
        )
    return tuple(found)


def _kinds(page: CasePage, actor: Actor, clock: ClockView) -> dict[date, str]:
    mine = {post.office for post in actor.posts}
    by_number = {step.number: step for step in page.steps}
    used: dict[int, int] = {}
    kinds = {}
    for day, number in _holders(page, clock).items():
        step = by_number[number]
        used[number] = used.get(number, 0) + 1
        kind = "own" if step.office_id in mine else "town"
        kinds[day] = "late" if step.days and used[number] > step.days else kind
        if day == page.matter.on and clock.stopped_on is None:
            kinds[day] = "today"
    return kinds


def _x_of(day: date | None, clock: ClockView, days: tuple[Day, ...]) -> str:
    if day is None or not days:
        return ""
    index = min(max((day - clock.due.start).days - 1, 0), len(days) - 1)
    return f"{float(days[index].end) + 1:.1f}"


def short_name(kind: Kind) -> str:
    """What a clock is called where there is room for a word."""
    return {
        Kind.PROMISED: _("承诺"),
        Kind.ANSWER: _("答复"),
        Kind.CORRECTION: _("补正"),
        Kind.DELIVERY: _("送达"),
    }.get(kind, _("期限"))


def _labels(
    page: CasePage, actor: Actor, clock: ClockView, law: ClockView | None, days: tuple[Day, ...]
) -> tuple[Label, ...]:
    labels = _owners(page, actor, clock, days)
    on, start = page.matter.on, clock.due.start
    end = _x_of(clock.due.date, clock, days)
    if clock.due.date is not None:
        text = f"{short_name(clock.kind)} {day_words(clock.due.date, on)}"
        labels.append(Label(text, f"{float(end) + 6:.1f}", 28, "b"))
    if law and law.due.date is not None:
        far = float(_x_of(law.due.date, clock, days))
        text = f"{_('法定')} {day_words(law.due.date, on)}"
        apart = not end or far - float(end) > 2 * NEAR
        labels.append(Label(text, f"{far:.1f}", 28 if apart else 56, "", "end"))
    labels.append(Label(_("%(day)s起算") % {"day": day_words(start, on)}, f"{EDGE - 4}", 56))
    since = (on - start).days
    if 5 < since <= len(days) and clock.stopped_on is None:
        labels.append(Label(_("今天"), days[since - 1].x, 56, "b"))
    return tuple(labels)


def _owners(page: CasePage, actor: Actor, clock: ClockView, days: tuple[Day, ...]) -> list[Label]:
    """Who had it, above the days that were hers; never one label over another."""
    given = {step.number: step for step in page.steps}
    mine = {post.office for post in actor.posts}
    labels: list[Label] = []
    free = 0.0
    for number, run in groupby(_holders(page, clock).items(), key=lambda pair: pair[1]):
        held = list(run)
        step = given[number]
        own = step.office_id in mine
        who = _("本岗") if own else str(step.office.short_label)
        text = ngettext("%(who)s %(days)d 天", "%(who)s %(days)d 天", len(held)) % {"who": who, "days": len(held)}
        if step.days and len(held) > step.days:
            text = _("%(text)s，份额 %(share)d") % {"text": text, "share": step.days}
        index = (held[0][0] - clock.due.start).days - 1
        x = max(float(days[index].x), free)
        free = x + LETTER * len(text) * 0.85 + 8
        labels.append(Label(text, f"{x:.1f}", 11, "me" if own else ""))
    return labels


def _sentence(page: CasePage, actor: Actor, clock: ClockView, law: ClockView | None) -> str:
    parts = [_("%(day)s起算") % {"day": day_words(clock.due.start, page.matter.on)}]
    for view in (clock, law):
        if view is not None and view.due.date is not None:
            name = short_name(view.kind) if view is clock else _("法定")
            parts.append(
                _("%(name)s %(limit)d 天，%(day)s止，用了 %(used)d 天")
                % {
                    "name": name,
                    "limit": view.due.limit,
                    "day": day_words(view.due.date, page.matter.on),
                    "used": view.due.used(page.matter.on),
                }
            )
    parts += [f"{share.place} {share.used}" for share in shares(page, actor) if share.used]
    return _("；").join(parts)

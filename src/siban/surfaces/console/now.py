"""The page Now: what it says and shows of one place, put together from a few questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from siban.domain.insight import queries as insight
from siban.domain.insight import second_notices
from siban.domain.insight.queries import EmptyWindow, Ending, InHand, Raised
from siban.domain.insight.rules import Span, Week, Where
from siban.domain.work import ahead as looking
from siban.domain.work import queries as work
from siban.domain.work.ahead import DueDay
from siban.domain.work.queries import Light
from siban.domain.work.rules import Level, Outlook, shift
from siban.kernel.clock import now, today
from siban.kernel.text import Text
from siban.surfaces.console import links as addresses
from siban.surfaces.console import pictures, tiles, tree
from siban.surfaces.console.links import Links
from siban.surfaces.console.pictures import Bar, Piece
from siban.surfaces.console.place import Kind, Place, Reach
from siban.surfaces.console.told import Told, told
from siban.surfaces.ui.cells import Bar as ClockBar
from siban.surfaces.ui.cells import Tone, bar
from siban.surfaces.ui.templatetags.words import date_cn, masked_name, weekday

WARNINGS = 4
"""Lines under the warnings of the last 24 hours; the rest is a link away."""
LATE = 7
"""Rows of the table of what will be late; the rest is a link away."""


@dataclass(frozen=True, slots=True)
class LateRow:
    """One case that will be late: who (masked), what, its clock, what it waits for, who was told."""

    url: str
    name: str
    item: Text
    clock: ClockBar
    lacks: str
    told: Told
    first: bool
    """The first of its holder: names the office, over `count` rows."""
    holder: Text
    count: int
    due: date


@dataclass(frozen=True, slots=True)
class WarningRow:
    """One card of the last day."""

    level: Level
    place: Text
    item: Text | None
    url: str
    told: Told


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the top, its word, and the list behind it."""

    label: str
    value: int
    url: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Now:
    """All that the middle of the page shows."""

    place: Place
    links: Links
    day: date
    is_tomorrow: bool
    ahead: DueDay
    figures: tuple[Figure, ...]
    hand: InHand
    outlook: Outlook
    late: tuple[LateRow, ...]
    """Those of the next working day."""
    later: tuple[LateRow, ...]
    """Those of the days after it, as far as there is room."""
    later_count: int
    more: int
    due_picture: str
    week_picture: str
    tiles: tuple[tiles.Tile, ...]
    points: tuple[tree.Row, ...]
    warnings: tuple[WarningRow, ...]
    empty: tuple[tuple[EmptyWindow, Text], ...]

    @property
    def total(self) -> int:
        return self.ahead.on_time + self.ahead.watch + self.ahead.late

    @property
    def day_urls(self) -> dict[str, str]:
        """The lists behind the numbers of the sentence."""
        due = self.day.isoformat()
        urls = {
            name: self.links.cases(due=due, outlook=outlook.value)
            for name, outlook in (("on_time", Outlook.ON_TIME), ("watch", Outlook.WATCH), ("late", Outlook.LATE))
        }
        return {"all": self.links.cases(due=due), **urls}

    @property
    def sent_url(self) -> str:
        return self.links.cases(where=Where.SENT.value)


@dataclass(frozen=True, slots=True)
class Shining:
    """What shines in the reader's whole reach, for the tree and the map."""

    lights: tree.Lights
    empty: tuple[EmptyWindow, ...]


def shining(reach: Reach) -> Shining:
    """Two statements for each top of the tree: cards, and windows with nobody."""
    cards: list[Light] = []
    empty: list[EmptyWindow] = []
    for top in reach.tops:
        cards += [light for light in work.lights(top.part.prefix) if light.office in top.offices]
        empty += insight.empty_windows(top.part)
    return Shining(tree.lights(cards, empty), tuple(empty))


def now_at(place: Place, reach: Reach, seen: Shining) -> Now:
    """The page of one place. Seven statements."""
    links = Links(place, reach.opens)
    days = looking.due_by_day(place.part.prefix, offices=place.part.offices)
    day = shift(today(), 1, work.calendar())
    ahead = next(one for one in days if one.day == day)
    outlook = Outlook.LATE if ahead.late or not ahead.watch else Outlook.WATCH
    last = days[-1].day if outlook is Outlook.LATE else day
    ending = insight.ending(place.part, Span(day, last), outlook)
    since = now() - timedelta(days=1)
    raised = insight.raised(place.part, since, [one.case.pk for one in ending])
    hand = insight.in_hand(place.part)
    names = tree.Names.of(reach.tops).by_office
    cards = insight.latest_by_subject(raised)
    soon = ahead.late if outlook is Outlook.LATE else ahead.watch
    shown = min(soon, LATE)
    empty = tuple((one, names[one.office].name) for one in seen.empty if one.office in place.offices)
    return Now(
        place=place,
        links=links,
        day=day,
        is_tomorrow=day == today() + timedelta(days=1),
        ahead=ahead,
        figures=_figures(place, links, hand, seen),
        hand=hand,
        outlook=outlook,
        late=_late([row for row in ending if row.due == day][:LATE], cards, names, links),
        later=_late([row for row in ending if row.due > day][: max(LATE - 1 - shown, 0)], cards, names, links),
        later_count=sum(one.late for one in days if one.day > day),
        more=max(soon - LATE, 0),
        due_picture=_due_picture(days, links),
        week_picture=_week_picture(insight.by_week(place.part), links),
        tiles=tiles.tiles(place, seen.lights),
        points=tuple(tree.Row(inner, 2, seen.lights.at(inner)) for inner in place.inside)
        if place.kind in (Kind.TOWNSHIP, Kind.HALL)
        else (),
        warnings=_warnings([one for one in raised if one.warning.raised_at >= since], place, names, links)[
            : WARNINGS - min(len(empty), 2)
        ],
        empty=empty[:2],
    )


def _figures(place: Place, links: Links, hand: InHand, seen: Shining) -> tuple[Figure, ...]:
    lamps = seen.lights.at(place)
    again = second_notices.count(place.part, today() - timedelta(days=second_notices.BACK), today())
    return (
        Figure(_("在办"), hand.here, links.cases(where=Where.HERE.value)),
        Figure(_("黄牌"), lamps.yellow, links.cases(light=Level.YELLOW.value), "wait", "triangle"),
        Figure(_("红牌"), lamps.red, links.cases(light=Level.RED.value), "bad", "octagon"),
        Figure(
            _("违法超期"),
            lamps.violation,
            links.cases(light=Level.VIOLATION.value),
            "bad" if lamps.violation else "good",
            "gavel",
        ),
        Figure(_("窗口没人"), lamps.empty, links.windows(), "off", "door"),
        *((Figure(_("第二次告知"), again, links.told_again(), "wait", "doc"),) if again else ()),
    )


def _late(
    rows: Sequence[Ending],
    cards: Mapping[UUID, Raised],
    names: Mapping[UUID, Place],
    links: Links,
) -> tuple[LateRow, ...]:
    found = []

    def holder(row: Ending) -> tuple[date, Text]:
        at = names.get(row.case.holder_id)
        return row.due, at.name if at else row.case.holder.short_label

    for (due, who), group in groupby(rows, key=holder):
        own = list(group)
        for number, row in enumerate(own):
            card = cards.get(row.case.pk)
            found.append(
                LateRow(
                    url=links.case(row.case.pk),
                    name=masked_name(row.name) if links.opens else "",
                    item=row.item,
                    clock=bar(row.limit, row.limit - row.left, Tone.WAIT),
                    lacks=_lacks(row),
                    told=told(card.warning if card else None),
                    first=number == 0,
                    holder=who,
                    count=len(own),
                    due=due,
                )
            )
    return tuple(found)


def _lacks(row: Ending) -> str:
    """What is still to be done: the open step, and how long it has been lying there."""
    if row.step is None:
        return _("等申请人")
    if not row.claimed:
        return ngettext("%(days)d 天没签收", "%(days)d 天没签收", row.waited) % {"days": row.waited}
    return _("办了 %(days)d 天，份额 %(share)d 天") % {"days": row.waited, "share": row.share}


def _due_picture(days: Sequence[DueDay], links: Links) -> str:
    if not any(day.on_time or day.watch or day.late for day in days):
        return ""
    bars: list[Bar] = []
    before = today()
    for day in days:
        said = f"{date_cn(day.day)} {weekday(day.day)}"
        parts = (
            (Outlook.ON_TIME, day.on_time, pictures.USED),
            (Outlook.WATCH, day.watch, pictures.WATCH),
            (Outlook.LATE, day.late, pictures.LATE),
        )
        pieces = tuple(
            Piece(
                count,
                colour,
                links.cases(due=day.day.isoformat(), outlook=outlook.value),
                _("%(day)s：%(outlook)s %(count)d 件")
                % {"day": said, "outlook": addresses.outlook_word(outlook), "count": count},
            )
            for outlook, count, colour in parts
        )
        apart = bool(bars) and day.day.isocalendar().week != before.isocalendar().week
        bars.append(Bar(_day_label(day.day, before, not bars), pieces, str(day.late or ""), apart))
        before = day.day
    return pictures.stacked(tuple(bars), _("往后十个工作日到期的件"), 372, 176)


def _day_label(day: date, before: date, first: bool) -> str:
    if day == today() + timedelta(days=1):
        under = pgettext("under a day", "明天")
    else:
        marks = pgettext("weekdays in one letter", "一 二 三 四 五 六 日").split()
        under = marks[day.weekday()]
    month = format_date(day, pgettext("date format", "n月")) if first or day.month != before.month else ""
    number = pgettext("day of a month", "%(day)d日") % {"day": day.day}
    return "|".join(part for part in (number, under, month) if part)


def _week_picture(weeks: Sequence[Week], links: Links) -> str:
    if not any(week.received or week.concluded for week in weeks):
        return ""
    bars = []
    for week in weeks:
        first = addresses.week(week.span.first)
        said = {"first": date_cn(week.span.first), "last": date_cn(week.span.last)}
        received = _("%(first)s到%(last)s：收下 %(count)d 件") % {**said, "count": week.received}
        concluded = _("%(first)s到%(last)s：办结 %(count)d 件，按时 %(on_time)d 件") % {
            **said,
            "count": week.concluded,
            "on_time": week.on_time,
        }
        pieces = (
            Piece(week.received, pictures.USED, links.cases(received=first), received),
            Piece(week.concluded, pictures.QILIAN, links.cases(concluded=first), concluded),
        )
        bars.append(Bar(_week_label(week, weeks[-1]), pieces))
    return pictures.paired(tuple(bars), _("近八周收下和办结的件"), 300, 128)


def _week_label(week: Week, last: Week) -> str:
    if week is last:
        return pgettext("under a week", "本周")
    return f"{week.span.first.month}/{week.span.first.day}"


def _warnings(
    rows: Sequence[Raised], place: Place, names: Mapping[UUID, Place], links: Links
) -> tuple[WarningRow, ...]:
    """The last card of each case, the gravest first."""
    grave = list(Level)

    def order(row: Raised) -> tuple[int, datetime]:
        return grave.index(Level(row.warning.level)), row.warning.raised_at

    return tuple(
        WarningRow(
            level=Level(row.warning.level),
            place=names[row.warning.office_id].name if row.warning.office_id in names else place.name,
            item=row.item,
            url=links.case(row.page),
            told=told(row.warning),
        )
        for row in sorted(insight.latest_by_subject(rows).values(), key=order, reverse=True)
    )

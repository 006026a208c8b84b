"""The clerk's own page: what this window has to settle today, and how today went so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from siban.domain.cases.queries.publications import count_now
from siban.domain.cases.queries.today import Sort, Waiting, waiting
from siban.domain.voice.queries import Rated, of_offices
from siban.domain.work.wording import last_day
from siban.kernel.actors import Actor
from siban.kernel.clock import today
from siban.surfaces.ui import cells
from siban.surfaces.ui.templatetags.words import clock_time

WORDS: dict[Sort, tuple[str, str, str | Promise, str | Promise, str | Promise]] = {
    Sort.RETURNED: (
        "undo",
        "wait",
        gettext_lazy("退回"),
        gettext_lazy("退回来的"),
        gettext_lazy("上面退回重核的，出现在这里"),
    ),
    Sort.URGED: (
        "bell",
        "wait",
        gettext_lazy("催办"),
        gettext_lazy("被催办的"),
        gettext_lazy("群众或窗口催的，回一句话"),
    ),
    Sort.CLAIM: (
        "hand",
        "now",
        gettext_lazy("待签收"),
        gettext_lazy("等签收"),
        gettext_lazy("别处转来的，签收后才算接手"),
    ),
    Sort.ANSWER: ("doc", "now", gettext_lazy("待答复"), gettext_lazy("等答复"), gettext_lazy("收了件还没答复的")),
    Sort.HANDLE: ("doc", "now", gettext_lazy("在办"), gettext_lazy("手上在办"), gettext_lazy("签收了还没办完的")),
    Sort.HAND_OVER: (
        "stamp",
        "good",
        gettext_lazy("发结果"),
        gettext_lazy("结果待发"),
        gettext_lazy("决定下来，要送到本人手里"),
    ),
    Sort.FETCH: (
        "phone",
        "wait",
        gettext_lazy("催领"),
        gettext_lazy("没人领的"),
        gettext_lazy("结果到期没领，打个电话约一下"),
    ),
    Sort.SUPPLY: (
        "inbox",
        "now",
        gettext_lazy("补正"),
        gettext_lazy("等补材料"),
        gettext_lazy("告知过的，补齐了就交上去"),
    ),
    Sort.FULFIL: (
        "clock",
        "now",
        pgettext_lazy("row", "容缺"),
        gettext_lazy("容缺到期"),
        gettext_lazy("先受理了，答应补的还没补来"),
    ),
    Sort.DRAFT: (
        "pencil",
        "off",
        gettext_lazy("没填完"),
        gettext_lazy("今天没收完的"),
        gettext_lazy("开了头还没收件的"),
    ),
}
"""Of each sort: icon, tone, the word in a row, the name in the rail, what an empty one waits for."""

GROUPS = (
    ("urgent", gettext_lazy("先办")),
    ("hand", gettext_lazy("手上的")),
    ("wait", gettext_lazy("等群众来的")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row to settle."""

    waiting: Waiting
    icon: str
    tone: str
    word: str
    what: str
    bar: cells.Bar | None
    by: str


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the rail."""

    key: str
    icon: str
    name: str
    count: int
    detail: str
    hot: bool


@dataclass(frozen=True, slots=True)
class ToSettle:
    """The rows of today in their groups, and the rail beside them."""

    groups: tuple[tuple[str, str, tuple[Line, ...]], ...]
    rail: tuple[Count, ...]
    total: int
    shown: str
    hanging: int
    """Publications that hang out in the district, against which anybody may say something here."""


def to_settle(actor: Actor, show: str = "") -> ToSettle:
    """What there is to settle, the most urgent first; `show` narrows it to one sort."""
    found = waiting(actor)
    lines = [line(one) for one in found if not show or one.sort.value == show]
    grouped = {key: [one for one in lines if _group(one.waiting) == key] for key, _name in GROUPS}
    return ToSettle(
        groups=tuple((key, str(name), tuple(grouped[key])) for key, name in GROUPS if grouped[key]),
        rail=tuple(_count(sort, [one for one in found if one.sort is sort]) for sort in WORDS),
        total=len(found),
        shown=show,
        hanging=count_now(today()),
    )


def _group(one: Waiting) -> str:
    if one.urgent or one.sort in (Sort.RETURNED, Sort.URGED):
        return "urgent"
    return "wait" if one.sort in (Sort.SUPPLY, Sort.FULFIL) else "hand"


def line(one: Waiting) -> Line:
    """A row as it is shown."""
    icon, tone, word, _name, _hint = WORDS[one.sort]
    clock = one.row.clock
    left = clock.left if clock else None
    bar, by = None, ""
    if clock is not None and clock.due.date is not None:
        tone_of_bar = cells.Tone.BAD if (left or 0) < 0 else cells.Tone.WAIT if one.urgent else cells.Tone.WELL
        bar = cells.bar(clock.due.limit, clock.due.used(today()), tone_of_bar)
        over = -left if left is not None and left < 0 else 0
        by = ngettext("超了 %(days)d 天", "超了 %(days)d 天", over) % {"days": over} if over else last_day(clock.due)
    return Line(one, icon, "wait" if one.urgent else tone, str(word), _what(one), bar, by)


def _what(one: Waiting) -> str:
    item, case = str(one.row.item), one.row.case
    match one.sort:
        case Sort.SUPPLY:
            detail = _("还差的补来就交上去")
        case Sort.FULFIL:
            detail = _("答应补的材料，到期不来就终止")
        case Sort.HAND_OVER:
            detail = _("结果下来了，送到本人手里")
        case Sort.FETCH:
            detail = _("打个电话，约哪天来领")
        case Sort.CLAIM:
            detail = _("%(place)s转来") % {"place": one.row.origin}
        case Sort.URGED:
            detail = _("在催，回一句现在办到哪了")
        case Sort.RETURNED:
            detail = _("退回来重核")
        case Sort.ANSWER:
            detail = _("核对材料，给答复")
        case Sort.DRAFT:
            detail = _("%(time)s开的头") % {"time": clock_time(case.opened_at)}
        case _:
            detail = _("接着办")
    return _("%(item)s，%(detail)s") % {"item": item, "detail": detail}


def _count(sort: Sort, found: list[Waiting]) -> Count:
    icon, _tone, _word, name, hint = WORDS[sort]
    first = found[0] if found else None
    detail = f"{first.row.identity.name}{_('，')}{first.row.item}" if first else str(hint)
    return Count(sort.value, icon, str(name), len(found), detail, any(one.urgent for one in found))


def rated(actor: Actor) -> tuple[Rated, date]:
    """Ratings of the last thirty days, without today's: nobody sees on the day who rated."""
    since = today() - timedelta(days=30)
    return of_offices(actor.offices, since), since

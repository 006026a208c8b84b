"""How a due date is said, and why each day did or did not count. Pure, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from types import MappingProxyType

from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from siban.domain.work.rules import Counted, Due, Reason, Unit

GROUNDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "hearing": gettext_lazy("听证"),
        "bidding": gettext_lazy("招标"),
        "auction": gettext_lazy("拍卖"),
        "inspection": gettext_lazy("检验"),
        "testing": gettext_lazy("检测"),
        "quarantine": gettext_lazy("检疫"),
        "appraisal": gettext_lazy("鉴定"),
        "expert-review": gettext_lazy("专家评审"),
        "correction": gettext_lazy("等申请人补材料"),
    }
)
"""What a ground of a pause is called. A regime may name others; they are shown as given."""


def ground_name(ground: str) -> str:
    """The ground of a pause in the reader's language."""
    return str(GROUNDS.get(ground, ground))


def day_words(day: date, beside: date) -> str:
    """A day as it is spoken; the year only where it is not that of `beside`."""
    pattern = _("n月j日") if day.year == beside.year else _("Y年n月j日")
    return format_date(day, pattern)


def last_day(due: Due) -> str:
    """The promise in one phrase that leaves no doubt whether the day itself is in."""
    if due.date is None:
        return _("停表，恢复后再算")
    words = day_words(due.date, due.start)
    return (
        _("最迟%(day)s（暂定，含当日）") % {"day": words}
        if due.provisional
        else _("最迟%(day)s（含当日）") % {"day": words}
    )


def explain(due: Due, extended: int = 0) -> tuple[str, ...]:
    """Sentences that account for the date: the start, each run of days left out and why, the end, the article.

    `extended`: how many of its days were approved on top (ALL 42).
    """
    start = format_date(due.start, _("Y年n月j日"))
    if due.limit == 0 and due.date is not None:
        return (_("%(start)s当天办结，不用等。") % {"start": start},)
    lines = [_("%(start)s当天不算，从第二天起数。") % {"start": start}]
    if extended:
        lines.append(_("原来%(limit)d天，批准延长了%(days)d天。") % {"limit": due.limit - extended, "days": extended})
    for _key, run in groupby(
        due.days[1:], key=lambda counted: (counted.number is None, counted.reason, counted.name, counted.ground)
    ):
        days = list(run)
        sentence = _run_words(days, due)
        if sentence:
            lines.append(sentence)
    lines.append(_end_words(due))
    if due.provisional and due.date is not None:
        lines.append(
            _("%(year)s年的放假安排还没有公布，只扣了周末和法定节假日，这个日期是暂定的。") % {"year": due.date.year}
        )
    if due.kept:
        lines.append(_("放假安排后来改过，仍按原来告诉您的日子算。"))
    lines.append(
        _("依据：《中华人民共和国行政许可法》第四十五条、第八十二条。")
        if due.unit is Unit.WORKING
        else _("依据：《中华人民共和国民法典》第二百零一条、第二百零三条。")
    )
    return tuple(lines)


def _run_words(days: list[Counted], due: Due) -> str:
    """What is said of days in a row that share a reason; nothing of ordinary days that count."""
    first = days[0]
    values = {
        "days": _span_words(days[0].day, days[-1].day, due.start),
        "name": first.name,
        "ground": ground_name(first.ground),
    }
    match first.reason:
        case Reason.WEEKEND:
            return _("%(days)s是周末，不算。") % values
        case Reason.HOLIDAY:
            return _("%(days)s%(name)s放假，不算。") % values if first.name else _("%(days)s放假，不算。") % values
        case Reason.HELD:
            return (
                _("%(days)s停表（%(ground)s），不算。") % values if first.ground else _("%(days)s停表，不算。") % values
            )
        case Reason.MAKE_UP:
            return _("%(days)s调休上班，照算。") % values
        case _:
            return ""


def _span_words(first: date, last: date, beside: date) -> str:
    if first == last:
        return day_words(first, beside)
    return _("%(first)s至%(last)s") % {"first": day_words(first, beside), "last": day_words(last, first)}


def _end_words(due: Due) -> str:
    if due.date is None:
        used = due.used(date.max)
        return ngettext(
            "已经数了%(used)d天，现在停表；什么时候恢复还不知道，所以没有到期日。",
            "已经数了%(used)d天，现在停表；什么时候恢复还不知道，所以没有到期日。",
            used,
        ) % {"used": used}
    values = {"limit": due.limit, "last": last_day(due)}
    if due.unit is Unit.WORKING:
        return ngettext("数满%(limit)d个工作日：%(last)s。", "数满%(limit)d个工作日：%(last)s。", due.limit) % values
    counted = due.day_of(due.limit)
    if counted == due.date:
        return ngettext("数满%(limit)d天：%(last)s。", "数满%(limit)d天：%(last)s。", due.limit) % values
    values["end"] = day_words(counted, due.start)
    return (
        ngettext(
            "数满%(limit)d天是%(end)s，那天休息，顺延到下一个工作日：%(last)s。",
            "数满%(limit)d天是%(end)s，那天休息，顺延到下一个工作日：%(last)s。",
            due.limit,
        )
        % values
    )

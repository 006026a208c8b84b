"""Filters and tags that every page uses: dates as they are spoken, numbers in groups, names masked, bars of limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django import template
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext, ngettext, pgettext

from siban.kernel.clock import SHANGHAI, today
from siban.surfaces.ui import cells

register = template.Library()


@register.filter
def case_number(value: object) -> str:
    """A case number in groups: 62070226408319572 → 620702 26 4083 1957 2. Anything else stays as it is."""
    digits = str(value or "")
    if len(digits) != 17 or not digits.isdigit():
        return digits
    return " ".join((digits[:6], digits[6:8], digits[8:12], digits[12:16], digits[16]))


@register.filter
def masked_name(value: object) -> str:
    """A name for the public: 张兰 → 张*, 张玉兰 → 张*兰, longer ones keep first and last."""
    name = str(value or "").strip()
    if len(name) < 2:
        return name
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def _local(value: date | datetime) -> datetime | date:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI) if value.tzinfo else value
    return value


def _day(value: date | datetime) -> date:
    local = _local(value)
    return local.date() if isinstance(local, datetime) else local


@register.filter
def date_cn(value: date | datetime | None) -> str:
    """11月24日 (English: 24 November)."""
    # Translators: a date format of Django, not a word.
    return format_date(_day(value), gettext("n月j日")) if value else ""


@register.filter
def date_full(value: date | datetime | None) -> str:
    """2026年11月24日 (English: 24 November 2026)."""
    return format_date(_day(value), gettext("Y年n月j日")) if value else ""


@register.filter
def weekday(value: date | datetime | None, form: str = "short") -> str:
    """周二 (English: Tuesday); with "long" 星期二."""
    if not value:
        return ""
    index = _day(value).weekday()
    if form == "long":
        return (
            pgettext("weekday", "星期一"),
            pgettext("weekday", "星期二"),
            pgettext("weekday", "星期三"),
            pgettext("weekday", "星期四"),
            pgettext("weekday", "星期五"),
            pgettext("weekday", "星期六"),
            pgettext("weekday", "星期日"),
        )[index]
    return (
        gettext("周一"),
        gettext("周二"),
        gettext("周三"),
        gettext("周四"),
        gettext("周五"),
        gettext("周六"),
        gettext("周日"),
    )[index]


@register.filter
def clock_time(value: datetime | None) -> str:
    """10:46, in the district's time."""
    return format_date(_local(value), "G:i") if value else ""


@register.filter
def moment(value: datetime | date | None) -> str:
    """When something was, as one says it: 10:46 today, 昨天, 11月19日, and with the year before this one."""
    if not value:
        return ""
    day, now = _day(value), today()
    if day == now:
        return clock_time(value) if isinstance(value, datetime) else gettext("今天")
    if day == now - timedelta(days=1):
        return gettext("昨天")
    if day == now + timedelta(days=1):
        return gettext("明天")
    return date_cn(value) if day.year == now.year else date_full(value)


@register.filter
def day_and_time(value: datetime | None) -> str:
    """10:46 today, 明天 9:00, 11月29日 9:00: for what is still to come, where the hour matters."""
    if not value:
        return ""
    said, hour = moment(value), clock_time(value)
    return hour if said == hour else f"{said} {hour}"


@register.filter
def money(value: int | None) -> str:
    """An amount in fen as yuan: 6000 → 60 元, 6050 → 60.50 元."""
    if value is None:
        return ""
    yuan, fen = divmod(abs(int(value)), 100)
    amount = f"{'-' if value < 0 else ''}{yuan}{f'.{fen:02d}' if fen else ''}"
    return gettext("%(amount)s 元") % {"amount": amount}


@register.filter
def days(value: int | None, unit: str = "working") -> str:
    """8 个工作日; with "calendar" 8 天."""
    if value is None:
        return ""
    if unit == "calendar":
        return ngettext("%(count)d 天", "%(count)d 天", int(value)) % {"count": value}
    return ngettext("%(count)d 个工作日", "%(count)d 个工作日", int(value)) % {"count": value}


@register.simple_tag
def limit_bar(total: int | str, used: int | str, tone: str = "well") -> cells.Bar:
    """The bar of a limit, for `<c-clock>`."""
    return cells.bar(int(total), int(used), cells.Tone(tone))


@register.simple_tag
def due_weeks(
    counted: Iterable[cells.CountedDay], marks: Mapping[date, str] | None = None, on: date | None = None
) -> list[list[cells.Square]]:
    """The weeks of a due date, for `<c-due-calendar>`."""
    return cells.weeks(counted, today=on or today(), marks=marks)


@register.filter
def key_name(value: str) -> str:
    """A key as it is printed on a hint: Enter → 回车, Space → 空格."""
    named = {"Enter": gettext("回车"), "Space": gettext("空格"), "Escape": "Esc", "ArrowUp": "↑", "ArrowDown": "↓"}
    return named.get(value) or " ".join(part.upper() if len(part) == 1 else part for part in value.split("+"))

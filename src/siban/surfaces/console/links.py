"""Addresses of the lists behind the numbers, and what such an address asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from siban.domain.cases.rules import STATE_NAMES
from siban.domain.insight.rules import Pick, Span, Where
from siban.domain.work.rules import LEVEL_NAMES, LIGHTS, Level, Outlook
from siban.surfaces.console.place import Place
from siban.surfaces.ui.templatetags.words import date_cn, weekday


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the addresses of one place's lists; empty ones for who may not open them."""

    place: Place
    opens: bool

    def cases(self, **wanted: str) -> str:
        """The list of cases for what `parse` reads: where, light, due, outlook, received, concluded."""
        return self._to("console:cases", **wanted)

    def case(self, case_id: object) -> str:
        return reverse("console:case", args=[case_id]) if self.opens else ""

    def warnings(self) -> str:
        return self._to("console:warnings")

    def windows(self) -> str:
        return self._to("console:windows")

    def told_again(self) -> str:
        return self._to("console:told-again")

    def _to(self, view: str, **wanted: str) -> str:
        if not self.opens:
            return ""
        return f"{reverse(view)}?{urlencode({'place': self.place.code, **wanted})}"


def week(first: date) -> str:
    """How a week stands in an address: its Monday."""
    return first.isoformat()


def parse(asked: Mapping[str, str]) -> Pick:
    """What an address asks for. What cannot be read is taken for not asked."""
    where = asked.get("where", "")
    light, outlook, state = asked.get("light", ""), asked.get("outlook", ""), asked.get("state", "")
    picked = Pick(
        where=Where(where) if where in {one.value for one in Where} else None,
        light=light if light in LIGHTS else "",
        due=_day(asked.get("due", "")),
        outlook=outlook if outlook in {one.value for one in Outlook} else "",
        state=state if state in STATE_NAMES else "",
        item=asked.get("item", ""),
        received=_week(asked.get("received", "")),
        concluded=_week(asked.get("concluded", "")),
    )
    return (
        picked
        if picked != Pick(state=picked.state, item=picked.item)
        else Pick(where=Where.HERE, state=picked.state, item=picked.item)
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _week(text: str) -> Span | None:
    first = _day(text)
    return Span(first, first + timedelta(days=6)) if first else None


def outlook_word(outlook: str) -> str:
    """What is to be expected of a limit, in one word."""
    words = {Outlook.LATE: _("会超期"), Outlook.WATCH: _("要盯"), Outlook.ON_TIME: _("赶得上")}
    return words[Outlook(outlook)]


def told(pick: Pick) -> str:
    """What a list shows, as its heading."""
    if pick.light:
        return str(LEVEL_NAMES[Level(pick.light)])
    if pick.due:
        day = f"{date_cn(pick.due)} {weekday(pick.due)}"
        if pick.outlook:
            return _("%(day)s到期，%(outlook)s") % {"day": day, "outlook": outlook_word(pick.outlook)}
        return _("%(day)s到期") % {"day": day}
    if pick.received:
        return _("%(first)s到%(last)s收下") % _span(pick.received)
    if pick.concluded:
        return _("%(first)s到%(last)s办结") % _span(pick.concluded)
    if pick.where is Where.SENT:
        return _("这里收下，别处在办")
    return _("在办")


def _span(span: Span) -> dict[str, str]:
    return {"first": date_cn(span.first), "last": date_cn(span.last)}

"""日历: enter the State Council's notice of a year's days off, or a document of the district; what it would move is
shown before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siban.domain.work.models import CalendarChange
from siban.domain.work.services import calendar
from siban.kernel.calendar import ONE_DAY, Correction
from siban.kernel.clock import today
from siban.kernel.ids import new_id
from siban.kernel.refusals import BadInput
from siban.kernel.text import Text
from siban.surfaces.console import place
from siban.surfaces.console.views import frame
from siban.surfaces.ui.accounts import staff_page
from siban.surfaces.ui.requests import StaffRequest

HOLIDAYS = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}
"""The holidays that a notice names, in English."""
LINE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|至|到)\s*(\d{4}-\d{2}-\d{2}))?\s*(\S{0,20})")
LONGEST = 31
"""Days in one line."""
AHEAD = 2
"""Years after this one whose notice may be entered."""


class BadLine(BadInput):
    code = "calendar-line"
    sentence = gettext_lazy("这一行没有看懂：%(line)s")
    advice = gettext_lazy("一行一段，写成 2027-01-01至2027-01-03 元旦。")


class NothingEntered(BadInput):
    code = "calendar-empty"
    sentence = gettext_lazy("还没有写依据的文件，或者没有写哪几天。")
    advice = gettext_lazy("写上文号，再把放假和调休的日子一行一段写下来。")


@staff_page(*calendar.KEEPERS)
def page(request: StaffRequest) -> HttpResponse:
    """What was entered, and the form. Sent once, what it would move is shown; sent again as seen, it is entered."""
    errors: dict[str, str] = {}
    effect = None
    sent = request.POST
    if request.method == "POST":
        try:
            year, days = _read(sent.get("year", ""), sent.get("rest", ""), sent.get("working", ""))
            basis = sent.get("basis", "").strip()[:200]
            if not basis or not days:
                raise NothingEntered(field="basis" if not basis else "rest")
            if sent.get("what") == "enter":
                calendar.enter(days, basis=basis, by=request.actor, year=year, request=_uuid(sent.get("request", "")))
                messages.success(request, _("录下了，一分钟后在走的期限都按新的日历重新数，变了日子的会告诉申请人。"))
                return redirect("console:calendar")
            effect = calendar.preview(days, year=year)
        except BadInput as bad:
            errors = {bad.field or "rest": f"{bad.what()}{bad.next()}"}
    context = {
        "years": [today().year + more for more in range(AHEAD + 1)],
        "sent": {key: sent.get(key, "") for key in ("basis", "year", "rest", "working")},
        "errors": errors,
        "effect": effect,
        "request_id": new_id(),
        "entered": CalendarChange.objects.order_by("-entered_at")[:20],
        "section": "calendar",
    }
    here = place.reach(request.actor).tops[0]
    return render(request, "console/calendar.html", context | frame(request.actor, here), status=422 if errors else 200)


def _read(year: str, rest: str, working: str) -> tuple[int | None, list[Correction]]:
    """The rows of both fields. Raises BadLine."""
    found = [*_rows(rest, working=False, field="rest"), *_rows(working, working=True, field="working")]
    return (int(year) if year.isdigit() and len(year) == 4 else None), found


def _rows(text: str, *, working: bool, field: str) -> Iterable[Correction]:
    for line in filter(None, map(str.strip, text.splitlines())):
        match = LINE.fullmatch(line)
        try:
            first = date.fromisoformat(match[1]) if match else None
            last = date.fromisoformat(match[2]) if match and match[2] else first
        except ValueError:
            first = last = None
        if match is None or first is None or last is None or not 0 <= (last - first).days < LONGEST:
            raise BadLine(field=field, line=line[:60])
        name = Text(match[3], HOLIDAYS.get(match[3], match[3])) if match[3] else None
        day = first
        while day <= last:
            yield Correction(day, working, name)
            day += ONE_DAY


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInput from None

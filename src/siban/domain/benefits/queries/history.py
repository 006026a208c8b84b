"""The life of an entitlement, and of a pay list, in sentences from their events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siban.domain.benefits.rules import END_NAMES, GROUND_NAMES
from siban.domain.benefits.wording import day_word, money, month_word
from siban.domain.staff.queries import names as staff_names
from siban.domain.work.rules import LEVEL_NAMES, Kind
from siban.kernel.events import Recorded, history


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what, when, who. `icon` names a symbol of the design system; `notice` is what was issued with it."""

    at: datetime
    icon: str
    what: str
    detail: str
    who: str
    notice: UUID | None
    tone: str = ""


def entries(stream: UUID) -> list[Entry]:
    """All that happened, last to first. Two statements."""
    events = history(stream)
    who = staff_names({event.actor for event in events if event.actor})
    told = [(event, _tell(event)) for event in reversed(events)]
    return [
        Entry(
            at=event.at,
            icon=line[0],
            what=line[1],
            detail=line[2],
            who=who.get(event.actor, "") if event.actor else "",
            notice=getattr(event.payload, "notice", None),
            tone="warn" if line[0] in ("triangle", "pause") else "",
        )
        for event, line in told
        if line is not None
    ]


Line = tuple[str, str, str]


def _tell(event: Recorded) -> Line | None:
    teller = _TELL.get(event.act)
    return teller(event.payload) if teller else None


def _opened(payload: Any) -> Line:
    detail = _("从%(month)s起，每月%(sum)s；认证最迟%(day)s") % {
        "month": month_word(payload.first_month),
        "sum": money(payload.fen),
        "day": day_word(payload.check_due),
    }
    return "stamp", _("批准，开始发放"), detail


def _checked(payload: Any) -> Line:
    return "ok", _("做了认证"), _("下次最迟%(day)s") % {"day": day_word(payload.check_due)}


def _overdue(payload: Any) -> Line:
    what = _("认证到期没有做")
    return "triangle", what, _("宽限到%(day)s，再不做就暂停") % {"day": day_word(payload.until)}


def _suspended(payload: Any) -> Line:
    return (
        "pause",
        _("从%(month)s起暂停") % {"month": month_word(payload.from_month)},
        str(GROUND_NAMES[payload.ground]),
    )


def _resumed(payload: Any) -> Line:
    detail = _("补发%(sum)s") % {"sum": money(payload.arrears)} if payload.arrears else ""
    return "refresh", _("从%(month)s起恢复发放") % {"month": month_word(payload.from_month)}, detail


def _stopped(payload: Any) -> Line:
    parts = [str(END_NAMES[payload.end])]
    if payload.overpaid:
        parts.append(_("多发%(sum)s，要退回") % {"sum": money(payload.overpaid)})
    return "no", _("从%(month)s起停发") % {"month": month_word(payload.from_month)}, _("，").join(parts)


def _corrected(payload: Any) -> Line:
    told = {"month": month_word(payload.month), "sum": money(abs(payload.fen))}
    what = _("更正%(month)s：补%(sum)s") if payload.fen > 0 else _("更正%(month)s：扣%(sum)s")
    return "pencil", what % told, _("随下一份名单")


def _reassessed(payload: Any) -> Line:
    told = {"month": month_word(payload.from_month), "sum": money(payload.fen), "before": money(payload.before)}
    what = _("标准调整：从%(month)s起每月%(sum)s") % told
    parts = [_("原来%(before)s") % told]
    if payload.arrears > 0:
        parts.append(_("补发%(sum)s") % {"sum": money(payload.arrears)})
    return "refresh", what, _("，").join(parts)


def _warned(payload: Any) -> Line | None:
    if payload.kind != Kind.CHECK:
        return None
    return (
        "clock",
        _("认证%(level)s") % {"level": LEVEL_NAMES[payload.level]},
        _("最迟%(day)s") % {"day": day_word(payload.due)},
    )


def _people(payload: Any) -> str:
    count = ngettext("%(count)d人", "%(count)d人", payload.people) % {"count": payload.people}
    return _("%(people)s，%(sum)s") % {"people": count, "sum": money(payload.fen)}


_TELL: dict[str, Callable[[Any], Line | None]] = {
    "benefit.opened": _opened,
    "benefit.granted_again": lambda payload: ("triangle", _("又批准了一件同样的"), _("已经在领，没有再开一份")),
    "benefit.checked": _checked,
    "benefit.check_overdue": _overdue,
    "benefit.check_called": lambda payload: (
        "clock",
        _("通知提前认证"),
        _("最迟%(day)s") % {"day": day_word(payload.until)},
    ),
    "benefit.stop_proposed": lambda payload: (
        "triangle",
        _("暂停太久，该定停不停"),
        _("从%(month)s起停着") % {"month": month_word(payload.since)},
    ),
    "benefit.reassessed": _reassessed,
    "benefit.suspended": _suspended,
    "benefit.resumed": _resumed,
    "benefit.stopped": _stopped,
    "benefit.corrected": _corrected,
    "benefit.account_changed": lambda payload: ("swap", _("换了账号"), _("从下一次导出起打到新账号")),
    "work.warned": _warned,
    "pay-list.made": lambda payload: ("doc", _("做了名单"), _people(payload)),
    "pay-list.confirmed": lambda payload: ("ok", _("第二人核对过了"), _people(payload)),
    "pay-list.refused": lambda payload: ("undo", _("退回重做"), payload.reason),
    "pay-list.exported": lambda payload: ("download", _("导出给银行"), _people(payload)),
}

"""Sentences for what is done beside the papers: surveys, hearings, publications, opinions, hand-offs, redress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from siban.domain.cases.rules import ADVICE_NAMES
from siban.domain.cases.rules_established import FoundBy
from siban.domain.cases.rules_proceedings import FOUND_NAMES, PROCEEDING_NAMES, WAY_NAMES, WISH_NAMES
from siban.domain.places.models import Office
from siban.kernel.clock import local_date

Told = tuple[str, str, str, bool]
"""Icon, what, detail, whether residents see it."""


def day(value: date) -> str:
    """A day as it is said: 12月8日; 8 December in English."""
    return format_date(value, _("n月j日"))


@dataclass
class Beside:
    """What tells these acts; what tells the others is built on it."""

    places: Mapping[UUID, Office]

    def _place(self, id: UUID) -> str:
        office = self.places.get(id)
        return str(office.short_label) if office else ""

    def _posted(self, payload: Any) -> Told:
        detail = _("%(carrier)s，运单号%(number)s") % {"carrier": payload.carrier, "number": payload.number}
        return "route", _("结果寄出了"), detail, True

    def _screen_chosen(self, payload: Any) -> Told:
        return "doc", _("选了在网上看结果"), self._place(payload.office), True

    def _chased(self, payload: Any) -> Told:
        return "bell", _("结果还没领，要打电话"), self._place(payload.office), False

    def _followed_up(self, payload: Any) -> Told:
        if not payload.reached:
            return "phone", _("打电话催领，没联系上"), "", False
        detail = _("约好%(day)s") % {"day": day(payload.agreed_on)} if payload.agreed_on else ""
        return "phone", _("打电话催领，联系上了"), detail, False

    def _surveying(self, payload: Any) -> Told:
        what = _("%(kind)s安排了，两个人去") % {"kind": PROCEEDING_NAMES[payload.kind]}
        return "eye", what, self._place(payload.office), True

    def _surveyed(self, payload: Any) -> Told:
        what = _("%(kind)s做完了：%(result)s") % {
            "kind": PROCEEDING_NAMES[payload.kind],
            "result": FOUND_NAMES[payload.result],
        }
        return "eye", what, _("%(day)s去的") % {"day": day(payload.on)}, True

    def _established(self, payload: Any) -> Told:
        count = len(payload.places)
        detail = ngettext("%(count)d处，%(place)s", "%(count)d处，%(place)s", count) % {
            "count": count,
            "place": self._place(payload.office),
        }
        if payload.found_by == FoundBy.SLIP:
            return "pencil", _("照本人说的改了表上的笔误"), detail, True
        return "pencil", _("核定了和申报不一样的情况"), detail, True

    def _interest_told(self, payload: Any) -> Told:
        detail = _("可以要求听证，最迟%(day)s") % {"day": day(payload.ask_by)}
        return "user", _("告诉了利害关系人"), detail, True

    def _interest_answered(self, payload: Any) -> Told:
        return "user", _("利害关系人答复了"), str(WISH_NAMES[payload.wish]), False

    def _hearing_called(self, payload: Any) -> Told:
        return "users", _("定了听证会"), day(local_date(payload.begins)), True

    def _heard(self, payload: Any) -> Told:
        return "users", _("听证开完了"), str(FOUND_NAMES[payload.result]), True

    def _published(self, payload: Any) -> Told:
        return "bell", _("开始公示"), _("到%(day)s（含当日）满") % {"day": day(payload.until)}, True

    def _published_again(self, payload: Any) -> Told:
        detail = _("内容有改动，到%(day)s（含当日）满") % {"day": day(payload.until)}
        return "bell", _("第%(turn)d次公示") % {"turn": payload.turn}, detail, True

    def _objector_called(self, payload: Any) -> Told:
        what = _("给提异议的人回话了") if payload.reached else _("给提异议的人回话，没打通")
        return "phone", what, self._place(payload.office), False

    def _objected(self, payload: Any) -> Told:
        return "bell", _("收到一条异议"), str(WAY_NAMES[payload.way]), False

    def _objection_answered(self, payload: Any) -> Told:
        what = _("异议核实了：成立") if payload.upheld else _("异议核实了：不成立")
        return "check", what, self._place(payload.office), False

    def _publication_ended(self, payload: Any) -> Told:
        return "check", _("公示满了"), str(FOUND_NAMES[payload.result]), True

    def _consulted(self, payload: Any) -> Told:
        what = _("征求%(place)s的意见") % {"place": self._place(payload.to)}
        detail = ngettext("%(count)d天内答复", "%(count)d天内答复", payload.days) % {"count": payload.days}
        return "route", what, detail, True

    def _consultation_taken(self, payload: Any) -> Told:
        return "hand", _("%(place)s签收了征求意见") % {"place": self._place(payload.office)}, "", False

    def _opined(self, payload: Any) -> Told:
        what = _("%(place)s答复了") % {"place": self._place(payload.office)}
        detail = str(ADVICE_NAMES[payload.advice])
        if payload.late:
            detail = _("%(advice)s，超了给它的天数") % {"advice": detail}
        return "check", what, detail, True

    def _handed_off(self, payload: Any) -> Told:
        detail = ngettext("要再录%(count)d项", "要再录%(count)d项", payload.fields) % {"count": payload.fields}
        return "doc", _("出了交接单，录入%(system)s") % {"system": payload.system}, detail, False

    def _handed_back(self, payload: Any) -> Told:
        return "doc", _("业务系统的结果回来了"), day(payload.on), False

    def _amended(self, payload: Any) -> Told:
        return "stamp", _("决定书更正了"), _("原来那份作废，用新的"), True

    def _revocation_proposed(self, payload: Any) -> Told:
        return "triangle", _("报请撤销决定"), self._place(payload.office), True

    def _revocation_refused(self, payload: Any) -> Told:
        return "no", _("撤销没有批"), _("决定照旧"), True

    def _revoked(self, payload: Any) -> Told:
        detail = _("从%(day)s起没有效力，理由写在撤销决定书上") % {"day": day(payload.void_from)}
        return "no", pgettext("event", "决定撤销了"), detail, True

    def _packed(self, payload: Any) -> Told:
        if payload.kept_until is None:
            return "doc", _("归档包核对过了"), _("永久保管"), False
        return "doc", _("归档包核对过了"), _("保管到%(year)d年") % {"year": payload.kept_until.year}, False

    def _destruction_proposed(self, _payload: Any) -> Told:
        return "triangle", _("报请销毁归档包"), "", False

    def _destroyed(self, _payload: Any) -> Told:
        return "no", _("归档包销毁了"), _("办理记录留着"), False
